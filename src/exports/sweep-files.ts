import { sql } from 'kysely'
import type { App } from '../app.ts'
import { listShelf, takeOffShelf } from './shelf.ts'

/** What was asked for stays in the list so many days after its bytes are gone. */
const LISTED_DAYS = 30

/**
 * Ends files whose days are over and removes from the shelf what no row names any more: what has ended, was cancelled, or is
 * the half of a worker that died.
 */
export async function sweepFiles({ config, db }: Pick<App, 'config' | 'db'>): Promise<void> {
  await sql`update export_file set state = 'expired' where state = 'ready' and expires_at <= now()`.execute(
    db.write,
  )
  await sql`
    delete from export_file where state not in ('waiting', 'building', 'ready')
      and ended_at < now() - make_interval(days => ${LISTED_DAYS})`.execute(db.write)
  // Listed first: a name is in its row before its file is begun.
  const lying = await listShelf(config)
  if (lying.length === 0) return
  const { rows } = await sql<{ storedAs: string }>`
    select stored_as as "storedAs" from export_file
    where stored_as = any(${lying}) and state in ('building', 'ready')`.execute(db.write)
  const wanted = new Set(rows.map(({ storedAs }) => storedAs))
  for (const name of lying) if (!wanted.has(name)) await takeOffShelf(config, name)
}
