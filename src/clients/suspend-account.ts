import { sql } from 'kysely'
import { forgetDevices } from '../accounts/device.ts'
import { withdrawInvitation } from '../accounts/invite.ts'
import { queueLetter } from '../accounts/letter-params.ts'
import { endLinksTo } from '../accounts/link.ts'
import { endSessions } from '../accounts/session.ts'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'

export type SuspensionRefusal = 'unknown' | 'already' | 'self' | 'not_allowed' | 'last_admin'
export type Suspension = { ok: true; name: string } | { ok: false; reason: SuspensionRefusal }

/**
 * Closes every door to a person at once, in all their companies: sessions, remembered browsers, open links and
 * invitations to their address are gone. The password and the history stay; `restoreAccount` opens the doors again.
 * Colleagues of the staff are suspended by an administrator only (`not_allowed`), the last administrator by nobody.
 */
export async function suspendAccount(
  tx: Tx,
  request: { accountId: string; reason: string; by: Actor },
): Promise<Suspension> {
  if (request.accountId === request.by.accountId) return { ok: false, reason: 'self' }
  const account = await lockAccount(tx, request)
  if (!account.ok) return account
  if (account.state !== 'active') return { ok: false, reason: 'already' }
  if (account.staff === 'admin' && !(await hasOtherAdmin(tx, request.accountId)))
    return { ok: false, reason: 'last_admin' }

  await sql`update account set state = 'suspended' where id = ${request.accountId}`.execute(tx)
  await endSessions(tx, request.accountId)
  await forgetDevices(tx, request.accountId)
  await withdrawInvitations(tx, account.emailKey, request.by)
  await endLinksTo(tx, account.emailKey, ['confirmation', 'reset', 'not_me'], 'void')
  await dropEmailChange(tx, request.accountId)
  await queueLetter(tx, {
    template: 'suspended',
    lang: account.lang,
    to: account.email,
    params: { company: '' },
    accountId: request.accountId,
  })
  await record(tx, 'account.suspended', {
    by: request.by,
    accountId: request.accountId,
    object: account.email,
    reason: request.reason,
  })
  return { ok: true, name: account.name || account.email }
}

/** Lets a suspended person in again, with the password they had; they sign in anew. */
export async function restoreAccount(tx: Tx, request: { accountId: string; by: Actor }): Promise<Suspension> {
  const account = await lockAccount(tx, request)
  if (!account.ok) return account
  if (account.state !== 'suspended') return { ok: false, reason: 'already' }
  await sql`update account set state = 'active' where id = ${request.accountId}`.execute(tx)
  await record(tx, 'account.restored', {
    by: request.by,
    accountId: request.accountId,
    object: account.email,
  })
  return { ok: true, name: account.name || account.email }
}

type Locked = {
  ok: true
  email: string
  emailKey: string
  name: string
  lang: Lang
  state: string
  staff: string | null
}

async function lockAccount(
  tx: Tx,
  request: { accountId: string; by: Actor },
): Promise<Locked | { ok: false; reason: 'unknown' | 'not_allowed' }> {
  // Two administrators who suspend each other at once take turns here; the second finds no other left.
  await sql`select from staff_member where role = 'admin' order by account_id for update`.execute(tx)
  const { rows } = await sql<Omit<Locked, 'ok'>>`
    select a.email, a.email_key as "emailKey", a.name, a.lang, a.state,
      (select role from staff_member f where f.account_id = a.id) as staff
    from account a where a.id = ${request.accountId} and a.state <> 'closed' for no key update of a`.execute(
    tx,
  )
  const account = rows[0]
  if (!account) return { ok: false, reason: 'unknown' }
  if (account.staff && request.by.accountId && !(await isAdmin(tx, request.by.accountId)))
    return { ok: false, reason: 'not_allowed' }
  return { ok: true, ...account }
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
    where f.role = 'admin' and a.state = 'active' and f.account_id <> ${accountId}`.execute(tx)
  return rows.length > 0
}

async function withdrawInvitations(tx: Tx, emailKey: string, by: Actor): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from invitation where email_key = ${emailKey} and accepted_at is null and revoked_at is null
    order by id for no key update`.execute(tx)
  for (const { id } of rows) await withdrawInvitation(tx, { invitationId: id, by })
}

// The link that takes a finished change back stays good: it lets nobody in, and the address may have been stolen.
async function dropEmailChange(tx: Tx, accountId: string): Promise<void> {
  await sql`
    with dropped as (
      update email_change set cancelled_at = now()
      where account_id = ${accountId} and completed_at is null and cancelled_at is null returning id)
    update link set ended_at = now(), ended_why = 'void' from dropped
    where link.subject_id = dropped.id and link.used_at is null and link.ended_at is null`.execute(tx)
}
