/** What was refuelled, with coupons and with cards alike: one list, read from the tills' transactions. */
import { sql, type RawBuilder } from 'kysely'
import { type Reach, within } from '../accounts/reach.ts'
import type { Queries } from '../db/database.ts'
import { isoDay } from '../i18n/format.ts'
import type { Period } from '../ledger/movements.ts'
import type { Product } from '../products/products.ts'
import type { FiscalReceipt } from '../tills/fiscal-receipt.ts'
import { atPlace, type Place } from '../web/paging.ts'

export type RefuelFilter = {
  clientId: string
  /** Of whoever looks: a card's refuels go with the card, those with coupons are everybody's. */
  reach: Reach
  /** Both days belong to it; Almaty. */
  period: Period
  product?: Product | undefined
  stationId?: number | undefined
  paidWith?: 'card' | 'coupon' | undefined
  driverId?: string | undefined
  /** By its plate, as in reports: a coupon's or a card's. */
  vehicleId?: string | undefined
  /** The group a card was in when it refuelled: what the group's limits count. */
  groupId?: string | undefined
  /** By the number people see. */
  cardNumber?: string | undefined
  /** A driver's name or a plate, or the beginnings of their words. */
  typed?: string | undefined
}

/** A refuel as its client pays for it: without what was given back, and without what its coupon or card did not cover. */
export type Refuel = {
  id: string
  at: Date
  stationId: number
  station: string
  stationNumber: string
  product: Product
  ml: bigint
  tiyn: bigint
  tiynPerLitre: bigint
  couponNumber: bigint | null
  cardNumber: bigint | null
  cardLastFour: string | null
  driverId: string | null
  driver: string | null
  /** As values/plate.ts keeps it; empty when nobody said. */
  plate: string
  /** Of a coupon that was sold at its hand-over: sale and tax were then (docs/decisions/turnover-at-hand-over.md). */
  sold: boolean
  /** As the till said it. */
  odometerKm: number | null
  /** Null until the till says it. */
  fiscalReceipt: FiscalReceipt | null
}

// A transaction that is posted, of which something stayed with the client.
export const REFUELLED = sql`t.verb in ('redeem', 'authorize') and t.state in ('completed', 'late_posted') and t.ml - t.short_ml > t.refunded_ml`
export const PAID_ML = sql<bigint>`(t.ml - t.short_ml - t.refunded_ml)`
// What was not covered is a posting of its own; there is one in a thousand.
export const PAID_TIYN = sql<bigint>`(t.tiyn - t.refunded_tiyn - case when t.short_ml = 0 then 0 else (
  select coalesce(sum(p.tiyn), 0) from posting p
  where p.client_id = t.client_id and p.ref_id = t.id and p.event in ('shortage', 'offline_loss')) end)::bigint`

export const FROM = sql`
  from till_transaction t
    join station s on s.id = t.station_id
    left join coupon c on c.client_id = t.client_id and c.id = t.coupon_id
    left join card k on k.client_id = t.client_id and k.id = t.card_id
    left join driver d on d.client_id = t.client_id and d.id = coalesce(t.driver_id, c.driver_id)
    left join vehicle v on v.client_id = t.client_id and v.id = t.vehicle_id`
export const PLATE = sql`coalesce(nullif(t.plate, ''), v.plate, c.plate, '')`
/**
 * The ids of a client's refuels of these plates since a moment: by the plate at the pump, the card's vehicle, the coupon's plate,
 * each by an index of its own. Every refuel of which `PLATE` is one of them is among these.
 */
export function ofPlates(
  clientId: string,
  plates: RawBuilder<unknown>,
  since: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`t.id in (
    select id from till_transaction where client_id = ${clientId} and plate = any(${plates}) and plate <> '' and at >= ${since}
    union all
    select o.id from vehicle v join till_transaction o on o.client_id = v.client_id and o.vehicle_id = v.id
      where v.client_id = ${clientId} and v.plate = any(${plates}) and o.at >= ${since}
    union all
    select o.id from coupon c join till_transaction o on o.coupon_id = c.id
      where c.client_id = ${clientId} and c.plate = any(${plates}) and c.plate <> '' and o.at >= ${since})`
}
/** Of `FROM`: what a coupon paid for, or a card in reach. */
export function paidWithin(reach: Reach): RawBuilder<unknown> {
  return reach === null ? sql`true` : sql`(t.card_id is null or ${within(reach, sql`k.group_id`)})`
}

