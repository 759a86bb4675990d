import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Product } from '../products/products.ts'

/** What a client says of a vehicle. */
export type VehicleFacts = {
  /** As `parsePlate` gives it. */
  plate: string
  name: string
  /** In ml; nought when nobody has said. */
  tankMl: bigint
  /** What it burns; null is any. */
  products: readonly Product[] | null
  odometerKm: number | null
  note: string
}

/** Adds a vehicle to a client's list; one of the same plate that is there already is that one, and stays as it is. */
export async function addVehicle(
  tx: Tx,
  request: { clientId: string; vehicle: VehicleFacts; by: Actor },
): Promise<{ vehicleId: string; added: boolean }> {
  const { clientId, vehicle, by } = request
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
