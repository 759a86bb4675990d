/** O6: money of the bank whose client is asked: what the bank says, and whose it may be. */
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { LONGEST, type Mistakes, oneLine, readReason } from '../clients/form-fields.ts'
import { findClients } from '../clients/find-clients.ts'
import { type ClientFacts, findClient } from '../clients/queries.ts'
import { longDate, money, shortDate, shortDateTime } from '../i18n/format.ts'
import type { PlainKey } from '../i18n/index.ts'
import { showIban } from '../values/iban.ts'
import { isId } from '../web/paging.ts'
import {
  Button,
  Buttons,
  Confirm,
  FilterBar,
  Form,
  IconLink,
  LinkButton,
  Notice,
  OfficePage,
  Panel,
  SearchField,
  StatusTag,
  SummaryList,
  type SummaryRow,
  TextArea,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { findInvoiceNumbers } from './find-invoice-numbers.ts'
import { type InvoiceFacts, onDay, openInvoices } from './find-invoices.ts'
import { type Decision, matchMany } from './match-many.ts'
import { type Part, shareOut } from './match-payment.ts'
import { joinReceipt, matchReceipt, setAside, takeBack } from './match-receipt.ts'
import { HERE, mayPost } from './office-list.tsx'
import { IMPORT } from './office-import.tsx'
import { MOST_INVOICES, PartFields, partsErrors, partValues, readParts, typedParts } from './part-fields.tsx'
import { findPayment, findReceipt, type PaymentFacts, type ReceiptFacts } from './queries.ts'
import { WHY } from './tags.tsx'

/** The page of a receipt; one that is posted leads on to its payment. */
export async function receiptPage(
  visit: StaffVisit,
  receipt: ReceiptFacts,
  errors: Errors,
): Promise<Response> {
  const [only] = receipt.payments
  if (only && receipt.state === 'posted' && receipt.payments.length === 1)
    return visit.seeOther(`${HERE}/${only.id}`)
  const view = visit.view({ nav: officeNav(visit, 'payments') })
  const { t, lang } = view
  const asks = receipt.state === 'waiting' && mayPost(visit)
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.pay.receiptOf', { date: longDate(lang, receipt.day) })}
      h1={t('of.pay.receiptH1', { amount: money(lang, receipt.tiyn) })}
      lead={
        <StatusTag tone={receipt.state === 'posted' ? 'good' : 'warning'}>
          {t(STATE[receipt.state])}
        </StatusTag>
      }
      errors={errors}
      crumbs={[{ href: HERE, label: t('of.pay.h1') }]}
    >
      {receipt.why && <Notice tone="info">{t(WHY[receipt.why])}</Notice>}
      {receipt.state === 'aside' && <Aside view={view} receipt={receipt} works={mayPost(visit)} />}
      <Panel title={t('of.pay.fromBank')}>
        <SummaryList view={view} rows={bankFacts(visit, view, receipt)} />
      </Panel>
      {receipt.payments.length > 0 && <ReceiptParts view={view} receipt={receipt} />}
      {asks && (await Decide({ visit, view, receipt, errors }))}
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

const STATE: Record<ReceiptFacts['state'], PlainKey> = {
  waiting: 'status.pay.new',
  posted: 'status.pay.matched',
  aside: 'status.pay.aside',
}

/** Whose it is so far, where it is several clients'. */
function ReceiptParts({ view, receipt }: { view: View; receipt: ReceiptFacts }) {
  const { t, lang } = view
  return (
    <Panel title={t('of.pay.split.parts')}>
      <SummaryList
        view={view}
        rows={[
          ...receipt.payments.map(({ id, client, tiyn }) => ({
            label: client,
            value: <a href={`${HERE}/${id}`}>{money(lang, tiyn)}</a>,
          })),
          ...(receipt.leftTiyn > 0n
            ? [{ label: t('of.pay.split.left'), value: money(lang, receipt.leftTiyn) }]
            : []),
        ]}
      />
    </Panel>
  )
}

export async function submitMatch(visit: StaffVisit): Promise<Response> {
  const { app, form, t } = visit
  const receipt = await findReceipt(app.db.write, visit.param('id'))
  const client = await findClient(app.db.write, form.text('client'))
  if (!receipt) return missingPage(visit)
  if (!client) return receiptPage(visit, receipt, { form: t('err.of.pay.client') })
  const mistakes: Mistakes = {}
  const parts = readParts(t, mistakes, form, await payable(visit, client.id, receipt.day))
  if (Object.keys(mistakes).length > 0) return receiptPage(visit, receipt, mistakes)
  const request = { receiptId: receipt.id, clientId: client.id, parts, by: actorOf(visit) }
  const matched = await app.db.transaction((tx) => matchReceipt(tx, app.vault, request))
  if (matched.ok)
    return visit.seeOther(`${HERE}/${matched.paymentId}`, {
      tone: 'good',
      key: 'of.pay.matched',
      args: { company: client.name },
    })
  if (matched.reason === 'over' || matched.reason === 'invoice')
    return receiptPage(visit, receipt, partsErrors(t, matched))
  return decidedBefore(visit)
}

/** The money of a payment that somebody has entered by hand. */
export async function submitJoin(visit: StaffVisit): Promise<Response> {
  const [receiptId, paymentId] = [visit.param('id'), visit.form.text('payment')]
  if (!isId(receiptId)) return missingPage(visit)
  if (!isId(paymentId)) return decidedBefore(visit)
  const joined = await visit.app.db.transaction((tx) =>
    joinReceipt(tx, { receiptId, paymentId, by: actorOf(visit) }),
  )
  if (!joined.ok && joined.reason === 'unknown') return missingPage(visit)
  return joined.ok
    ? visit.seeOther(`${HERE}/${paymentId}`, { tone: 'good', key: 'of.pay.joined' })
    : decidedBefore(visit)
}

export async function showAside(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const receipt = await findReceipt(visit.app.db.read, visit.param('id'))
  if (!receipt) return missingPage(visit)
  if (receipt.state !== 'waiting') return decidedBefore(visit)
  const view = visit.view({ nav: officeNav(visit, 'payments') })
  const { t, lang } = view
  const here = `${HERE}/${receipt.id}`
  return visit.page(
    <OfficePage
      view={view}
      errors={errors}
      title={t('of.pay.asideQ')}
      width="form"
      crumbs={[
        { href: HERE, label: t('of.pay.h1') },
        { href: here, label: receipt.payerName || t('of.pay.noName') },
      ]}
    >
      <Confirm
        view={view}
        body={t('of.pay.asideBody', { amount: money(lang, receipt.leftTiyn) })}
        action={`${here}/aside`}
        submit={t('of.pay.aside')}
        cancelHref={here}
      >
        <TextArea
          view={view}
          name="reason"
          label={t('of.reason')}
          hint={t('of.pay.asideHint')}
          value={visit.form.text('reason')}
          maxlength={LONGEST.reason}
          errors={errors}
        />
      </Confirm>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

export async function submitAside(visit: StaffVisit): Promise<Response> {
  const receiptId = visit.param('id')
  if (!isId(receiptId)) return missingPage(visit)
  const mistakes: Mistakes = {}
  const reason = readReason(visit.t, mistakes, visit.form.text('reason'))
  if (Object.keys(mistakes).length > 0) return showAside(visit, mistakes)
  const done = await visit.app.db.transaction((tx) => setAside(tx, { receiptId, reason, by: actorOf(visit) }))
  if (!done.ok && done.reason === 'unknown') return missingPage(visit)
  return done.ok ? visit.seeOther(HERE, { tone: 'good', key: 'of.pay.asideDone' }) : decidedBefore(visit)
}

export async function submitTakeBack(visit: StaffVisit): Promise<Response> {
  const receiptId = visit.param('id')
  if (!isId(receiptId)) return missingPage(visit)
  const done = await visit.app.db.transaction((tx) => takeBack(tx, { receiptId, by: actorOf(visit) }))
  if (!done.ok && done.reason === 'unknown') return missingPage(visit)
  return done.ok
    ? visit.seeOther(`${HERE}/${receiptId}`, { tone: 'good', key: 'of.pay.takenBack' })
    : decidedBefore(visit)
}

/** Somebody who was faster has decided; the page shows how. */
export function decidedBefore(visit: StaffVisit): Response {
  return visit.seeOther(`${HERE}/${visit.param('id')}`, { tone: 'info', key: 'err.double' })
}

function bankFacts(visit: StaffVisit, view: View, receipt: ReceiptFacts): SummaryRow[] {
  const { t, lang } = view
  const order = receipt.documentDay
    ? t('of.pay.numberOf', { number: receipt.number, date: shortDate(lang, receipt.documentDay) })
    : receipt.number
  const file = receipt.fileName
  return [
    { label: t('of.pay.payer'), value: receipt.payerName },
    { label: t('of.pay.bin'), value: receipt.payerBin },
    { label: t('of.pay.purpose'), value: receipt.purpose },
    { label: t('of.pay.number'), value: order },
    { label: t('of.pay.day'), value: longDate(lang, receipt.day) },
    {
      label: t('of.pay.iban'),
      value: [showIban(receipt.payerIban), receipt.payerBank].filter(Boolean).join(', '),
    },
    { label: t('of.pay.ourAccount'), value: showIban(receipt.account) },
    { label: t('term.knp'), value: receipt.knp },
    {
      label: t('of.pay.statement'),
      value: mayPost(visit) ? <a href={`${IMPORT}/${receipt.statementId}`}>{file}</a> : file,
    },
  ]
}

function Aside({ view, receipt, works }: { view: View; receipt: ReceiptFacts; works: boolean }) {
  const { t, lang } = view
  return (
    <Notice tone="info">
      <p>
        {t('of.pay.wasAside', {
          name: receipt.decidedBy,
          date: receipt.decidedAt ? shortDateTime(lang, receipt.decidedAt) : '',
          reason: receipt.reason,
        })}
      </p>
      {works && (
        <Form view={view} action={`${HERE}/${receipt.id}/back`} inline>
          <Button tone="secondary" icon="undo">
            {t('of.pay.takeBack')}
          </Button>
        </Form>
      )}
    </Notice>
  )
}

type Question = { visit: StaffVisit; view: View; receipt: ReceiptFacts; errors: Errors }

async function Decide({ visit, view, receipt, errors }: Question) {
  const { t } = view
  const { read } = visit.app.db
  const [decision] = await matchMany(read, [receipt], receipt.statementId)
  const chosen = visit.form.text('client') || visit.query('client') || decision!.clientId || ''
  const typed = oneLine(visit.query('q')).slice(0, 200)
  const client = typed ? undefined : await findClient(read, chosen)
  const twin = decision!.kind === 'ask' && decision!.why === 'twin' ? decision : undefined
  return (
    <>
      {twin && 'twinId' in twin && (
        <Twin view={view} receipt={receipt} payment={await findPayment(read, twin.twinId)} />
      )}
      <Panel title={t('of.pay.manual')}>
        {client
          ? await Parts({ visit, view, receipt, errors, client, decision: decision! })
          : await Choose({ visit, view, receipt, errors, typed })}
        <p>
          <IconLink href={`${HERE}/${receipt.id}/split`} icon="clients">
            {t('of.pay.split')}
          </IconLink>
        </p>
      </Panel>
      <Panel title={t('of.pay.notClient')}>
        <p>{t('of.pay.notClientBody')}</p>
        <Buttons>
          <LinkButton href={`${HERE}/${receipt.id}/aside`}>{t('of.pay.aside')}</LinkButton>
        </Buttons>
      </Panel>
    </>
  )
}

function Twin({
  view,
  receipt,
  payment,
}: {
  view: View
  receipt: ReceiptFacts
  payment: PaymentFacts | undefined
}) {
  const { t, lang } = view
  if (!payment) return null
  const args = {
    date: longDate(lang, payment.day),
    amount: money(lang, payment.tiyn),
    company: payment.client,
  }
  return (
    <Notice tone="warning">
      <p>
        {t('of.pay.twin', args)} <a href={`${HERE}/${payment.id}`}>{t('act.more')}</a>
      </p>
      {!payment.receiptId && (
        <Form view={view} action={`${HERE}/${receipt.id}/join`} hidden={{ payment: payment.id }} inline>
          <Button tone="secondary" icon="link">
            {t('of.pay.join')}
          </Button>
        </Form>
      )}
    </Notice>
  )
}

async function Parts({
  visit,
  view,
  receipt,
  errors,
  client,
  decision,
}: Question & { client: ClientFacts; decision: Decision }) {
  const { t, lang } = view
  const invoices = await payable(visit, client.id, receipt.day)
  const again = Object.keys(errors).length > 0
  const values = again ? typedParts(visit.form) : partValues(t, suggest(receipt, invoices, decision))
  return (
    <Form view={view} action={`${HERE}/${receipt.id}/match`} hidden={{ client: client.id }}>
      <SummaryList
        view={view}
        rows={[
          {
            label: t('of.pay.client'),
            value: `${client.name}, ${client.bin}`,
            changeHref: `${HERE}/${receipt.id}?client=none`,
          },
        ]}
      />
      {invoices.length === 0 ? (
        <p>{t('of.pay.noInvoices', { amount: money(lang, receipt.leftTiyn) })}</p>
      ) : (
        <>
          <p class="hint">{t('of.pay.partsHint', { amount: money(lang, receipt.leftTiyn) })}</p>
          <PartFields view={view} invoices={invoices} values={values} errors={errors} />
        </>
      )}
      <Buttons>
        <Button icon="check">{t('of.pay.match')}</Button>
      </Buttons>
    </Form>
  )
}

async function Choose({ visit, view, receipt, typed }: Question & { typed: string }) {
  const { t } = view
  const here = `${HERE}/${receipt.id}`
  const found = typed
    ? await findClients(visit.app.db.read, { typed, state: undefined }, {}, MOST_CLIENTS)
    : []
  return (
    <>
      <FilterBar
        view={view}
        action={here}
        resetHref={here}
        search={
          <SearchField
            view={view}
            name="q"
            label={t('of.clients.search')}
            hint={t('of.clients.searchHint')}
            value={typed}
          />
        }
      />
      {typed && found.length === 0 && <p>{t('of.list.noMatch')}</p>}
      {found.length > 0 && (
        <ul>
          {found.slice(0, MOST_CLIENTS).map(({ id, name, bin }) => (
            <li>
              <a href={`${here}?client=${id}`}>{name}</a> <span class="faint digits">{bin}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const MOST_CLIENTS = 20

/** The invoices that money of that day can pay. */
async function payable(visit: StaffVisit, clientId: string, day: string): Promise<InvoiceFacts[]> {
  const open = await openInvoices(visit.app.db.write, clientId)
  return open
    .map((invoice) => onDay(invoice, day))
    .filter(({ lackingTiyn }) => lackingTiyn > 0n)
    .slice(0, MOST_INVOICES)
}

// What the rules would do, or what the purpose seems to say, or the one invoice of that very sum.
function suggest(receipt: ReceiptFacts, invoices: readonly InvoiceFacts[], decision: Decision): Part[] {
  if (decision.kind === 'auto') return decision.parts.filter(isAmong(invoices))
  const numbers = findInvoiceNumbers(receipt.purpose).map(({ number }) => number)
  const named = invoices.filter(({ number }) => numbers.includes(number))
  if (named.length > 0) return shareOut(receipt.leftTiyn, named)
  const same = invoices.filter(({ lackingTiyn }) => lackingTiyn === receipt.leftTiyn)
  return same.length === 1 ? shareOut(receipt.leftTiyn, same) : []
}

function isAmong(invoices: readonly InvoiceFacts[]): (part: Part) => boolean {
  const ids = new Set(invoices.map(({ orderId }) => orderId))
  return ({ orderId }) => ids.has(orderId)
}
