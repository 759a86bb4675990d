/** How a coupon stands, as a tag and in words. */
import { isoDay } from '../i18n/format.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import { StatusTag, type TagTone } from '../web/parts/index.ts'
import type { BlockLevel, CouponRefusal, CouponState, Shelf } from './lock-coupons.ts'

/** As much of a coupon as its state in words needs. */
export type Standing = {
  state: CouponState
  shelf: Shelf
  ended: boolean
  giftOver: boolean
  validTo: string
}

/** So many days before the last one a coupon «скоро истечёт». */
const SOON_DAYS = 7

const CLOSED: Record<
  'expired' | 'returned' | 'replaced' | 'void' | 'remainder' | 'redeemed',
  { key: PlainKey; tone: TagTone }
> = {
  expired: { key: 'status.coupon.expired', tone: 'neutral' },
  returned: { key: 'status.coupon.returned', tone: 'neutral' },
  replaced: { key: 'status.coupon.replaced', tone: 'neutral' },
  void: { key: 'status.coupon.void', tone: 'neutral' },
  // What was left went to the account when it was used: for people it is used.
  remainder: { key: 'status.coupon.used', tone: 'neutral' },
  redeemed: { key: 'status.coupon.used', tone: 'neutral' },
}

/** The one word that matters most about a coupon now. */
export function standingOf(coupon: Standing): { key: PlainKey; tone: TagTone } {
  const { state, shelf, ended, giftOver, validTo } = coupon
  if (Object.hasOwn(CLOSED, state)) return CLOSED[state as keyof typeof CLOSED]
  if (state === 'return_pending') return { key: 'status.coupon.returning', tone: 'warning' }
  if (state === 'blocked') return { key: 'status.coupon.blocked', tone: 'danger' }
  if (ended) return { key: 'status.coupon.expired', tone: 'warning' }
  if (giftOver) return { key: 'status.coupon.giftOver', tone: 'warning' }
  if (validTo <= isoDay(new Date(Date.now() + SOON_DAYS * 86_400_000)))
    return { key: 'status.coupon.expiring', tone: 'warning' }
  if (state === 'partial') return { key: 'status.coupon.part', tone: 'info' }
  return shelf === 'given'
    ? { key: 'status.coupon.issued', tone: 'info' }
    : { key: 'status.coupon.stock', tone: 'good' }
}

export function CouponTag({ t, coupon }: { t: T; coupon: Standing }) {
  const { key, tone } = standingOf(coupon)
  return <StatusTag tone={tone}>{t(key)}</StatusTag>
}

const REFUSALS: Record<CouponRefusal, PlainKey> = {
  unknown: 'coupon.no.unknown',
  used: 'coupon.no.used',
  closed: 'coupon.no.closed',
  ended: 'coupon.no.ended',
  blocked: 'coupon.no.blocked',
  returning: 'coupon.no.returning',
  held: 'coupon.no.held',
  given: 'coupon.no.given',
  gift_over: 'coupon.no.giftOver',
  in_stock: 'coupon.no.inStock',
  suspended: 'coupon.no.suspended',
  pin_needed: 'coupon.no.pinNeeded',
  named: 'coupon.no.named',
  already: 'coupon.no.already',
  too_high: 'coupon.no.tooHigh',
  not_blocked: 'coupon.no.notBlocked',
  not_void: 'coupon.no.notVoid',
  forfeit: 'coupon.no.forfeit',
  no_grace: 'coupon.no.noGrace',
  not_ended: 'coupon.no.notEnded',
}

/** Why something cannot be done with a coupon, as a short sentence. */
export function refusalWords(t: T, reason: CouponRefusal): string {
  return t(REFUSALS[reason])
}

const BLOCKERS: Record<BlockLevel, PlainKey> = {
  client: 'coupon.by.client',
  pin: 'coupon.by.pin',
  risk: 'coupon.by.retailer',
  retailer: 'coupon.by.retailer',
}

/** Who has blocked a coupon, as a sentence. */
export function blockerWords(t: T, level: BlockLevel): string {
  return t(BLOCKERS[level])
}

/** The reasons a client gives for a block; anything else was written by hand. */
export const BLOCK_REASONS = ['lost', 'driver', 'mistake', 'other'] as const
export type BlockReason = (typeof BLOCK_REASONS)[number]

/** A block's reason in words, whoever gave it. */
export function reasonWords(t: T, reason: string): string {
  return (BLOCK_REASONS as readonly string[]).includes(reason)
    ? t(`block.reason.${reason as BlockReason}`)
    : reason
}
