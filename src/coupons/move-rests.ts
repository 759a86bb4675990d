import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { type LedgerAccount, type Posting, postAll } from '../ledger/post.ts'
import type { Product } from '../products/products.ts'

/** What is left of a coupon, on its way out of it or, when what expired is prolonged, back. */
export type Rest = {
  event: 'return' | 'void' | 'expire' | 'replace_out' | 'prolong'
  refId: string
  coupon: { id: string; product: Product; soldVatTiyn: bigint | null }
  ml: bigint
  /** What it is worth at the price it was bought for. */
  tiyn: bigint
  /** Where it goes; of what is prolonged, where it had gone. */
  to: Extract<LedgerAccount, 'client_advance' | 'other_income'>
  reversesId?: string
}

/**
 * Posts that what is left of coupons leaves them or comes back. A coupon whose turnover is its dispensing is money owed, which
 * moves with the litres. One that was sold at its hand-over is no money owed any more: what goes to the client is turnover
 * undone, with its part of the tax; what is forfeited stays turnover, and litres alone move. Answers with the tax that the
 * turnover undone had, by coupon. The caller holds the advance and the coupons.
 */
export async function moveRests(
  tx: Tx,
  clientId: string,
  rests: readonly Rest[],
): Promise<Map<string, bigint>> {
  const taxes = await readTaxes(tx, clientId, rests)
  await postAll(
    tx,
    rests.flatMap((rest) => postingsOf(clientId, rest, taxes.get(rest.coupon.id))),
  )
  return taxes
}

function postingsOf(clientId: string, rest: Rest, vatTiyn: bigint | undefined): Posting[] {
  const { event, refId, coupon, ml, tiyn, to, reversesId } = rest
  const back = event === 'prolong'
  const facts = { clientId, refId, couponId: coupon.id, product: coupon.product }
  const sold = coupon.soldVatTiyn !== null
  const litres: Posting = {
    ...facts,
    event,
    debit: back ? to : 'coupon_liability',
    credit: back ? 'coupon_liability' : to,
    tiyn: sold && to === 'other_income' ? 0n : tiyn,
    ...(sold ? { worthTiyn: tiyn } : {}),
    ml,
    ...(reversesId === undefined ? {} : { reversesId }),
  }
  if (vatTiyn === undefined) return [litres]
  const turnover: Posting = {
    ...facts,
    event: back ? 'turnover_restored' : 'turnover_undone',
    debit: back ? 'coupon_liability' : 'revenue',
    credit: back ? 'revenue' : 'coupon_liability',
    tiyn,
    vatTiyn,
  }
  return [litres, turnover]
}

// Of those whose turnover moves: the tax in it (turnover.sql).
async function readTaxes(tx: Tx, clientId: string, rests: readonly Rest[]): Promise<Map<string, bigint>> {
  const moving = rests.filter(
    ({ coupon, to, tiyn }) => coupon.soldVatTiyn !== null && to === 'client_advance' && tiyn > 0n,
  )
  if (moving.length === 0) return new Map()
  const { rows } = await sql<{ id: string; vatTiyn: bigint }>`
    select m.id, turnover_vat(${clientId}, m.id, m.tiyn) as "vatTiyn"
    from unnest(${moving.map(({ coupon }) => coupon.id)}::uuid[],
      ${moving.map(({ event, tiyn }) => (event === 'prolong' ? -tiyn : tiyn))}::bigint[]) as m (id, tiyn)`.execute(
    tx,
  )
  return new Map(rows.map(({ id, vatTiyn }) => [id, vatTiyn]))
}
