import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Queries, Tx } from '../db/database.ts'
import { holdPlates } from './add-vehicle.ts'
import type { VehicleFacts } from './vehicle-facts.ts'

/**
 * Adds the vehicles of a list that the client does not have yet, by their plates; those it has stay as they are. Answers with
 * how many are new: the same list sent twice adds none the second time.
 */
export async function importVehicles(
  tx: Tx,
  request: { clientId: string; vehicles: readonly VehicleFacts[]; by: Actor },
): Promise<number> {
  const { clientId, by } = request
  await holdPlates(tx, clientId)
  const vehicles = [...new Map(request.vehicles.map((vehicle) => [vehicle.plate, vehicle])).values()]
  const column = <Value>(read: (vehicle: VehicleFacts) => Value) => vehicles.map(read)
  const { rows } = await sql`
    insert into vehicle (client_id, plate, name, tank_ml, products, odometer_km, note)
    select ${clientId}, n.plate, n.name, n.tank_ml, string_to_array(n.products, ','), n.km, n.note
    from unnest(${column((v) => v.plate)}::text[], ${column((v) => v.name)}::text[], ${column((v) => v.tankMl)}::bigint[],
      ${column((v) => v.products?.join(',') ?? null)}::text[], ${column((v) => v.odometerKm)}::int[], ${column((v) => v.note)}::text[])
      with ordinality as n (plate, name, tank_ml, products, km, note, at)
    order by n.at
    on conflict (client_id, plate) where archived_at is null do nothing returning id`.execute(tx)
  if (rows.length > 0) await record(tx, 'vehicles.imported', { by, clientId, after: { count: rows.length } })
  return rows.length
}

/** Which plates of a list the client has already. */
export async function findKnownPlates(
  db: Queries,
  clientId: string,
  plates: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ plate: string }>`
    select plate from vehicle where client_id = ${clientId} and plate = any(${plates}::text[]) and archived_at is null`.execute(
    db,
  )
  return new Set(rows.map(({ plate }) => plate))
}
