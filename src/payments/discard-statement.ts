import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'

/** A draft that nobody has posted for so long goes by itself. */
const DRAFT_DAYS = 14

export type StatementDiscarded =
  | { ok: true; fileName: string }
  /** `posted`: somebody confirmed it, maybe in this very moment. */
  | { ok: false; reason: 'unknown' | 'posted' }

/** Throws an uploaded statement away, with its lines. One that was posted stays. */
export async function discardStatement(
  tx: Tx,
  request: { statementId: string; by: Actor },
): Promise<StatementDiscarded> {
  const { rows } = await sql<{ file_name: string }>`
    delete from bank_statement where id = ${request.statementId} and posted_at is null returning file_name`.execute(
    tx,
  )
  const statement = rows[0]
  if (!statement) {
    const { rows: posted } = await sql`select from bank_statement where id = ${request.statementId}`.execute(
      tx,
    )
    return { ok: false, reason: posted.length > 0 ? 'posted' : 'unknown' }
  }
  await record(tx, 'statement.discarded', { by: request.by, object: statement.file_name })
  return { ok: true, fileName: statement.file_name }
}

/** Throws away what nobody has posted for two weeks. */
export async function dropDraftStatements(tx: Tx): Promise<void> {
  await sql`
    delete from bank_statement
    where posted_at is null and created_at < now() - make_interval(days => ${DRAFT_DAYS})`.execute(tx)
}
