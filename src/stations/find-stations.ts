import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Product } from '../products/products.ts'

/** A station as lists show it; `sells` are its products in the order of pages, with those it has run out of. */
export type StationRow = {
  id: number
  number: string
  name: string
  nameKk: string
  region: string
  city: string
  address: string
  latitude: number | null
  longitude: number | null
  hours: string
  takesCoupons: boolean
  takesCards: boolean
  closedUntil: Date | null
  sells: { product: Product; out: boolean; tiynPerLitre: bigint | null }[]
  terminals: number
}

export type StationFilter = {
  typed?: string
  product?: Product | undefined
  roundTheClock?: boolean
  coupons?: boolean
  cards?: boolean
}

type Found = Omit<StationRow, 'sells' | 'closedUntil'> & {
  closedUntil: Date | null
  sells: { product: Product; out: boolean; price: string | null }[]
}

/**
 * Stations by region, city and number, each with today's prices. All of them at once: a network has hundreds, not
 * millions, and a page of stations is looked through, not stepped through.
 */
export async function findStations(db: Queries, filter: StationFilter = {}): Promise<StationRow[]> {
  const { typed = '', product, roundTheClock, coupons, cards } = filter
  return queryStations(
    db,
    sql`s.state = 'open'
      and (search_query(${typed}) is null
        or search_text(s.number || ' ' || s.name || ' ' || s.name_kk || ' ' || s.region || ' ' || s.city || ' ' || s.address) @@ search_query(${typed}))
      and (${product ?? null}::text is null or exists (
        select from station_product p where p.station_id = s.id and p.product = ${product ?? null} and p.out_since is null))
      and (not ${roundTheClock ?? false} or s.hours = '')
      and (not ${coupons ?? false} or s.takes_coupons) and (not ${cards ?? false} or s.takes_cards)`,
  )
}

/** One station; undefined when there is none of this id. */
export async function findStation(db: Queries, id: number): Promise<StationRow | undefined> {
  return (await queryStations(db, sql`s.id = ${id}`))[0]
}

/** A row's id as an address names it; undefined when it cannot be one. */
export function stationId(text: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined
}

async function queryStations(db: Queries, where: ReturnType<typeof sql>): Promise<StationRow[]> {
  const { rows } = await sql<Found>`
    select s.id, s.number, s.name, s.name_kk as "nameKk", s.region, s.city, s.address, s.latitude::float8, s.longitude::float8, s.hours,
      s.takes_coupons as "takesCoupons", s.takes_cards as "takesCards",
      case when s.closed_until > now() then s.closed_until end as "closedUntil",
      (select count(*)::int from terminal m where m.station_id = s.id and m.revoked_at is null) as terminals,
      coalesce((select jsonb_agg(jsonb_build_object('product', p.product, 'out', p.out_since is not null, 'price', price_at(p.product, s.id, now())::text)
        order by array_position(array['AI92', 'AI95', 'AI98', 'AI100', 'DT', 'DTZ', 'LPG'], p.product::text))
        from station_product p where p.station_id = s.id), '[]') as sells
    from station s where ${where}
    order by name_order(s.region) collate "C", name_order(s.city) collate "C", length(s.number), s.number`.execute(
    db,
  )
  return rows.map((row) => ({
    ...row,
    sells: row.sells.map(({ product, out, price }) => ({
      product,
      out,
      tiynPerLitre: price === null ? null : BigInt(price),
    })),
  }))
}
