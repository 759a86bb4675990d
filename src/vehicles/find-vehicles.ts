/** The lists of a client's vehicles, in the order of their plates. */
import { sql, type RawBuilder } from 'kysely'
import { type Reach, within } from '../accounts/reach.ts'
import type { Queries } from '../db/database.ts'
import { parsePlate } from '../values/plate.ts'
import type { Place } from '../web/paging.ts'
import type { VehicleFacts } from './vehicle-facts.ts'

export type Vehicle = VehicleFacts & { id: string; archivedAt: Date | null }
/** With the cards that are given to it, and who holds them. */
export type VehicleRow = Vehicle & { cards: number; drivers: string[]; groups: string[] }

/** `reach` is of whoever looks: the list is everybody's, the cards beside it are those they look after. */
export type VehicleFilter = { clientId: string; reach: Reach; typed: string; archived: boolean }

const COLUMNS = sql`
  v.id, v.plate, v.name, v.tank_ml as "tankMl", v.products, v.odometer_km as "odometerKm", v.note, v.archived_at as "archivedAt"`

/** One page of the vehicles a filter finds; `size + 1` rows when the list goes on (web/paging.ts). */
export async function findVehicles(
  db: Queries,
  filter: VehicleFilter,
  place: Place,
  size: number,
): Promise<VehicleRow[]> {
  const mark = place.newer ?? place.older ?? null
  const at = sql`(select plate from vehicle where client_id = ${filter.clientId} and id = ${mark}::uuid), ${mark}::uuid`
  const beyond = place.newer
    ? sql`(v.plate, v.id) < (${at})`
    : place.older
      ? sql`(v.plate, v.id) > (${at})`
      : sql`true`
  const order = place.newer ? sql`v.plate desc, v.id desc` : sql`v.plate, v.id`
  const { rows } = await sql<VehicleRow>`
    select ${COLUMNS}, used.cards, used.drivers, used.groups
    from (select * from vehicle v where ${matching(filter)} and ${beyond} order by ${order} limit ${size + 1}) v
      cross join lateral (
        select count(*)::int as cards, coalesce(array_agg(distinct driver) filter (where driver is not null), '{}') as drivers,
          coalesce(array_agg(distinct grouped) filter (where grouped is not null), '{}') as groups
        from (
          select (select name from driver d where d.client_id = c.client_id and d.id = c.driver_id) as driver,
            (select name from card_group g where g.client_id = c.client_id and g.id = c.group_id) as grouped
          from card c
          where c.client_id = v.client_id and c.vehicle_id = v.id and c.closed_at is null and ${within(filter.reach)}) c) used
    order by ${order}`.execute(db)
  return rows
}

/** One vehicle of the client, archived or not; undefined when there is no such. */
export async function findVehicle(
  db: Queries,
  clientId: string,
  vehicleId: string,
): Promise<Vehicle | undefined> {
  const { rows } = await sql<Vehicle>`
    select ${COLUMNS} from vehicle v where v.client_id = ${clientId} and v.id = ${vehicleId}`.execute(db)
  return rows[0]
}

/** The vehicles in a client's list, to choose one from. */
export async function listVehicles(db: Queries, clientId: string, most: number): Promise<Vehicle[]> {
  const { rows } = await sql<Vehicle>`
    select ${COLUMNS} from vehicle v where v.client_id = ${clientId} and v.archived_at is null order by v.plate limit ${most}`.execute(
    db,
  )
  return rows
}

function matching({ clientId, typed, archived }: VehicleFilter): RawBuilder<unknown> {
  const words = /[\p{L}\p{N}]/u.test(typed)
    ? sql`search_text(v.plate || ' ' || v.name) @@ search_query(${typed})`
    : sql`true`
  // A plate is kept without the spaces that people write, and that our own pages show.
  const plate = parsePlate(typed)
  const found = plate.ok && plate.plate ? sql`(${words} or v.plate like ${`%${plate.plate}%`})` : words
  return sql`v.client_id = ${clientId} and ${archived ? sql`v.archived_at is not null` : sql`v.archived_at is null`} and ${found}`
}
