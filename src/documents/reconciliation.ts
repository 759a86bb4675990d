/** «Акт сверки»: what two companies sign to agree on who owes whom. */
import type { Day } from '../i18n/format.ts'
import type { ContractName, Party } from './parties.ts'

/** One event in the seller's books: a delivery is a debit, a payment a credit. One of the two is nought. In tiyn. */
export type ReconciliationRow = { on: Day; document: string; debitTiyn: bigint; creditTiyn: bigint }

/** Who signs for a company; what is not known is left to be filled in by hand. */
export type Signatory = { position?: string | undefined; name?: string | undefined }

/**
 * A statement of one contract over a period. Balances are what the seller owes the buyer, in tiyn: above nought an
 * advance, below nought what the buyer has yet to pay.
 */
export type ReconciliationPaper = {
  /** Both days belong to the period. */
  from: Day
  to: Day
  seller: Party
  buyer: Party
  contract: ContractName
  /** Coupons are turnover when they are handed over: their fuel stands on no line of its own. */
  sellsAtHandOver?: boolean
  openingTiyn: bigint
  rows: readonly ReconciliationRow[]
  closingTiyn: bigint
  signatories?: { seller?: Signatory; buyer?: Signatory }
}
