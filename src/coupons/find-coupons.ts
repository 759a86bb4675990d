/** The lists of coupons. Every way to ask walks an index by the coupons' numbers, so that a page costs the same at a million. */
import { sql, type RawBuilder } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import { type BlockLevel, type CouponState, GIFT_OVER, SHELVES, type Shelf } from './lock-coupons.ts'
import { type Sought, whatIsSought } from './seek.ts'

/** States that a list can be narrowed to: the rare ones. */
export const LISTED_STATES = [
  'partial',
  'blocked',
  'return_pending',
  'expired',
  'returned',
  'replaced',
  'void',
] as const
export type ListedState = (typeof LISTED_STATES)[number]

/** How soon the last day is: within so many days, or past. Then the list begins with what ends first. */
export const ENDS = ['1', '7', '30', 'past'] as const
export type Ends = (typeof ENDS)[number]

export type CouponFilter = {
  clientId: string
  /** undefined: all of them, for a search */
  shelf?: Shelf | undefined
  product?: Product | undefined
  state?: ListedState | undefined
  ends?: Ends | undefined
  driverId?: string | undefined
  typed?: string | undefined
}

/** Where a page of the list begins: beyond a coupon, by its number. Neither: at the beginning. */
export type CouponPlace = { after?: bigint | undefined; before?: bigint | undefined }

export type CouponRow = {
  id: string
  number: bigint
  product: Product
  nominalMl: bigint
  remainingMl: bigint
  driverId: string | null
  driver: string | null
  plate: string
  validTo: string
  givenUntil: string | null
  giftOver: boolean
  ended: boolean
  state: CouponState
  shelf: Shelf
  blockedBy: BlockLevel | null
}

/** One page of what a filter finds, in reading order, and whether there is more on either side. */
export type CouponPage = { rows: CouponRow[]; earlier: boolean; later: boolean }

/** Finds a page of a client's coupons: the newest number first, or, asked by the last day, what ends first. */
export async function findCoupons(
  db: Queries,
  filter: CouponFilter,
  place: CouponPlace,
  size: number,
): Promise<CouponPage> {
  const sought = await whatIsSought(db, filter.clientId, filter.typed ?? '')
  if (sought === 'nothing') return { rows: [], earlier: false, later: false }
  const backwards = place.before !== undefined
  const order = orderOf(filter, backwards)
  const rows = await readRows(db, filter, place, order, sought, size + 1)
  const goesOn = rows.length > size
  const shown = backwards ? rows.slice(0, size).toReversed() : rows.slice(0, size)
  return {
    rows: shown,
    earlier: backwards ? goesOn : place.after !== undefined,
    later: backwards || goesOn,
  }
}

/** How many coupons stand on each shelf, each counted up to `most`: counting on would take longer than the list. */
export async function countShelves(
  db: Queries,
  clientId: string,
  most: number,
): Promise<Record<Shelf, number>> {
  const { rows } = await sql<{ shelf: Shelf; n: number }>`
    select asked.shelf, (select count(*)::int from (
      select from coupon c where c.client_id = ${clientId} and c.shelf = asked.shelf limit ${most}) counted) as n
    from unnest(${[...SHELVES]}::text[]) as asked (shelf)`.execute(db)
  return Object.fromEntries(rows.map(({ shelf, n }) => [shelf, n])) as Record<Shelf, number>
}

type Order = { by: (alias: string) => RawBuilder<unknown>; beyond: (mark: bigint) => RawBuilder<unknown> }

function orderOf(filter: CouponFilter, backwards: boolean): Order {
  const number = (alias: string) => sql.ref(`${alias}.number`)
  const end = (alias: string) => sql.ref(`${alias}.valid_to`)
  if (filter.ends === undefined)
    return backwards
      ? { by: (c) => sql`${number(c)} asc`, beyond: (mark) => sql`c.number > ${mark}` }
      : { by: (c) => sql`${number(c)} desc`, beyond: (mark) => sql`c.number < ${mark}` }
  const at = (mark: bigint) =>
    sql`((select valid_to from coupon where number = ${mark} and client_id = ${filter.clientId}), ${mark})`
  return backwards
    ? {
        by: (c) => sql`${end(c)} desc, ${number(c)} desc`,
        beyond: (mark) => sql`(c.valid_to, c.number) < ${at(mark)}`,
      }
    : {
        by: (c) => sql`${end(c)} asc, ${number(c)} asc`,
        beyond: (mark) => sql`(c.valid_to, c.number) > ${at(mark)}`,
      }
}

