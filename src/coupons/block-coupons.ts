import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import {
  BLOCK_LEVELS,
  type BlockLevel,
  type CouponRefusal,
  lockCoupons,
  type LockedCoupon,
  type Outcome,
  sortOut,
  whyOver,
} from './lock-coupons.ts'
import { noteEvents, recordAct } from './note-events.ts'

export type BlockRequest = {
  clientId: string
  couponIds: readonly string[]
  level: BlockLevel
  reason: string
  by: Actor
}

/**
 * Blocks coupons: no till takes them from the commit on, because tills read the same row. What runs at a pump still ends.
 * A coupon that a lower level has blocked is blocked by the higher one instead; as high or higher is `already`.
 */
export async function blockCoupons(tx: Tx, request: BlockRequest): Promise<Outcome> {
  const { clientId, level, reason, by } = request
  const coupons = await lockCoupons(tx, clientId, request.couponIds)
  const outcome = sortOut(request.couponIds, coupons, (coupon) => whyNotBlock(coupon, level))
  await sql`
    update coupon set blocked_by = ${level}, blocked_at = now(), block_reason = ${reason}
    where client_id = ${clientId} and id = any(${outcome.done.map(({ id }) => id)}::uuid[])`.execute(tx)
  await noteEvents(tx, clientId, outcome.done, 'blocked', by, () => ({ level, reason }))
  await recordAct(tx, 'coupon.blocked', { clientId, coupons: outcome.done, by, reason })
  return outcome
}

/** Why a level cannot block a coupon. */
export function whyNotBlock(
  coupon: Pick<LockedCoupon, 'state' | 'blockedBy'>,
  level: BlockLevel,
): CouponRefusal | undefined {
  const over = whyOver(coupon)
  if (over) return over
  if (coupon.state === 'return_pending') return 'returning'
  return coupon.blockedBy && rankOf(coupon.blockedBy) >= rankOf(level) ? 'already' : undefined
}

/** Whether a level may undo what another has blocked: the same, or one below it. */
export function mayUnblock(level: BlockLevel, blockedBy: BlockLevel): boolean {
  return rankOf(level) >= rankOf(blockedBy)
}

function rankOf(level: BlockLevel): number {
  return BLOCK_LEVELS.indexOf(level)
}
