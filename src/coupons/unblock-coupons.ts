import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { mayUnblock } from './block-coupons.ts'
import {
  type BlockLevel,
  type CouponRefusal,
  lockCoupons,
  type LockedCoupon,
  type Outcome,
  sortOut,
  whyOver,
} from './lock-coupons.ts'
import { noteEvents, recordAct } from './note-events.ts'

/**
 * Lifts blocks of the asker's level and below; what a higher level has blocked stays (`too_high`). The coupon is again what
 * it was, and wrong PINs are forgotten.
 */
export async function unblockCoupons(
  tx: Tx,
  request: { clientId: string; couponIds: readonly string[]; level: BlockLevel; by: Actor },
): Promise<Outcome> {
  const { clientId, level, by } = request
  const coupons = await lockCoupons(tx, clientId, request.couponIds)
  const outcome = sortOut(request.couponIds, coupons, (coupon) => whyNotUnblock(coupon, level))
  await sql`
    update coupon set blocked_by = null, blocked_at = null, block_reason = null, pin_fails = 0
    where client_id = ${clientId} and id = any(${outcome.done.map(({ id }) => id)}::uuid[])`.execute(tx)
  await noteEvents(tx, clientId, outcome.done, 'unblocked', by)
  await recordAct(tx, 'coupon.unblocked', { clientId, coupons: outcome.done, by })
  return outcome
}

/** Why a level cannot unblock a coupon. */
export function whyNotUnblock(
  coupon: Pick<LockedCoupon, 'state' | 'blockedBy'>,
  level: BlockLevel,
): CouponRefusal | undefined {
  const over = whyOver(coupon)
  if (over) return over
  if (!coupon.blockedBy) return 'not_blocked'
  return mayUnblock(level, coupon.blockedBy) ? undefined : 'too_high'
}
