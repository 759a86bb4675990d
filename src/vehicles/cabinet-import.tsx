/** C22: a list of vehicles from a spreadsheet. */
import { importPages } from '../drivers/import-pages.tsx'
import { MOST_ROWS } from '../drivers/read-list.ts'
import { volume } from '../i18n/format.ts'
import { showPlate } from '../values/plate.ts'
import { findKnownPlates, importVehicles } from './import-vehicles.ts'
import { readVehicleList, type VehicleRow, writeVehicleList } from './read-list.ts'
import { fuelWords } from './vehicle-fields.tsx'

export const {
  show: showVehicleImport,
  submit: submitVehicleImport,
  confirm: submitVehicleImportConfirm,
} = importPages<VehicleRow>({
  list: '/app/vehicles',
  words: (t) => ({
    title: t('vehicles.import'),
    lead: t('vehicles.importLead', { max: MOST_ROWS }),
    example: t('vehicles.pasteHint'),
    submit: (n) => t('vehicles.importSubmit', { n }),
  }),
  done: 'vehicles.imported',
  read: readVehicleList,
  write: writeVehicleList,
  async known(db, clientId, rows) {
    const plates = rows.map(({ plate }) => plate)
    const seen = await findKnownPlates(db, clientId, plates)
    const known = new Set<number>()
    for (const { n, plate } of rows) {
      // A plate that stands in the list twice is one vehicle, as its first row says.
      if (seen.has(plate)) known.add(n)
      seen.add(plate)
    }
    return known
  },
  columns: ({ t, lang }) => [
    {
      label: t('drivers.plate'),
      lead: true,
      cell: (row) => <span class="digits">{showPlate(row.plate) || t('common.notSet')}</span>,
    },
    { label: t('vehicles.make'), long: true, cell: (row) => (row.ok ? row.vehicle.name : '') },
    { label: t('drivers.fuel'), cell: (row) => (row.ok ? fuelWords(t, row.vehicle) : '') },
    {
      label: t('vehicles.tank'),
      number: true,
      cell: (row) => (row.ok && row.vehicle.tankMl > 0n ? volume(lang, row.vehicle.tankMl) : ''),
    },
  ],
  add: (tx, { clientId, rows, by }) =>
    importVehicles(tx, {
      clientId,
      vehicles: rows.flatMap((row) => (row.ok ? [row.vehicle] : [])),
      by,
    }),
})
