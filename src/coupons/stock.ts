import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { PRODUCTS, type Product } from '../products/products.ts'
import type { Shelf } from './lock-coupons.ts'

/** What is on a shelf of one product; `more` when there are too many to count in a moment. */
export type Stock = { product: Product; coupons: number; ml: bigint; more: boolean }

/** Coupons of a product that are counted; no client but the largest has more. */
const COUNTED = 5_000

/**
 * What a client has on a shelf, by product, in the order of the products; those it has none of are left out. Each product is
 * counted from its index alone, at its full litres, and no further than a page may wait; what was used of those begun is
 * subtracted.
 */
export async function readStock(
  db: Queries,
  clientId: string,
  shelf: Extract<Shelf, 'stock' | 'given'>,
): Promise<Stock[]> {
  const { rows } = await sql<Stock>`
    with begun as (
      select product, sum(spent_ml) as ml from (
        select c.product, c.spent_ml from coupon_begun b join coupon c on c.client_id = b.client_id and c.number = b.number
        where b.client_id = ${clientId} and c.shelf = ${shelf} limit ${COUNTED}) c
      group by product)
    select asked.product, c.n as coupons, greatest(c.ml - coalesce(begun.ml, 0), 0)::bigint as ml, c.n = ${COUNTED} as more
    from unnest(${[...PRODUCTS]}::text[]) with ordinality as asked (product, at)
      cross join lateral (
        select count(*)::int as n, coalesce(sum(nominal_ml), 0)::bigint as ml from (
          select nominal_ml from coupon c
          where c.client_id = ${clientId} and c.shelf = ${shelf} and c.product = asked.product limit ${COUNTED}) counted) c
      left join begun on begun.product = asked.product
    where c.n > 0 order by asked.at`.execute(db)
  return rows
}

/** Coupons that can still be used, in stock and given, of all products; counted like `readStock`. */
export async function readOpen(
  db: Queries,
  clientId: string,
): Promise<{ coupons: number; ml: bigint; more: boolean }> {
  const shelves = await Promise.all([readStock(db, clientId, 'stock'), readStock(db, clientId, 'given')])
  const all = shelves.flat()
  return {
    coupons: all.reduce((sum, { coupons }) => sum + coupons, 0),
    ml: all.reduce((sum, { ml }) => sum + ml, 0n),
    more: all.some(({ more }) => more),
  }
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
