/** «Счёт на оплату»: what a client pays by. */
import { type Day, longDate, money, volume } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import type { ContractName, Party } from './parties.ts'

/** Whom and where the client pays (domain.md §5): account, bank, its code, the codes of beneficiary and purpose. */
export type Payee = Party & { iik: string; bank: string; bik: string; kbe: string; knp: string }

/** One line of an invoice. The price is that of one piece or one litre, VAT inside, in tiyn. */
export type InvoiceLine = {
  name: string
  quantity: { pieces: number } | { ml: bigint }
  priceTiyn: bigint
  tiyn: bigint
}

/** Everything an invoice says. Sums and tax come as they were agreed and frozen; nothing is counted anew. */
export type InvoicePaper = {
  number: string
  issuedOn: Day
  payUntil: Day
  seller: Payee
  buyer: Party
  contract: ContractName
  lines: readonly InvoiceLine[]
  tiyn: bigint
  /** The rate in hundredths of a per cent; nought for a seller without VAT. */
  vatBp: number
  vatTiyn: bigint
  /** A sentence in a frame on top, in the paper's language: that nothing is to be paid any more. */
  notice?: string | undefined
  /** Who made it out; without a name the line is left to be filled in by hand. */
  executor?: string | undefined
}

/** What the payer writes as the purpose of the payment, in the language of `t`. */
export function paymentPurpose(
  t: T,
  { number, issuedOn, contract }: Pick<InvoicePaper, 'number' | 'issuedOn' | 'contract'>,
): string {
  return t('invoice.purposeText', {
    number,
    date: longDate(t.lang, issuedOn),
    contract: contract.number,
  })
}

/** How an invoice names a line of coupons: «Электронный талон, АИ-95, 20 л, по 292,00 ₸ за литр». */
export function couponLineName(
  t: T,
  { fuel, nominalMl, tiynPerLitre }: { fuel: string; nominalMl: bigint; tiynPerLitre: bigint },
): string {
  return t('paper.invoice.couponLine', {
    fuel,
    volume: volume(t.lang, nominalMl),
    price: money(t.lang, tiynPerLitre),
  })
}
