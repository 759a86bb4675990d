/** What a driver's link shows: coupons as they stand now, asked by the link's token alone. */
import { sql } from 'kysely'
import type { Database, Queries } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import type { Product } from '../products/products.ts'
import { sha256 } from '../secrets.ts'
import { looksLikeHandout } from './handout.ts'
import type { CouponState } from './lock-coupons.ts'

/**
 * How a coupon stands in the driver's words. `given_until`: it was theirs only until a day that is past; `gone`: this link shows
 * it no more; `closed`: it ended in another way.
 */
export type ShownState = 'active' | 'used' | 'blocked' | 'expired' | 'given_until' | 'gone' | 'closed'

export type ShownCoupon = {
  id: string
  codeNo: number
  number: bigint
  product: Product
  nominalMl: bigint
  remainingMl: bigint
  /** the last day it pays for whoever has the link, ISO, Almaty */
  validTo: string
  plate: string
  note: string
  state: ShownState
  lastRefuel: { at: Date; station: string } | null
  stationScope: number[] | null
}

export type Shown = {
  handoutId: string
  clientId: string
  company: string
  /** what whoever gave the coupons chose for the driver */
  lang: Lang
  coupons: ShownCoupon[]
}

type Row = Omit<ShownCoupon, 'state' | 'lastRefuel'> & {
  handoutId: string
  clientId: string
  company: string
  lang: Lang
  raw: CouponState
  gone: boolean
  ended: boolean
  over: boolean
  served: boolean
  refuelAt: Date | null
  refuelStation: string | null
}

/** The coupons of a link in the order of their numbers; undefined when there never was such a link. */
export async function findShown(db: Queries, token: string): Promise<Shown | undefined> {
  if (!looksLikeHandout(token)) return undefined
  const { rows } = await sql<Row>`
    select h.id as "handoutId", h.client_id as "clientId", cl.name as company, h.lang, c.id, c.code_no as "codeNo", c.number, c.product,
      c.nominal_ml as "nominalMl", c.remaining_ml as "remainingMl", least(c.valid_to, c.given_until) as "validTo", c.plate, c.note, c.state as raw,
      k.station_scope as "stationScope", (h.revoked_at is not null or hc.revoked_at is not null) as gone,
      coupon_ends_at(c.valid_to, c.extended_until) <= now() as ended, c.given_until < local_day(now()) is true as over, (cl.state = 'active' and k.state = 'active') as served,
      t.at as "refuelAt", s.name as "refuelStation"
    from handout h
      join handout_coupon hc on hc.client_id = h.client_id and hc.handout_id = h.id
      join coupon c on c.client_id = hc.client_id and c.id = hc.coupon_id
      join contract k on k.client_id = c.client_id and k.id = c.contract_id
      join client cl on cl.id = h.client_id
      left join lateral (
        select coalesce(completed_at, at) as at, station_id from till_transaction
        where client_id = c.client_id and coupon_id = c.id and completed_at is not null and reversed_at is null
        order by at desc limit 1) t on true
      left join station s on s.id = t.station_id
    where h.token_hash = ${sha256(token)}
    order by c.number`.execute(db)
  const first = rows[0]
  if (!first) return undefined
  const coupons = rows.map(
    ({
      raw,
      gone,
      ended,
      over,
      served,
      refuelAt,
      refuelStation,
      handoutId: _h,
      clientId: _c,
      company: _n,
      lang: _l,
      ...coupon
    }) => ({
      ...coupon,
      state: shownState({ raw, gone, ended, over, served }),
      lastRefuel: refuelAt && refuelStation ? { at: refuelAt, station: refuelStation } : null,
    }),
  )
  const { handoutId, clientId, company, lang } = first
  return { handoutId, clientId, company, lang, coupons }
}

function shownState({
  raw,
  gone,
  ended,
  over,
  served,
}: Pick<Row, 'raw' | 'gone' | 'ended' | 'over' | 'served'>): ShownState {
  if (gone) return 'gone'
  switch (raw) {
    case 'redeemed':
    case 'remainder':
      return 'used'
    case 'expired':
      return 'expired'
    case 'returned':
    case 'replaced':
    case 'void':
      return 'closed'
    case 'blocked':
    case 'return_pending':
      return 'blocked'
    case 'issued':
    case 'partial':
      if (ended) return 'expired'
      if (over) return 'given_until'
      return served ? 'active' : 'blocked'
  }
}

/** Notes that somebody looked, for whoever sent the link. A look changes nothing else, and two within a minute are one. */
export async function noteOpened(db: Database, { clientId, handoutId }: Shown): Promise<void> {
  await sql`
    update handout set opened_at = coalesce(opened_at, now()), last_opened_at = now(), opens = opens + 1
    where client_id = ${clientId} and id = ${handoutId} and revoked_at is null
      and (last_opened_at is null or last_opened_at < now() - interval '1 minute')`.execute(db.write)
}
