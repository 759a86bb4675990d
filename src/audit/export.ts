import type { Queries } from '../db/database.ts'
import { number } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { csvLines, CSV_START, spreadsheetTime, textStream } from '../web/csv.ts'
import { deviceName } from '../web/device-name.ts'
import { type AuditEntry, type AuditSearch, findEntries } from './entries.ts'
import { actionName, fieldChanges } from './names.ts'

/** Rows of one file; more than this a spreadsheet opens badly, and a shorter period helps more. */
export const EXPORT_ROWS = 50_000

const CHUNK = 1_000

/**
 * The entries of a search as a CSV file, the newest first, read and sent a thousand at a time. Beyond `most` rows the
 * last line says that the file ends early and what to do. Entries added meanwhile are not in it. A client's own file does
 * not repeat its name on every line.
 */
export function exportEntries(
  db: Queries,
  t: T,
  search: AuditSearch,
  most = EXPORT_ROWS,
): ReadableStream<Uint8Array> {
  return textStream(exportLines(db, t, search, most))
}

async function* exportLines(
  db: Queries,
  t: T,
  search: AuditSearch,
  most: number,
): AsyncGenerator<string, void, void> {
  const columns = columnsOf(t, search.seen !== undefined)
  yield CSV_START + csvLines([columns.map(({ head }) => head)])
  let left = most
  let older: string | undefined
  for (;;) {
    const size = Math.min(CHUNK, left)
    const found = await findEntries(db, search, { older }, size)
    const rows = found.slice(0, size)
    if (rows.length > 0) yield csvLines(rows.map((row) => columns.map(({ cell }) => cell(row))))
    left -= rows.length
    older = rows.at(-1)?.id
    if (found.length <= size) return
    if (left === 0) return yield csvLines([[t('of.audit.exportCut', { max: number(t.lang, most) })]])
  }
}

type Column = { head: string; cell: (row: AuditEntry) => string }

function columnsOf(t: T, ofOneClient: boolean): Column[] {
  const company: Column[] = [
    { head: t('audit.f.company'), cell: (row) => row.clientName ?? '' },
    { head: t('audit.f.bin'), cell: (row) => row.clientBin ?? '' },
  ]
  return [
    { head: `${t('of.time')} (UTC+5)`, cell: (row) => spreadsheetTime(row.at) },
    { head: t('of.audit.who'), cell: (row) => row.actor || t('of.audit.nobody') },
    { head: t('audit.f.email'), cell: (row) => row.actorEmail ?? '' },
    { head: t('of.audit.what'), cell: (row) => actionName(t, row.action) },
    { head: t('of.audit.object'), cell: (row) => row.object },
    ...(ofOneClient ? [] : company),
    { head: t('of.audit.before'), cell: (row) => side(t, row, 'before') },
    { head: t('of.audit.after'), cell: (row) => side(t, row, 'after') },
    { head: t('audit.f.reason'), cell: (row) => row.reason ?? '' },
    { head: t('audit.f.ip'), cell: (row) => row.ip ?? '' },
    { head: t('audit.f.device'), cell: (row) => device(row) },
    { head: 'User-Agent', cell: (row) => row.userAgent ?? '' },
  ]
}

function side(t: T, row: AuditEntry, name: 'before' | 'after'): string {
  return fieldChanges(t, row.before, row.after, row.clientId === null)
    .filter((change) => change[name] !== undefined)
    .map((change) => `${change.field}: ${change[name]}`)
    .join('; ')
}

function device(row: AuditEntry): string {
  const { browser, system } = deviceName(row.userAgent ?? '')
  return [browser, system].filter(Boolean).join(', ')
}
