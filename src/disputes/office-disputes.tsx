/** What clients say was not theirs: the queue of those who look into it, and the answer. */
import { officeNav } from '../accounts/office-nav.ts'
import type { StaffRole } from '../accounts/roles.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { dateTime, litres, relative, shortDateTime, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { mayRefund } from '../refunds/office-refunds.tsx'
import { operationNumber } from '../tills/find-operations.ts'
import { parseLitres } from '../values/litres.ts'
import { addressOf, isId, pageOf, placeOf } from '../web/paging.ts'
import {
  Button,
  Buttons,
  DataTable,
  Empty,
  Form,
  NumberField,
  OfficePage,
  Pager,
  Panel,
  SummaryList,
  Tabs,
  TextArea,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import { type Errors, statusOf, type View } from '../web/view.ts'
import { acceptDispute, declineDispute, type DisputeDecided, takeDispute } from './decide-dispute.ts'
import { DisputeTag } from './dispute-tag.tsx'
import { type Dispute, findDispute, findDisputes } from './find-disputes.ts'

const HERE = '/office/disputes'
const PAGE = 50
const LONGEST_ANSWER = 500

/** Who looks into it and says no, beside the administrator; saying yes asks for a refund, which is an accountant's. */
export const DISPUTE_JUDGES = ['manager', 'support', 'accountant'] as const satisfies readonly StaffRole[]

export async function showDisputes(visit: StaffVisit): Promise<Response> {
  const open = visit.query('tab') !== 'decided'
  const place = placeOf(visit)
  const found = await findDisputes(visit.app.db.read, { open }, place, PAGE)
  const { rows, ...neighbours } = pageOf(found, place, PAGE, (next) =>
    addressOf(HERE, { tab: open ? undefined : 'decided', ...next }),
  )
  const view = visit.view({ nav: officeNav(visit, 'disputes') })
  const { t, lang } = view
  return visit.page(
    <OfficePage view={view} title={t('of.disputes.h1')} lead={t('of.disputes.p')}>
      <Tabs
        label={t('of.disputes.tabs')}
        tabs={[
          { href: HERE, label: t('of.disputes.open'), current: open },
          { href: `${HERE}?tab=decided`, label: t('of.disputes.answered'), current: !open },
        ]}
      />
      {rows.length === 0 ? (
        <Empty icon="done" text={t(open ? 'of.disputes.none' : 'of.disputes.noneAnswered')} />
      ) : (
        <DataTable<Dispute>
          view={view}
          caption={t('of.disputes.h1')}
          rows={rows}
          columns={[
            {
              label: t('of.clients.company'),
              lead: true,
              cell: (row) => <a href={`${HERE}/${row.id}`}>{row.company}</a>,
            },
            {
              label: t('refuels.col.station'),
              long: true,
              cell: (row) => (
                <>
                  {row.station}
                  <div class="faint">{dateTime(lang, row.refuelledAt)}</div>
                </>
              ),
            },
            {
              label: t('dispute.words'),
              long: true,
              cell: (row) => (
                <>
                  {row.words}
                  <div class="faint">
                    {row.askedBy}, {relative(lang, row.askedAt, new Date())}
                  </div>
                </>
              ),
            },
            {
              label: t('coupons.col.status'),
              cell: (row) => (
                <>
                  <DisputeTag t={t} state={row.state} />
                  {row.state === 'taken' && <div class="faint">{row.takenBy}</div>}
                </>
              ),
            },
          ]}
        />
      )}
      <Pager view={view} {...neighbours} />
    </OfficePage>,
  )
}

export async function showDispute(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withDispute(visit, (dispute) => {
    const view = visit.view({ nav: officeNav(visit, 'disputes') })
    const { t } = view
    const open = dispute.state === 'new' || dispute.state === 'taken'
    return visit.page(
      <OfficePage
        view={view}
        title={t('of.dispute.h1', { number: operationNumber(dispute.refuelId) })}
        errors={errors}
        width="text"
        crumbs={[{ href: HERE, label: t('of.disputes.h1') }]}
        lead={<DisputeTag t={t} state={dispute.state} />}
      >
        <Panel>
          <SummaryList view={view} rows={factRows(view, dispute)} />
          {open && judges(visit) && dispute.takenBy === '' && (
            <Form view={view} action={`${HERE}/${dispute.id}/take`} inline>
              <Button tone="secondary">{t('of.disputes.take')}</Button>
            </Form>
          )}
        </Panel>
        {open && judges(visit) && (
          <>
            {mayRefund(visit) ? (
              <Accept visit={visit} view={view} dispute={dispute} errors={errors} />
            ) : (
              <p class="faint">{t('of.disputes.accountant')}</p>
            )}
            <Decline visit={visit} view={view} dispute={dispute} errors={errors} />
          </>
        )}
      </OfficePage>,
      statusOf(errors),
    )
  })
}

export async function submitTake(visit: StaffVisit): Promise<Response> {
  return withDispute(visit, async (dispute) => {
    const taken = await visit.app.db.transaction((tx) => takeDispute(tx, about(visit, dispute)))
    return told(visit, dispute, taken, 'of.disputes.taken')
  })
}

export async function submitDeclineDispute(visit: StaffVisit): Promise<Response> {
  return withDispute(visit, async (dispute) => {
    const { app, form, t } = visit
    const answer = oneLine(form.text('why'))
    if (answer === '') return showDispute(visit, { why: t('err.of.dispute.why') })
    if (answer.length > LONGEST_ANSWER)
      return showDispute(visit, { why: t('err.of.tooLong', { max: LONGEST_ANSWER }) })
    const decided = await app.db.transaction((tx) => declineDispute(tx, { ...about(visit, dispute), answer }))
    return told(visit, dispute, decided, 'of.disputes.declined')
  })
}

export async function submitAcceptDispute(visit: StaffVisit): Promise<Response> {
  return withDispute(visit, async (dispute) => {
    const { app, form, t, lang } = visit
    const errors: Record<string, string> = {}
    const read = parseLitres(form.text('litres'))
    if (!read.ok || read.ml === 0n) errors['litres'] = t('err.c.litres')
    const answer = oneLine(form.text('answer'))
    if (answer.length > LONGEST_ANSWER) errors['answer'] = t('err.of.tooLong', { max: LONGEST_ANSWER })
    if (!read.ok || Object.keys(errors).length > 0) return showDispute(visit, errors)
    const decided = await app.db.transaction((tx) =>
      acceptDispute(tx, { ...about(visit, dispute), ml: read.ml, answer }),
    )
    if (!decided.ok && decided.reason === 'too_much')
      return showDispute(visit, {
        litres: t('err.of.refund.tooMuch', { volume: volume(lang, decided.allowedMl) }),
      })
    if (!decided.ok && decided.reason === 'waiting')
      return showDispute(visit, { litres: t('err.of.refund.waiting') })
    return told(visit, dispute, decided, 'of.disputes.accepted')
  })
}

function about(visit: StaffVisit, { clientId, id }: Dispute) {
  return { clientId, disputeId: id, by: { ...actorOf(visit), accountId: visit.session.accountId } }
}

function judges({ session }: StaffVisit): boolean {
  return session.staff === 'admin' || DISPUTE_JUDGES.some((role) => role === session.staff)
}

function told(
  visit: StaffVisit,
  { id }: Dispute,
  decided: DisputeDecided,
  key: 'of.disputes.taken' | 'of.disputes.accepted' | 'of.disputes.declined',
): Response {
  return visit.seeOther(
    `${HERE}/${id}`,
    decided.ok ? { tone: 'good', key } : { tone: 'info', key: 'err.double' },
  )
}

async function withDispute(
  visit: StaffVisit,
  then: (dispute: Dispute) => Response | Promise<Response>,
): Promise<Response> {
  const id = visit.param('id')
  const dispute = isId(id) ? await findDispute(visit.app.db.write, id) : undefined
  return dispute ? then(dispute) : missingPage(visit)
}

function factRows({ t, lang }: View, dispute: Dispute) {
  return [
    {
      label: t('of.clients.company'),
      value: <a href={`/office/clients/${dispute.clientId}`}>{dispute.company}</a>,
    },
    {
      label: t('of.disputes.refuel'),
      value: (
        <a href={`/office/refuels/${dispute.refuelId}`}>
          {[
            dateTime(lang, dispute.refuelledAt),
            dispute.station,
            productName(t, dispute.product),
            volume(lang, dispute.ml),
          ].join(', ')}
        </a>
      ),
    },
    { label: t('dispute.words'), value: dispute.words },
    { label: t('dispute.asked'), value: `${dispute.askedBy}, ${shortDateTime(lang, dispute.askedAt)}` },
    ...(dispute.takenBy ? [{ label: t('of.disputes.takenBy'), value: dispute.takenBy }] : []),
    ...(dispute.decidedAt
      ? [
          {
            label: t('of.returns.decidedBy'),
            value: `${dispute.decidedBy}, ${shortDateTime(lang, dispute.decidedAt)}`,
          },
        ]
      : []),
    ...(dispute.answer ? [{ label: t('dispute.answer'), value: dispute.answer }] : []),
  ]
}

type PartProps = { visit: StaffVisit; view: View; dispute: Dispute; errors: Errors }

function Accept({ visit: { form }, view, dispute, errors }: PartProps) {
  const { t, lang } = view
  return (
    <Panel title={t('of.disputes.accept')}>
      <p>{t('of.disputes.accept.p')}</p>
      <Form view={view} action={`${HERE}/${dispute.id}/accept`}>
        <NumberField
          view={view}
          name="litres"
          label={t('of.refunds.volume')}
          unit={t('issue.unit')}
          value={form.text('litres') || litres(lang, dispute.ml)}
          errors={errors}
        />
        <TextArea
          view={view}
          name="answer"
          label={t('of.returns.answer')}
          value={form.text('answer')}
          rows={2}
          maxlength={LONGEST_ANSWER}
          optional
          errors={errors}
        />
        <Buttons>
          <Button>{t('of.disputes.accept')}</Button>
        </Buttons>
      </Form>
    </Panel>
  )
}

function Decline({ visit: { form }, view, dispute, errors }: PartProps) {
  const { t } = view
  return (
    <Panel title={t('of.disputes.decline')}>
      <Form view={view} action={`${HERE}/${dispute.id}/decline`}>
        <TextArea
          view={view}
          name="why"
          label={t('of.disputes.why')}
          value={form.text('why')}
          rows={3}
          maxlength={LONGEST_ANSWER}
          errors={errors}
        />
        <Buttons>
          <Button tone="secondary">{t('of.disputes.decline')}</Button>
        </Buttons>
      </Form>
    </Panel>
  )
}
