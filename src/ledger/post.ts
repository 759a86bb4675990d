import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Product } from '../products/products.ts'

/** The accounts of a client's sub-ledger (domain §6.5). */
export type LedgerAccount =
  | 'bank'
  | 'client_advance'
  | 'coupon_liability'
  | 'card_money'
  | 'card_litre'
  | 'receivable'
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
    | 'turnover'
    | 'turnover_undone'
    | 'turnover_restored'
    | 'return'
    | 'replace_out'
    | 'replace_in'
    | 'payout_due'
    | 'payout_cancelled'
    | 'payout'
    | 'card_topped_up'
    | 'card_moved'
    | 'card_swept'
    | 'credit_repaid'
  /** The row that is the fact: the payment, the lot, the coupon's event … Posted once, whoever tries. */
  refId: string
  debit: LedgerAccount
  credit: LedgerAccount
  tiyn: bigint
  /** Of the money to or from revenue: the tax in it. */
  vatTiyn?: bigint
  /** Of litres of a coupon that is sold: what they are worth (docs/decisions/turnover-at-hand-over.md). */
  worthTiyn?: bigint
  product?: Product
  ml?: bigint
  couponId?: string
  /** Whose wallet it is; between two cards the one that gives. */
  cardId?: string
  toCardId?: string
  /** Of a debt: the contract that owes. */
  contractId?: string
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
  const [id] = await postAll(tx, [posting])
  return id!
}

/** Adds several postings in one statement, in their order; answers with their ids in the same order. */
export async function postAll(tx: Tx, postings: readonly Posting[]): Promise<string[]> {
  if (postings.length === 0) return []
  const column = <Value>(read: (posting: Posting) => Value) => postings.map(read)
  const { rows } = await sql<{ id: string }>`
    insert into posting (client_id, id, event, ref_id, debit, credit, tiyn, vat_tiyn, worth_tiyn, product, ml, coupon_id, lot_id, payment_id,
      reverses_id, card_id, to_card_id, contract_id)
    select p.client_id, new_id(), p.event, p.ref_id, p.debit, p.credit, p.tiyn, p.vat_tiyn, p.worth_tiyn, p.product, p.ml, p.coupon_id, p.lot_id,
      p.payment_id, p.reverses_id, p.card_id, p.to_card_id, p.contract_id
    from unnest(${column((p) => p.clientId)}::uuid[], ${column((p) => p.event)}::text[], ${column((p) => p.refId)}::uuid[],
      ${column((p) => p.debit)}::text[], ${column((p) => p.credit)}::text[], ${column((p) => p.tiyn)}::bigint[],
      ${column((p) => p.vatTiyn ?? 0n)}::bigint[], ${column((p) => p.worthTiyn ?? null)}::bigint[],
      ${column((p) => p.product ?? null)}::text[], ${column((p) => p.ml ?? 0n)}::bigint[], ${column((p) => p.couponId ?? null)}::uuid[],
      ${column((p) => p.lotId ?? null)}::uuid[], ${column((p) => p.paymentId ?? null)}::uuid[], ${column((p) => p.reversesId ?? null)}::uuid[],
      ${column((p) => p.cardId ?? null)}::uuid[], ${column((p) => p.toCardId ?? null)}::uuid[], ${column((p) => p.contractId ?? null)}::uuid[])
      with ordinality as p (client_id, event, ref_id, debit, credit, tiyn, vat_tiyn, worth_tiyn, product, ml, coupon_id, lot_id, payment_id, reverses_id,
        card_id, to_card_id, contract_id, n)
    order by p.n
    returning id`.execute(tx)
  return rows.map(({ id }) => id)
}
