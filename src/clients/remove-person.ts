import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { isLastOwner, leaveCabinet, lockPeople, standingOf } from './people.ts'

export type RemovalRefusal = 'unknown' | 'self' | 'last_owner' | 'not_allowed'
export type Removal = { ok: true; name: string } | { ok: false; reason: RemovalRefusal }

/**
 * Closes a client's cabinet to one of its people at once; the account itself and its history stay. Owners and the staff
 * who run clients may; nobody removes themselves (`self`), and of two owners who remove each other at once one stays
 * (`last_owner`). `unknown`: not among the client's people, or no longer.
 */
export async function removePerson(
  tx: Tx,
  request: { clientId: string; accountId: string; by: Actor },
): Promise<Removal> {
  const people = await lockPeople(tx, request.clientId)
  const member = people.find((one) => one.accountId === request.accountId)
  const standing = await standingOf(tx, people, request.by)
  if (standing !== 'staff' && standing?.role !== 'owner') return { ok: false, reason: 'not_allowed' }
  if (!member) return { ok: false, reason: 'unknown' }
  if (request.by.accountId === member.accountId) return { ok: false, reason: 'self' }
  if (isLastOwner(people, member)) return { ok: false, reason: 'last_owner' }

  await sql`
    delete from membership where client_id = ${request.clientId} and account_id = ${member.accountId}`.execute(
    tx,
  )
  await leaveCabinet(tx, request.clientId, member.accountId)
  await record(tx, 'person.removed', {
    by: request.by,
    accountId: member.accountId,
    clientId: request.clientId,
    object: member.email,
    before: { role: member.role },
  })
  return { ok: true, name: member.name || member.email }
}
