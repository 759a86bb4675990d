/** The retailer's queue of suspicious refuels: what speaks against each, what the client says, and the decision. */
import { mayOpen, officeNav } from '../accounts/office-nav.ts'
import type { StaffRole } from '../accounts/roles.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { dateTime, shortDateTime } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { addressOf, isId, pageOf, placeOf } from '../web/paging.ts'
import {
  Button,
  Buttons,
  type Chip,
  DataTable,
  Empty,
  FilterBar,
  Form,
  NumberField,
  OfficePage,
  Pager,
  Panel,
  Radios,
  SearchField,
  SelectField,
  SummaryList,
  Tabs,
  TextArea,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import { type Errors, statusOf, type View } from '../web/view.ts'
import { commentOn, decideForOffice } from './answer-suspicion.ts'
import {
  findQueue,
  type OfficeSays,
  type QueueFilter,
  readAnswers,
  readSuspicion,
  type Suspicion,
} from './find-suspicions.ts'
import { isSign, SIGNS, signName } from './sign-words.ts'
import {
  factsOf,
  LONGEST_COMMENT,
  SaidTag,
  saidWords,
  SignTable,
  Story,
  suspicionColumns,
} from './suspicion-parts.tsx'

const HERE = '/office/signs'
const PAGE = 50
const DECISIONS = ['fine', 'dispute', 'block'] as const satisfies readonly OfficeSays[]

/** Who decides; a risk officer is a manager here (domain §4). */
export const JUDGES = ['manager', 'support'] as const satisfies readonly StaffRole[]

export async function showQueue(visit: StaffVisit): Promise<Response> {
  const filter = readQueueFilter(visit)
  const query = queryOf(filter)
  const place = placeOf(visit)
  const found = await findQueue(visit.app.db.read, filter, place, PAGE)
  const page = pageOf(found, place, PAGE, (next) => addressOf(HERE, { ...query, ...next }))
  const view = visit.view({ nav: officeNav(visit, 'signs') })
  const { t } = view
  const { waiting } = filter
  return visit.page(
    <OfficePage view={view} title={t('of.signs.h1')}>
      <Tabs
        label={t('signs.tabs')}
        tabs={[
          {
            href: addressOf(HERE, { ...query, tab: undefined }),
            label: t('of.signs.open'),
            current: waiting,
          },
          {
            href: addressOf(HERE, { ...query, tab: 'decided' }),
            label: t('of.signs.decided'),
            current: !waiting,
          },
        ]}
      />
      <Filters view={view} filter={filter} />
      {page.rows.length === 0 ? (
        <Empty icon="done" text={t(waiting ? 'of.signs.none' : 'of.signs.noneDecided')} />
      ) : (
        <DataTable<Suspicion>
          view={view}
          caption={t('of.signs.h1')}
          rows={page.rows}
          columns={[
            ...suspicionColumns(view, '/office'),
            { label: t('of.clients.company'), cell: (row) => row.company },
            waiting
              ? { label: t('of.signs.client'), cell: (row) => <SaidTag t={t} said={row.clientSays} /> }
              : { label: t('of.signs.decision'), cell: (row) => <Decision t={t} row={row} /> },
          ]}
        />
      )}
      <Pager view={view} {...page} />
    </OfficePage>,
  )
}

// What the client said stands below: a column of its own would be wider than the page.
function Decision({ t, row: { officeSays, clientSays } }: { t: T; row: Suspicion }) {
  return (
    <div>
      <SaidTag t={t} said={officeSays} />
      {clientSays && (
        <div class="faint">
          {t('of.signs.client')}: {saidWords(t, clientSays)}
        </div>
      )}
    </div>
  )
}

function Filters({ view, filter }: { view: View; filter: QueueFilter }) {
  const { t } = view
  const { sign, clientSays, leastScore, typed } = filter
  const query = queryOf(filter)
  const without = (name: string) => addressOf(HERE, { ...query, [name]: undefined })
  const answers = {
    none: t('signs.s.waiting'),
    ours: saidWords(t, 'ours'),
    dispute: saidWords(t, 'dispute'),
  }
  const chips: Chip[] = [
    ...(typed ? [{ label: typed, removeHref: without('q') }] : []),
    ...(sign ? [{ label: signName(t, sign), removeHref: without('sign') }] : []),
    ...(clientSays ? [{ label: answers[clientSays], removeHref: without('client') }] : []),
    ...(leastScore === undefined
      ? []
      : [{ label: `${t('of.signs.f.score')}: ${leastScore}`, removeHref: without('score') }]),
  ]
  return (
    <FilterBar
      view={view}
      action={HERE}
      chips={chips}
      resetHref={addressOf(HERE, { tab: query.tab })}
      keep={query.tab ? { tab: query.tab } : {}}
      search={<SearchField view={view} name="q" label={t('of.signs.f.q')} value={typed ?? ''} />}
    >
      <SelectField
        view={view}
        name="sign"
        label={t('of.signs.f.sign')}
        value={sign}
        empty={t('common.all')}
        options={SIGNS.map((value) => ({ value, label: signName(t, value) }))}
      />
      <SelectField
        view={view}
        name="client"
        label={t('of.signs.f.client')}
        value={clientSays}
        empty={t('common.all')}
        options={(['none', 'dispute', 'ours'] as const).map((value) => ({ value, label: answers[value] }))}
      />
      <NumberField
        view={view}
        name="score"
        label={t('of.signs.f.score')}
        value={leastScore?.toString() ?? ''}
        chars={4}
      />
    </FilterBar>
  )
}

// Nonsense in an address is no filter.
function readQueueFilter(visit: StaffVisit): QueueFilter {
  const [sign, client, score] = [visit.query('sign'), visit.query('client'), visit.query('score')]
  return {
    waiting: visit.query('tab') !== 'decided',
    sign: isSign(sign) ? sign : undefined,
    clientSays: client === 'none' || client === 'ours' || client === 'dispute' ? client : undefined,
    leastScore: /^\d{1,3}$/.test(score) ? Number(score) : undefined,
    typed: oneLine(visit.query('q')).slice(0, 100) || undefined,
  }
}

function queryOf({ waiting, sign, clientSays, leastScore, typed }: QueueFilter) {
  return {
    tab: waiting ? undefined : 'decided',
    q: typed,
    sign,
    client: clientSays,
    score: leastScore?.toString(),
  }
}

export async function showQueued(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withSuspicion(visit, async (suspicion) => {
    const view = visit.view({ nav: officeNav(visit, 'signs') })
    const { t, lang } = view
    const answers = await readAnswers(visit.app.db.read, suspicion)
    return visit.page(
      <OfficePage
        view={view}
        title={t('signs.one.h1', { datetime: dateTime(lang, suspicion.at) })}
        errors={errors}
        crumbs={[{ href: HERE, label: t('of.signs.h1') }]}
        lead={<SaidTag t={t} said={suspicion.officeSays} />}
      >
        <Panel>
          <SummaryList
            view={view}
            rows={[
              {
                label: t('of.clients.company'),
                value: mayOpen(visit.session.staff, 'clients') ? (
                  <a href={`/office/clients/${suspicion.clientId}`}>{suspicion.company}</a>
                ) : (
                  suspicion.company
                ),
              },
              ...factsOf(view, '/office', suspicion),
              { label: t('of.signs.client'), value: <SaidTag t={t} said={suspicion.clientSays} /> },
            ]}
          />
        </Panel>
        <Panel title={t('signs.reasons')}>
          <SignTable view={view} suspicion={suspicion} />
        </Panel>
        {judges(visit) && <Decide visit={visit} view={view} suspicion={suspicion} errors={errors} />}
        {answers.length > 0 && (
          <Panel title={t('signs.story')}>
            <Story view={view} answers={answers} office />
          </Panel>
        )}
      </OfficePage>,
      statusOf(errors),
    )
  })
}

// One form: a decision with its comment, or a comment alone where all is decided.
function Decide({
  visit,
  view,
  suspicion,
  errors,
}: {
  visit: StaffVisit
  view: View
  suspicion: Suspicion
  errors: Errors
}) {
  const { t } = view
  const { id, officeSays, cardId } = suspicion
  const open = openDecisions(suspicion)
  return (
    <Panel title={open.length > 0 ? t('of.signs.decide.h') : t('signs.comment')}>
      {open.length > 0 && <p>{t('of.signs.decide.p')}</p>}
      <Form view={view} action={`${HERE}/${id}/${open.length > 0 ? 'decide' : 'comment'}`}>
        {open.length > 0 && (
          <Radios
            view={view}
            name="decision"
            label={t('of.signs.decision')}
            value={visit.form.text('decision')}
            options={open.map((value) => ({ value, label: t(`of.signs.${value}`) }))}
            errors={errors}
          />
        )}
        <TextArea
          view={view}
          name="comment"
          label={t('signs.comment')}
          optional={open.length > 0}
          value={visit.form.text('comment')}
          rows={2}
          maxlength={LONGEST_COMMENT}
          errors={errors}
        />
        <Buttons>
          <Button tone={open.length > 0 ? 'primary' : 'secondary'}>
            {open.length > 0 ? t('act.save') : t('signs.comment.add')}
          </Button>
        </Buttons>
      </Form>
      {officeSays === null && cardId === null && <p class="faint">{t('of.signs.noCard')}</p>}
    </Panel>
  )
}

function openDecisions({ officeSays, cardId }: Suspicion): OfficeSays[] {
  if (officeSays === 'fine' || officeSays === 'block') return []
  return DECISIONS.filter((one) => one !== officeSays && (one !== 'block' || cardId !== null))
}

export async function submitDecision(visit: StaffVisit): Promise<Response> {
  return withSuspicion(visit, async (suspicion) => {
    const { t, form } = visit
    const says = DECISIONS.find((one) => one === form.text('decision'))
    const comment = oneLine(form.text('comment'))
    if (!says) return showQueued(visit, { decision: t('err.of.policy.choose') })
    if (comment.length > LONGEST_COMMENT)
      return showQueued(visit, { comment: t('err.of.tooLong', { max: LONGEST_COMMENT }) })
    const { clientId, id, at } = suspicion
    const decided = await visit.app.db.transaction((tx) =>
      decideForOffice(tx, {
        ...{ clientId, suspicionId: id, says, comment, by: actorOf(visit) },
        reason: comment || t('signs.blockWhy', { datetime: shortDateTime(visit.lang, at) }),
      }),
    )
    if (!decided.ok && decided.reason === 'no_card')
      return showQueued(visit, { decision: t('of.signs.noCard') })
    return visit.seeOther(
      `${HERE}/${id}`,
      decided.ok ? { tone: 'good', key: 'of.signs.done' } : { tone: 'info', key: 'err.double' },
    )
  })
}

export async function submitQueuedComment(visit: StaffVisit): Promise<Response> {
  return withSuspicion(visit, async ({ clientId, id }) => {
    const { t, form, app } = visit
    const comment = oneLine(form.text('comment'))
    if (comment === '') return showQueued(visit, { comment: t('err.signs.comment') })
    if (comment.length > LONGEST_COMMENT)
      return showQueued(visit, { comment: t('err.of.tooLong', { max: LONGEST_COMMENT }) })
    await app.db.transaction((tx) =>
      commentOn(tx, { clientId, suspicionId: id, side: 'retailer', comment, by: actorOf(visit) }),
    )
    return visit.seeOther(`${HERE}/${id}`, { tone: 'good', key: 'signs.done.comment' })
  })
}

function judges({ session }: StaffVisit): boolean {
  return session.staff === 'admin' || (JUDGES as readonly StaffRole[]).includes(session.staff)
}

async function withSuspicion(
  visit: StaffVisit,
  then: (suspicion: Suspicion) => Promise<Response>,
): Promise<Response> {
  const id = visit.param('id')
  const suspicion = isId(id) ? await readSuspicion(visit.app.db.write, id) : undefined
  return suspicion ? then(suspicion) : missingPage(visit)
}
