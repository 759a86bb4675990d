import type { Visit } from '../accounts/visit.ts'
import { couponLineName, type InvoicePaper } from '../documents/invoice.ts'
import type { T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import { busyPage, missingPage } from '../web/system-pages.tsx'
import { findInvoice, type Invoice, linesOfOrder, type OrderFacts, type OrderLine } from './find-orders.ts'

/**
 * An order's invoice as a PDF in the reader's language, in the form that accountants in Kazakhstan know. One of an order that
 * has ended says that it is over.
 */
export async function printInvoice(visit: Visit, order: OrderFacts): Promise<Response> {
  const pdf = await invoicePdf(visit.app, visit.t, order)
  if (pdf === undefined) return missingPage(visit)
  if (pdf === 'overloaded') return busyPage(visit, 5)
  return visit.download(pdf, 'application/pdf', `invoice_${order.number}.pdf`)
}

/** The same, to be sent in another way; undefined for an order that was paid from the balance and has none. */
export async function invoicePdf(
  { db, press }: Visit['app'],
  t: T,
  order: OrderFacts,
): Promise<Uint8Array<ArrayBuffer> | 'overloaded' | undefined> {
  const invoice = await findInvoice(db.read, order)
  if (!invoice) return undefined
  const lines = await linesOfOrder(db.read, order)
  return press.print('invoice', t.lang, invoicePaper(t, order, invoice, lines))
}

function invoicePaper(
  t: T,
  { state }: Pick<OrderFacts, 'state'>,
  invoice: Invoice,
  lines: readonly OrderLine[],
): InvoicePaper {
  const { lang } = t
  const { seller, buyer } = invoice
  return {
    number: invoice.number,
    issuedOn: invoice.issuedOn,
    payUntil: invoice.payUntil,
    seller: {
      ...seller,
      name: seller.name[lang] || seller.name.ru,
      address: seller.address[lang] || seller.address.ru,
    },
    buyer: { name: buyer.name, bin: buyer.bin },
    contract: { number: buyer.contract, signedOn: buyer.signedOn },
    lines: lines.map((line) => ({
      name: couponLineName(t, { ...line, fuel: productName(t, line.product) }),
      quantity: { pieces: line.count },
      priceTiyn: line.nominalTiyn,
      tiyn: line.nominalTiyn * BigInt(line.count),
    })),
    tiyn: invoice.tiyn,
    vatBp: invoice.vatBp,
    vatTiyn: invoice.vatTiyn,
    executor: seller.accountant || undefined,
    notice: notice(t, state, invoice.number),
  }
}

function notice(t: T, state: OrderFacts['state'], number: string): string | undefined {
  if (state === 'cancelled') return t('invoice.state.cancelled')
  return state === 'lapsed' ? t('err.order.expired', { number }) : undefined
}
