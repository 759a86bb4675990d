import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Product } from './products.ts'

/** What a product costs in the network now, in tiyn a litre, and when another price that is decided already begins. */
export type NetworkPrice = { product: Product; tiynPerLitre: bigint; changesAt: Date | null }

/** The network's prices, at which coupons are sold; products without one are left out. */
export async function readNetworkPrices(db: Queries): Promise<NetworkPrice[]> {
  const { rows } = await sql<NetworkPrice>`
    select product, price_at(product, null, now()) as "tiynPerLitre",
      min(starts_at) filter (where starts_at > now()) as "changesAt"
    from price
    where station_id is null and cancelled_at is null and (not needs_approval or approved_at is not null)
    group by product having min(starts_at) <= now()`.execute(db)
  return rows
}
