import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'

/** A list that nobody has sent for so long after its last check goes by itself. */
export const UNSENT_DAYS = 14

export type Discarded =
  | { ok: true; fileName: string }
  /** `sent`: somebody confirmed it, maybe in this very moment. */
  | { ok: false; reason: 'unknown' | 'sent' }

/** Throws an uploaded list away, with the addresses in its rows. One that was sent stays: `sent`. */
export async function discardBatch(tx: Tx, request: { batchId: string; by: Actor }): Promise<Discarded> {
  const { rows } = await sql<{ file_name: string }>`
    delete from invitation_batch where id = ${request.batchId} and confirmed_at is null returning file_name`.execute(
    tx,
  )
  const batch = rows[0]
  if (!batch) {
    const { rows: sent } = await sql`select from invitation_batch where id = ${request.batchId}`.execute(tx)
    return { ok: false, reason: sent.length > 0 ? 'sent' : 'unknown' }
  }
  await record(tx, 'invitation.batch_discarded', { by: request.by, object: batch.file_name })
  return { ok: true, fileName: batch.file_name }
}

/** Throws away what nobody has sent for `UNSENT_DAYS`. */
export async function dropUnsentBatches(tx: Tx): Promise<void> {
  await sql`
    delete from invitation_batch
    where confirmed_at is null and checked_at < now() - make_interval(days => ${UNSENT_DAYS})`.execute(tx)
}
