/** Reads a list of drivers from a spreadsheet, uploaded or pasted: with headings in any order and language, or without. */
import { stringify } from 'csv-stringify/sync'
import type { T } from '../i18n/index.ts'
import { isLang } from '../i18n/index.ts'
import { readFuel } from '../products/read-fuel.ts'
import { placesOf, readTable } from '../values/table.ts'
import type { DriverFacts } from './driver-facts.ts'
import { readDriver } from './driver-fields.tsx'

/** Rows of one list. */
export const MOST_ROWS = 1000

const COLUMNS = ['name', 'phone', 'plate', 'email', 'fuel', 'lang', 'note'] as const
type Column = (typeof COLUMNS)[number]

/** One row: the driver it names, or what is wrong with it. `n` is its number as a spreadsheet shows it. */
export type ListRow = { n: number; name: string } & (
  | { ok: true; driver: DriverFacts }
  | { ok: false; problem: string }
)

export type DriverList = { ok: true; rows: ListRow[] } | { ok: false; reason: 'empty' | 'rows' | 'broken' }

/** Reads a list; each row is judged by itself. Without headings the columns are name, phone, plate, e-mail. */
export function readList(t: T, table: string | readonly string[][]): DriverList {
  const filled = readTable(table)
  if (!filled) return { ok: false, reason: 'broken' }
  // A first row that says «имя» is headings; any other is a driver.
  const places = placesOf(filled[0]?.cells ?? [], HEADINGS, 'name')
  const rows = places ? filled.slice(1) : filled
  if (rows.length === 0) return { ok: false, reason: 'empty' }
  if (rows.length > MOST_ROWS) return { ok: false, reason: 'rows' }
  return { ok: true, rows: rows.map(({ n, cells }) => readRow(t, n, cells, places ?? PLAIN)) }
}

/** The good rows of a list as a text that `readList` reads again, for the form that confirms them. */
export function writeList(rows: readonly ListRow[]): string {
  const drivers = rows.flatMap((row) => (row.ok ? [row.driver] : []))
  return stringify(
    [
      COLUMNS,
      ...drivers.map(({ name, phone, plate, email, product, lang, note }) => [
        name,
        phone,
        plate,
        email,
        product ?? '',
        lang,
        note,
      ]),
    ],
    { delimiter: ';' },
  )
}

const PLAIN: Record<Column, number> = { name: 0, phone: 1, plate: 2, email: 3, fuel: 4, lang: 5, note: 6 }

const HEADINGS: Record<Column, readonly string[]> = {
  name: [
    'имя',
    'фио',
    'водитель',
    'имя водителя',
    'аты жөні',
    'аты',
    'жүргізуші',
    'name',
    'driver',
    'full name',
  ],
  phone: ['телефон', 'телефон водителя', 'номер телефона', 'тел', 'сотовый', 'phone', 'mobile', 'телефоны'],
  plate: [
    'госномер',
    'гос номер',
    'номер машины',
    'номер авто',
    'мемлекеттік нөмір',
    'мемнөмір',
    'plate',
    'number plate',
  ],
  email: ['электронная почта', 'почта', 'эл почта', 'email', 'e mail', 'электрондық пошта'],
  fuel: ['топливо', 'вид топлива', 'жанармай', 'fuel'],
  lang: ['язык', 'тіл', 'тілі', 'language', 'lang'],
  note: ['комментарий', 'примечание', 'заметка', 'ескертпе', 'түсініктеме', 'note', 'comment'],
}
function readRow(
  t: T,
  n: number,
  cells: readonly string[],
  places: Partial<Record<Column, number>>,
): ListRow {
  const cell = (column: Column) => cells[places[column] ?? -1] ?? ''
  const name = cell('name')
  const fuel = readFuel(cell('fuel'))
  if (fuel === undefined) return { n, name, ok: false, problem: t('err.c.fuel') }
  const lang = cell('lang').toLowerCase()
  const read = readDriver(t, {
    name,
    phone: cell('phone'),
    plate: cell('plate'),
    email: cell('email'),
    fuel,
    lang: isLang(lang) ? lang : t.lang,
    note: cell('note'),
  })
  return read.ok
    ? { n, name: read.driver.name, ok: true, driver: read.driver }
    : { n, name, ok: false, problem: Object.values(read.mistakes)[0] ?? '' }
}
