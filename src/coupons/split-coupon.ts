import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { lockAdvance } from '../ledger/advance.ts'
import type { Vault } from '../vault.ts'
import { type CouponRefusal, lockCoupons, type LockedCoupon, whyUseless } from './lock-coupons.ts'
import { recordAct } from './note-events.ts'
import { type MadeCoupon, type NewCoupon, replaceCoupon } from './replace-coupon.ts'

/** A part is at least a litre, and a coupon splits into at most so many. */
export const SMALLEST_PART_ML = 1000n
export const MOST_PARTS = 50

export type SplitRefusal =
  | { reason: CouponRefusal }
  /** The parts do not add up to what is left, which is `remainingMl`. */
  | { reason: 'sum'; remainingMl: bigint }
  | { reason: 'too_small' | 'too_few' | 'too_many' }
export type Split = { ok: true; number: bigint; coupons: MadeCoupon[] } | ({ ok: false } & SplitRefusal)

/**
 * Splits what is left of a coupon into coupons with numbers of their own, in the stock and with its last day; the coupon is
 * closed. `parts` are ml in steps of 10 and must add up to the remainder; the values add up to the tiyn, the last part
 * takes the residue. Refuses what is used, closed, blocked, ended, on its way back, or at a pump (`held`).
 */
export async function splitCoupon(
  tx: Tx,
  vault: Vault,
  request: { clientId: string; couponId: string; parts: readonly bigint[]; by: Actor },
): Promise<Split> {
  const { clientId, parts, by } = request
  await lockAdvance(tx, clientId)
  const [coupon] = await lockCoupons(tx, clientId, [request.couponId])
  if (!coupon) return { ok: false, reason: 'unknown' }
  const refusal = whyNotReplace(coupon)
  if (refusal) return { ok: false, reason: refusal }
  const wrong = whatIsWrong(parts, coupon.remainingMl)
  if (wrong) return { ok: false, ...wrong }

  const coupons = await replaceCoupon(tx, vault, clientId, coupon, shareOut(coupon, parts), 'split', by)
  await recordAct(tx, 'coupon.split', {
    clientId,
    coupons: [coupon],
    by,
    after: { into: coupons.map(({ number }) => String(number)).join(', ') },
  })
  return { ok: true, number: coupon.number, coupons }
}

/** Why a coupon cannot be split or swapped now. One that lives on only for a refuel taken back makes no new ones. */
export function whyNotReplace(
  coupon: Pick<LockedCoupon, 'state' | 'ended' | 'lastDayPast' | 'holdMl' | 'served'>,
): CouponRefusal | undefined {
  const useless = whyUseless(coupon)
  if (useless) return useless
  if (coupon.lastDayPast) return 'ended'
  if (coupon.holdMl > 0n) return 'held'
  return coupon.served ? undefined : 'suspended'
}

/** So many equal parts in steps of 10 ml; the last takes what does not divide. */
export function equalParts(ml: bigint, count: number): bigint[] {
  const part = (ml / BigInt(count) / 10n) * 10n
  return Array.from({ length: count }, (_, i) => (i < count - 1 ? part : ml - part * BigInt(count - 1)))
}

/** What is wrong with parts, before or after the coupon is looked at; undefined when nothing is. */
export function whatIsWrong(
  parts: readonly bigint[],
  remainingMl: bigint,
): Exclude<SplitRefusal, { reason: CouponRefusal }> | undefined {
  if (parts.length < 2) return { reason: 'too_few' }
  if (parts.length > MOST_PARTS) return { reason: 'too_many' }
  if (parts.some((ml) => ml < SMALLEST_PART_ML || ml % 10n !== 0n)) return { reason: 'too_small' }
  if (parts.reduce((sum, ml) => sum + ml, 0n) !== remainingMl) return { reason: 'sum', remainingMl }
  return undefined
}

// Each part its share of the value, rounded down, so that what the last one takes is never less than its own share.
function shareOut(coupon: LockedCoupon, parts: readonly bigint[]): NewCoupon[] {
  const { product, tiynPerLitre } = coupon
  let left = coupon.valueTiyn
  return parts.map((ml, i) => {
    const tiyn = i === parts.length - 1 ? left : (coupon.valueTiyn * ml) / coupon.remainingMl
    left -= tiyn
    return { product, ml, tiyn, tiynPerLitre }
  })
}