const COLUMNS = sql`c.id, c.number, c.product, c.nominal_ml as "nominalMl", c.remaining_ml as "remainingMl", c.driver_id as "driverId",
  d.name as driver, c.plate, c.valid_to as "validTo", coupon_ends_at(c.valid_to, c.extended_until) <= now() as ended, c.state, c.shelf,
  c.given_until as "givenUntil", ${GIFT_OVER} as "giftOver",
  c.blocked_by as "blockedBy"`
// Few are begun at a time: they are read from their own table, in the order of their numbers.
const BEGUN = sql`coupon_begun b join coupon c on c.client_id = b.client_id and c.number = b.number`
const DRIVER = sql`left join driver d on d.client_id = c.client_id and d.id = c.driver_id`

// Each way finds its first rows by an index of its own; the page is the first of them all.
async function readRows(
  db: Queries,
  filter: CouponFilter,
  place: CouponPlace,
  order: Order,
  sought: Sought | undefined,
  size: number,
): Promise<CouponRow[]> {
  const mark = place.before ?? place.after
  const beyond = mark === undefined ? sql`true` : order.beyond(mark)
  const first = (condition: RawBuilder<unknown>) => sql`
    (select c.client_id, c.id, c.number, c.valid_to from ${filter.state === 'partial' ? BEGUN : sql`coupon c`}
      where c.client_id = ${filter.clientId} and ${condition} and ${conditions(filter)} and ${beyond}
      order by ${order.by('c')} limit ${size})`
  const ways = sql.join(waysTo(filter, sought, first), sql` union `)
  const { rows } = await sql<CouponRow>`
    select ${COLUMNS}
    from (select * from (${ways}) way order by ${order.by('way')} limit ${size}) found
      join coupon c on c.client_id = found.client_id and c.id = found.id ${DRIVER}
    order by ${order.by('c')}`.execute(db)
  return rows
}

function waysTo(
  filter: CouponFilter,
  sought: Sought | undefined,
  first: (condition: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  const shelves = filter.shelf ? [filter.shelf] : filter.ends ? (['stock', 'given'] as const) : SHELVES
  const ofDriver = filter.driverId ? sql`c.driver_id = ${filter.driverId}` : sql`true`
  const onShelf = (shelf: Shelf) => sql`c.shelf = ${sql.lit(shelf)}`
  if (!sought) return shelves.map((shelf) => first(sql`${ofDriver} and ${onShelf(shelf)}`))
  const among = sql`${ofDriver} and c.shelf in (${sql.join(shelves.map((shelf) => sql.lit(shelf)))})`
  const ways = [
    ...(sought.number === undefined ? [] : [sql`c.number = ${sought.number}`]),
    ...(sought.lastFour === undefined ? [] : [sql`c.last_four = ${sought.lastFour}`]),
    ...(sought.plate === undefined ? [] : [sql`c.plate = ${sought.plate}`]),
  ].map((way) => first(sql`${way} and ${among}`))
  if (sought.driverIds.length > 0)
    ways.push(sql`
      (select c.* from unnest(${sought.driverIds}::uuid[]) as driver (id)
        cross join unnest(${[...shelves]}::text[]) as asked (shelf)
        cross join lateral ${first(sql`${ofDriver} and c.driver_id = driver.id and c.shelf = asked.shelf`)} c)`)
  return ways
}

// States and shelves are written out, not bound: only so does the planner see which partial index answers.
function conditions({ product, state, ends }: CouponFilter): RawBuilder<unknown> {
  const all = [
    ...(product ? [sql`c.product = ${product}`] : []),
    ...(state ? [sql`c.state = ${sql.lit(state)}`] : []),
    ...(state && state !== 'partial' ? [setAside(state)] : []),
    ...(ends === 'past' ? [sql`c.valid_to < local_day(now())`] : []),
    ...(ends && ends !== 'past'
      ? [sql`c.valid_to between local_day(now()) and local_day(now()) + ${sql.lit(Number(ends))}`]
      : []),
  ]
  return all.length > 0 ? sql.join(all, sql` and `) : sql`true`
}

// The same once more, in the words of the index that no refuel touches (coupon_set_aside).
function setAside(state: ListedState): RawBuilder<unknown> {
  return sql`(c.closed_as is not null or c.return_id is not null or c.blocked_by is not null)
    and coalesce(c.closed_as, case when c.return_id is not null then 'return_pending' when c.blocked_by is not null then 'blocked' end)
      = ${sql.lit(state)}`
}
