/** A client's open invoices with a field for each: how much of the money is for it. */
import { amount, money, shortDate } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { parseTiyn } from '../values/tiyn.ts'
import type { FormBody } from '../web/form-body.ts'
import { DataTable, NumberField } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import type { PartsRefusal } from './check-parts.ts'
import type { InvoiceFacts } from './find-invoices.ts'
import type { Part } from './match-payment.ts'

const fieldOf = (orderId: string) => `part-${orderId}`

/** More are not asked about on one page; the oldest come first, and those paid make room. */
export const MOST_INVOICES = 60

/** The invoices with what is typed or suggested for each, by their orders. */
export function PartFields({
  view,
  invoices,
  values,
  errors,
}: {
  view: View
  invoices: readonly InvoiceFacts[]
  values: ReadonlyMap<string, string>
  errors: Errors
}) {
  const { t, lang } = view
  return (
    <DataTable
      view={view}
      caption={t('of.pay.openInvoices')}
      rows={invoices}
      columns={[
        { label: t('of.pay.invoice'), lead: true, cell: (row) => <span class="digits">{row.number}</span> },
        { label: t('of.pay.issuedOn'), cell: (row) => shortDate(lang, row.issuedOn) },
        { label: t('of.pay.payUntil'), cell: (row) => shortDate(lang, row.payUntil) },
        { label: t('of.pay.invoiceSum'), number: true, cell: (row) => amount(lang, row.tiyn) },
        { label: t('of.pay.lacking'), number: true, cell: (row) => amount(lang, row.lackingTiyn) },
        {
          label: t('of.pay.part'),
          plain: true,
          cell: (row) => (
            <NumberField
              view={view}
              name={fieldOf(row.orderId)}
              label={t('of.pay.partOf', { number: row.number })}
              hideLabel
              unit="₸"
              value={values.get(row.orderId)}
              errors={errors}
            />
          ),
        },
      ]}
    />
  )
}

/** What was typed, to be shown again. */
export function typedParts(form: FormBody): Map<string, string> {
  const fields = form.fields().filter(([name]) => name.startsWith('part-'))
  return new Map(fields.map(([name, value]) => [name.slice('part-'.length), value]))
}

/** Reads the fields of `invoices`: an empty one and a nought are none. Sentences go under the fields' names. */
export function readParts(
  t: T,
  mistakes: Record<string, string>,
  form: FormBody,
  invoices: readonly InvoiceFacts[],
): Part[] {
  return invoices.flatMap(({ orderId, lackingTiyn }) => {
    const read = parseTiyn(form.text(fieldOf(orderId)))
    if (!read.ok && read.reason === 'empty') return []
    if (!read.ok || read.tiyn < 0n) mistakes[fieldOf(orderId)] = t('err.of.pay.amount')
    else if (read.tiyn > lackingTiyn)
      mistakes[fieldOf(orderId)] = t('err.of.pay.invoiceOver', { amount: money(t.lang, lackingTiyn) })
    else if (read.tiyn > 0n) return [{ orderId, tiyn: read.tiyn }]
    return []
  })
}

/** Why the money cannot be shared out like this, at the field or for the whole form. */
export function partsErrors(t: T, refusal: PartsRefusal): Errors {
  const tiyn = money(t.lang, refusal.tiyn)
  return refusal.reason === 'over'
    ? { form: t('err.of.pay.over', { amount: tiyn }) }
    : { [fieldOf(refusal.orderId)]: t('err.of.pay.invoiceOver', { amount: tiyn }) }
}

/** Parts as the fields show them. */
export function partValues(t: T, parts: readonly Part[]): Map<string, string> {
  return new Map(parts.map(({ orderId, tiyn }) => [orderId, amount(t.lang, tiyn)]))
}
