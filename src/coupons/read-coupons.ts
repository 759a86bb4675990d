import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import { GIFT_OVER, type LockedCoupon } from './lock-coupons.ts'

/** Everything a page says of a coupon, and all that decides what may be done with it. */
export type CouponFacts = LockedCoupon & {
  clientId: string
  lastFour: string
  nominalTiyn: bigint
  validFrom: string
  plate: string
  note: string
  hasPin: boolean
  handedAt: Date | null
  blockedAt: Date | null
  blockReason: string | null
  driver: { id: string; name: string; phone: string; email: string; lang: Lang } | null
  contract: {
    number: string
    redemption: 'partial_keep' | 'single_strict' | 'single_remainder_to_advance'
    pinRequired: boolean
    transferable: boolean
    gradeSwap: boolean
    maxPerDayMl: bigint | null
    /** ids of stations; null: all */
    stationScope: number[] | null
  }
  /** An expired rest stays with the retailer. */
  forfeits: boolean
  /** The contract gives days after the last one, and they are not over. */
  grace: boolean
  graceTo: string
  /** the order it was bought with */
  orderNumber: string | null
}

/** Reads coupons by the numbers people see, in their order. With `clientId` only that client's; others are left out. */
export async function readCoupons(
  db: Queries,
  asked: { clientId?: string; numbers: readonly bigint[] },
): Promise<CouponFacts[]> {
  const { rows } = await sql<Row>`
    select c.client_id as "clientId", c.id, c.number, c.code_no as "codeNo", c.last_four as "lastFour", c.contract_id as "contractId", c.product,
      c.state, c.shelf, c.nominal_ml as "nominalMl", c.remaining_ml as "remainingMl", c.value_tiyn as "valueTiyn", c.nominal_tiyn as "nominalTiyn",
      c.tiyn_per_l as "tiynPerLitre", c.sold_vat_tiyn as "soldVatTiyn", c.hold_ml as "holdMl", c.valid_from as "validFrom", c.valid_to as "validTo",
      coupon_ends_at(c.valid_to, c.extended_until) <= now() as ended, c.valid_to < local_day(now()) as "lastDayPast",
      c.given_until as "givenUntil", ${GIFT_OVER} as "giftOver",
      c.blocked_by as "blockedBy", c.blocked_at as "blockedAt", c.block_reason as "blockReason", c.driver_id as "driverId",
      c.return_id as "returnId", c.grace_used as "graceUsed", c.plate, c.note, c.pin_hash is not null as "hasPin", c.handed_at as "handedAt",
      k.state = 'active' and cl.state = 'active' as served, k.expiry = 'forfeit' as forfeits,
      k.expiry = 'grace_prolong' and c.valid_to + k.grace_days >= local_day(now()) as grace, c.valid_to + k.grace_days as "graceTo",
      k.number as contract_number, k.redemption, k.pin_required, k.transferable, k.grade_swap, k.max_per_day_ml, k.station_scope,
      d.name as driver_name, d.phone as driver_phone, d.email as driver_email, d.lang as driver_lang, o.number as "orderNumber"
    from coupon c
      join contract k on k.client_id = c.client_id and k.id = c.contract_id
      join client cl on cl.id = c.client_id
      join lot l on l.client_id = c.client_id and l.id = c.lot_id
      left join driver d on d.client_id = c.client_id and d.id = c.driver_id
      left join purchase_order o on o.client_id = l.client_id and o.id = l.order_id
    where c.number = any(${asked.numbers}::bigint[]) and ${asked.clientId ? sql`c.client_id = ${asked.clientId}` : sql`true`}
    order by c.number`.execute(db)
  return rows.map(nest)
}

type Row = Omit<CouponFacts, 'contract' | 'driver'> & {
  contract_number: string
  redemption: CouponFacts['contract']['redemption']
  pin_required: boolean
  transferable: boolean
  grade_swap: boolean
  max_per_day_ml: bigint | null
  station_scope: number[] | null
  driver_name: string | null
  driver_phone: string
  driver_email: string
  driver_lang: Lang
}

function nest(row: Row): CouponFacts {
  const {
    contract_number,
    redemption,
    pin_required,
    transferable,
    grade_swap,
    max_per_day_ml,
    station_scope,
    driver_name,
    driver_phone,
    driver_email,
    driver_lang,
    ...facts
  } = row
  return {
    ...facts,
    contract: {
      number: contract_number,
      redemption,
      pinRequired: pin_required,
      transferable,
      gradeSwap: grade_swap,
      maxPerDayMl: max_per_day_ml,
      stationScope: station_scope,
    },
    driver:
      facts.driverId && driver_name !== null
        ? {
            id: facts.driverId,
            name: driver_name,
            phone: driver_phone,
            email: driver_email,
            lang: driver_lang,
          }
        : null,
  }
}
