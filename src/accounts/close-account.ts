import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import { forgetDevices } from './device.ts'
import { queueLetter } from './letter-params.ts'
import { endLinksTo } from './link.ts'
import { endSessions } from './session.ts'

/** `last_owner`: a company would be left without anybody who may decide for it. `last_admin`: so would the office. */
export type ClosingRefusal = 'unknown' | 'last_owner' | 'last_admin'

/**
 * Closes an account for good: sessions, browsers, links, memberships and the place among the staff are gone, the history
 * stays, and the address may be invited anew. The owner is told by letter.
 */
export async function closeAccount(
  tx: Tx,
  request: { accountId: string; by: Actor },
): Promise<{ ok: true } | { ok: false; reason: ClosingRefusal }> {
  // Two who leave at once take turns at the companies they share, in one order, and at the office.
  await sql`
    select from client c where c.id in (select client_id from membership where account_id = ${request.accountId})
    order by c.id for no key update`.execute(tx)
  await sql`select from staff_member where role = 'admin' order by account_id for update`.execute(tx)
  if (await isLastOwnerSomewhere(tx, request.accountId)) return { ok: false, reason: 'last_owner' }
  if (await isLastAdmin(tx, request.accountId)) return { ok: false, reason: 'last_admin' }

  const { rows } = await sql<{ email: string; email_key: string; lang: Lang }>`
    update account set state = 'closed', locked_at = null where id = ${request.accountId} and state <> 'closed'
    returning email, email_key, lang`.execute(tx)
  const account = rows[0]
  if (!account) return { ok: false, reason: 'unknown' }
  await endSessions(tx, request.accountId)
  await forgetDevices(tx, request.accountId)
  await sql`delete from membership where account_id = ${request.accountId}`.execute(tx)
  await sql`delete from staff_member where account_id = ${request.accountId}`.execute(tx)
  await sql`
    update email_change set cancelled_at = now()
    where account_id = ${request.accountId} and completed_at is null and cancelled_at is null`.execute(tx)
  await endLinksTo(
    tx,
    account.email_key,
    ['reset', 'confirmation', 'email_new', 'email_old', 'email_undo', 'not_me'],
    'void',
  )
  await record(tx, 'account.closed', { by: request.by, accountId: request.accountId, object: account.email })
  await queueLetter(tx, {
    template: 'closed',
    lang: account.lang,
    to: account.email,
    params: {},
    accountId: request.accountId,
  })
  return { ok: true }
}

async function isLastOwnerSomewhere(tx: Tx, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    select from membership m join client c on c.id = m.client_id and c.state <> 'closed'
    where m.account_id = ${accountId} and m.role = 'owner' and not exists (
      select from membership o join account a on a.id = o.account_id and a.state = 'active'
      where o.client_id = m.client_id and o.role = 'owner' and o.account_id <> m.account_id)`.execute(tx)
  return rows.length > 0
}

async function isLastAdmin(tx: Tx, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    select from staff_member f where f.account_id = ${accountId} and f.role = 'admin' and not exists (
      select from staff_member o join account a on a.id = o.account_id and a.state = 'active'
      where o.role = 'admin' and o.account_id <> f.account_id)`.execute(tx)
  return rows.length > 0
}
