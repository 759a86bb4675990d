import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Vault } from '../vault.ts'
import { checkParts, type PartsRefusal } from './check-parts.ts'
import type { Part } from './match-payment.ts'
import { payOrder } from './post-payment.ts'
import { lockPayment } from './undo-payment.ts'

export type Assigned =
  | { ok: true; fulfilled: string[] }
  | { ok: false; reason: 'unknown' | 'undone' }
  | ({ ok: false } & PartsRefusal)

/**
 * Means the rest of a posted payment for invoices of its client, as if it had named them. An invoice that the payment covers
 * gets its coupons, unless the client has spent the money otherwise meanwhile: then it waits for more.
 */
export async function assignPayment(
  tx: Tx,
  vault: Vault,
  request: { paymentId: string; parts: Part[]; by: Actor },
): Promise<Assigned> {
  const { paymentId, parts, by } = request
  const payment = await lockPayment(tx, paymentId)
  if (!payment) return { ok: false, reason: 'unknown' }
  if (payment.reversedAt) return { ok: false, reason: 'undone' }
  const { clientId, receivedOn: day } = payment
  const { rows } = await sql<{ order_id: string; tiyn: bigint }>`
    select order_id, tiyn from payment_for where client_id = ${clientId} and payment_id = ${paymentId}`.execute(
    tx,
  )
  const rest = rows.reduce((left, { tiyn }) => left - tiyn, payment.tiyn)
  const twice = parts.find(({ orderId }) => rows.some((row) => row.order_id === orderId))
  if (twice) return { ok: false, reason: 'invoice', orderId: twice.orderId, tiyn: 0n }
  const wrong = await checkParts(tx, { clientId, parts, tiyn: rest, day })
  if (wrong) return { ok: false, ...wrong }

  const fulfilled: string[] = []
  for (const part of parts)
    if (await payOrder(tx, vault, { clientId, paymentId, ...part, receivedOn: day, by }))
      fulfilled.push(part.orderId)
  await record(tx, 'payment.assigned', {
    by,
    clientId,
    object: payment.documentNumber,
    after: { tiyn: parts.reduce((sum, { tiyn }) => sum + tiyn, 0n).toString() },
  })
  return { ok: true, fulfilled }
}
