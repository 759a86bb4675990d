import { sql } from 'kysely'
import { type Action, record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { askRefund } from '../refunds/ask-refund.ts'
import { operationNumber } from '../tills/find-operations.ts'

export type DisputeDecided =
  | { ok: true }
  /** `decided`: somebody has, perhaps a moment ago. `waiting`: a refund of the refuel waits for its second person already. */
  | { ok: false; reason: 'unknown' | 'decided' | 'waiting' }
  /** Only so much is left to give back, in ml. */
  | { ok: false; reason: 'too_much'; allowedMl: bigint }

type About = { clientId: string; disputeId: string; by: Actor & { accountId: string } }

/** Says who looks into it; whoever takes it next takes it over. */
export async function takeDispute(tx: Tx, request: About): Promise<DisputeDecided> {
  const { clientId, disputeId, by } = request
  const dispute = await lockDispute(tx, request)
  if (!dispute.ok) return dispute
  await sql`
    update dispute set taken_by = ${by.accountId}, taken_at = now()
    where client_id = ${clientId} and id = ${disputeId}`.execute(tx)
  await note(tx, 'dispute.taken', request, dispute.refuelId)
  return { ok: true }
}

/** Tells the client in `answer` why the refuel stays theirs. */
export async function declineDispute(tx: Tx, request: About & { answer: string }): Promise<DisputeDecided> {
  const dispute = await lockDispute(tx, request)
  if (!dispute.ok) return dispute
  await decide(tx, request, 'declined', null)
  await note(tx, 'dispute.declined', request, dispute.refuelId, request.answer)
  return { ok: true }
}

/**
 * Believes the client: asks for `ml` of the refuel to be given back, which another person then agrees to (`approveRefund`).
 * `answer` may say more to the client.
 */
export async function acceptDispute(
  tx: Tx,
  request: About & { ml: bigint; answer: string },
): Promise<DisputeDecided> {
  const { clientId, ml, by } = request
  const dispute = await lockDispute(tx, request)
  if (!dispute.ok) return dispute
  const { refuelId, words: reason } = dispute
  const asked = await askRefund(tx, { clientId, refuelId, ml, reason, by })
  if (!asked.ok) return asked
  await decide(tx, request, 'accepted', asked.requestId)
  await note(tx, 'dispute.accepted', request, refuelId, request.answer)
  return { ok: true }
}

/** Opens the dispute again whose refund was not agreed to; there need not be one. The caller has decided the request. */
export async function reopenDispute(
  tx: Tx,
  { clientId, requestId }: { clientId: string; requestId: string },
): Promise<void> {
  await sql`
    update dispute set decided_by = null, decided_at = null, decision = null, answer = '', refund_request_id = null
    where client_id = ${clientId} and refund_request_id = ${requestId}`.execute(tx)
}

// The row is the decision: whoever changes it first has made it.
async function lockDispute(
  tx: Tx,
  { clientId, disputeId }: About,
): Promise<{ ok: true; refuelId: string; words: string } | { ok: false; reason: 'unknown' | 'decided' }> {
  const { rows } = await sql<{ refuelId: string; words: string; decided: boolean }>`
    select refuel_id as "refuelId", words, decided_at is not null as decided
    from dispute where client_id = ${clientId} and id = ${disputeId} for no key update`.execute(tx)
  const dispute = rows[0]
  if (!dispute) return { ok: false, reason: 'unknown' }
  return dispute.decided ? { ok: false, reason: 'decided' } : { ok: true, ...dispute }
}

async function decide(
  tx: Tx,
  { clientId, disputeId, by, answer }: About & { answer: string },
  decision: 'accepted' | 'declined',
  refundRequestId: string | null,
): Promise<void> {
  await sql`
    update dispute set taken_by = coalesce(taken_by, ${by.accountId}), taken_at = coalesce(taken_at, now()),
      decided_by = ${by.accountId}, decided_at = now(), decision = ${decision}, answer = ${answer}, refund_request_id = ${refundRequestId}
    where client_id = ${clientId} and id = ${disputeId}`.execute(tx)
}

async function note(
  tx: Tx,
  action: Action,
  { clientId, by }: About,
  refuelId: string,
  reason?: string,
): Promise<void> {
  await record(tx, action, {
    ...{ by, clientId, object: operationNumber(refuelId) },
    ...(reason ? { reason } : {}),
  })
}
