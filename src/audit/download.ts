import { actorOf, type SignedIn } from '../accounts/visit.ts'
import { CSV_TYPE } from '../web/csv.ts'
import type { Chip } from '../web/parts/index.ts'
import type { AuditSearch } from './entries.ts'
import { exportEntries } from './export.ts'
import { record } from './record.ts'

/**
 * Exactly what a search finds, as a file; that it was taken is itself an entry of the log, of the client's when the log is
 * the client's.
 */
export async function downloadEntries(
  visit: SignedIn,
  search: AuditSearch,
  chips: readonly Chip[],
  clientId?: string,
): Promise<Response> {
  const { app, t } = visit
  await app.db.transaction((tx) =>
    record(tx, 'audit.exported', {
      by: actorOf(visit),
      clientId,
      after: { filter: chips.map((chip) => chip.label).join('; ') },
    }),
  )
  return new Response(exportEntries(app.db.read, t, search), {
    headers: {
      'content-type': CSV_TYPE,
      'cache-control': 'no-store',
      'content-disposition': 'attachment; filename="audit.csv"',
    },
  })
}
