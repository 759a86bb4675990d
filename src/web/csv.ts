/** Lines of CSV files that people open in a spreadsheet. */
import { stringify } from 'csv-stringify/sync'

/** Tells a spreadsheet that the file is UTF-8; without it Excel takes Cyrillic for the code page of the machine. */
export const CSV_START = '\ufeff'

export const CSV_TYPE = 'text/csv; charset=utf-8'

/** Pieces of text as they come, as the body of an answer. */
export function textStream(pieces: AsyncGenerator<string, void, void>): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(bytes.encode(value))
    },
    async cancel() {
      await pieces.return()
    },
  })
}

/** A file of lines that are still being read, to be saved under a name. */
export function csvDownload(pieces: AsyncGenerator<string, void, void>, fileName: string): Response {
  return new Response(textStream(pieces), {
    headers: {
      'content-type': CSV_TYPE,
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
  })
}

/** A moment in Kazakhstan with seconds, in a form every spreadsheet reads as a time. */
export function spreadsheetTime(at: Date): string {
  return new Date(at.getTime() + 5 * 3600_000).toISOString().slice(0, 19).replace('T', ' ')
}

/** An amount of tiyn without groups and sign of currency: a number to a spreadsheet in our offices. */
export function spreadsheetMoney(tiyn: bigint): string {
  const size = String(tiyn < 0n ? -tiyn : tiyn).padStart(3, '0')
  return `${tiyn < 0n ? '-' : ''}${size.slice(0, -2)},${size.slice(-2)}`
}

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
