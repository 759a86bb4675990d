/** A table as people bring it from a spreadsheet: a file or pasted rows, with headings in any order and language, or without. */
import { CsvError, parse } from 'csv-parse/sync'

/** One row that has something in it; `n` is its number as a spreadsheet shows it. */
export type TableRow = { n: number; cells: string[] }

/**
 * The filled rows of a table, its cells cleaned of what cannot be seen; undefined for a text that ends inside a quotation. Rows of
 * a workbook are told apart already.
 */
export function readTable(table: string | readonly string[][]): TableRow[] | undefined {
  const records = typeof table === 'string' ? splitRows(table.replace(/^\ufeff/, '')) : table
  return records
    ?.map((cells, i) => ({ n: i + 1, cells: cells.map(clean) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
}

/**
 * The places of columns by the words of a first row; undefined when `must` is not among them: then it is no row of headings.
 * `headings` says what people call each column, in small letters.
 */
export function placesOf<Column extends string>(
  cells: readonly string[],
  headings: Readonly<Record<Column, readonly string[]>>,
  must: Column,
): Partial<Record<Column, number>> | undefined {
  const places: Partial<Record<Column, number>> = {}
  for (const [i, cell] of cells.entries()) {
    const word = cell
      .toLowerCase()
      .replaceAll('ё', 'е')
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
    const column = (Object.keys(headings) as Column[]).find((one) => headings[one].includes(word))
    if (column && places[column] === undefined) places[column] = i
  }
  return places[must] === undefined ? undefined : places
}

function clean(cell: string): string {
  return cell
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replace(/^="(.*)"$/, '$1')
    .replace(/^'(?=[=+\-@])/, '')
}

function splitRows(text: string): string[][] | undefined {
  const first = text.split(/\r\n|\n|\r/).find((line) => line.trim() !== '') ?? ''
  const count = (sign: string) => first.split(sign).length
  const delimiter = ['\t', ';', ','].toSorted((a, b) => count(b) - count(a))[0]!
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      record_delimiter: ['\r\n', '\n', '\r'],
    })
  } catch (error) {
    if (error instanceof CsvError) return undefined
    throw error
  }
}
