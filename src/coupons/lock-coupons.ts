import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Product } from '../products/products.ts'

/** How a coupon stands; follows from the rest of its row (domain §6.1). */
export type CouponState =
  | 'issued'
  | 'partial'
  | 'redeemed'
  | 'blocked'
  | 'return_pending'
  | 'expired'
  | 'returned'
  | 'replaced'
  | 'void'
  | 'remainder'

/** The tab of the list a coupon stands in. */
export const SHELVES = ['stock', 'given', 'used', 'closed'] as const
export type Shelf = (typeof SHELVES)[number]

/** Who has blocked, the least first: only the same or a higher level unblocks. */
export const BLOCK_LEVELS = ['client', 'pin', 'risk', 'retailer'] as const
export type BlockLevel = (typeof BLOCK_LEVELS)[number]

/** A coupon as its verbs see it; its row is theirs until the transaction ends. */
export type LockedCoupon = {
  id: string
  number: bigint
  codeNo: number
  contractId: string
  product: Product
  state: CouponState
  shelf: Shelf
  nominalMl: bigint
  remainingMl: bigint
  valueTiyn: bigint
  tiynPerLitre: bigint
  /** The tax in it when it was sold at its hand-over; null: its turnover is its dispensing. */
  soldVatTiyn: bigint | null
  /** Promised to a pump that is running. */
  holdMl: bigint
  /** The last day, ISO, Almaty. */
  validTo: string
  /** It is over: the last day, and what a refuel taken back has added to it. */
  ended: boolean
  /** The last day is past; a coupon that a refuel taken back has prolonged may not have ended yet. */
  lastDayPast: boolean
  /** The last day its driver has it, when whoever gave it said one; ISO, Almaty. */
  givenUntil: string | null
  /** That day is past, and the coupon still stands with its driver. */
  giftOver: boolean
  blockedBy: BlockLevel | null
  driverId: string | null
  returnId: string | null
  graceUsed: boolean
  /** Neither the client nor the contract is suspended. */
  served: boolean
}

/** Why a coupon cannot be given, sent, split, swapped or returned. The words are in refusal-words.ts. */
export type CouponRefusal =
  | 'unknown'
  | 'used'
  | 'closed'
  | 'ended'
  | 'blocked'
  | 'returning'
  | 'held'
  | 'given'
  | 'gift_over'
  | 'in_stock'
  | 'suspended'
  | 'pin_needed'
  | 'named'
  /** Blocked already, as high as asked or higher. */
  | 'already'
  /** Blocked by a higher level than the asker's. */
  | 'too_high'
  | 'not_blocked'
  | 'not_void'
  | 'forfeit'
  | 'no_grace'
  | 'not_ended'

/** What became of each of the coupons an act was asked for: those that could not were left as they are. */
export type Outcome = {
  done: LockedCoupon[]
  refused: { id: string; number?: bigint; reason: CouponRefusal }[]
}

/** Whether the day until which a coupon (`c`) was given is past; what is used or closed is with nobody. */
export const GIFT_OVER = sql`(c.shelf = 'given' and coalesce(c.given_until < local_day(now()), false))`

/** The last day on which a coupon pays for whoever has it: its own, or an earlier one it was given until. ISO. */
export function lastDayOf({ validTo, givenUntil }: Pick<LockedCoupon, 'validTo' | 'givenUntil'>): string {
  return givenUntil !== null && givenUntil < validTo ? givenUntil : validTo
}

/**
 * Locks a client's coupons in the order of their ids and reads them as they are then. Those the client does not have are
 * left out, and so, with `skip`, are those that somebody else has locked. Whoever also takes the client's advance takes it
 * first (`lockAdvance`).
 */
export async function lockCoupons(
  tx: Tx,
  clientId: string,
  couponIds: readonly string[],
  taken: 'wait' | 'skip' = 'wait',
): Promise<LockedCoupon[]> {
  const { rows } = await sql<LockedCoupon>`
    select c.id, c.number, c.code_no as "codeNo", c.contract_id as "contractId", c.product, c.state, c.shelf,
      c.nominal_ml as "nominalMl", c.remaining_ml as "remainingMl", c.value_tiyn as "valueTiyn", c.tiyn_per_l as "tiynPerLitre",
      c.sold_vat_tiyn as "soldVatTiyn", c.hold_ml as "holdMl", c.valid_to as "validTo", coupon_ends_at(c.valid_to, c.extended_until) <= now() as ended,
      c.valid_to < local_day(now()) as "lastDayPast", c.given_until as "givenUntil", ${GIFT_OVER} as "giftOver",
      c.blocked_by as "blockedBy", c.driver_id as "driverId", c.return_id as "returnId", c.grace_used as "graceUsed",
      k.state = 'active' and cl.state = 'active' as served
    from coupon c
      join contract k on k.client_id = c.client_id and k.id = c.contract_id
      join client cl on cl.id = c.client_id
    where c.client_id = ${clientId} and c.id = any(${couponIds}::uuid[])
    order by c.id
    for no key update of c ${taken === 'skip' ? sql`skip locked` : sql``}`.execute(tx)
  return rows
}

/** Sorts an act's coupons into those it may do and those it may not, by what `refuse` says of each. */
export function sortOut(
  asked: readonly string[],
  coupons: readonly LockedCoupon[],
  refuse: (coupon: LockedCoupon) => CouponRefusal | undefined,
): Outcome {
  const known = new Map(coupons.map((coupon) => [coupon.id, coupon]))
  const outcome: Outcome = { done: [], refused: [] }
  for (const id of new Set(asked)) {
    const coupon = known.get(id)
    const reason = coupon ? refuse(coupon) : 'unknown'
    if (coupon && !reason) outcome.done.push(coupon)
    else
      outcome.refused.push({ id, ...(coupon ? { number: coupon.number } : {}), reason: reason ?? 'unknown' })
  }
  return outcome
}

/** Why nobody can do anything with a coupon any more; undefined while it is open. */
export function whyOver({ state }: Pick<LockedCoupon, 'state'>): 'used' | 'closed' | undefined {
  switch (state) {
    case 'redeemed':
      return 'used'
    case 'expired':
    case 'returned':
    case 'replaced':
    case 'void':
    case 'remainder':
      return 'closed'
    case 'issued':
    case 'partial':
    case 'blocked':
    case 'return_pending':
      return undefined
  }
}

/** Why a coupon is of no use now: it is over, its time is, somebody has blocked it or wants its money back. */
export function whyUseless(
  coupon: Pick<LockedCoupon, 'state' | 'ended'>,
): 'used' | 'closed' | 'returning' | 'blocked' | 'ended' | undefined {
  const over = whyOver(coupon)
  if (over) return over
  if (coupon.state === 'return_pending') return 'returning'
  if (coupon.state === 'blocked') return 'blocked'
  return coupon.ended ? 'ended' : undefined
}
