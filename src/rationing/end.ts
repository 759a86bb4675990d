import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Product } from '../products/products.ts'

/** Ends a cap now, or calls off one that has not begun. `gone` when there is none of this id or it has ended. */
export async function endRationing(tx: Tx, id: string, by: Actor): Promise<'ended' | 'gone'> {
  const { rows } = await sql<{ product: Product | null; max: bigint; until: Date }>`
    with was as (select id, ends_at from rationing where id = ${id} for update)
    update rationing r set ends_at = greatest(now(), r.starts_at) from was
    where r.id = was.id and r.ends_at > now() and r.starts_at < r.ends_at
    returning r.product, r.max_per_day_ml as max, was.ends_at as until`.execute(tx)
  const ended = rows[0]
  if (!ended) return 'gone'
  await record(tx, 'rationing.ended', {
    by,
    before: {
      ...(ended.product ? { product: ended.product } : {}),
      rationMl: ended.max.toString(),
      until: ended.until.toISOString(),
    },
  })
  return 'ended'
}
