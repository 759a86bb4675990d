import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Vault } from '../vault.ts'
import { type Fulfilled, fulfilOrder } from './fulfil-order.ts'

export type PaidOrder =
  | Fulfilled
  /** Its day of payment is over, and its price with it. */
  | { ok: false; reason: 'overdue' }

/**
 * Pays an invoiced order from the client's advance, at the price of its invoice, and makes its coupons. The whole sum is
 * taken: what had come for the order before stands on the advance.
 */
export async function payOrder(
  tx: Tx,
  vault: Vault,
  order: { clientId: string; orderId: string; by: Actor },
): Promise<PaidOrder> {
  const { rows } = await sql<{ number: string; tiyn: bigint; overdue: boolean }>`
    select number, tiyn, state in ('invoiced', 'part_paid') and pay_until < local_day(now()) as overdue
    from purchase_order where client_id = ${order.clientId} and id = ${order.orderId} for no key update`.execute(
    tx,
  )
  const found = rows[0]
  if (!found) return { ok: false, reason: 'unknown' }
  if (found.overdue) return { ok: false, reason: 'overdue' }
  const paid = await fulfilOrder(tx, vault, {
    ...order,
    from: 'balance',
    by: order.by.accountId,
  })
  if (paid.ok)
    await record(tx, 'order.paid', {
      by: order.by,
      clientId: order.clientId,
      object: found.number,
      after: { tiyn: found.tiyn.toString() },
    })
  return paid
}