const COLUMNS = sql`
  t.id, t.at, t.station_id as "stationId", s.name as station, s.number as "stationNumber", t.product, ${PAID_ML} as ml,
  ${PAID_TIYN} as tiyn, t.tiyn_per_l as "tiynPerLitre", c.number as "couponNumber", k.number as "cardNumber",
  k.last_four as "cardLastFour", d.id as "driverId", d.name as driver, ${PLATE} as plate,
  coalesce(c.sold_vat_tiyn is not null, false) as sold, t.odometer_km as "odometerKm",
  t.fiscal_receipt as "fiscalReceipt"`

/** One page of a client's refuels, the newest first; `size + 1` rows when the list goes on (web/paging.ts). */
export async function findRefuels(
  db: Queries,
  filter: RefuelFilter,
  place: Place,
  size: number,
): Promise<Refuel[]> {
  const { condition, order } = atPlace(place, 'till_transaction', 't', size, filter.clientId)
  const { rows } = await sql<Refuel>`
    select ${COLUMNS} ${FROM} where ${matches(filter)} ${condition} ${order}`.execute(db)
  return rows
}

/** All of them, the oldest first, so many at a time: for files. Those that are added meanwhile come last. */
export async function* eachRefuel(
  db: Queries,
  filter: RefuelFilter,
  size: number,
): AsyncGenerator<Refuel[], void, void> {
  let last: string | undefined
  for (;;) {
    const after = last
      ? sql`and (t.at, t.id) > ((select at from till_transaction where id = ${last}), ${last})`
      : sql``
    const { rows } = await sql<Refuel>`
      select ${COLUMNS} ${FROM} where ${matches(filter)} ${after} order by t.at, t.id limit ${size}`.execute(
      db,
    )
    if (rows.length > 0) yield rows
    if (rows.length < size) return
    last = rows.at(-1)!.id
  }
}

/** Sums of what a filter finds, by product in the order of pages. */
export type RefuelTotal = { product: Product; count: number; ml: bigint; tiyn: bigint }

/** Of a whole company and whole months from their sums (till_month_parts); whatever else is asked for is added up itself. */
export async function sumRefuels(db: Queries, filter: RefuelFilter): Promise<RefuelTotal[]> {
  const months = isOfAll(filter) ? wholeMonths(filter.period) : undefined
  const { rows } = await sql<RefuelTotal>`
    select product, sum(count)::int as count, sum(ml)::bigint as ml, sum(tiyn)::bigint as tiyn
    from (${months ? sumOfMonths(filter, months) : sumOfEach(filter)}) sums
    group by product having sum(count) > 0 order by sum(ml) desc`.execute(db)
  return rows
}

function sumOfEach(filter: RefuelFilter): RawBuilder<unknown> {
  // Other tables are joined only where the filter looks at them.
  const from =
    filter.reach || filter.driverId || filter.vehicleId || filter.typed ? FROM : sql`from till_transaction t`
  return sql`
    select t.product::text as product, count(*) as count, sum(${PAID_ML}) as ml, sum(${PAID_TIYN}) as tiyn
    ${from} where ${matches(filter)} group by 1`
}

// The months themselves, and what is outside of them: days before and after, and days that are not added up yet.
function sumOfMonths(filter: RefuelFilter, { from, until }: Months): RawBuilder<unknown> {
  const made = sql`least(${until}::date, (select until from till_day))`
  const outside = sql`${matches(filter)} and t.at`
  return sql`
    select key as product, refuels as count, ml, tiyn from till_month_total
    where client_id = ${filter.clientId} and kind = 'fuel' and month >= ${from}::date and month < ${until}::date
      ${filter.product ? sql`and key = ${filter.product}` : sql``}
    union all
    select t.product, 1, ${PAID_ML}, ${PAID_TIYN} from till_transaction t where ${outside} < ${dayStart(from)}
    union all
    select t.product, 1, ${PAID_ML}, ${PAID_TIYN} from till_transaction t
    where ${outside} >= greatest(${from}::date, ${made})::timestamp at time zone 'Asia/Almaty'`
}

function isOfAll(filter: RefuelFilter): boolean {
  const narrowed = { ...filter, clientId: null, period: null, product: null }
  return Object.values(narrowed).every((value) => value === undefined || value === null)
}

type Months = { from: string; until: string }

// From the first day of a month to that of another; a month that is running is whole when the period goes beyond today.
function wholeMonths({ from, to }: Period): Months | undefined {
  const beyond = to >= isoDay(new Date())
  const [first, last] = [
    monthStart(from, from.endsWith('-01') ? 0 : 1),
    monthStart(dayAfter(to), beyond ? 1 : 0),
  ]
  return first < last ? { from: first, until: last } : undefined
}

function monthStart(day: string, later: number): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  return new Date(Date.UTC(year, month - 1 + later, 1)).toISOString().slice(0, 10)
}

const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)

export type DriverTotal = { driver: string; count: number; ml: bigint; tiyn: bigint }

