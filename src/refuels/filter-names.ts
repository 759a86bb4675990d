import { findGroup } from '../cards/find-groups.ts'
import type { Queries } from '../db/database.ts'
import { findDriver } from '../drivers/find-drivers.ts'
import type { T } from '../i18n/index.ts'
import { showPlate } from '../values/plate.ts'
import { findVehicle } from '../vehicles/find-vehicles.ts'
import type { RefuelFilter } from './find-refuels.ts'

/** What the ids of a filter mean, in words, as chips of the list and the files name them; none for what there is not. */
export async function filterNames(
  db: Queries,
  t: T,
  { clientId, reach, driverId, vehicleId, groupId }: RefuelFilter,
): Promise<Partial<Record<'driver' | 'vehicle' | 'group', string>>> {
  const [driver, vehicle, group] = await Promise.all([
    driverId ? findDriver(db, clientId, driverId) : undefined,
    vehicleId ? findVehicle(db, clientId, vehicleId) : undefined,
    groupId ? findGroup(db, clientId, groupId, reach) : undefined,
  ])
  return {
    ...(driver ? { driver: driver.name } : {}),
    ...(vehicle ? { vehicle: t('vehicles.filter', { plate: showPlate(vehicle.plate) }) } : {}),
    ...(group ? { group: t('groups.filter', { name: group.name }) } : {}),
  }
}
