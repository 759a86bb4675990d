import { sql, type RawBuilder } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Product } from '../products/products.ts'

/** A cap of the network in times of shortage: at most so much of one coupon or card on one day. */
export type Rationing = {
  id: string
  /** Null is every fuel. */
  product: Product | null
  maxPerDayMl: bigint
  reasons: { ru: string; kk: string; en: string }
  startsAt: Date
  /** Before its beginning when it was called off. */
  endsAt: Date
  /** Null is the whole network. */
  stations: { number: string; name: string; nameKk: string }[] | null
}

export type KeptRationing = Rationing & {
  setBy: string
  state: 'active' | 'ahead' | 'over' | 'called_off'
}

/** The caps that hold or will, soonest first; of a product, or of any. What everybody may know. */
export async function findAnnounced(db: Queries, product?: Product): Promise<Rationing[]> {
  return queryRationing<Rationing>(
    db,
    sql`r.ends_at > now() and r.starts_at < r.ends_at
      and (${product ?? null}::text is null or r.product is null or r.product = ${product ?? null})
      order by r.starts_at, r.id`,
  )
}

/** All caps for the office, the newest first; at most `most`. */
export async function findRationing(db: Queries, most: number): Promise<KeptRationing[]> {
  return queryRationing<KeptRationing>(db, sql`true order by r.starts_at desc, r.id desc limit ${most}`)
}

async function queryRationing<Row>(db: Queries, where: RawBuilder<unknown>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select r.id, r.product, r.max_per_day_ml as "maxPerDayMl",
      jsonb_build_object('ru', r.reason, 'kk', r.reason_kk, 'en', r.reason_en) as reasons,
      r.starts_at as "startsAt", r.ends_at as "endsAt", coalesce(a.name, '') as "setBy",
      case when r.starts_at = r.ends_at then 'called_off' when r.ends_at <= now() then 'over' when r.starts_at > now() then 'ahead'
        else 'active' end as state,
      case when r.station_ids is not null then (
        select jsonb_agg(jsonb_build_object('number', s.number, 'name', s.name, 'nameKk', s.name_kk) order by length(s.number), s.number)
        from station s where s.id = any(r.station_ids)) end as stations
    from rationing r left join account a on a.id = r.set_by
    where ${where}`.execute(db)
  return rows
}
