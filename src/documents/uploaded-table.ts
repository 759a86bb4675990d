/** A table that somebody has sent as a file, whatever their program has made of it: an Excel workbook or a text. */
import type { PlainKey } from '../i18n/index.ts'
import { decodeTable } from '../values/decode-table.ts'
import type { Encoding } from '../values/decode-text.ts'
import { isWorkbook, readWorkbook, type Workbook } from './read-workbook.ts'

/** Rows of cells, or a text in which they are still to be told apart. */
export type Table = string | string[][]

/** `type`: neither a workbook nor a text. `encoding`: letters were lost. The rest is said of workbooks. */
export type UploadRefusal = 'type' | 'encoding' | (Workbook & { ok: false })['reason']

export type UploadedTable =
  | { ok: true; table: Table; encoding: Encoding | 'XLSX' }
  | { ok: false; reason: UploadRefusal }

/** The table in a file; of a workbook its first sheet. What it takes is bounded, whatever the file is (read-workbook.ts). */
export async function readUploadedTable(bytes: Uint8Array): Promise<UploadedTable> {
  if (isWorkbook(bytes)) {
    const book = await readWorkbook(bytes)
    return book.ok ? { ok: true, table: book.rows, encoding: 'XLSX' } : book
  }
  const decoded = decodeTable(bytes)
  if (decoded.ok) return { ok: true, table: decoded.text, encoding: decoded.encoding }
  return { ok: false, reason: decoded.reason === 'damaged' ? 'encoding' : 'type' }
}

/** What the field of the file says then. */
export const UPLOAD_PROBLEMS: Record<UploadRefusal, PlainKey> = {
  type: 'err.of.csv.type',
  encoding: 'err.of.csv.encoding',
  old: 'err.table.old',
  locked: 'err.table.locked',
  big: 'err.table.big',
  broken: 'err.table.broken',
}

/** What file fields offer; drop-downs of browsers go by it, nobody is bound by it. */
export const TABLE_FILES = '.xlsx,.csv,.txt'
