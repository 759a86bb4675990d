import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { reopenDispute } from '../disputes/decide-dispute.ts'
import { operationNumber } from '../tills/find-operations.ts'

export type RefundDecided =
  | { ok: true; ml: bigint }
  /** `own`: who asked does not agree. `decided`: somebody has, perhaps a moment ago. */
  | { ok: false; reason: 'unknown' | 'decided' | 'own' }
  /** Something was given back meanwhile, at the till: only so much is left, in ml. */
  | { ok: false; reason: 'too_much'; allowedMl: bigint }

type Decision = { clientId: string; requestId: string; by: Actor & { accountId: string } }

/**
 * Gives the fuel back that another person asked for (domain E11): to the coupon, to the card's wallet, or to the client's
 * advance when the coupon has ended. Never more than was paid for, whatever the till gives back at the same moment.
 */
export async function approveRefund(tx: Tx, request: Decision): Promise<RefundDecided> {
  const { clientId, requestId, by } = request
  const asked = await lockRequest(tx, request)
  if (!asked.ok) return asked
  if (asked.askedBy === by.accountId) return { ok: false, reason: 'own' }
  const { rows } = await sql<{ refundId: string | null; allowedMl: bigint }>`
    select refund_id as "refundId", allowed_ml as "allowedMl"
    from office_refund(${clientId}, ${asked.refuelId}, ${requestId}, ${asked.ml}, ${by.name})`.execute(tx)
  const { refundId, allowedMl } = rows[0]!
  if (refundId === null) return { ok: false, reason: 'too_much', allowedMl }
  await decide(tx, request, 'approved', { refundId })
  await record(tx, 'refund.approved', {
    ...{ by, clientId, object: operationNumber(asked.refuelId) },
    after: { refundMl: String(asked.ml) },
  })
  return { ok: true, ml: asked.ml }
}

/** Leaves the refuel as it is; `answer` says why. */
export async function declineRefund(tx: Tx, request: Decision & { answer: string }): Promise<RefundDecided> {
  return letGo(tx, request, 'declined', request.answer)
}

/** Takes back what one has asked for oneself; another’s is `unknown`. */
export async function withdrawRefund(tx: Tx, request: Decision): Promise<RefundDecided> {
  return letGo(tx, request, 'withdrawn', '')
}

async function letGo(
  tx: Tx,
  request: Decision,
  decision: 'declined' | 'withdrawn',
  answer: string,
): Promise<RefundDecided> {
  const { clientId, by } = request
  const asked = await lockRequest(tx, request)
  if (!asked.ok) return asked
  if (decision === 'withdrawn' && asked.askedBy !== by.accountId) return { ok: false, reason: 'unknown' }
  await decide(tx, request, decision, { answer })
  await reopenDispute(tx, request)
  await record(tx, `refund.${decision}`, {
    ...{ by, clientId, object: operationNumber(asked.refuelId) },
    after: { refundMl: String(asked.ml) },
    ...(answer ? { reason: answer } : {}),
  })
  return { ok: true, ml: asked.ml }
}

// The row of the request is the decision: whoever changes it first has made it.
async function lockRequest(
  tx: Tx,
  { clientId, requestId }: Decision,
): Promise<
  | { ok: true; refuelId: string; ml: bigint; askedBy: string | null }
  | { ok: false; reason: 'unknown' | 'decided' }
> {
  const { rows } = await sql<{ refuelId: string; ml: bigint; askedBy: string | null; decided: boolean }>`
    select refuel_id as "refuelId", ml, asked_by as "askedBy", decided_at is not null as decided
    from refund_request where client_id = ${clientId} and id = ${requestId} for no key update`.execute(tx)
  const asked = rows[0]
  if (!asked) return { ok: false, reason: 'unknown' }
  return asked.decided ? { ok: false, reason: 'decided' } : { ok: true, ...asked }
}

async function decide(
  tx: Tx,
  { clientId, requestId, by }: Decision,
  decision: 'approved' | 'declined' | 'withdrawn',
  { answer = '', refundId = null }: { answer?: string; refundId?: string | null },
): Promise<void> {
  await sql`
    update refund_request set decided_by = ${by.accountId}, decided_at = now(), decision = ${decision}, answer = ${answer},
      refund_id = ${refundId}
    where client_id = ${clientId} and id = ${requestId}`.execute(tx)
}
