import { sql } from 'kysely'
import type { App } from '../app.ts'
import type { Database } from '../db/database.ts'
import { defineJob } from '../jobs/jobs.ts'

/** So many rows of one client, shelf and product are as quick to read as one. */
const FEW = 20

/** Every ten minutes: of what has come and gone in clients' stocks one row is made again. */
export const stockFolded = defineJob<App, Record<string, never>>({
  name: 'coupon-stock-folded',
  cron: '*/10 * * * *',
  run: ({ db }) => foldStock(db, FEW),
})

/**
 * Puts together the rows of a stock of which there are more than a few. Whoever reads sees those or the one that takes their
 * place; rows that are added meanwhile stay beside it, and of two that fold each adds up what it has taken away.
 */
export async function foldStock(db: Pick<Database, 'write'>, few: number): Promise<void> {
  await sql`
    with many as (
      select client_id, shelf, product from coupon_stock group by 1, 2, 3 having count(*) > ${few}::int),
    taken as (
      delete from coupon_stock s using many m
      where s.client_id = m.client_id and s.shelf = m.shelf and s.product = m.product
      returning s.*)
    insert into coupon_stock (client_id, shelf, product, coupons, ml)
      select client_id, shelf, product, sum(coupons), sum(ml) from taken group by 1, 2, 3
      having sum(coupons) <> 0 or sum(ml) <> 0`.execute(db.write)
}
