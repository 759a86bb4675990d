/** Reads a list of vehicles from a spreadsheet, uploaded or pasted: with headings in any order and language, or without. */
import { stringify } from 'csv-stringify/sync'
import { MOST_ROWS } from '../drivers/read-list.ts'
import type { T } from '../i18n/index.ts'
import { readFuel } from '../products/read-fuel.ts'
import { placesOf, readTable } from '../values/table.ts'
import { readVehicle } from './vehicle-fields.tsx'
import type { VehicleFacts } from './vehicle-facts.ts'

const COLUMNS = ['plate', 'name', 'fuel', 'tank', 'odometer', 'note'] as const
type Column = (typeof COLUMNS)[number]

/** One row: the vehicle it names, or what is wrong with it. `n` is its number as a spreadsheet shows it. */
export type VehicleRow = { n: number; plate: string } & (
  | { ok: true; vehicle: VehicleFacts }
  | { ok: false; problem: string }
)

export type VehicleList =
  | { ok: true; rows: VehicleRow[] }
  | { ok: false; reason: 'empty' | 'rows' | 'broken' }

/** Reads a list; each row is judged by itself. Without headings the columns are plate, make, fuel, tank. */
export function readVehicleList(t: T, table: string | readonly string[][]): VehicleList {
  const filled = readTable(table)
  if (!filled) return { ok: false, reason: 'broken' }
  const places = placesOf(filled[0]?.cells ?? [], HEADINGS, 'plate')
  const rows = places ? filled.slice(1) : filled
  if (rows.length === 0) return { ok: false, reason: 'empty' }
  if (rows.length > MOST_ROWS) return { ok: false, reason: 'rows' }
  return { ok: true, rows: rows.map(({ n, cells }) => readRow(t, n, cells, places ?? PLAIN)) }
}

/** The good rows of a list as a text that `readVehicleList` reads again, for the form that confirms them. */
export function writeVehicleList(rows: readonly VehicleRow[]): string {
  const vehicles = rows.flatMap((row) => (row.ok ? [row.vehicle] : []))
  return stringify(
    [
      COLUMNS,
      ...vehicles.map(({ plate, name, products, tankMl, odometerKm, note }) => [
        plate,
        name,
        products?.join('/') ?? '',
        tankMl > 0n ? String(Number(tankMl) / 1000) : '',
        odometerKm === null ? '' : String(odometerKm),
        note,
      ]),
    ],
    { delimiter: ';' },
  )
}

const PLAIN: Record<Column, number> = { plate: 0, name: 1, fuel: 2, tank: 3, odometer: 4, note: 5 }

const HEADINGS: Record<Column, readonly string[]> = {
  plate: [
    'госномер',
    'гос номер',
    'номер машины',
    'номер авто',
    'гос рег номер',
    'мемлекеттік нөмір',
    'мемлекеттік нөмірі',
    'plate',
    'number plate',
  ],
  name: [
    'марка',
    'модель',
    'марка и модель',
    'автомобиль',
    'көлік',
    'марка мен модель',
    'name',
    'make',
    'make and model',
  ],
  fuel: ['топливо', 'вид топлива', 'жанармай', 'fuel', 'fuels'],
  tank: ['бак', 'объем бака', 'объем бака л', 'бак л', 'бак көлемі', 'tank', 'tank size'],
  odometer: ['пробег', 'пробег км', 'жүрген жолы', 'odometer', 'mileage'],
  note: ['комментарий', 'примечание', 'заметка', 'ескертпе', 'түсініктеме', 'note', 'comment'],
}

function readRow(
  t: T,
  n: number,
  cells: readonly string[],
  places: Partial<Record<Column, number>>,
): VehicleRow {
  const cell = (column: Column) => cells[places[column] ?? -1] ?? ''
  const plate = cell('plate')
  // «ДТ / ДТ зимнее»: several of them, as people put them.
  const fuels = cell('fuel')
    .split(/[/+]/)
    .map((one) => readFuel(one))
    .filter((fuel) => fuel !== '')
  if (fuels.includes(undefined)) return { n, plate, ok: false, problem: t('err.c.fuel') }
  const read = readVehicle(t, {
    ...{ plate, name: cell('name'), tank: cell('tank'), odometer: cell('odometer'), note: cell('note') },
    fuels: fuels.filter((fuel) => fuel !== undefined),
  })
  return read.ok
    ? { n, plate: read.vehicle.plate, ok: true, vehicle: read.vehicle }
    : { n, plate, ok: false, problem: Object.values(read.mistakes)[0] ?? '' }
}
