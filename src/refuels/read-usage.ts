/** Litres for a hundred kilometres: from one reading of a vehicle's odometer to the next, by what was filled up between. */
import { sql, type RawBuilder } from 'kysely'
import type { Reach } from '../accounts/reach.ts'
import type { Queries } from '../db/database.ts'
import { FROM, ofPlates, paidWithin, PLATE, REFUELLED } from './find-refuels.ts'

/** `first` has none before it. `doubtful` goes nowhere, or is next to one that goes back: one of the two was mistyped. */
export type StretchKind = 'first' | 'forward' | 'backward' | 'doubtful'

export type Stretch = {
  id: string
  /** The reading at its end. */
  at: Date
  km: number
  kmBefore: number | null
  /** Filled up since the reading before, that at its end included. */
  ml: bigint
  kind: StretchKind
}

/** The last readings of a vehicle by its plate in this month and the two before it (Almaty), the newest first. */
export async function readStretches(
  db: Queries,
  client: { id: string; reach: Reach },
  plate: string,
  most: number,
): Promise<Stretch[]> {
  const since = sql`(date_trunc('month', now() at time zone 'Asia/Almaty') - interval '2 months') at time zone 'Asia/Almaty'`
  const { rows } = await sql<Stretch>`
    ${judged(client, [plate], since, sql`'infinity'`)}
    select id, at, km, km_before as "kmBefore", ml, kind from judged order by at desc, id desc limit ${most}`.execute(
    db,
  )
  return rows
}

/** What a vehicle used in a month: of the stretches that count and end in it; `backward` says how often its odometer went back. */
export type Usage = { ml: bigint; km: number; backward: number }

/** The same of these vehicles for a month (YYYY-MM, Almaty), by their plates. Readings of the month before are where stretches begin. */
export async function readUsage(
  db: Queries,
  client: { id: string; reach: Reach },
  month: string,
  plates: readonly string[],
): Promise<Map<string, Usage>> {
  const first = `${month}-01`
  const since = sql`(${first}::date - interval '1 month')::timestamp at time zone 'Asia/Almaty'`
  const until = sql`(${first}::date + interval '1 month')::timestamp at time zone 'Asia/Almaty'`
  const { rows } = await sql<Usage & { plate: string }>`
    ${judged(client, plates, since, until)}
    select plate, coalesce(sum(ml) filter (where kind = 'forward'), 0)::bigint as ml,
      coalesce(sum(km - km_before) filter (where kind = 'forward'), 0)::int as km,
      (count(*) filter (where kind = 'backward'))::int as backward
    from judged where at >= ${first}::date::timestamp at time zone 'Asia/Almaty' group by plate`.execute(db)
  return new Map(rows.map(({ plate, ...usage }) => [plate, usage]))
}

/** Litres for a hundred kilometres; undefined where nothing was driven. */
export function per100({ ml, km }: { ml: bigint; km: number }): number | undefined {
  return km > 0 ? Number(ml) / km / 10 : undefined
}

// Refuels of which nobody said the odometer are filled up on the way to the next that was said.
function judged(
  { id, reach }: { id: string; reach: Reach },
  plates: readonly string[],
  since: RawBuilder<unknown>,
  until: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    with refuel as (
      select ${PLATE} as plate, t.id, t.at, t.odometer_km as km, t.ml - t.refunded_ml as ml
      ${FROM} where t.client_id = ${id} and ${REFUELLED} and ${paidWithin(reach)}
        and ${PLATE} = any(${plates}::text[]) and ${ofPlates(id, sql`${plates}::text[]`, since)} and t.at < ${until}),
    numbered as (
      select *, count(km) over (partition by plate order by at, id rows between unbounded preceding and 1 preceding) as n from refuel),
    stretch as (
      select plate, n, max(km) as km, max(at) filter (where km is not null) as at,
        (array_agg(id) filter (where km is not null))[1] as id, sum(ml)::bigint as ml
      from numbered group by plate, n having max(km) is not null),
    step as (
      select *, lag(km) over (partition by plate order by n) as km_before from stretch),
    judged as (
      select *, case
          when km_before is null then 'first'
          when km < km_before then 'backward'
          when km = km_before or lag(km - km_before) over beside < 0 or lead(km - km_before) over beside < 0 then 'doubtful'
          else 'forward' end as kind
      from step window beside as (partition by plate order by n))`
}
