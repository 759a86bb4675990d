/** C22: a list of drivers from a spreadsheet. */
import { productName } from '../products/product-name.ts'
import { showPhone } from '../values/phone.ts'
import { showPlate } from '../values/plate.ts'
import { findKnown, importDrivers } from './import-drivers.ts'
import { importPages } from './import-pages.tsx'
import { type ListRow, MOST_ROWS, readList, writeList } from './read-list.ts'

const driversOf = (rows: readonly ListRow[]) => rows.flatMap((row) => (row.ok ? [row.driver] : []))

export const {
  show: showImport,
  submit: submitImport,
  confirm: submitImportConfirm,
} = importPages<ListRow>({
  list: '/app/drivers',
  words: (t) => ({
    title: t('drivers.import'),
    lead: t('drivers.importLead', { max: MOST_ROWS }),
    example: t('drivers.pasteHint'),
    submit: (n) => t('drivers.importSubmit', { n }),
  }),
  done: 'drivers.imported',
  read: readList,
  write: writeList,
  async known(db, clientId, rows) {
    const known = await findKnown(db, clientId, driversOf(rows))
    return new Set(rows.filter((_, i) => known.has(i)).map(({ n }) => n))
  },
  columns: ({ t }) => [
    { label: t('issue.driver'), lead: true, cell: (row) => row.name || t('common.notSet') },
    {
      label: t('drivers.phone'),
      cell: (row) => row.ok && <span class="digits">{showPhone(row.driver.phone)}</span>,
    },
    {
      label: t('drivers.plate'),
      cell: (row) => row.ok && <span class="digits">{showPlate(row.driver.plate)}</span>,
    },
    {
      label: t('drivers.fuel'),
      cell: (row) => (row.ok && row.driver.product ? productName(t, row.driver.product) : ''),
    },
  ],
  add: (tx, { clientId, rows, by }) => importDrivers(tx, { clientId, drivers: driversOf(rows), by }),
})
