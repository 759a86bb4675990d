import { couponLineName, type InvoicePaper } from '../documents/invoice.ts'
import type { T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import type { Invoice, OrderFacts, OrderLine } from './find-orders.ts'

/** An invoice as the press prints it, in the language of `t`. One of an order that has ended says that it is over. */
export function invoicePaper(
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
