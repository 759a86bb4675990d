import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import { parsePlate } from '../values/plate.ts'
import type { Vault } from '../vault.ts'
import { codeHash, parseCode } from './code.ts'
import { type CouponState, GIFT_OVER, type Shelf } from './lock-coupons.ts'
import { readFigures } from './seek.ts'

export type FoundCoupon = {
  number: bigint
  clientId: string
  company: string
  product: Product
  nominalMl: bigint
  remainingMl: bigint
  driver: string | null
  plate: string
  validTo: string
  giftOver: boolean
  ended: boolean
  state: CouponState
  shelf: Shelf
}

/** What the office looks for among all coupons: a number, a whole code, its last four digits, a plate. */
export type Wanted = { number?: bigint; codeHash?: Buffer; lastFour?: string; plate?: string }

/** Reads what was typed; undefined when it can be none of these. A whole code is looked for by its hash. */
export function readWanted(vault: Vault, typed: string): Wanted | undefined {
  const code = parseCode(typed)
  if (code) return { codeHash: codeHash(vault, code) }
  const wanted: Wanted = readFigures(typed)
  const plate = parsePlate(typed)
  if (plate.ok && plate.plate !== '') wanted.plate = plate.plate
  return Object.keys(wanted).length > 0 ? wanted : undefined
}

/** The newest coupons that fit, whoever's they are, at most `most`. Each way to look has an index of its own. */
export async function findAnywhere(db: Queries, wanted: Wanted, most: number): Promise<FoundCoupon[]> {
  const ways = [
    ...(wanted.number === undefined ? [] : [sql`number = ${wanted.number}`]),
    ...(wanted.codeHash === undefined ? [] : [sql`code_hash = ${wanted.codeHash}`]),
    ...(wanted.lastFour === undefined ? [] : [sql`last_four = ${wanted.lastFour}`]),
    ...(wanted.plate === undefined ? [] : [sql`plate = ${wanted.plate} and plate <> ''`]),
  ].map(
    (way) => sql`(select client_id, id, number from coupon where ${way} order by number desc limit ${most})`,
  )
  if (ways.length === 0) return []
  const { rows } = await sql<FoundCoupon>`
    select c.number, c.client_id as "clientId", cl.name as company, c.product, c.nominal_ml as "nominalMl", c.remaining_ml as "remainingMl",
      d.name as driver, c.plate, c.valid_to as "validTo", coupon_ends_at(c.valid_to, c.extended_until) <= now() as ended, c.state, c.shelf,
      ${GIFT_OVER} as "giftOver"
    from (select * from (${sql.join(ways, sql` union `)}) way order by number desc limit ${most}) found
      join coupon c on c.client_id = found.client_id and c.id = found.id
      join client cl on cl.id = c.client_id
      left join driver d on d.client_id = c.client_id and d.id = c.driver_id
    order by c.number desc`.execute(db)
  return rows
}
