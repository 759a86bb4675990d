import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { lockPeople } from './people.ts'

export type HandOver = { ok: true; name: string } | { ok: false; reason: 'unknown' | 'not_allowed' }

/**
 * An owner makes another of the company's people owner and becomes a manager, both or neither. `not_allowed`: the giver
 * is not an owner, or no longer; `unknown`: the receiver is not among the people, is suspended, or is the giver.
 */
export async function handOver(
  tx: Tx,
  request: { clientId: string; toAccountId: string; by: Actor & { accountId: string } },
): Promise<HandOver> {
  const people = await lockPeople(tx, request.clientId)
  const giver = people.find((one) => one.accountId === request.by.accountId)
  if (giver?.role !== 'owner' || giver.state !== 'active') return { ok: false, reason: 'not_allowed' }
  const receiver = people.find((one) => one.accountId === request.toAccountId)
  if (!receiver || receiver === giver || receiver.state !== 'active') return { ok: false, reason: 'unknown' }

  await sql`
    update membership set role = case account_id when ${receiver.accountId}::uuid then 'owner' else 'manager' end
    where client_id = ${request.clientId} and account_id in (${receiver.accountId}, ${giver.accountId})`.execute(
    tx,
  )
  await record(tx, 'person.handed_over', {
    by: request.by,
    accountId: receiver.accountId,
    clientId: request.clientId,
    object: receiver.email,
    before: { owner: giver.email, role: receiver.role },
    after: { owner: receiver.email, role: 'owner' },
  })
  return { ok: true, name: receiver.name || receiver.email }
}
