import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { PRODUCTS, type Product } from '../products/products.ts'
import type { Shelf } from './lock-coupons.ts'

/** What is on a shelf of one product. */
export type Stock = { product: Product; coupons: number; ml: bigint }

/**
 * What a client has in stock and with drivers, by product, in the order of the products; those it has none of are left out.
 * Coupons are counted at their full litres by whatever moves them (coupon_stock); what was used of those begun is subtracted.
 */
export async function readShelves(
  db: Queries,
  clientId: string,
): Promise<Record<Extract<Shelf, 'stock' | 'given'>, Stock[]>> {
  const { rows } = await sql<Stock & { shelf: 'stock' | 'given' }>`
    select s.shelf, s.product, s.coupons, (s.ml - coalesce(b.ml, 0))::bigint as ml
    from (
      select shelf, product, sum(coupons)::int as coupons, sum(ml) as ml from coupon_stock
      where client_id = ${clientId} group by shelf, product) s
      left join (
        select c.shelf, c.product, sum(c.spent_ml) as ml
        from coupon_begun b join coupon c on c.client_id = b.client_id and c.number = b.number
        where b.client_id = ${clientId} group by c.shelf, c.product) b on b.shelf = s.shelf and b.product = s.product
    where s.coupons > 0 order by array_position(${[...PRODUCTS]}::text[], s.product::text)`.execute(db)
  const of = (shelf: Shelf) =>
    rows.filter((row) => row.shelf === shelf).map(({ product, coupons, ml }) => ({ product, coupons, ml }))
  return { stock: of('stock'), given: of('given') }
}

/** What can be given: `readShelves` of the stock alone. */
export async function readStock(db: Queries, clientId: string): Promise<Stock[]> {
  return (await readShelves(db, clientId)).stock
}

/** Coupons that can still be used, in stock and given, of all products. */
export async function readOpen(db: Queries, clientId: string): Promise<{ coupons: number; ml: bigint }> {
  const { stock, given } = await readShelves(db, clientId)
  return [...stock, ...given].reduce(
    (sum, { coupons, ml }) => ({ coupons: sum.coupons + coupons, ml: sum.ml + ml }),
    { coupons: 0, ml: 0n },
  )
}

/** Open coupons whose last day is within so many days, up to `most`. */
export async function countEnding(
  db: Queries,
  clientId: string,
  days: number,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select sum(n)::int as n from unnest(array['stock', 'given']) as asked (shelf)
      cross join lateral (
        select count(*)::int as n from (
          select from coupon c where c.client_id = ${clientId} and c.shelf = asked.shelf
            and c.valid_to between local_day(now()) and local_day(now()) + ${days}::int limit ${most}) counted) c`.execute(
    db,
  )
  return Math.min(rows[0]!.n, most)
}
