import { sql } from 'kysely'
import { mayGive, type ClientRole } from '../accounts/roles.ts'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { isLastOwner, lockPeople, standingOf } from './people.ts'

export type RoleRefusal = 'unknown' | 'last_owner' | 'not_allowed'
export type RoleChange = { ok: true; changed: boolean; name: string } | { ok: false; reason: RoleRefusal }

/**
 * Gives one of a client's people another role; it counts from their next request on. A member gives and takes only roles
 * below or beside their own (`mayGive`, else `not_allowed`), staff who run clients any. The last owner keeps theirs
 * (`last_owner`): hand over first. `changed` is false when they had the role already.
 */
export async function changeRole(
  tx: Tx,
  request: { clientId: string; accountId: string; role: ClientRole; by: Actor },
): Promise<RoleChange> {
  const people = await lockPeople(tx, request.clientId)
  const member = people.find((one) => one.accountId === request.accountId)
  const standing = await standingOf(tx, people, request.by)
  const mayDo = (role: ClientRole) => standing === 'staff' || (standing && mayGive(standing.role, role))
  if (!mayDo(request.role)) return { ok: false, reason: 'not_allowed' }
  if (!member) return { ok: false, reason: 'unknown' }
  if (!mayDo(member.role)) return { ok: false, reason: 'not_allowed' }
  const name = member.name || member.email
  if (member.role === request.role) return { ok: true, changed: false, name }
  if (isLastOwner(people, member)) return { ok: false, reason: 'last_owner' }

  await sql`
    update membership set role = ${request.role}
    where client_id = ${request.clientId} and account_id = ${member.accountId}`.execute(tx)
  await record(tx, 'person.role_changed', {
    by: request.by,
    accountId: member.accountId,
    clientId: request.clientId,
    object: member.email,
    before: { role: member.role },
    after: { role: request.role },
  })
  return { ok: true, changed: true, name }
}
