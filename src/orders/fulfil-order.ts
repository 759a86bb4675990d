import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { issueLot } from '../coupons/issue-lot.ts'
import { lockAdvance } from '../ledger/advance.ts'
import type { Product } from '../products/products.ts'
import type { Vault } from '../vault.ts'
import { tellCouponsMade } from './send-letters.ts'

export type Fulfilled =
  | { ok: true; couponIds: string[] }
  /** `not_enough`: the advance lacks so many tiyn. `ended`: fulfilled already, cancelled or lapsed. */
  | { ok: false; reason: 'ended' | 'unknown' }
  | { ok: false; reason: 'not_enough'; lackingTiyn: bigint }

/**
 * Pays an open order from the client's advance and makes its coupons, in the caller's transaction: the payment's own, or
 * the order's when it is paid from the balance. However often and from wherever it is asked, the coupons are made once. Who
 * ordered and the owners get a letter, except `by` when they bought from the balance themselves.
 */
export async function fulfilOrder(
  tx: Tx,
  vault: Vault,
  order: { clientId: string; orderId: string; from: 'payment' | 'balance'; by: string | undefined },
): Promise<Fulfilled> {
  const found = await lockOrder(tx, order)
  if (!found) return { ok: false, reason: 'unknown' }
  if (found.state !== 'invoiced' && found.state !== 'part_paid') return { ok: false, reason: 'ended' }
  const { availableTiyn } = await lockAdvance(tx, order.clientId)
  if (availableTiyn < found.tiyn)
    return { ok: false, reason: 'not_enough', lackingTiyn: found.tiyn - availableTiyn }

  const couponIds: string[] = []
  for (const line of await linesOf(tx, order)) {
    const issued = await issueLot(tx, vault, {
      clientId: order.clientId,
      contractId: found.contract_id,
      product: line.product,
      nominalMl: line.nominal_ml,
      count: line.count,
      tiynPerLitre: line.tiyn_per_l,
      nominalTiyn: line.nominal_tiyn,
      validTo: found.valid_to,
      turnover: found.turnover,
      madeBy: order.by,
      origin: { kind: 'order', orderId: order.orderId, line: line.n },
    })
    couponIds.push(...issued.couponIds)
  }
  await sql`
    update purchase_order set state = 'fulfilled', fulfilled_at = now()
    where client_id = ${order.clientId} and id = ${order.orderId}`.execute(tx)
  await tellCouponsMade(tx, order)
  return { ok: true, couponIds }
}

async function lockOrder(tx: Tx, order: { clientId: string; orderId: string }) {
  const { rows } = await sql<{
    state: string
    tiyn: bigint
    contract_id: string
    valid_to: string
    turnover: 'dispensing' | 'hand_over'
  }>`
    select o.state, o.tiyn, o.contract_id, local_day(now()) + k.validity_days as valid_to, k.turnover
    from purchase_order o join contract k on k.client_id = o.client_id and k.id = o.contract_id
    where o.client_id = ${order.clientId} and o.id = ${order.orderId}
    for no key update of o`.execute(tx)
  return rows[0]
}

async function linesOf(tx: Tx, order: { clientId: string; orderId: string }) {
  const { rows } = await sql<{
    n: number
    product: Product
    nominal_ml: bigint
    count: number
    tiyn_per_l: bigint
    nominal_tiyn: bigint
  }>`
    select n, product, nominal_ml, count, tiyn_per_l, nominal_tiyn from order_line
    where client_id = ${order.clientId} and order_id = ${order.orderId} order by n`.execute(tx)
  return rows
}
