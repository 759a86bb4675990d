import { sql } from 'kysely'
import type { EmailAddress } from '../values/email-address.ts'
import type { Actor } from '../audit/record.ts'
import { brokenConstraint, type Tx } from '../db/database.ts'
import { insertContract, recordContract } from './add-client.ts'

export type AddedContract =
  | { ok: true; contractId: string }
  | { ok: false; reason: 'number_taken' | 'unknown_client' }

/**
 * Adds one more contract to a client. Its number exists once among all clients (`number_taken`). Invites nobody: the
 * people of the client see it as it is.
 */
export async function addContract(
  tx: Tx,
  request: { clientId: string; contractNumber: string; signedOn: string; address: EmailAddress; by: Actor },
): Promise<AddedContract> {
  const { rows } = await sql`
    select from client where id = ${request.clientId} and state <> 'closed' for share`.execute(tx)
  if (rows.length === 0) return { ok: false, reason: 'unknown_client' }
  const facts = { ...request, email: request.address.shown }
  await sql`savepoint contract`.execute(tx)
  try {
    const contractId = await insertContract(tx, request.clientId, facts)
    await recordContract(tx, request.clientId, facts, request.by)
    return { ok: true, contractId }
  } catch (error) {
    if (brokenConstraint(error) !== 'contract_number_once') throw error
    await sql`rollback to savepoint contract`.execute(tx)
    return { ok: false, reason: 'number_taken' }
  }
}
