import { sql } from 'kysely'
import type { Reach } from '../accounts/reach.ts'
import type { Queries } from '../db/database.ts'
import type { LastRefuel } from '../drivers/last-refuel.ts'
import { FROM, ofPlates, paidWithin, PAID_ML, PLATE, REFUELLED } from './find-refuels.ts'

export type VehicleRefuels = { monthMl: bigint; last: LastRefuel | null }

/**
 * What these vehicles refuelled this month (Almaty), and when last, by their ids. A refuel is a vehicle's when its plate says
 * so, with a coupon or a card, as in the month's report. Before the last month only refuels with its own cards are looked for.
 */
export async function readVehicleRefuels(
  db: Queries,
  { id: clientId, reach }: { id: string; reach: Reach },
  vehicles: readonly { id: string; plate: string }[],
): Promise<Map<string, VehicleRefuels>> {
  const month = sql`date_trunc('month', now() at time zone 'Asia/Almaty')`
  const since = sql`(${month} - interval '1 month') at time zone 'Asia/Almaty'`
  const plates = vehicles.map(({ plate }) => plate)
  const { rows } = await sql<{ id: string; monthMl: bigint } & (LastRefuel | { at: null })>`
    with recent as materialized (
      select ${PLATE} as plate, t.at, s.name as station, t.product, ${PAID_ML} as ml
      ${FROM}
      where t.client_id = ${clientId} and ${REFUELLED} and ${paidWithin(reach)} and ${PLATE} = any(${plates}::text[])
        and t.at >= ${since} and ${ofPlates(clientId, sql`${plates}::text[]`, since)})
    select asked.id, coalesce((
        select sum(r.ml) from recent r where r.plate = asked.plate and r.at >= ${month} at time zone 'Asia/Almaty'), 0)::bigint as "monthMl",
      last.at, last.station, last.product, last.ml
    from unnest(${vehicles.map(({ id }) => id)}::uuid[], ${plates}::text[]) as asked (id, plate)
      left join lateral (
        (select r.at, r.station, r.product, r.ml from recent r where r.plate = asked.plate order by r.at desc limit 1)
        union all
        (select t.at, s.name, t.product, ${PAID_ML} from till_transaction t join station s on s.id = t.station_id
            left join card k on k.client_id = t.client_id and k.id = t.card_id
          where t.client_id = ${clientId} and t.vehicle_id = asked.id and ${REFUELLED} and ${paidWithin(reach)} order by t.at desc limit 1)
        order by at desc limit 1) last on true`.execute(db)
  return new Map(
    rows.map(({ id, monthMl, ...last }) => [id, { monthMl, last: last.at === null ? null : last }]),
  )
}
