import { sql } from 'kysely'
import { type Reach, within } from '../accounts/reach.ts'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { holdPlates, isPlateTaken } from './add-vehicle.ts'
import type { VehicleFacts } from './vehicle-facts.ts'

export type VehicleChanged =
  | { ok: true; changed: boolean }
  /** `taken`: another vehicle in the list has this plate. `out_of_reach`: it has cards that whoever acts does not look after. */
  | { ok: false; reason: 'unknown' | 'taken' | 'out_of_reach' }

/** Changes what is known of a vehicle. Tills check its cards against the new plate from the commit on. */
export async function changeVehicle(
  tx: Tx,
  request: { clientId: string; vehicleId: string; vehicle: VehicleFacts; by: Actor },
): Promise<VehicleChanged> {
  const { clientId, vehicleId, vehicle, by } = request
  await holdPlates(tx, clientId)
  const { rows } = await sql<VehicleFacts & { archived: boolean }>`
    select plate, name, tank_ml as "tankMl", products, odometer_km as "odometerKm", note, archived_at is not null as archived
    from vehicle where client_id = ${clientId} and id = ${vehicleId} for no key update`.execute(tx)
  const before = rows[0]
  if (!before) return { ok: false, reason: 'unknown' }
  if (!before.archived && (await isPlateTaken(tx, { clientId, plate: vehicle.plate, except: vehicleId })))
    return { ok: false, reason: 'taken' }
  if (await hasCardsBeyond(tx, { clientId, vehicleId, reach: by.reach ?? null }))
    return { ok: false, reason: 'out_of_reach' }
  const [was, is] = [inLog(before), inLog(vehicle)]
  const fields = Object.keys(was).filter((field) => was[field] !== is[field])
  if (fields.length === 0) return { ok: true, changed: false }
  await sql`
    update vehicle set plate = ${vehicle.plate}, name = ${vehicle.name}, tank_ml = ${vehicle.tankMl},
      products = ${vehicle.products}::text[], odometer_km = ${vehicle.odometerKm}, note = ${vehicle.note}
    where client_id = ${clientId} and id = ${vehicleId}`.execute(tx)
  const only = (facts: Record<string, string>) =>
    Object.fromEntries(fields.map((field) => [field, facts[field]]))
  await record(tx, 'vehicle.changed', {
    ...{ by, clientId, object: vehicle.plate },
    ...{ before: only(was), after: only(is) },
  })
  return { ok: true, changed: true }
}

// What is said of a vehicle is what tills ask all its cards for.
async function hasCardsBeyond(
  tx: Tx,
  { clientId, vehicleId, reach }: { clientId: string; vehicleId: string; reach: Reach },
): Promise<boolean> {
  const { rows } = await sql`
    select from card c
    where c.client_id = ${clientId} and c.vehicle_id = ${vehicleId} and c.closed_at is null and (${within(reach)}) is not true limit 1`.execute(
    tx,
  )
  return rows.length > 0
}

function inLog(vehicle: VehicleFacts): Record<string, string> {
  return {
    plate: vehicle.plate,
    make: vehicle.name,
    tankMl: String(vehicle.tankMl),
    products: vehicle.products?.toSorted().join(', ') ?? '',
    odometerKm: vehicle.odometerKm === null ? '' : String(vehicle.odometerKm),
    note: vehicle.note,
  }
}
