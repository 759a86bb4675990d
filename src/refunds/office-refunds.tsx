/** O7: fuel that is to be given back: the queue, and the decision of a second person. */
import type { Child } from '../web/jsx-runtime.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { LONGEST, type Mistakes, readReason } from '../clients/form-fields.ts'
import { dateTime, money, relative, shortDateTime, volume } from '../i18n/format.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import { costOf } from '../products/money.ts'
import { productName } from '../products/product-name.ts'
import { operationNumber } from '../tills/find-operations.ts'
import { addressOf, isId, pageOf, placeOf } from '../web/paging.ts'
import {
  type Column,
  Confirm,
  DataTable,
  Empty,
  OfficePage,
  Pager,
  StatusTag,
  type SummaryRow,
  Tabs,
  type TagTone,
  TextArea,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import { type Errors, statusOf, type View } from '../web/view.ts'
import { approveRefund, declineRefund, type RefundDecided, withdrawRefund } from './decide-refund.ts'
import { findRefund, findRefunds, type RefundDecision, type RefundRequest } from './find-refunds.ts'

const HERE = '/office/refunds'
const PAGE = 50

/** Who asks for fuel to be given back and who agrees, beside the administrator: two people of them. */
export const REFUNDERS = ['accountant'] as const

export function mayRefund({ session }: StaffVisit): boolean {
  return session.staff === 'admin' || REFUNDERS.some((role) => role === session.staff)
}

export async function showRefunds(visit: StaffVisit): Promise<Response> {
  const waiting = visit.query('tab') !== 'decided'
  const place = placeOf(visit)
  const found = await findRefunds(visit.app.db.read, { waiting }, place, PAGE)
  const { rows, ...neighbours } = pageOf(found, place, PAGE, (next) =>
    addressOf(HERE, { tab: waiting ? undefined : 'decided', ...next }),
  )
  const view = visit.view({ nav: officeNav(visit, 'refunds') })
  const { t } = view
  return visit.page(
    <OfficePage view={view} title={t('of.refunds.h1')} lead={t('of.refunds.p')}>
      <Tabs
        label={t('of.returns.tabs')}
        tabs={[
          { href: HERE, label: t('of.return.queue'), current: waiting },
          { href: `${HERE}?tab=decided`, label: t('of.returns.decided'), current: !waiting },
        ]}
      />
      {rows.length === 0 ? (
        <Empty icon="done" text={t(waiting ? 'of.returns.none' : 'of.returns.noneDecided')} />
      ) : (
        <DataTable<RefundRequest>
          view={view}
          caption={t('of.refunds.h1')}
          rows={rows}
          columns={columnsOf(view, waiting)}
        />
      )}
      <Pager view={view} {...neighbours} />
    </OfficePage>,
  )
}

export async function showApproveRefund(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withOpenRefund(visit, (asked) => {
    const { t, lang } = visit
    return confirmPage(visit, asked, errors, {
      title: t('of.returns.approve'),
      body: t('of.refunds.approveP', { company: asked.company }),
      path: 'approve',
      submit: t('of.refunds.give', { volume: volume(lang, asked.ml) }),
    })
  })
}

export async function submitApproveRefund(visit: StaffVisit): Promise<Response> {
  return withOpenRefund(visit, async (asked) => {
    const { app, t, lang } = visit
    const decided = await app.db.transaction((tx) => approveRefund(tx, decisionOf(visit, asked)))
    if (!decided.ok && decided.reason === 'own') return showApproveRefund(visit, { form: t('err.of.self') })
    if (!decided.ok && decided.reason === 'too_much')
      return showApproveRefund(visit, {
        form: t('err.of.refund.tooMuch', { volume: volume(lang, decided.allowedMl) }),
      })
    return told(visit, asked, decided, 'of.refunds.approved')
  })
}

export async function showDeclineRefund(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withOpenRefund(visit, (asked) => {
    const { t, form } = visit
    return confirmPage(visit, asked, errors, {
      title: t('of.req.decline'),
      body: t('of.refunds.declineP'),
      path: 'decline',
      submit: t('of.req.decline'),
      danger: true,
      fields: (view) => (
        <TextArea
          view={view}
          name="reason"
          label={t('of.credit.reason')}
          value={form.text('reason')}
          rows={2}
          maxlength={LONGEST.reason}
          errors={errors}
        />
      ),
    })
  })
}

export async function submitDeclineRefund(visit: StaffVisit): Promise<Response> {
  return withOpenRefund(visit, async (asked) => {
    const mistakes: Mistakes = {}
    const answer = readReason(visit.t, mistakes, visit.form.text('reason'))
    if (Object.keys(mistakes).length > 0) return showDeclineRefund(visit, mistakes)
    const decided = await visit.app.db.transaction((tx) =>
      declineRefund(tx, { ...decisionOf(visit, asked), answer }),
    )
    return told(visit, asked, decided, 'of.refunds.declined')
  })
}

/** Who asked takes it back before somebody decides. */
export async function submitWithdrawRefund(visit: StaffVisit): Promise<Response> {
  return withOpenRefund(visit, async (asked) => {
    const decided = await visit.app.db.transaction((tx) => withdrawRefund(tx, decisionOf(visit, asked)))
    return told(visit, asked, decided, 'of.refunds.withdrawn')
  })
}

const pathOf = ({ refuelId }: RefundRequest) => `/office/refuels/${refuelId}`

function decisionOf(visit: StaffVisit, { clientId, id }: RefundRequest) {
  return { clientId, requestId: id, by: { ...actorOf(visit), accountId: visit.session.accountId } }
}

function told(
  visit: StaffVisit,
  asked: RefundRequest,
  decided: RefundDecided,
  key: 'of.refunds.approved' | 'of.refunds.declined' | 'of.refunds.withdrawn',
): Response {
  return visit.seeOther(
    pathOf(asked),
    decided.ok ? { tone: 'good', key } : { tone: 'info', key: 'err.double' },
  )
}

async function withOpenRefund(
  visit: StaffVisit,
  then: (asked: RefundRequest) => Response | Promise<Response>,
): Promise<Response> {
  const id = visit.param('id')
  const asked = isId(id) ? await findRefund(visit.app.db.write, id) : undefined
  if (!asked) return missingPage(visit)
  return asked.decision === null
    ? then(asked)
    : visit.seeOther(pathOf(asked), { tone: 'info', key: 'err.double' })
}

function confirmPage(
  visit: StaffVisit,
  asked: RefundRequest,
  errors: Errors,
  question: {
    title: string
    body: string
    path: 'approve' | 'decline'
    submit: string
    danger?: boolean
    fields?: (view: View) => Child
  },
): Response {
  const view = visit.view({ nav: officeNav(visit, 'refunds') })
  return visit.page(
    <OfficePage
      view={view}
      title={question.title}
      errors={errors}
      width="form"
      back={{ href: pathOf(asked) }}
    >
      <Confirm
        view={view}
        body={question.body}
        facts={[{ label: view.t('of.clients.company'), value: asked.company }, ...requestRows(view, asked)]}
        action={`${HERE}/${asked.id}/${question.path}`}
        submit={question.submit}
        danger={question.danger}
        cancelHref={pathOf(asked)}
      >
        {question.fields?.(view)}
      </Confirm>
    </OfficePage>,
    statusOf(errors),
  )
}

/** What is asked for, and by whom. */
export function requestRows({ t, lang }: View, asked: RefundRequest): SummaryRow[] {
  return [
    { label: t('refuels.col.fuel'), value: productName(t, asked.product) },
    { label: t('of.refunds.volume'), value: volume(lang, asked.ml) },
    { label: t('of.returns.sum'), value: money(lang, costOf(asked.ml, asked.tiynPerLitre)) },
    { label: t('of.returns.reason'), value: asked.reason },
    { label: t('of.returns.asked'), value: `${asked.askedBy}, ${shortDateTime(lang, asked.askedAt)}` },
  ]
}

const DECISIONS: Record<RefundDecision, { key: PlainKey; tone: TagTone }> = {
  approved: { key: 'of.returns.d.approved', tone: 'good' },
  declined: { key: 'of.returns.d.declined', tone: 'danger' },
  withdrawn: { key: 'of.returns.d.withdrawn', tone: 'neutral' },
}

export function RefundTag({ t, decision }: { t: T; decision: RefundDecision | null }) {
  if (!decision) return <StatusTag tone="warning">{t('of.returns.d.waiting')}</StatusTag>
  return <StatusTag tone={DECISIONS[decision].tone}>{t(DECISIONS[decision].key)}</StatusTag>
}

function columnsOf({ t, lang }: View, waiting: boolean): Column<RefundRequest>[] {
  return [
    {
      label: t('pos.col.number'),
      lead: true,
      cell: (row) => (
        <a href={pathOf(row)} class="digits">
          {operationNumber(row.refuelId)}
        </a>
      ),
    },
    {
      label: t('of.clients.company'),
      long: true,
      cell: (row) => (
        <>
          {row.company}
          <div class="faint">
            {row.station}, {dateTime(lang, row.refuelledAt)}
          </div>
        </>
      ),
    },
    {
      label: t('of.refunds.volume'),
      number: true,
      cell: (row) => `${productName(t, row.product)}, ${volume(lang, row.ml)}`,
    },
    {
      label: t('of.returns.asked'),
      long: true,
      cell: (row) => (
        <>
          {row.askedBy}, {relative(lang, row.askedAt, new Date())}
          <div class="faint">{row.reason}</div>
        </>
      ),
    },
    ...(waiting
      ? []
      : [
          {
            label: t('coupons.col.status'),
            cell: (row: RefundRequest) => <RefundTag t={t} decision={row.decision} />,
          },
        ]),
  ]
}
