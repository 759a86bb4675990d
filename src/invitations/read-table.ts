/** Reads an uploaded list of companies to invite: headings in any order and language, rows as they stand in the file. */
import { CsvError, parse } from 'csv-parse/sync'
import type { Encoding } from '../values/decode-text.ts'
import { readUploadedTable, type UploadRefusal } from '../documents/uploaded-table.ts'

export const COLUMNS = ['bin', 'name', 'contract', 'email', 'person', 'lang', 'role', 'signedOn'] as const
export type ColumnName = (typeof COLUMNS)[number]

/** What stands in a row, trimmed; a column that the file lacks is empty. */
export type Cells = Record<ColumnName, string>

/**
 * `n` is the row's number as a spreadsheet shows it: the headings are row 1. `torn`: it has more cells than there are
 * headings, because a delimiter stands inside a name without quotation marks.
 */
export type TableRow = { n: number; cells: Cells; torn: boolean }

export type TableRefusal =
  | { reason: 'empty' | UploadRefusal }
  | { reason: 'size'; bytes: number }
  | { reason: 'rows'; most: number }
  | { reason: 'column'; column: ColumnName }
  /** A quotation mark that never closes. */
  | { reason: 'quotes'; n: number }

export type Table =
  | { ok: true; rows: TableRow[]; encoding: Encoding | 'XLSX' }
  | ({ ok: false } & TableRefusal)

/** accounts.md §3.3: 1 MiB. */
export const MAX_BYTES = 1024 * 1024

/** Reads a file, a workbook or a text, of at most `MAX_BYTES` and `most` rows; empty rows are passed over and count for nothing. */
export async function readTable(bytes: Uint8Array, most: number): Promise<Table> {
  if (bytes.byteLength > MAX_BYTES) return { ok: false, reason: 'size', bytes: MAX_BYTES }
  const upload = await readUploadedTable(bytes)
  if (!upload.ok) return upload
  const records =
    typeof upload.table === 'string' ? splitRows(upload.table.replace(/^\ufeff/, '')) : upload.table
  if (!Array.isArray(records)) return { ok: false, reason: 'quotes', n: records.n }
  if (records.every(isBlank)) return { ok: false, reason: 'empty' }
  const at = records.findIndex((record) => !isBlank(record))
  const places = findColumns(records[at] ?? [])
  const lost = REQUIRED.find((column) => places[column] === undefined)
  if (lost) return { ok: false, reason: 'column', column: lost }

  const width = records[at]!.length
  const rows: TableRow[] = []
  for (const [i, record] of records.entries()) {
    if (i <= at || isBlank(record)) continue
    if (rows.length === most) return { ok: false, reason: 'rows', most }
    rows.push({ n: i + 1, cells: readCells(record, places), torn: !isBlank(record.slice(width)) })
  }
  return rows.length > 0 ? { ok: true, rows, encoding: upload.encoding } : { ok: false, reason: 'empty' }
}

const REQUIRED = ['bin', 'name', 'contract', 'email'] as const

// Several ways each: as our sample writes them, as the contract does, as people shorten them. Compared by `plain`.
const HEADINGS: Record<ColumnName, readonly string[]> = {
  bin: ['бин', 'иин', 'бин иин', 'бин или иин', 'бсн', 'жсн', 'бсн жсн', 'bin', 'iin', 'bin iin'],
  name: [
    ...[
      'название',
      'название компании',
      'наименование',
      'наименование компании',
      'компания',
      'организация',
      'клиент',
    ],
    ...['атауы', 'компания атауы', 'компанияның атауы', 'ұйым', 'name', 'company', 'company name', 'client'],
  ],
  contract: [
    ...['номер договора', 'договор', 'договор номер', 'шарт нөмірі', 'шарт', 'шарттың нөмірі'],
    ...['contract number', 'contract no', 'contract'],
  ],
  email: [
    ...[
      'электронная почта',
      'эл почта',
      'почта',
      'адрес электронной почты',
      'email',
      'e mail',
      'mail',
      'имейл',
    ],
    ...['электрондық пошта', 'эл пошта', 'пошта', 'электрондық мекенжай', 'email address', 'e mail address'],
  ],
  person: [
    ...[
      'имя',
      'фио',
      'имя и фамилия',
      'контактное лицо',
      'руководитель',
      'аты жөні',
      'аты',
      'байланыс тұлғасы',
    ],
    ...['full name', 'person', 'contact', 'contact person'],
  ],
  lang: ['язык', 'язык письма', 'тіл', 'тілі', 'хат тілі', 'language', 'lang'],
  role: ['роль', 'рөл', 'рөлі', 'role'],
  signedOn: [
    ...['дата договора', 'договор от', 'дата', 'шарт күні', 'шарттың күні', 'күні'],
    ...['contract date', 'date', 'signed on'],
  ],
}

const MEANINGS = new Map(
  COLUMNS.flatMap((column) => HEADINGS[column].map((heading) => [heading, column] as const)),
)

/** Lower case, without what people put around words: «№ договора*» and «договор №» lose their marks. */
function plain(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/\(.*?\)/g, ' ')
    .replaceAll(/№|n°/g, ' номер ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function findColumns(headings: readonly string[]): Partial<Record<ColumnName, number>> {
  const places: Partial<Record<ColumnName, number>> = {}
  for (const [i, heading] of headings.entries()) {
    const column = MEANINGS.get(plain(heading))
    if (column && places[column] === undefined) places[column] = i
  }
  return places
}

function readCells(record: readonly string[], places: Partial<Record<ColumnName, number>>): Cells {
  return Object.fromEntries(
    COLUMNS.map((column) => [column, clean(record[places[column] ?? -1] ?? '')]),
  ) as Cells
}

// One line without invisible signs. An apostrophe before a formula's sign is ours, from the file with the errors;
// ="012345" is how people keep Excel from dropping noughts.
function clean(cell: string): string {
  const line = cell
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return line.replace(/^="(.*)"$/, '$1').replace(/^'(?=[=+\-@])/, '')
}

function isBlank(record: readonly string[]): boolean {
  return record.every((cell) => cell.trim() === '')
}

const DELIMITERS = [';', ',', '\t'] as const

/** The rows, split by the delimiter under which the headings mean the most; or the row at which the file breaks off. */
function splitRows(text: string): string[][] | { n: number } {
  // Excel's own first line, which it does not show.
  const named = /^sep=([;,\t])\r?\n/i.exec(text)
  if (named) return parseRows(text.slice(named[0].length), named[1]!)
  const start = text.slice(0, 4096)
  const known = (delimiter: string) => {
    const first = parseRows(start.split(/\r\n|\n|\r/).find((line) => line.trim() !== '') ?? '', delimiter)
    return Array.isArray(first) ? Object.keys(findColumns(first[0] ?? [])).length : 0
  }
  const best = DELIMITERS.toSorted((a, b) => known(b) - known(a))[0]!
  return parseRows(text, best)
}

function parseRows(text: string, delimiter: string): string[][] | { n: number } {
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      record_delimiter: ['\r\n', '\n', '\r'],
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // The row after the last whole one is where the quotation mark opens; the parser's line is the end of the file.
    return { n: Number(error['records'] ?? 0) + 1 }
  }
}
