import { sql } from 'kysely'
import type { StaffRole } from '../accounts/roles.ts'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'

/**
 * `self`: another administrator changes one's own role. `not_allowed`: the one who asks is an administrator no more.
 * `last_admin`: nobody would be left to run the office.
 */
export type StaffRoleRefusal = 'unknown' | 'self' | 'not_allowed' | 'last_admin'
export type StaffRoleChange =
  | { ok: true; changed: boolean; name: string }
  | { ok: false; reason: StaffRoleRefusal }

/**
 * Gives one of the retailer's people another role; it counts from their next request on. Administrators only, or the
 * operator's command. Of two administrators who take the role from each other at once one keeps it. `changed` is false
 * when they had the role already.
 */
export async function changeStaffRole(
  tx: Tx,
  request: { accountId: string; role: StaffRole; by: Actor },
): Promise<StaffRoleChange> {
  const { accountId, role, by } = request
  if (accountId === by.accountId) return { ok: false, reason: 'self' }
  await lockAdmins(tx)
  if (by.accountId && !(await isAdmin(tx, by.accountId))) return { ok: false, reason: 'not_allowed' }
  const { rows } = await sql<{ role: StaffRole; email: string; name: string }>`
    select f.role, a.email, a.name from staff_member f join account a on a.id = f.account_id
    where f.account_id = ${accountId} and a.state <> 'closed' for no key update of f`.execute(tx)
  const member = rows[0]
  if (!member) return { ok: false, reason: 'unknown' }
  const name = member.name || member.email
  if (member.role === role) return { ok: true, changed: false, name }
  if (member.role === 'admin' && !(await hasOtherAdmin(tx, accountId)))
    return { ok: false, reason: 'last_admin' }

  await sql`update staff_member set role = ${role} where account_id = ${accountId}`.execute(tx)
  await record(tx, 'staff.role_changed', {
    by,
    accountId,
    object: member.email,
    before: { role: member.role },
    after: { role },
  })
  return { ok: true, changed: true, name }
}

// The same rows in the same order as clients/suspend-account.ts: whoever decides about administrators waits for the other.
async function lockAdmins(tx: Tx): Promise<void> {
  await sql`select from staff_member where role = 'admin' order by account_id for update`.execute(tx)
}

async function isAdmin(tx: Tx, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    select from staff_member f join account a on a.id = f.account_id
    where f.account_id = ${accountId} and f.role = 'admin' and a.state = 'active'`.execute(tx)
  return rows.length > 0
}

async function hasOtherAdmin(tx: Tx, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    select from staff_member f join account a on a.id = f.account_id
    where f.account_id <> ${accountId} and f.role = 'admin' and a.state = 'active'`.execute(tx)
  return rows.length > 0
}
