/** Lines of CSV files that people open in a spreadsheet. */
import { stringify } from 'csv-stringify/sync'

/** Tells a spreadsheet that the file is UTF-8; without it Excel takes Cyrillic for the code page of the machine. */
export const CSV_START = '\ufeff'

export const CSV_TYPE = 'text/csv; charset=utf-8'

/**
 * Rows as CSV, with semicolons: in our three languages' offices Excel expects them, because the comma is in the numbers.
 * A cell that would begin a formula (= + - @) gets an apostrophe before it and stays text.
 */
export function csvLines(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { delimiter: ';', record_delimiter: 'windows', escape_formulas: true },
  )
}
