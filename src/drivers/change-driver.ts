import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { DriverFacts } from './driver-facts.ts'

export type DriverChanged = { ok: true; changed: boolean } | { ok: false; reason: 'unknown' }

/** Changes what is known of a driver. Coupons they hold keep their plate; the new language counts from the next link on. */
export async function changeDriver(
  tx: Tx,
  request: { clientId: string; driverId: string; driver: DriverFacts; by: Actor },
): Promise<DriverChanged> {
  const { clientId, driverId, driver, by } = request
  const { rows } = await sql<DriverFacts>`
    select name, phone, email, plate, product, lang, note from driver
    where client_id = ${clientId} and id = ${driverId} for no key update`.execute(tx)
  const before = rows[0]
  if (!before) return { ok: false, reason: 'unknown' }
  const fields = (Object.keys(before) as (keyof DriverFacts)[]).filter(
    (field) => driver[field] !== before[field],
  )
  if (fields.length === 0) return { ok: true, changed: false }
  await sql`
    update driver set name = ${driver.name}, phone = ${driver.phone}, email = ${driver.email}, plate = ${driver.plate},
      product = ${driver.product}, lang = ${driver.lang}, note = ${driver.note}
    where client_id = ${clientId} and id = ${driverId}`.execute(tx)
  const only = (facts: DriverFacts) => Object.fromEntries(fields.map((field) => [field, facts[field] ?? '']))
  await record(tx, 'driver.changed', {
    by,
    clientId,
    object: driver.name,
    before: only(before),
    after: only(driver),
  })
  return { ok: true, changed: true }
}
