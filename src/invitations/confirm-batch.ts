import { sql } from 'kysely'
import type { App } from '../app.ts'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { batchConfirmed } from './send-batch.ts'

export type Confirmed =
  | { ok: true; total: number }
  /** `again`: somebody was first, and it is being sent. `not_yours`: whoever checked the rows sends them. */
  | { ok: false; reason: 'unknown' | 'again' | 'not_yours' | 'nothing' }

/**
 * Lets a checked list go: from here on the worker sends its ready rows. Of two who confirm at once one does it; the
 * other hears `again`. A list without a ready row is refused with `nothing`.
 */
export async function confirmBatch(
  app: App,
  tx: Tx,
  request: { batchId: string; by: Actor },
): Promise<Confirmed> {
  const { rows } = await sql<{ created_by: string | null; file_name: string; confirmed_at: Date | null }>`
    select created_by, file_name, confirmed_at from invitation_batch where id = ${request.batchId} for no key update`.execute(
    tx,
  )
  const batch = rows[0]
  if (!batch) return { ok: false, reason: 'unknown' }
  if (batch.confirmed_at) return { ok: false, reason: 'again' }
  if (batch.created_by !== (request.by.accountId ?? null)) return { ok: false, reason: 'not_yours' }
  const { rows: counted } = await sql<{ ready: number }>`
    select count(*)::int as ready from invitation_batch_row
    where batch_id = ${request.batchId} and verdict = 'ready'`.execute(tx)
  const total = counted[0]!.ready
  if (total === 0) return { ok: false, reason: 'nothing' }

  await sql`update invitation_batch set confirmed_at = now() where id = ${request.batchId}`.execute(tx)
  await sql`
    update invitation_batch_row set state = case verdict when 'duplicate' then 'skipped' else 'refused' end
    where batch_id = ${request.batchId} and verdict <> 'ready'`.execute(tx)
  await app.jobs.later(tx, batchConfirmed, { batchId: request.batchId })
  await record(tx, 'invitation.batch_sent', {
    by: request.by,
    object: batch.file_name,
    after: { ready: total },
  })
  return { ok: true, total }
}
