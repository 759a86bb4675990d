/** Reads the file that the maker of plastic sends back: the number printed on each card, and the number of its chip where it has one. */
import { CsvError, parse } from 'csv-parse/sync'

/** Cards of one file: as many as the maker was sent at once. */
export const MOST_MADE = 500

/** `number` is 19 digits, `chip` what stands in the chip's column. `n` is the row's number as a spreadsheet shows it. */
export type MadeRow = { n: number; number: string; chip: string }
export type MadeFile =
  | { ok: true; rows: MadeRow[] }
  | { ok: false; reason: 'empty' | 'rows' | 'broken' | 'number' }

const CHIP = /nfc|uid|rfid|чип|chip|метка/i

/**
 * Rows of our own file for the maker, in any order of columns: a card is known by the cell with 19 digits, a chip by its
 * heading. `number`: a row has no such cell.
 */
export function readMade(table: string | readonly string[][]): MadeFile {
  const records = typeof table === 'string' ? split(table.replace(/^\ufeff/, '')) : table
  if (!records) return { ok: false, reason: 'broken' }
  const filled = records
    .map((cells, at) => ({ n: at + 1, cells: cells.map((cell) => cell.normalize('NFKC').trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  const headed = filled[0] !== undefined && numberIn(filled[0].cells) === undefined
  const chipAt = headed ? filled[0]!.cells.findIndex((cell) => CHIP.test(cell)) : -1
  const body = headed ? filled.slice(1) : filled
  if (body.length === 0) return { ok: false, reason: 'empty' }
  if (body.length > MOST_MADE) return { ok: false, reason: 'rows' }
  const rows = body.map(({ n, cells }) => ({ n, number: numberIn(cells) ?? '', chip: cells[chipAt] ?? '' }))
  return rows.every(({ number }) => number === '') ? { ok: false, reason: 'number' } : { ok: true, rows }
}

function numberIn(cells: readonly string[]): string | undefined {
  return cells.map((cell) => cell.replaceAll(/[^\d]/g, '')).find((digits) => digits.length === 19)
}

function split(text: string): string[][] | undefined {
  const first = text.split('\n', 1)[0] ?? ''
  const delimiter = [';', '\t', ','].find((one) => first.includes(one)) ?? ';'
  try {
    return parse(text, { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false })
  } catch (error) {
    if (error instanceof CsvError) return undefined
    throw error
  }
}
