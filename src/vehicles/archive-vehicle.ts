import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import { lockCards } from '../cards/lock-cards.ts'
import { noteCardEvents } from '../cards/note-events.ts'
import type { Tx } from '../db/database.ts'
import { holdPlates, isPlateTaken } from './add-vehicle.ts'

export type VehicleArchived =
  | { ok: true; plate: string; cards: number }
  /**
   * `already`: it is where it should go. `taken`: its plate has another vehicle now. `out_of_reach`: it has cards that whoever
   * acts does not look after.
   */
  | { ok: false; reason: 'unknown' | 'already' | 'taken' | 'out_of_reach' }

type Request = { clientId: string; vehicleId: string; by: Actor }

/**
 * Takes a vehicle out of the lists; its story stays. Its cards are nobody's vehicle's from then on: tills do not check its
 * plate any more, and its limits do not count for them. Answers with how many cards that are.
 */
export async function archiveVehicle(tx: Tx, request: Request): Promise<VehicleArchived> {
  const { clientId, vehicleId, by } = request
  const vehicle = await lockVehicle(tx, request)
  if (!vehicle) return { ok: false, reason: 'unknown' }
  if (vehicle.archived) return { ok: false, reason: 'already' }
  const { rows } = await sql<{ id: string }>`
    select id from card where client_id = ${clientId} and vehicle_id = ${vehicleId} and closed_at is null`.execute(
    tx,
  )
  const found = await lockCards(
    tx,
    clientId,
    rows.map(({ id }) => id),
    by,
  )
  if (found.length < rows.length) return { ok: false, reason: 'out_of_reach' }
  // One that was given away while we waited for it is another's now.
  const cards = found.filter((card) => card.vehicleId === vehicleId)
  await sql`
    update card set vehicle_id = null where client_id = ${clientId} and id = any(${cards.map(({ id }) => id)}::uuid[])`.execute(
    tx,
  )
  await noteCardEvents(tx, clientId, cards, 'given', by, () => ({ vehicle: '' }))
  await sql`update vehicle set archived_at = now() where client_id = ${clientId} and id = ${vehicleId}`.execute(
    tx,
  )
  await record(tx, 'vehicle.archived', {
    ...{ by, clientId, object: vehicle.plate },
    ...(cards.length > 0 ? { after: { count: cards.length } } : {}),
  })
  return { ok: true, plate: vehicle.plate, cards: cards.length }
}

/** Brings an archived vehicle back into the lists; cards are given to it anew. */
export async function restoreVehicle(tx: Tx, request: Request): Promise<VehicleArchived> {
  const { clientId, vehicleId, by } = request
  await holdPlates(tx, clientId)
  const vehicle = await lockVehicle(tx, request)
  if (!vehicle) return { ok: false, reason: 'unknown' }
  if (!vehicle.archived) return { ok: false, reason: 'already' }
  if (await isPlateTaken(tx, { clientId, plate: vehicle.plate, except: vehicleId }))
    return { ok: false, reason: 'taken' }
  await sql`update vehicle set archived_at = null where client_id = ${clientId} and id = ${vehicleId}`.execute(
    tx,
  )
  await record(tx, 'vehicle.restored', { by, clientId, object: vehicle.plate })
  return { ok: true, plate: vehicle.plate, cards: 0 }
}

// Who gives cards shares this row, so that no card is given to a vehicle while it is archived.
async function lockVehicle(
  tx: Tx,
  { clientId, vehicleId }: Request,
): Promise<{ plate: string; archived: boolean } | undefined> {
  const { rows } = await sql<{ plate: string; archived: boolean }>`
    select plate, archived_at is not null as archived from vehicle
    where client_id = ${clientId} and id = ${vehicleId} for no key update`.execute(tx)
  return rows[0]
}
