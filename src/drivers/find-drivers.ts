/** The lists of a client's drivers, in the order of their names. */
import { sql, type RawBuilder } from 'kysely'
import type { Queries } from '../db/database.ts'
import { parsePlate } from '../values/plate.ts'
import type { DriverFacts } from './driver-facts.ts'

export type Driver = DriverFacts & { id: string; archivedAt: Date | null }
/** With what they have on hand: coupons given and not used up. */
export type DriverRow = Driver & { coupons: number; ml: bigint }

export type DriverFilter = { clientId: string; typed: string; archived: boolean }

/** Where a page begins: after a driver or before one, by their ids. Neither: at the beginning. */
export type DriverPlace = { after?: string | undefined; before?: string | undefined }

const COLUMNS = sql`d.id, d.name, d.phone, d.email, d.plate, d.product, d.lang, d.note, d.archived_at as "archivedAt"`

/** The drivers a filter finds, one more than `size` when the list goes on; towards the beginning they come backwards. */
export async function findDrivers(
  db: Queries,
  filter: DriverFilter,
  place: DriverPlace,
  size: number,
): Promise<DriverRow[]> {
  const mark = place.before ?? place.after
  const at = sql`(select name_key from driver where client_id = ${filter.clientId} and id = ${mark ?? null}::uuid), ${mark ?? null}::uuid`
  const beyond = !mark
    ? sql`true`
    : place.before
      ? sql`(d.name_key, d.id) < (${at})`
      : sql`(d.name_key, d.id) > (${at})`
  const order = place.before ? sql`d.name_key desc, d.id desc` : sql`d.name_key, d.id`
  const { rows } = await sql<DriverRow>`
    select ${COLUMNS}, on_hand.n as coupons, on_hand.ml
    from (select * from driver d where ${matching(filter)} and ${beyond} order by ${order} limit ${size + 1}) d
      cross join lateral (
        select count(*)::int as n, coalesce(sum(remaining_ml), 0)::bigint as ml from (
          select remaining_ml from coupon c
          where c.client_id = d.client_id and c.driver_id = d.id and c.shelf = 'given' limit 1000) counted) on_hand
    order by ${order}`.execute(db)
  return rows
}

/** The client's drivers who were given something last, the newest first; then those by name, without anybody twice. */
export async function recentDrivers(db: Queries, clientId: string, size: number): Promise<Driver[]> {
  const { rows } = await sql<Driver>`
    with recent as (
      select driver_id, max(handed_at) as at from (
        select driver_id, handed_at from coupon
        where client_id = ${clientId} and shelf = 'given' and driver_id is not null order by number desc limit 500) c
      group by driver_id order by at desc limit ${size}),
    listed as (
      select id from driver where client_id = ${clientId} and archived_at is null order by name_key, id limit ${size})
    select ${COLUMNS}
    from (select id, max(at) as at from (
        select driver_id as id, at from recent union all select id, null from listed) either group by id) r
      join driver d on d.client_id = ${clientId} and d.id = r.id
    where d.archived_at is null
    order by r.at desc nulls last, d.name_key, d.id limit ${size}`.execute(db)
  return rows
}

/** One driver of the client, archived or not; undefined when there is no such. */
export async function findDriver(
  db: Queries,
  clientId: string,
  driverId: string,
): Promise<Driver | undefined> {
  const { rows } = await sql<Driver>`
    select ${COLUMNS} from driver d where d.client_id = ${clientId} and d.id = ${driverId}`.execute(db)
  return rows[0]
}

function matching({ clientId, typed, archived }: DriverFilter): RawBuilder<unknown> {
  const words = /[\p{L}\p{N}]/u.test(typed) ? sql`d.found @@ search_query(${typed})` : sql`true`
  // A plate and a phone are kept without the spaces that people write, and that our own pages show.
  const plate = parsePlate(typed)
  const parts = [
    ...(plate.ok && plate.plate ? [sql`d.plate like ${`%${plate.plate}%`}`] : []),
    ...phoneDigits(typed).map((digits) => sql`d.phone like ${`%${digits}%`}`),
  ]
  const found = sql.join([words, ...parts], sql` or `)
  return sql`d.client_id = ${clientId} and ${archived ? sql`d.archived_at is not null` : sql`d.archived_at is null`} and (${found})`
}

// A part of a phone as people write it, without the 8 or +7 before it: «8 701 123», «45-67».
function phoneDigits(typed: string): string[] {
  if (!/^[\d\s().+\p{Pd}]+$/u.test(typed)) return []
  const digits = typed.replaceAll(/\D/g, '').replace(/^[78](?=7\d\d)/, '')
  return digits.length >= 3 ? [digits] : []
}
