import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Product } from './products.ts'

/** What a product costs in the network, in tiyn a litre; null where nobody has set a price. */
export type CurrentPrice = { product: Product; tiynPerLitre: bigint | null; elsewhere: number }

/** The network's price of every product now, and how many stations differ from it. */
export async function currentPrices(db: Queries): Promise<CurrentPrice[]> {
  const { rows } = await sql<CurrentPrice>`
    select product, price_at(product, null, now()) as "tiynPerLitre",
      (select count(*)::int from station_product p join station s on s.id = p.station_id and s.state = 'open'
        where p.product = w.product and price_at(p.product, s.id, now()) is distinct from price_at(p.product, null, now())) as elsewhere
    from unnest(array['AI92', 'AI95', 'AI98', 'AI100', 'DT', 'DTZ', 'LPG']) with ordinality as w (product, n) order by n`.execute(
    db,
  )
  return rows
}

/** A price that is decided and not in force: it waits for its hour, or for a second person. */
export type PriceAhead = {
  id: string
  product: Product
  station: string | null
  tiynPerLitre: bigint
  was: bigint | null
  startsAt: Date
  waits: 'hour' | 'approval'
  setBy: string | null
  setById: string | null
}

/** Everything ahead, the nearest first; at most 200. */
export async function pricesAhead(db: Queries): Promise<PriceAhead[]> {
  const { rows } = await sql<PriceAhead>`
    select p.id, p.product, '№ ' || s.number || ' ' || s.name as station, p.tiyn_per_l as "tiynPerLitre", price_at(p.product, p.station_id, now()) as was,
      p.starts_at as "startsAt", case when p.needs_approval and p.approved_at is null then 'approval' else 'hour' end as waits,
      coalesce(nullif(a.name, ''), a.email) as "setBy", p.set_by as "setById"
    from (
      select id from price where cancelled_at is null and starts_at > now()
      union
      select id from price where needs_approval and approved_at is null and cancelled_at is null) ahead
    join price p on p.id = ahead.id left join station s on s.id = p.station_id left join account a on a.id = p.set_by
    order by p.starts_at, p.id limit 200`.execute(db)
  return rows
}
