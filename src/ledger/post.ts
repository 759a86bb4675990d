import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Product } from '../products/products.ts'

/** The accounts of a client's sub-ledger (domain §6.5). */
export type LedgerAccount =
  | 'bank'
  | 'client_advance'
  | 'coupon_liability'
  | 'revenue'
  | 'other_income'
  | 'suspense'
  | 'refund_payable'

/** One business fact that moves money, litres or both. */
export type Posting = {
  clientId: string
  event:
    | 'payment'
    | 'payment_reversed'
    | 'issue'
    | 'void'
    | 'remainder'
    | 'expire'
    | 'prolong'
    | 'return'
    | 'replace_out'
    | 'replace_in'
    | 'payout_due'
    | 'payout_cancelled'
    | 'payout'
  /** The row that is the fact: the payment, the lot, the coupon's event … Posted once, whoever tries. */
  refId: string
  debit: LedgerAccount
  credit: LedgerAccount
  tiyn: bigint
  product?: Product
  ml?: bigint
  couponId?: string
  lotId?: string
  paymentId?: string
  reversesId?: string
}

/**
 * Adds a posting and answers with its id. The balances follow by themselves: the client's advance, the coupon's remaining
 * litres and value. Throws when the database refuses: an account overdrawn, a fact posted twice, a pair of accounts the
 * chart does not know; the caller has looked before, under a lock, so it is a surprise.
 */
export async function post(tx: Tx, posting: Posting): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into posting (client_id, event, ref_id, debit, credit, tiyn, product, ml, coupon_id, lot_id, payment_id, reverses_id)
    values (${posting.clientId}, ${posting.event}, ${posting.refId}, ${posting.debit}, ${posting.credit}, ${posting.tiyn},
      ${posting.product ?? null}, ${posting.ml ?? 0n}, ${posting.couponId ?? null}, ${posting.lotId ?? null},
      ${posting.paymentId ?? null}, ${posting.reversesId ?? null})
    returning id`.execute(tx)
  return rows[0]!.id
}