/** Sums of what a filter finds, by the driver's name, the most litres first; without a name where nobody is named. */
export async function sumByDriver(db: Queries, filter: RefuelFilter): Promise<DriverTotal[]> {
  const { rows } = await sql<DriverTotal>`
    select coalesce(d.name, '') as driver, count(*)::int as count, sum(${PAID_ML})::bigint as ml, sum(${PAID_TIYN})::bigint as tiyn
    ${FROM} where ${matches(filter)} group by 1 order by sum(${PAID_ML}) desc, 1`.execute(db)
  return rows
}

export type Receipt = Refuel & {
  clientId: string
  company: string
  address: string
  latitude: number | null
  longitude: number | null
  /** The till's own name for it, and what it said. */
  posTxnId: string
  terminal: string
  pump: string
  cashier: string
  refundedMl: bigint
  shortMl: bigint
  offlineAt: Date | null
  vatBp: number
}

/**
 * One refuel with all that is known of it; undefined when the client has none of this id. One that the till took back is
 * none; one that was given back is, down to its last litre.
 */
export async function findRefuel(
  db: Queries,
  { clientId, reach }: { clientId: string; reach: Reach },
  id: string,
): Promise<Receipt | undefined> {
  const { rows } = await sql<Receipt>`
    ${RECEIPT} where t.client_id = ${clientId} and t.id = ${id} and ${DISPENSED} and ${paidWithin(reach)}`.execute(
    db,
  )
  return rows[0]
}

/** The same for the office, whoever's it is. */
export async function findRefuelAnywhere(db: Queries, id: string): Promise<Receipt | undefined> {
  const { rows } = await sql<Receipt>`${RECEIPT} where t.id = ${id} and ${DISPENSED}`.execute(db)
  return rows[0]
}

const DISPENSED = sql`t.verb in ('redeem', 'authorize') and t.state in ('completed', 'late_posted') and t.ml > t.short_ml`
const RECEIPT = sql`
    select ${COLUMNS}, t.client_id as "clientId", cl.name as company, concat_ws(', ', nullif(s.city, ''), nullif(s.address, '')) as address, s.latitude::float8 as latitude,
      s.longitude::float8 as longitude, t.pos_txn_id as "posTxnId", m.name as terminal, t.pump, t.cashier,
      t.refunded_ml as "refundedMl", t.short_ml as "shortMl", t.offline_at as "offlineAt", vat_bp_on(local_day(t.at)) as "vatBp"
    ${FROM} join terminal m on m.id = t.terminal_id join client cl on cl.id = t.client_id`

function matches(filter: RefuelFilter): RawBuilder<unknown> {
  const {
    clientId,
    reach,
    period,
    product,
    stationId,
    paidWith,
    driverId,
    vehicleId,
    groupId,
    cardNumber,
    typed,
  } = filter
  const conditions = [
    sql`t.client_id = ${clientId} and ${REFUELLED} and ${paidWithin(reach)}`,
    sql`t.at >= ${dayStart(period.from)}`,
    sql`t.at < (${period.to}::date + 1)::timestamp at time zone 'Asia/Almaty'`,
    ...(product ? [sql`t.product = ${product}`] : []),
    ...(stationId === undefined ? [] : [sql`t.station_id = ${stationId}`]),
    ...(paidWith === 'card' ? [sql`t.card_id is not null`] : []),
    ...(paidWith === 'coupon' ? [sql`t.coupon_id is not null`] : []),
    ...(driverId ? [sql`d.id = ${driverId}`] : []),
    ...(vehicleId
      ? [
          sql`${PLATE} = (${plateOf(clientId, vehicleId)})`,
          ofPlates(clientId, sql`array(${plateOf(clientId, vehicleId)})`, dayStart(period.from)),
        ]
      : []),
    ...(groupId ? [sql`t.group_id = ${groupId}`] : []),
    ...(cardNumber
      ? [
          sql`t.card_id = (select id from card where client_id = ${clientId} and number = ${cardNumber}::bigint)`,
        ]
      : []),
    // Names are looked up once, not in every row.
    ...(typed
      ? [
          sql`(d.id in (select id from driver where client_id = ${clientId}
                and search_text(name || ' ' || phone || ' ' || plate) @@ search_query(${typed}))
              or ${PLATE} <> '' and search_text(${PLATE}) @@ search_query(${typed}))`,
        ]
      : []),
  ]
  return sql.join(conditions, sql` and `)
}

const plateOf = (clientId: string, vehicleId: string) =>
  sql`select plate from vehicle where client_id = ${clientId} and id = ${vehicleId}`
const dayStart = (day: string) => sql`${day}::date::timestamp at time zone 'Asia/Almaty'`
