import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { VehicleFacts } from './vehicle-facts.ts'

/** Adds a vehicle to a client's list; one of the same plate that is there already is that one, and stays as it is. */
export async function addVehicle(
  tx: Tx,
  request: { clientId: string; vehicle: VehicleFacts; by: Actor },
): Promise<{ vehicleId: string; added: boolean }> {
  const { clientId, vehicle, by } = request
  await holdPlates(tx, clientId)
  const { rows } = await sql<{ id: string }>`
    insert into vehicle (client_id, plate, name, tank_ml, products, odometer_km, note)
    values (${clientId}, ${vehicle.plate}, ${vehicle.name}, ${vehicle.tankMl}, ${vehicle.products}::text[], ${vehicle.odometerKm}, ${vehicle.note})
    on conflict (client_id, plate) where archived_at is null do nothing returning id`.execute(tx)
  if (rows[0]) {
    await record(tx, 'vehicle.added', { by, clientId, object: vehicle.plate })
    return { vehicleId: rows[0].id, added: true }
  }
  const { rows: known } = await sql<{ id: string }>`
    select id from vehicle where client_id = ${clientId} and plate = ${vehicle.plate} and archived_at is null`.execute(
    tx,
  )
  return { vehicleId: known[0]!.id, added: false }
}

/** Whoever gives a plate in a client's list waits for another who does: a plate that is free stays so until the commit. */
export async function holdPlates(tx: Tx, clientId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('vehicles ' || ${clientId}, 0))`.execute(tx)
}

/** Whether another vehicle in the client's list has this plate. Ask it while the plates are held. */
export async function isPlateTaken(
  tx: Tx,
  { clientId, plate, except }: { clientId: string; plate: string; except: string },
): Promise<boolean> {
  const { rows } = await sql`
    select from vehicle where client_id = ${clientId} and plate = ${plate} and id <> ${except} and archived_at is null`.execute(
    tx,
  )
  return rows.length > 0
}
