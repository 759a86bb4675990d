import type { Queries } from '../db/database.ts'
import { number } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { csvLines, CSV_START } from '../web/csv.ts'
import { deviceName } from '../web/device-name.ts'
import { type AuditEntry, type AuditSearch, findEntries } from './entries.ts'
import { actionName, fieldChanges } from './names.ts'

/** Rows of one file; more than this a spreadsheet opens badly, and a shorter period helps more. */
export const EXPORT_ROWS = 50_000

const CHUNK = 1_000

/**
 * The entries of a search as a CSV file, the newest first, read and sent a thousand at a time. Beyond `most` rows the
 * last line says that the file ends early and what to do. Entries added meanwhile are not in it.
 */
export function exportEntries(
  db: Queries,
  t: T,
  search: AuditSearch,
  most = EXPORT_ROWS,
): ReadableStream<Uint8Array> {
  const lines = exportLines(db, t, search, most)
  const bytes = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(bytes.encode(value))
    },
    async cancel() {
      await lines.return()
    },
  })
}

async function* exportLines(
  db: Queries,
  t: T,
  search: AuditSearch,
  most: number,
): AsyncGenerator<string, void, void> {
  yield CSV_START + csvLines([headings(t)])
  let left = most
  let older: string | undefined
  for (;;) {
    const size = Math.min(CHUNK, left)
    const found = await findEntries(db, search, { older }, size)
    const rows = found.slice(0, size)
    if (rows.length > 0) yield csvLines(rows.map((row) => cells(t, row)))
    left -= rows.length
    older = rows.at(-1)?.id
    if (found.length <= size) return
    if (left === 0) return yield csvLines([[t('of.audit.exportCut', { max: number(t.lang, most) })]])
  }
}

function headings(t: T): string[] {
  return [
    `${t('of.time')} (UTC+5)`,
    t('of.audit.who'),
    t('audit.f.email'),
    t('of.audit.what'),
    t('of.audit.object'),
    t('audit.f.company'),
    t('audit.f.bin'),
    t('of.audit.before'),
    t('of.audit.after'),
    t('audit.f.reason'),
    t('audit.f.ip'),
    t('audit.f.device'),
    'User-Agent',
  ]
}

function cells(t: T, row: AuditEntry): string[] {
  const changes = fieldChanges(t, row.before, row.after, row.clientId === null)
  const side = (name: 'before' | 'after') =>
    changes
      .filter((change) => change[name] !== undefined)
      .map((change) => `${change.field}: ${change[name]}`)
      .join('; ')
  const { browser, system } = deviceName(row.userAgent ?? '')
  return [
    kazakhstanTime(row.at),
    row.actor || t('of.audit.nobody'),
    row.actorEmail ?? '',
    actionName(t, row.action),
    row.object,
    row.clientName ?? '',
    row.clientBin ?? '',
    side('before'),
    side('after'),
    row.reason ?? '',
    row.ip ?? '',
    [browser, system].filter(Boolean).join(', '),
    row.userAgent ?? '',
  ]
}

// With seconds, in a form every spreadsheet reads as a time.
function kazakhstanTime(at: Date): string {
  return new Date(at.getTime() + 5 * 3600_000).toISOString().slice(0, 19).replace('T', ' ')
}
