import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'

export type DriverArchived =
  | { ok: true; name: string }
  /** `has_coupons`: they still have some: take them back first. `already`: they are where they should go. */
  | { ok: false; reason: 'unknown' | 'already' | 'has_coupons' }

type Request = { clientId: string; driverId: string; by: Actor }

/** Takes a driver out of the lists; their story stays. Nobody is given anything by mistake who has left. */
export async function archiveDriver(tx: Tx, request: Request): Promise<DriverArchived> {
  const { clientId, driverId } = request
  const driver = await lockDriver(tx, request)
  if (!driver) return { ok: false, reason: 'unknown' }
  if (driver.archived) return { ok: false, reason: 'already' }
  const { rows } = await sql`
    select from coupon where client_id = ${clientId} and driver_id = ${driverId} and shelf = 'given' limit 1`.execute(
    tx,
  )
  if (rows.length > 0) return { ok: false, reason: 'has_coupons' }
  await sql`update driver set archived_at = now() where client_id = ${clientId} and id = ${driverId}`.execute(
    tx,
  )
  await record(tx, 'driver.archived', { by: request.by, clientId, object: driver.name })
  return { ok: true, name: driver.name }
}

/** Brings an archived driver back into the lists. */
export async function restoreDriver(tx: Tx, request: Request): Promise<DriverArchived> {
  const { clientId, driverId } = request
  const driver = await lockDriver(tx, request)
  if (!driver) return { ok: false, reason: 'unknown' }
  if (!driver.archived) return { ok: false, reason: 'already' }
  await sql`update driver set archived_at = null where client_id = ${clientId} and id = ${driverId}`.execute(
    tx,
  )
  await record(tx, 'driver.restored', { by: request.by, clientId, object: driver.name })
  return { ok: true, name: driver.name }
}

// Who gives coupons shares this row, so that nobody is given anything while they are archived.
async function lockDriver(
  tx: Tx,
  { clientId, driverId }: Request,
): Promise<{ name: string; archived: boolean } | undefined> {
  const { rows } = await sql<{ name: string; archived: boolean }>`
    select name, archived_at is not null as archived from driver
    where client_id = ${clientId} and id = ${driverId} for no key update`.execute(tx)
  return rows[0]
}
