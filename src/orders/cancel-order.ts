import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'

export type CancelledOrder =
  | { ok: true; number: string }
  /** `paid`: its coupons are made. `ended`: cancelled before, or lapsed. */
  | { ok: false; reason: 'unknown' | 'paid' | 'ended' }

/**
 * Cancels an order that is not paid in full. Of a payment at the same moment one wins: either the coupons are made and this
 * answers `paid`, or the money stays on the advance. What had come for the order before is there already.
 */
export async function cancelOrder(
  tx: Tx,
  order: { clientId: string; orderId: string; by: Actor },
): Promise<CancelledOrder> {
  const { rows } = await sql<{ number: string }>`
    update purchase_order set state = 'cancelled', ended_at = now()
    where client_id = ${order.clientId} and id = ${order.orderId} and state in ('invoiced', 'part_paid')
    returning number`.execute(tx)
  const cancelled = rows[0]
  if (!cancelled) return { ok: false, reason: await whyNot(tx, order) }
  await record(tx, 'order.cancelled', {
    by: order.by,
    clientId: order.clientId,
    object: cancelled.number,
  })
  return { ok: true, number: cancelled.number }
}

async function whyNot(
  tx: Tx,
  order: { clientId: string; orderId: string },
): Promise<'unknown' | 'paid' | 'ended'> {
  const { rows } = await sql<{ state: string }>`
    select state from purchase_order where client_id = ${order.clientId} and id = ${order.orderId}`.execute(
    tx,
  )
  if (!rows[0]) return 'unknown'
  return rows[0].state === 'fulfilled' ? 'paid' : 'ended'
}
