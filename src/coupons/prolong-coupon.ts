import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { lockAdvance } from '../ledger/advance.ts'
import { type CouponRefusal, lockCoupons, type LockedCoupon } from './lock-coupons.ts'
import { moveRests, type Rest } from './move-rests.ts'
import { noteEvents, recordAct } from './note-events.ts'

export type Prolonged =
  | { ok: true; number: bigint; validTo: string }
  | { ok: false; reason: CouponRefusal | 'bad_day' }
  /** What expired went to the advance, and is spent meanwhile. */
  | { ok: false; reason: 'not_enough'; lackingTiyn: bigint }

/** A coupon is not prolonged further than this from today, in days: as long as any contract makes them. */
const LONGEST_DAYS = 1830

/**
 * Gives a coupon a later last day, by the retailer. One that has expired is good again at the price it was bought for: what
 * expiring moved is moved back (domain E6r), so the advance must still have it. `validTo` is ISO, from today on.
 */
export async function prolongCoupon(
  tx: Tx,
  request: { clientId: string; couponId: string; validTo: string; by: Actor },
): Promise<Prolonged> {
  const { clientId, validTo, by } = request
  const advance = await lockAdvance(tx, clientId)
  const [coupon] = await lockCoupons(tx, clientId, [request.couponId])
  if (!coupon) return { ok: false, reason: 'unknown' }
  if (coupon.state === 'redeemed') return { ok: false, reason: 'used' }
  if (coupon.state === 'return_pending') return { ok: false, reason: 'returning' }
  const expired = coupon.state === 'expired' ? await findExpiry(tx, clientId, coupon) : undefined
  if (!expired && coupon.shelf === 'closed') return { ok: false, reason: 'closed' }
  if (!(await isGoodDay(tx, validTo, coupon.validTo))) return { ok: false, reason: 'bad_day' }
  if (expired?.to === 'client_advance' && expired.tiyn > advance.availableTiyn)
    return { ok: false, reason: 'not_enough', lackingTiyn: expired.tiyn - advance.availableTiyn }

  const eventId = await move(tx, clientId, coupon, validTo, by)
  if (expired) await reopen(tx, clientId, coupon, expired, eventId)
  await noteInLog(tx, clientId, coupon, validTo, by)
  return { ok: true, number: coupon.number, validTo }
}

/**
 * Moves an ended coupon's last day by the days of grace its contract gives, by the client, once (`no_grace` after that, or
 * where the contract gives none). The coupon has not been taken back yet: that happens when the grace is over.
 */
export async function prolongInGrace(
  tx: Tx,
  request: { clientId: string; couponId: string; by: Actor },
): Promise<Prolonged> {
  const { clientId, by } = request
  const [coupon] = await lockCoupons(tx, clientId, [request.couponId])
  if (!coupon) return { ok: false, reason: 'unknown' }
  const validTo = await graceOf(tx, clientId, coupon)
  const refusal = whyNoGrace({ ...coupon, grace: validTo !== undefined })
  if (refusal || !validTo) return { ok: false, reason: refusal ?? 'no_grace' }
  await move(tx, clientId, coupon, validTo, by, true)
  await noteInLog(tx, clientId, coupon, validTo, by)
  return { ok: true, number: coupon.number, validTo }
}

/** Why a client cannot prolong a coupon; `grace`: its contract gives days that are not over. */
export function whyNoGrace(
  coupon: Pick<LockedCoupon, 'state' | 'ended' | 'graceUsed'> & { grace: boolean },
): CouponRefusal | undefined {
  if (coupon.state === 'redeemed') return 'used'
  if (coupon.state === 'return_pending') return 'returning'
  if (coupon.state !== 'issued' && coupon.state !== 'partial' && coupon.state !== 'blocked') return 'closed'
  if (!coupon.ended) return 'not_ended'
  return coupon.grace && !coupon.graceUsed ? undefined : 'no_grace'
}

async function isGoodDay(tx: Tx, validTo: string, now: string): Promise<boolean> {
  const { rows } = await sql<{ good: boolean }>`
    select ${validTo}::date between local_day(now()) and local_day(now()) + ${LONGEST_DAYS}::int and ${validTo}::date > ${now}::date as good`.execute(
    tx,
  )
  return rows[0]!.good
}

// The last day that the contract's grace gives, as long as it is not past.
async function graceOf(tx: Tx, clientId: string, coupon: LockedCoupon): Promise<string | undefined> {
  const { rows } = await sql<{ valid_to: string }>`
    select ${coupon.validTo}::date + grace_days as valid_to from contract
    where client_id = ${clientId} and id = ${coupon.contractId} and expiry = 'grace_prolong'
      and ${coupon.validTo}::date + grace_days >= local_day(now())`.execute(tx)
  return rows[0]?.valid_to
}

async function move(
  tx: Tx,
  clientId: string,
  coupon: LockedCoupon,
  validTo: string,
  by: Actor,
  grace = false,
): Promise<string> {
  await sql`
    update coupon set valid_to = ${validTo}, grace_used = ${grace},
      closed_as = nullif(closed_as, 'expired'), closed_at = case when closed_as = 'expired' then null else closed_at end
    where client_id = ${clientId} and id = ${coupon.id}`.execute(tx)
  const events = await noteEvents(tx, clientId, [coupon], 'prolonged', by, () => ({
    before: coupon.validTo,
    after: validTo,
  }))
  return events.get(coupon.id)!
}

type Expiry = { id: string } & Pick<Rest, 'to' | 'tiyn' | 'ml'>

// The posting that took the coupon's rest away and that nothing has taken back yet.
async function findExpiry(tx: Tx, clientId: string, coupon: LockedCoupon): Promise<Expiry | undefined> {
  const { rows } = await sql<Expiry>`
    select id, credit as to, coalesce(worth_tiyn, tiyn) as tiyn, ml from posting p
    where client_id = ${clientId} and coupon_id = ${coupon.id} and event = 'expire'
      and not exists (select from posting r where r.client_id = p.client_id and r.reverses_id = p.id and r.event = 'prolong')
    order by at desc limit 1`.execute(tx)
  return rows[0]
}

async function reopen(
  tx: Tx,
  clientId: string,
  coupon: LockedCoupon,
  expired: Expiry,
  eventId: string,
): Promise<void> {
  const { id, ...rest } = expired
  await moveRests(tx, clientId, [{ ...rest, event: 'prolong', refId: eventId, coupon, reversesId: id }])
}

async function noteInLog(
  tx: Tx,
  clientId: string,
  coupon: LockedCoupon,
  validTo: string,
  by: Actor,
): Promise<void> {
  await recordAct(tx, 'coupon.prolonged', {
    clientId,
    coupons: [coupon],
    by,
    before: { validTo: coupon.validTo },
    after: { validTo },
  })
}
