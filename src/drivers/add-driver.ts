import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { DriverFacts } from './driver-facts.ts'

export type DriverAdded = { driverId: string; added: boolean }

/**
 * Adds a driver to a client's list. One of the same name with the same phone and plate who is there already is that one:
 * a form sent twice adds nobody twice.
 */
export async function addDriver(
  tx: Tx,
  request: { clientId: string; driver: DriverFacts; by: Actor },
): Promise<DriverAdded> {
  const { clientId, driver, by } = request
  await holdList(tx, clientId)
  const known = await findSame(tx, clientId, driver)
  if (known) return { driverId: known, added: false }
  const { rows } = await sql<{ id: string }>`
    insert into driver (client_id, name, phone, email, plate, product, lang, note)
    values (${clientId}, ${driver.name}, ${driver.phone}, ${driver.email}, ${driver.plate}, ${driver.product}, ${driver.lang}, ${driver.note})
    returning id`.execute(tx)
  await record(tx, 'driver.added', {
    by,
    clientId,
    object: driver.name,
    after: { phone: driver.phone, plate: driver.plate },
  })
  return { driverId: rows[0]!.id, added: true }
}

/** Whoever adds to a client's list waits for another who does: two forms at once make one driver. */
export async function holdList(tx: Tx, clientId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('drivers ' || ${clientId}, 0))`.execute(tx)
}

async function findSame(
  tx: Tx,
  clientId: string,
  { name, phone, plate }: DriverFacts,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from driver
    where client_id = ${clientId} and name_key = name_order(${name}) and lower(name) = lower(${name}) and phone = ${phone} and plate = ${plate}
      and archived_at is null
    order by id limit 1`.execute(tx)
  return rows[0]?.id
}
