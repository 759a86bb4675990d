/** O6: one payment: whose it is, what it paid, what is left of it, and what may still be done about it. */
import { mayOpen, officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { LONGEST, type Mistakes, readReason } from '../clients/form-fields.ts'
import { dateTime, longDate, money } from '../i18n/format.ts'
import type { PlainKey } from '../i18n/index.ts'
import { readAdvance } from '../ledger/advance.ts'
import { showIban } from '../values/iban.ts'
import { isId } from '../web/paging.ts'
import {
  Button,
  Buttons,
  Confirm,
  DataTable,
  Form,
  LinkButton,
  Notice,
  OfficePage,
  Panel,
  SummaryList,
  type SummaryRow,
  TextArea,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { assignPayment } from './assign-payment.ts'
import { type InvoiceFacts, onDay, openInvoices } from './find-invoices.ts'
import { HERE, mayPost } from './office-list.tsx'
import { IMPORT } from './office-import.tsx'
import { receiptPage } from './office-receipt.tsx'
import { MOST_INVOICES, PartFields, partsErrors, readParts, typedParts } from './part-fields.tsx'
import {
  findPayment,
  findReceipt,
  paidInvoices,
  type PaidInvoice,
  type PaymentFacts,
  type PayoutFacts,
  payoutsOf,
} from './queries.ts'
import { PaymentTag, PayoutTag } from './tags.tsx'
import { undoPayment } from './undo-payment.ts'

/** A payment, or money that waits to become one: lists lead to both by their ids. */
export async function showPayment(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const id = visit.param('id')
  const receipt = await findReceipt(visit.app.db.write, id)
  if (receipt) return receiptPage(visit, receipt, errors)
  const payment = await findPayment(visit.app.db.write, id)
  return payment ? paymentPage(visit, payment, errors) : missingPage(visit)
}

/** Means what is left of a payment for invoices. */
export async function submitAssign(visit: StaffVisit): Promise<Response> {
  const { app, form, t } = visit
  const payment = await findPayment(app.db.write, visit.param('id'))
  if (!payment) return missingPage(visit)
  const mistakes: Mistakes = {}
  const parts = readParts(
    t,
    mistakes,
    form,
    await payable(visit, payment, await paidInvoices(app.db.write, payment)),
  )
  if (Object.keys(mistakes).length > 0) return paymentPage(visit, payment, mistakes)
  if (parts.length === 0) return paymentPage(visit, payment, { form: t('err.of.pay.noParts') })
  const request = { paymentId: payment.id, parts, by: actorOf(visit) }
  const assigned = await app.db.transaction((tx) => assignPayment(tx, app.vault, request))
  const here = `${HERE}/${payment.id}`
  if (assigned.ok) return visit.seeOther(here, { tone: 'good', key: 'of.pay.assigned' })
  if (assigned.reason === 'over' || assigned.reason === 'invoice')
    return paymentPage(visit, payment, partsErrors(t, assigned))
  return visit.seeOther(here, { tone: 'info', key: 'err.double' })
}

export async function showUndo(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const payment = await findPayment(visit.app.db.read, visit.param('id'))
  if (!payment) return missingPage(visit)
  const here = `${HERE}/${payment.id}`
  if (payment.undoneAt) return visit.seeOther(here, { tone: 'info', key: 'err.double' })
  const view = visit.view({ nav: officeNav(visit, 'payments') })
  const { t, lang } = view
  const args = { amount: money(lang, payment.tiyn), company: payment.client }
  return visit.page(
    <OfficePage
      view={view}
      errors={errors}
      title={t('of.pay.undoQ')}
      width="form"
      crumbs={crumbsTo(view, payment)}
    >
      <Confirm
        view={view}
        body={t(payment.receiptId ? 'of.pay.undoBodyReceipt' : 'of.pay.undoBodyHand', args)}
        action={`${here}/undo`}
        submit={t('of.pay.unmatch')}
        danger
        cancelHref={here}
      >
        <TextArea
          view={view}
          name="reason"
          label={t('of.reason')}
          hint={t('of.reasonHint')}
          value={visit.form.text('reason')}
          maxlength={LONGEST.reason}
          errors={errors}
        />
      </Confirm>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

export async function submitUndo(visit: StaffVisit): Promise<Response> {
  const { app, session, t } = visit
  const paymentId = visit.param('id')
  if (!isId(paymentId)) return missingPage(visit)
  const mistakes: Mistakes = {}
  const reason = readReason(t, mistakes, visit.form.text('reason'))
  if (Object.keys(mistakes).length > 0) return showUndo(visit, mistakes)
  const by = { ...actorOf(visit), accountId: session.accountId }
  const undone = await app.db.transaction((tx) => undoPayment(tx, { paymentId, reason, by }))
  if (undone.ok) return visit.seeOther(`${HERE}/${paymentId}`, { tone: 'good', key: 'of.pay.undone' })
  switch (undone.reason) {
    case 'unknown':
      return missingPage(visit)
    case 'undone':
      return visit.seeOther(`${HERE}/${paymentId}`, { tone: 'info', key: 'err.double' })
    case 'spent':
      return showUndo(visit, { form: t('err.of.pay.spent', { amount: money(t.lang, undone.tiyn) }) })
  }
}

/** Where pages about one payment hang. */
export function crumbsTo(view: View, payment: PaymentFacts) {
  const { t, lang } = view
  return [
    { href: HERE, label: t('of.pay.h1') },
    { href: `${HERE}/${payment.id}`, label: t('of.pay.paymentH1', { amount: money(lang, payment.tiyn) }) },
  ]
}

async function paymentPage(visit: StaffVisit, payment: PaymentFacts, errors: Errors): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'payments') })
  const { t, lang } = view
  const { read } = visit.app.db
  const [paid, payouts, advance] = await Promise.all([
    paidInvoices(read, payment),
    payoutsOf(read, payment),
    readAdvance(read, payment.clientId),
  ])
  const rest = paid.reduce((left, { tiyn }) => left - tiyn, payment.tiyn)
  const works = mayPost(visit) && !payment.undoneAt
  const invoices = works && rest > 0n ? await payable(visit, payment, paid) : []
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.pay.paymentOf', { date: longDate(lang, payment.day) })}
      h1={t('of.pay.paymentH1', { amount: money(lang, payment.tiyn) })}
      lead={<PaymentTag t={t} state={payment.state} />}
      errors={errors}
      crumbs={[{ href: HERE, label: t('of.pay.h1') }]}
      actions={
        works && (
          <>
            <LinkButton href={`${HERE}/${payment.id}/undo`} icon="undo">
              {t('of.pay.unmatch')}
            </LinkButton>
            {advance.tiyn > 0n && (
              <LinkButton href={`${HERE}/${payment.id}/refund`} icon="payment">
                {t('of.pay.refund')}
              </LinkButton>
            )}
          </>
        )
      }
    >
      {payment.undoneAt && <UndoneNotice view={view} payment={payment} />}
      <Panel>
        <SummaryList view={view} rows={factsOf(visit, view, payment, { rest, advance: advance.tiyn })} />
      </Panel>
      {paid.length > 0 && <Paid view={view} paid={paid} />}
      {invoices.length > 0 && (
        <Panel title={t('of.pay.assign')}>
          <Form view={view} action={`${HERE}/${payment.id}/assign`}>
            <p class="hint">{t('of.pay.partsHint', { amount: money(lang, rest) })}</p>
            <PartFields view={view} invoices={invoices} values={typedParts(visit.form)} errors={errors} />
            <Buttons>
              <Button icon="check">{t('of.pay.match')}</Button>
            </Buttons>
          </Form>
        </Panel>
      )}
      {payouts.length > 0 && <Payouts view={view} payouts={payouts} />}
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function UndoneNotice({ view, payment }: { view: View; payment: PaymentFacts }) {
  const { t, lang } = view
  return (
    <Notice tone="info">
      <p>{t('of.pay.wasUndone', { name: payment.undoneBy, date: dateTime(lang, payment.undoneAt!) })}</p>
      {payment.receiptId && <a href={`${HERE}/${payment.receiptId}`}>{t('of.pay.toReceipt')}</a>}
    </Notice>
  )
}

function factsOf(
  visit: StaffVisit,
  view: View,
  payment: PaymentFacts,
  left: { rest: bigint; advance: bigint },
): SummaryRow[] {
  const { t, lang } = view
  const opens = mayOpen(visit.session.staff, 'clients')
  const { statementId, fileName } = payment
  return [
    {
      label: t('of.pay.client'),
      value: (
        <>
          {opens ? <a href={`/office/clients/${payment.clientId}`}>{payment.client}</a> : payment.client}{' '}
          <span class="faint digits">{payment.bin}</span>
        </>
      ),
    },
    { label: t('of.pay.day'), value: longDate(lang, payment.day) },
    { label: t('of.pay.rest'), value: money(lang, left.rest) },
    { label: t('of.pay.advance'), value: money(lang, left.advance) },
    ...(payment.payerName || payment.payerBin
      ? [
          {
            label: t('of.pay.payer'),
            value: [payment.payerName, payment.payerBin].filter(Boolean).join(', '),
          },
        ]
      : []),
    ...(payment.payerIban ? [{ label: t('of.pay.iban'), value: showIban(payment.payerIban) }] : []),
    { label: t('of.pay.number'), value: payment.number },
    { label: t('of.pay.purpose'), value: payment.purpose },
    {
      label: t('audit.f.source'),
      value: t(`of.pay.source.${payment.source}`),
    },
    ...(statementId && fileName
      ? [
          {
            label: t('of.pay.statement'),
            value: mayPost(visit) ? <a href={`${IMPORT}/${statementId}`}>{fileName}</a> : fileName,
          },
        ]
      : []),
    {
      label: t('of.pay.recorded'),
      value: [payment.recordedBy, dateTime(lang, payment.recordedAt)].filter(Boolean).join(', '),
    },
  ]
}

const ORDER: Record<PaidInvoice['state'], PlainKey> = {
  invoiced: 'status.order.unpaid',
  part_paid: 'status.order.partPaid',
  fulfilled: 'status.order.done',
  cancelled: 'status.order.cancelled',
  lapsed: 'status.order.lapsed',
}

function Paid({ view, paid }: { view: View; paid: PaidInvoice[] }) {
  const { t, lang } = view
  return (
    <DataTable
      view={view}
      caption={t('of.pay.paidFor')}
      showCaption
      rows={paid}
      columns={[
        { label: t('of.pay.invoice'), lead: true, cell: (row) => <span class="digits">{row.number}</span> },
        { label: t('of.pay.part'), number: true, cell: (row) => money(lang, row.tiyn) },
        { label: t('of.pay.state'), cell: (row) => t(ORDER[row.state]) },
      ]}
    />
  )
}

function Payouts({ view, payouts }: { view: View; payouts: PayoutFacts[] }) {
  const { t, lang } = view
  return (
    <DataTable
      view={view}
      caption={t('of.pay.tab.refunds')}
      showCaption
      rows={payouts}
      columns={[
        {
          label: t('of.pay.askedAt'),
          lead: true,
          cell: (row) => <a href={`${HERE}/refunds/${row.id}`}>{dateTime(lang, row.askedAt)}</a>,
        },
        { label: t('of.pay.sum'), number: true, cell: (row) => money(lang, row.tiyn) },
        { label: t('of.pay.state'), cell: (row) => <PayoutTag t={t} state={row.state} /> },
      ]}
    />
  )
}

/** The invoices that this payment can pay and does not pay yet. */
async function payable(
  visit: StaffVisit,
  payment: PaymentFacts,
  paid: readonly PaidInvoice[],
): Promise<InvoiceFacts[]> {
  const open = await openInvoices(visit.app.db.write, payment.clientId)
  return open
    .map((invoice) => onDay(invoice, payment.day))
    .filter(({ orderId, lackingTiyn }) => lackingTiyn > 0n && !paid.some((one) => one.orderId === orderId))
    .slice(0, MOST_INVOICES)
}
