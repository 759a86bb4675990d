/** O6: a payment that no statement has brought yet, entered by hand: the fields, then what it will do, then it is posted. */
import { randomUUID } from 'node:crypto'
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { type Mistakes, readBin } from '../clients/form-fields.ts'
import { isoDay, list, longDate, money } from '../i18n/format.ts'
import { addressOf, isId } from '../web/paging.ts'
import {
  BinField,
  Button,
  Buttons,
  Confirm,
  DateField,
  FieldRow,
  Form,
  LinkButton,
  Notice,
  NumberField,
  OfficePage,
  Panel,
  TextField,
} from '../web/parts/index.ts'
import type { Errors } from '../web/view.ts'
import { findInvoices, type InvoiceFacts, onDay } from './find-invoices.ts'
import { findInvoiceNumbers } from './find-invoice-numbers.ts'
import { findTwins } from './match-many.ts'
import { shareOut } from './match-payment.ts'
import { readBankDay, readLine, readSum } from './money-fields.ts'
import { HERE as LIST } from './office-list.tsx'
import { postPayment } from './post-payment.ts'
import { clientByBin } from './queries.ts'

const HERE = `${LIST}/new`
const FIELDS = ['bin', 'amount', 'day', 'number', 'invoices', 'purpose'] as const
type Typed = Record<(typeof FIELDS)[number], string>
type Source = (name: string) => string

const LONGEST = { number: 60, purpose: 500, invoices: 500 } as const

export function showNewPayment(visit: StaffVisit): Response {
  return formPage(visit, typedIn(visit.query), {})
}

export function newPaymentAgain(visit: StaffVisit, errors: Errors): Response {
  return formPage(visit, typedIn(visit.form.text), errors)
}

/** Says first what is wrong; then the check page shows what will happen. */
export async function submitNewPayment(visit: StaffVisit): Promise<Response> {
  const typed = typedIn(visit.form.text)
  const read = await readPayment(visit, visit.form.text)
  if (!read.ok) return formPage(visit, typed, read.mistakes)
  return visit.seeOther(addressOf(`${HERE}/check`, { ...typed, key: randomUUID() }))
}

export async function showNewCheck(visit: StaffVisit): Promise<Response> {
  return checkPage(visit, visit.query, {})
}

export async function newCheckAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  return checkPage(visit, visit.form.text, errors)
}

export async function submitNewCheck(visit: StaffVisit): Promise<Response> {
  const { app, form } = visit
  const read = await readPayment(visit, form.text)
  const key = form.text('key')
  if (!read.ok || !isId(key)) return formPage(visit, typedIn(form.text), read.ok ? {} : read.mistakes)
  const { client, tiyn, day, number, purpose, invoices } = read
  const posted = await app.db.transaction((tx) =>
    postPayment(tx, app.vault, {
      clientId: client.id,
      tiyn,
      receivedOn: day,
      documentNumber: number,
      purpose,
      source: 'hand',
      requestKey: key,
      orders: shareOut(tiyn, invoices),
      by: actorOf(visit),
    }),
  )
  return visit.seeOther(`${LIST}/${posted.paymentId}`, {
    tone: posted.replayed ? 'info' : 'good',
    key: posted.replayed ? 'err.double' : 'of.pay.added',
  })
}

function typedIn(source: Source): Typed {
  return Object.fromEntries(FIELDS.map((name) => [name, source(name)])) as Typed
}

type ReadPayment =
  | {
      ok: true
      client: { id: string; name: string; bin: string }
      tiyn: bigint
      day: string
      number: string
      purpose: string
      /** In the order they are to be paid. */
      invoices: InvoiceFacts[]
    }
  | { ok: false; mistakes: Mistakes }

async function readPayment({ app, t }: StaffVisit, source: Source): Promise<ReadPayment> {
  const mistakes: Mistakes = {}
  const bin = readBin(t, mistakes, source('bin'))
  const client = bin ? await clientByBin(app.db.write, bin) : undefined
  if (bin && !client) mistakes['bin'] = t('err.of.pay.noClient')
  const tiyn = readSum(t, mistakes, source('amount'))
  const day = readBankDay(t, mistakes, 'day', source('day'))
  const number = readLine(t, mistakes, 'number', source('number'), LONGEST.number)
  const wanted = readLine(t, mistakes, 'invoices', source('invoices'), LONGEST.invoices)
  const purpose = readLine(t, mistakes, 'purpose', source('purpose'), LONGEST.purpose)
  const invoices = client ? await readInvoices({ app, t }, mistakes, { wanted, bin, day }) : []
  if (!client || Object.keys(mistakes).length > 0) return { ok: false, mistakes }
  return { ok: true, client, tiyn, day, number, purpose, invoices }
}

