/**
 * The lock. Wrong passwords count in two zones: for the typed address from browsers the account has never used (a row in
 * `login_guard`, whether the address exists or not), and for each known browser by itself. Four in a row close the zone;
 * four from a known browser close everything. Time never opens it: a recovery does, or staff, or the owner in a session.
 */
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { record, type Actor } from '../audit/record.ts'
import type { Queries, Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import { queueLetter } from './letter-params.ts'

/** Forgets the wrong passwords typed for an address and opens it to unknown browsers. */
export async function clearGuard(app: App, tx: Tx, emailKey: string): Promise<void> {
  await sql`delete from login_guard where key = any(${app.config.keys.macs('guard', emailKey)}::bytea[])`.execute(
    tx,
  )
}

/** How the account's sign-in stands: open, closed to unknown browsers, or closed to all. */
export type LockState = { state: 'open' } | { state: 'untrusted' | 'all'; since: Date; fails: number }

export async function lockState(app: App, db: Queries, accountId: string): Promise<LockState> {
  const { rows } = await sql<{ email_key: string; locked_at: Date | null }>`
    select email_key, locked_at from account where id = ${accountId}`.execute(db)
  if (rows[0]?.locked_at)
    return { state: 'all', since: rows[0].locked_at, fails: app.config.limits.forgivenPasswords + 1 }
  const { rows: guards } = await sql<{ locked_at: Date; fails: number }>`
    select locked_at, fails from login_guard
    where key = any(${app.config.keys.macs('guard', rows[0]?.email_key ?? '')}::bytea[]) and locked_at is not null`.execute(
    db,
  )
  return guards[0]
    ? { state: 'untrusted', since: guards[0].locked_at, fails: guards[0].fails }
    : { state: 'open' }
}

/** Opens a locked account again and keeps its password. For staff, with a reason, and for the owner inside a living session. */
export async function unlock(
  app: App,
  tx: Tx,
  request: { accountId: string; by: Actor; reason?: string },
): Promise<boolean> {
  const { rows } = await sql<{ email: string; email_key: string; lang: Lang }>`
    update account set locked_at = null where id = ${request.accountId} and state = 'active' returning email, email_key, lang`.execute(
    tx,
  )
  const account = rows[0]
  if (!account) return false
  await clearGuard(app, tx, account.email_key)
  await sql`update device set fails = 0 where account_id = ${request.accountId} and revoked_at is null`.execute(
    tx,
  )
  await record(tx, 'sign_in.unlocked', {
    by: request.by,
    accountId: request.accountId,
    object: account.email,
    reason: request.reason,
  })
  await queueLetter(tx, {
    template: 'unlocked',
    lang: account.lang,
    to: account.email,
    params: {},
    accountId: request.accountId,
  })
  return true
}
