/** The client's suspicious refuels: whether it was them, and the card blocked in one step when it was not. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit, type Told } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import type { Tx } from '../db/database.ts'
import { dateTime, shortDateTime } from '../i18n/format.ts'
import { addressOf, isId, pageOf, placeOf } from '../web/paging.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  DataTable,
  Empty,
  Form,
  LinkButton,
  Pager,
  Panel,
  SummaryList,
  Tabs,
  TextArea,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import { type Errors, statusOf, type View } from '../web/view.ts'
import { type Answered, blockForClient, commentOn, sayForClient } from './answer-suspicion.ts'
import { findSuspicions, readAnswers, readSuspicion, type Suspicion } from './find-suspicions.ts'
import { factsOf, LONGEST_COMMENT, SaidTag, SignTable, Story, suspicionColumns } from './suspicion-parts.tsx'

const HERE = '/app/signs'
const PAGE = 25

export async function showSigns(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'signs')
  const waiting = visit.query('tab') !== 'said'
  const place = placeOf(visit)
  const ofReader = { clientId: session.client.id, reach: session.client.reach, waiting }
  const found = await findSuspicions(app.db.read, ofReader, place, PAGE)
  const page = pageOf(found, place, PAGE, (next) =>
    addressOf(HERE, { tab: waiting ? undefined : 'said', ...next }),
  )
  const view = visit.view({ nav: cabinetNav(visit, 'signs') })
  const { t } = view
  return visit.page(
    <CabinetPage view={view} title={t('signs.h1')} lead={t('signs.lead')}>
      <Tabs
        label={t('signs.tabs')}
        tabs={[
          { href: HERE, label: t('signs.tab.open'), current: waiting },
          { href: `${HERE}?tab=said`, label: t('signs.tab.said'), current: !waiting },
        ]}
      />
      {page.rows.length === 0 ? (
        <Empty icon="done" text={t(waiting ? 'signs.none.open' : 'signs.none.said')} />
      ) : (
        <DataTable<Suspicion>
          view={view}
          caption={t('signs.h1')}
          rows={page.rows}
          columns={[
            ...suspicionColumns(view, '/app'),
            ...(waiting
              ? []
              : [
                  {
                    label: t('signs.col.answer'),
                    cell: (row: Suspicion) => <SaidTag t={t} said={row.officeSays ?? row.clientSays} />,
                  },
                ]),
          ]}
        />
      )}
      <Pager view={view} {...page} />
    </CabinetPage>,
  )
}

export async function showSign(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withSuspicion(visit, async (suspicion) => {
    const view = visit.view({ nav: cabinetNav(visit, 'signs') })
    const { t, lang } = view
    const answers = await readAnswers(visit.app.db.read, suspicion)
    const said = suspicion.officeSays ?? suspicion.clientSays
    return visit.page(
      <CabinetPage
        view={view}
        title={t('signs.one.h1', { datetime: dateTime(lang, suspicion.at) })}
        errors={errors}
        back={{ href: HERE, label: t('signs.h1') }}
        lead={<SaidTag t={t} said={said} />}
      >
        <Panel>
          <SummaryList view={view} rows={factsOf(view, '/app', suspicion)} />
          {suspicion.done && (
            <p>
              <a href={`/app/refuels/${suspicion.txnId}`}>{t('signs.receipt')}</a>
            </p>
          )}
        </Panel>
        <Panel title={t('signs.reasons')}>
          <SignTable view={view} suspicion={suspicion} />
        </Panel>
        <Ask view={view} suspicion={suspicion} />
        <Panel title={t('signs.story')}>
          <Story view={view} answers={answers} office={false} />
          <Form view={view} action={`${HERE}/${suspicion.id}/comment`}>
            <TextArea
              view={view}
              name="comment"
              label={t('signs.comment')}
              value={visit.form.text('comment')}
              rows={2}
              maxlength={LONGEST_COMMENT}
              errors={errors}
            />
            <Buttons>
              <Button tone="secondary">{t('signs.comment.add')}</Button>
            </Buttons>
          </Form>
        </Panel>
      </CabinetPage>,
      statusOf(errors),
    )
  })
}

function Ask({ view, suspicion }: { view: View; suspicion: Suspicion }) {
  const { t } = view
  const { id, clientSays, officeSays, couponNumber, cardId } = suspicion
  return (
    <Panel title={t('signs.ask.h')}>
      {clientSays !== 'dispute' && officeSays === null && <p>{t('signs.dispute.p')}</p>}
      <Buttons>
        {clientSays !== 'ours' && (
          <Form view={view} action={`${HERE}/${id}/ours`} inline>
            <Button tone={clientSays ? 'secondary' : 'primary'}>{t('signs.ours')}</Button>
          </Form>
        )}
        {clientSays !== 'dispute' && (
          <Form view={view} action={`${HERE}/${id}/dispute`} inline>
            <Button tone="secondary">{t('signs.dispute')}</Button>
          </Form>
        )}
        {cardId !== null && (
          <Form view={view} action={`${HERE}/${id}/block`} inline>
            <Button tone="danger">{t('signs.block')}</Button>
          </Form>
        )}
        {couponNumber !== null && (
          <LinkButton href={`/app/coupons/${String(couponNumber)}`}>{t('signs.toCoupon')}</LinkButton>
        )}
      </Buttons>
    </Panel>
  )
}

export async function submitOurs(visit: ClientVisit): Promise<Response> {
  return answer(visit, 'signs.done.ours', (tx, about) =>
    sayForClient(tx, { ...about, says: 'ours', comment: '' }),
  )
}

export async function submitDispute(visit: ClientVisit): Promise<Response> {
  return answer(visit, 'signs.done.dispute', (tx, about) =>
    sayForClient(tx, { ...about, says: 'dispute', comment: '' }),
  )
}

export async function submitSignBlock(visit: ClientVisit): Promise<Response> {
  return withSuspicion(visit, async ({ at }) =>
    answer(visit, 'signs.done.block', (tx, about) =>
      blockForClient(tx, {
        ...about,
        reason: visit.t('signs.blockWhy', { datetime: shortDateTime(visit.lang, at) }),
      }),
    ),
  )
}

export async function submitSignComment(visit: ClientVisit): Promise<Response> {
  const comment = oneLine(visit.form.text('comment'))
  if (comment === '') return showSign(visit, { comment: visit.t('err.signs.comment') })
  if (comment.length > LONGEST_COMMENT)
    return showSign(visit, { comment: visit.t('err.of.tooLong', { max: LONGEST_COMMENT }) })
  return answer(visit, 'signs.done.comment', (tx, about) =>
    commentOn(tx, { ...about, side: 'client', comment }),
  )
}

type About = Parameters<typeof sayForClient>[1]

async function answer(
  visit: ClientVisit,
  done: Told['key'],
  say: (tx: Tx, about: Pick<About, 'clientId' | 'suspicionId' | 'by'>) => Promise<Answered>,
): Promise<Response> {
  return withSuspicion(visit, async ({ clientId, id }) => {
    const said = await visit.app.db.transaction((tx) =>
      say(tx, { clientId, suspicionId: id, by: actorOf(visit) }),
    )
    return visit.seeOther(
      `${HERE}/${id}`,
      said.ok ? { tone: 'good', key: done } : { tone: 'info', key: 'err.double' },
    )
  })
}

async function withSuspicion(
  visit: ClientVisit,
  then: (suspicion: Suspicion) => Promise<Response>,
): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'signs')
  const id = visit.param('id')
  const suspicion = isId(id) ? await readSuspicion(app.db.write, id, session.client) : undefined
  return suspicion ? then(suspicion) : missingPage(visit)
}
