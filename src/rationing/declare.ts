import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Product } from '../products/products.ts'

/** A cap as the office decides it: litres in ml of one coupon or card on one day, counted at all stations. */
export type NewRationing = {
  product: Product | null
  maxPerDayMl: bigint
  reasons: { ru: string; kk: string; en: string }
  /** Without one it holds at once. */
  startsAt: Date | undefined
  endsAt: Date
  stationIds: number[] | 'network'
}

export type Declared = { ok: true; replayed: boolean } | { ok: false; reason: 'over' | 'unknown_station' }

/**
 * Caps what tills may give of one coupon or card on one day; tills obey it from its beginning, and everybody reads of it at once.
 * `requestKey` is the form's own name: sent twice, it is one cap. Refuses one that would end before it begins or has ended
 * (`over`), and stations that are not there (`unknown_station`).
 */
export async function declareRationing(
  tx: Tx,
  {
    product,
    maxPerDayMl,
    reasons,
    startsAt,
    endsAt,
    stationIds,
    requestKey,
  }: NewRationing & { requestKey: string },
  by: Actor,
): Promise<Declared> {
  const stations = stationIds === 'network' ? [] : await openStations(tx, stationIds)
  if (stationIds !== 'network' && stations.length < new Set(stationIds).size)
    return { ok: false, reason: 'unknown_station' }
  if (endsAt <= new Date() || (startsAt && endsAt <= startsAt)) return { ok: false, reason: 'over' }
  const { rows } = await sql`
    insert into rationing (id, product, max_per_day_ml, reason, reason_kk, reason_en, starts_at, ends_at, station_ids, set_by)
    values (${requestKey}, ${product}, ${maxPerDayMl}, ${reasons.ru}, ${reasons.kk}, ${reasons.en},
      greatest(${startsAt ?? null}::timestamptz, now()), ${endsAt},
      ${stationIds === 'network' ? null : stations.map(({ id }) => id)}::int[], ${by.accountId ?? null})
    on conflict (id) do nothing returning id`.execute(tx)
  if (rows.length === 0) return { ok: true, replayed: true }
  await record(tx, 'rationing.declared', {
    by,
    after: {
      ...(product ? { product } : {}),
      rationMl: maxPerDayMl.toString(),
      ...(startsAt ? { startsAt: startsAt.toISOString() } : {}),
      until: endsAt.toISOString(),
      ...(stations.length > 0 ? { stations: stations.map(({ number }) => `№ ${number}`).join(', ') } : {}),
      reason: reasons.ru,
    },
  })
  return { ok: true, replayed: false }
}

async function openStations(tx: Tx, ids: number[]): Promise<{ id: number; number: string }[]> {
  const { rows } = await sql<{ id: number; number: string }>`
    select id, number from station where id = any(${ids}::int[]) and state = 'open' order by length(number), number`.execute(
    tx,
  )
  return rows
}
