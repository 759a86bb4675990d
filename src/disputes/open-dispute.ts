import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { operationNumber } from '../tills/find-operations.ts'

export type DisputeOpened =
  | { ok: true; disputeId: string }
  /** `already`: somebody of the company has said so of this refuel. */
  | { ok: false; reason: 'unknown' | 'already' }

/**
 * Keeps a client's word that a refuel was not theirs, for the office to look into. Once for a refuel; the caller has seen
 * that it is in the person's reach.
 */
export async function openDispute(
  tx: Tx,
  request: { clientId: string; refuelId: string; words: string; by: Actor },
): Promise<DisputeOpened> {
  const { clientId, refuelId, words, by } = request
  const { rows: refuels } = await sql`
    select from till_transaction
    where client_id = ${clientId} and id = ${refuelId} and verb in ('redeem', 'authorize') and state in ('completed', 'late_posted')`.execute(
    tx,
  )
  if (refuels.length === 0) return { ok: false, reason: 'unknown' }
  const { rows } = await sql<{ id: string }>`
    insert into dispute (client_id, refuel_id, words, asked_by)
    values (${clientId}, ${refuelId}, ${words}, ${by.accountId ?? null})
    on conflict (refuel_id) do nothing returning id`.execute(tx)
  if (!rows[0]) return { ok: false, reason: 'already' }
  await record(tx, 'dispute.opened', {
    ...{ by, clientId, object: operationNumber(refuelId), reason: words },
  })
  return { ok: true, disputeId: rows[0].id }
}
