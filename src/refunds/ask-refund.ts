import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { operationNumber } from '../tills/find-operations.ts'

export type RefundAsked =
  | { ok: true; requestId: string }
  /** `waiting`: another request for this refuel waits for its second person. */
  | { ok: false; reason: 'unknown' | 'waiting' }
  /** The client has paid for no more than this, in ml, that was not given back yet. */
  | { ok: false; reason: 'too_much'; allowedMl: bigint }

/**
 * Asks for a part of a refuel, or all of it, to be given back to the client. It is given when another person has agreed
 * (`approveRefund`). `ml` in steps of 10.
 */
export async function askRefund(
  tx: Tx,
  request: { clientId: string; refuelId: string; ml: bigint; reason: string; by: Actor },
): Promise<RefundAsked> {
  const { clientId, refuelId, ml, reason, by } = request
  const { rows } = await sql<{ allowedMl: bigint; waiting: boolean }>`
    select ml - short_ml - refunded_ml as "allowedMl",
      exists (select from refund_request where refuel_id = ${refuelId} and decided_at is null) as waiting
    from till_transaction
    where client_id = ${clientId} and id = ${refuelId} and verb in ('redeem', 'authorize') and state in ('completed', 'late_posted')`.execute(
    tx,
  )
  const refuel = rows[0]
  if (!refuel) return { ok: false, reason: 'unknown' }
  if (refuel.waiting) return { ok: false, reason: 'waiting' }
  if (ml > refuel.allowedMl) return { ok: false, reason: 'too_much', allowedMl: refuel.allowedMl }

  // Of two who ask at the same moment one has asked.
  const { rows: asked } = await sql<{ id: string }>`
    insert into refund_request (client_id, refuel_id, ml, reason, asked_by)
    values (${clientId}, ${refuelId}, ${ml}, ${reason}, ${by.accountId ?? null})
    on conflict (refuel_id) where decided_at is null do nothing returning id`.execute(tx)
  if (!asked[0]) return { ok: false, reason: 'waiting' }
  await record(tx, 'refund.asked', {
    ...{ by, clientId, object: operationNumber(refuelId), reason },
    after: { refundMl: String(ml) },
  })
  return { ok: true, requestId: asked[0].id }
}
