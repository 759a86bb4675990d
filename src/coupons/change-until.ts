import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { isPast } from './give-coupons.ts'
import { type CouponRefusal, lockCoupons, type LockedCoupon, whyOver } from './lock-coupons.ts'
import { noteEvents, recordAct } from './note-events.ts'

/**
 * Moves the day until which a coupon is its driver's; null lets them have it as long as it is good. The link, the code and
 * the paper stay what they are, and pay again when the day was past. Refuses a day that is past (`past_day`), and what is
 * over, on its way back or with nobody.
 */
export async function changeUntil(
  tx: Tx,
  request: { clientId: string; couponId: string; until: string | null; by: Actor },
): Promise<{ ok: true; number: bigint } | { ok: false; reason: CouponRefusal | 'past_day' }> {
  const { clientId, until, by } = request
  const coupons = await lockCoupons(tx, clientId, [request.couponId])
  const [coupon] = coupons
  if (!coupon) return { ok: false, reason: 'unknown' }
  const refusal = whyNotChangeUntil(coupon)
  if (refusal) return { ok: false, reason: refusal }
  if (until !== null && (await isPast(tx, until))) return { ok: false, reason: 'past_day' }
  if (until === coupon.givenUntil) return { ok: true, number: coupon.number }

  await sql`
    update coupon set given_until = ${until}
    where client_id = ${clientId} and id = ${coupon.id}`.execute(tx)
  const change = { before: coupon.givenUntil, after: until }
  await noteEvents(tx, clientId, coupons, 'until_changed', by, () => change)
  await recordAct(tx, 'coupon.until_changed', {
    clientId,
    coupons,
    by,
    before: { givenUntil: change.before },
    after: { givenUntil: change.after },
  })
  return { ok: true, number: coupon.number }
}

/** Why the day of a gift cannot be moved: nobody has the coupon, or its own time is over. */
export function whyNotChangeUntil(
  coupon: Pick<LockedCoupon, 'state' | 'ended' | 'shelf'>,
): CouponRefusal | undefined {
  const over = whyOver(coupon)
  if (over) return over
  if (coupon.state === 'return_pending') return 'returning'
  if (coupon.shelf !== 'given') return 'in_stock'
  return coupon.ended ? 'ended' : undefined
}
