import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Asker } from './find-files.ts'

/**
 * Takes back what a person asked for while it is not finished; the worker that makes it notices within a second and removes
 * what it has. Answers with whether there was anything to take back.
 */
export async function cancelFile(tx: Tx, { clientId, accountId }: Asker, no: bigint): Promise<boolean> {
  const { rows } = await sql`
    update export_file set state = 'cancelled', ended_at = now()
    where client_id = ${clientId} and account_id = ${accountId} and no = ${no} and state in ('waiting', 'building')
    returning no`.execute(tx)
  return rows.length > 0
}
