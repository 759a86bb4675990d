import { sql } from 'kysely'
import { type Reach, within } from '../accounts/reach.ts'
import type { Queries } from '../db/database.ts'
import type { Product } from '../products/products.ts'

export type LastRefuel = { at: Date; station: string; product: Product; ml: bigint }

/** A driver's newest coupons that are looked at: those before them were used before. */
const COUPONS = 20

/** The last refuel of each of these drivers, by the driver's id, with a coupon or a card; who has none is left out. */
export async function lastRefuels(
  db: Queries,
  { id: clientId, reach }: { id: string; reach: Reach },
  driverIds: readonly string[],
): Promise<Map<string, LastRefuel>> {
  const done = sql`t.completed_at is not null and t.reversed_at is null and t.ml > 0`
  const { rows } = await sql<LastRefuel & { driverId: string }>`
    select d.id as "driverId", last.at, coalesce(s.name, '') as station, last.product, last.ml
    from unnest(${driverIds}::uuid[]) as d (id)
      cross join lateral (
        (select t.completed_at as at, t.station_id, t.product, t.ml
          from unnest(array['used', 'given']) as held (shelf)
            cross join lateral (
              select id, handed_at from coupon
              where client_id = ${clientId} and driver_id = d.id and shelf = held.shelf order by number desc limit ${COUPONS}) c
            join till_transaction t on t.coupon_id = c.id and t.client_id = ${clientId}
          where ${done} and t.completed_at >= c.handed_at
          order by t.completed_at desc limit 1)
        union all
        (select t.completed_at, t.station_id, t.product, t.ml from till_transaction t
          left join card k on k.client_id = t.client_id and k.id = t.card_id
          where t.client_id = ${clientId} and t.driver_id = d.id and ${done} and ${within(reach, sql`k.group_id`)} order by t.at desc limit 1)
        order by at desc limit 1) last
      left join station s on s.id = last.station_id`.execute(db)
  return new Map(rows.map(({ driverId, ...refuel }) => [driverId, refuel]))
}
