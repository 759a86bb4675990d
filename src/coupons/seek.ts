import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { parsePlate } from '../values/plate.ts'
import { parseCode } from './code.ts'

/** What a typed text may mean: a coupon's number, the last four digits of its code, a plate, drivers. */
export type Sought = {
  number?: bigint
  lastFour?: string
  plate?: string
  driverIds: string[]
}

/** Drivers looked at for one search; who types less than a name finds too many anyway. */
const DRIVERS = 20

/**
 * Reads what somebody looks for among a client's coupons. Undefined when nothing is asked, `nothing` when it can find
 * nothing. A whole code is looked for by its last four digits, so that no code stands in a query.
 */
export async function whatIsSought(
  db: Queries,
  clientId: string,
  typed: string,
): Promise<Sought | 'nothing' | undefined> {
  if (!/[\p{L}\p{N}]/u.test(typed)) return undefined
  const read = parsePlate(typed)
  const plate = read.ok ? read.plate : ''
  const sought: Sought = {
    ...readFigures(typed),
    ...(plate ? { plate } : {}),
    driverIds: await findDrivers(db, clientId, typed, plate),
  }
  return Object.keys(sought).length > 1 || sought.driverIds.length > 0 ? sought : 'nothing'
}

/** The number or the last four digits that a text of figures means. */
export function readFigures(typed: string): { number?: bigint; lastFour?: string } {
  const code = parseCode(typed)
  if (code) return { lastFour: code.slice(-4) }
  const digits = typed.replaceAll(/[\s\p{Pd}№#.*•]/gu, '')
  if (!/^\d{1,15}$/.test(digits)) return {}
  return digits.length === 4 ? { lastFour: digits, number: BigInt(digits) } : { number: BigInt(digits) }
}

async function findDrivers(db: Queries, clientId: string, typed: string, plate: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      (select id, name_key from driver
        where client_id = ${clientId} and found @@ search_query(${typed}) and archived_at is null
        order by name_key, id limit ${DRIVERS})
      union
      (select id, name_key from driver where client_id = ${clientId} and plate = ${plate} and plate <> '' and archived_at is null limit ${DRIVERS})) found
    order by name_key, id limit ${DRIVERS}`.execute(db)
  return rows.map(({ id }) => id)
}