async function readInvoices(
  { app, t }: Pick<StaffVisit, 'app' | 't'>,
  mistakes: Mistakes,
  { wanted, bin, day }: { wanted: string; bin: string; day: string },
): Promise<InvoiceFacts[]> {
  if (wanted === '' || mistakes['invoices']) return []
  const numbers = findInvoiceNumbers(`счет ${wanted}`).flatMap(({ number, sure }) => (sure ? number : []))
  const found = await findInvoices(app.db.write, { numbers })
  const invoices = numbers.flatMap((number) => found.find((invoice) => invoice.number === number) ?? [])
  const open = invoices.map((invoice) => (day ? onDay(invoice, day) : invoice))
  const strange = numbers.find(
    (number) => !open.some((invoice) => invoice.number === number && invoice.bin === bin),
  )
  const closed = open.find(({ lackingTiyn }) => lackingTiyn === 0n)
  if (numbers.length === 0) mistakes['invoices'] = t('err.of.pay.invoiceFormat')
  else if (strange) mistakes['invoices'] = t('err.of.pay.invoiceUnknown', { number: strange })
  else if (closed) mistakes['invoices'] = t('err.of.pay.invoiceClosed', { number: closed.number })
  return open
}

function formPage(visit: StaffVisit, typed: Typed, errors: Errors): Response {
  const view = visit.view({ nav: officeNav(visit, 'payments') })
  const { t } = view
  const field = { view, errors }
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.pay.add')}
      lead={t('of.pay.addLead')}
      errors={errors}
      width="form"
      crumbs={[{ href: LIST, label: t('of.pay.h1') }]}
    >
      <Panel>
        <Form view={view} action={HERE}>
          <BinField {...field} name="bin" label={t('of.pay.clientBin')} value={typed.bin} />
          <FieldRow>
            <NumberField {...field} name="amount" label={t('of.pay.sum')} unit="₸" value={typed.amount} />
            <DateField
              {...field}
              name="day"
              label={t('of.pay.day')}
              value={typed.day || isoDay(new Date())}
            />
          </FieldRow>
          <TextField
            {...field}
            name="number"
            label={t('of.pay.number')}
            value={typed.number}
            maxlength={LONGEST.number}
            chars={20}
            optional
          />
          <TextField
            {...field}
            name="invoices"
            label={t('of.pay.invoices')}
            hint={t('of.pay.invoicesHint')}
            value={typed.invoices}
            maxlength={LONGEST.invoices}
            optional
          />
          <TextField
            {...field}
            name="purpose"
            label={t('of.pay.purpose')}
            value={typed.purpose}
            maxlength={LONGEST.purpose}
            optional
          />
          <Buttons>
            <Button>{t('act.continue')}</Button>
            <LinkButton href={LIST}>{t('act.cancel')}</LinkButton>
          </Buttons>
        </Form>
      </Panel>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

async function checkPage(visit: StaffVisit, source: Source, errors: Errors): Promise<Response> {
  const typed = typedIn(source)
  const read = await readPayment(visit, source)
  const key = source('key')
  if (!read.ok || !isId(key)) return visit.seeOther(addressOf(HERE, typed))
  const view = visit.view({ nav: officeNav(visit, 'payments') })
  const { t, lang } = view
  const { client, tiyn, day, number, invoices } = read
  const parts = shareOut(tiyn, invoices)
  const rest = parts.reduce((left, part) => left - part.tiyn, tiyn)
  const facts = { hash: key, tiyn, day, number, clientId: client.id }
  const twins = await findTwins(visit.app.db.read, [facts], undefined)
  const paid = parts.map((part) => {
    const invoice = invoices.find(({ orderId }) => orderId === part.orderId)!
    return t('of.pay.partLine', { number: invoice.number, amount: money(lang, part.tiyn) })
  })
  const twin = twins.get(key)
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.pay.checkH1')}
      errors={errors}
      width="form"
      back={{ href: addressOf(HERE, typed), label: t('act.back') }}
    >
      {twin && (
        <Notice tone="warning">
          {t('of.pay.twinByHand')} <a href={`${LIST}/${twin}`}>{t('act.more')}</a>
        </Notice>
      )}
      <Confirm
        view={view}
        facts={[
          { label: t('of.pay.client'), value: `${client.name}, ${client.bin}` },
          { label: t('of.pay.sum'), value: money(lang, tiyn) },
          { label: t('of.pay.day'), value: longDate(lang, day) },
          { label: t('of.pay.number'), value: number },
          { label: t('of.pay.paidFor'), value: paid.length > 0 ? list(lang, paid) : t('common.none') },
          { label: t('of.pay.toAdvance'), value: money(lang, rest) },
        ]}
        action={`${HERE}/check`}
        hidden={{ ...typed, key }}
        submit={t('of.pay.post')}
        cancelHref={LIST}
      />
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}
