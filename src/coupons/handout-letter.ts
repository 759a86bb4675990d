/** What a letter with a driver's link says, read when it is written: the row of the letter names the link and holds no code. */
import { sql } from 'kysely'
import { oneLine } from '../accounts/letters.ts'
import type { App } from '../app.ts'
import type { Product } from '../products/products.ts'
import { codeOf, groupCode } from './code.ts'
import { handoutPath, handoutToken } from './handout.ts'

export type HandoutLetter = {
  driver: string
  company: string
  coupons: { product: Product; ml: bigint; validTo: string; code: string }[]
  url: string
  /** The names of the stations that take them; undefined: all. */
  stations?: string[]
}

/**
 * Reads the facts of a letter. `live` gives nothing for a link that is revoked or shows nothing that pays; `any` shows what
 * was sent; `hidden` is for the eyes of staff, without the code and the token.
 */
export async function readHandoutLetter(
  { config, db, vault }: Pick<App, 'config' | 'db' | 'vault'>,
  { clientId, handoutId }: { clientId: string; handoutId: string },
  shown: 'live' | 'any' | 'hidden',
): Promise<HandoutLetter | undefined> {
  const { rows } = await sql<Row>`
    select coalesce(d.name, '') as driver, cl.name as company, c.id, c.code_no as "codeNo", c.product,
      c.remaining_ml as ml, c.nominal_ml as nominal, least(c.valid_to, c.given_until) as "validTo", k.station_scope as scope,
      h.revoked_at is null and hc.revoked_at is null and c.state in ('issued', 'partial')
        and (c.given_until is null or c.given_until >= local_day(now())) as alive
    from handout h
      join client cl on cl.id = h.client_id
      join handout_coupon hc on hc.client_id = h.client_id and hc.handout_id = h.id
      join coupon c on c.client_id = hc.client_id and c.id = hc.coupon_id
      join contract k on k.client_id = c.client_id and k.id = c.contract_id
      left join driver d on d.client_id = h.client_id and d.id = h.driver_id
    where h.client_id = ${clientId} and h.id = ${handoutId}
    order by c.number`.execute(db.write)
  const coupons = shown === 'live' ? rows.filter(({ alive }) => alive) : rows
  const first = coupons[0]
  if (!first) return undefined
  const token = shown === 'hidden' ? '…' : handoutToken(vault, handoutId)
  const url = new URL(handoutPath(token, rows.length > 1), config.publicUrl).href
  return {
    driver: oneLine(first.driver),
    company: oneLine(first.company),
    coupons: coupons.map((coupon) => ({
      product: coupon.product,
      ml: shown === 'live' ? coupon.ml : coupon.nominal,
      validTo: coupon.validTo,
      code: shown === 'hidden' ? '…' : groupCode(codeOf(vault, coupon)),
    })),
    url: shown === 'hidden' ? decodeURI(url) : url,
    ...(first.scope ? { stations: await namesOf(db.write, first.scope) } : {}),
  }
}

type Row = {
  driver: string
  company: string
  id: string
  codeNo: number
  product: Product
  ml: bigint
  nominal: bigint
  validTo: string
  scope: number[] | null
  alive: boolean
}

async function namesOf(db: App['db']['write'], scope: readonly number[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from station where id = any(${scope}::int[]) and state = 'open' order by name limit 5`.execute(
    db,
  )
  return rows.map(({ name }) => name)
}
