import { sql } from 'kysely'
import type { App } from '../app.ts'
import { record } from '../audit/record.ts'
import type { Lang } from '../i18n/index.ts'
import { endLinksTo } from './link.ts'
import { clearGuard } from './lock.ts'
import { tellPasswordChanged } from './recover.ts'
import { endSessions, rotateSession, type Session, type Visitor } from './session.ts'

/** `ended`: too many wrong passwords inside this session, so it is over. `busy`: nothing was counted, ask again. */
export type ProofRefusal = 'wrong' | 'ended' | 'busy'

/**
 * Proves once more that the person at the keyboard is the account's owner, by the password. Wrong ones are counted apart
 * from sign-in: the fifth in a session ends that session and locks nothing.
 */
export async function proveIdentity(
  app: App,
  request: { session: Session; password: string; visitor: Visitor },
): Promise<{ ok: true; hash: string } | { ok: false; reason: ProofRefusal }> {
  const { session, visitor } = request
  const { rows } = await sql<{ password_hash: string }>`
    select password_hash from account where id = ${session.accountId} and state = 'active'`.execute(
    app.db.write,
  )
  const hash = rows[0]?.password_hash
  // Reserved before hashing: of many guesses sent at once only the allowed ones are evaluated.
  const { rows: reserved } = await sql<{ wrong_passwords: number }>`
    update session set wrong_passwords = wrong_passwords + 1 where id = ${session.id} returning wrong_passwords`.execute(
    app.db.write,
  )
  const tries = reserved[0]?.wrong_passwords
  const allowed = app.config.limits.wrongProofsPerSession
  if (tries === undefined || tries > allowed) return { ok: false, reason: 'ended' }

  const right = await app.hasher.verify(hash, request.password, { priority: 'known' })
  if (right === 'overloaded' || right === 'gone') {
    await sql`update session set wrong_passwords = greatest(wrong_passwords - 1, 0) where id = ${session.id}`.execute(
      app.db.write,
    )
    return { ok: false, reason: 'busy' }
  }
  const by = { accountId: session.accountId, name: session.email, ...visitor }
  return app.db.transaction(async (tx) => {
    if (right && hash) {
      await sql`update session set proved_at = now(), wrong_passwords = 0 where id = ${session.id}`.execute(
        tx,
      )
      await record(tx, 'identity.proved', { by, accountId: session.accountId, object: session.email })
      return { ok: true, hash }
    }
    await record(tx, 'identity.refused', { by, accountId: session.accountId, object: session.email })
    if (tries < allowed) return { ok: false, reason: 'wrong' }
    await sql`delete from session where id = ${session.id}`.execute(tx)
    await record(tx, 'session.ended', { by, accountId: session.accountId, object: session.email })
    return { ok: false, reason: 'ended' }
  })
}

/** Whether the last proof is young enough for an important act (`limits.proofMinutes`). */
export function isProofFresh(app: App, session: Session): boolean {
  return Date.now() - session.provedAt.getTime() < app.config.limits.proofMinutes * 60_000
}

/**
 * Sets a new password for a signed-in person whose current one was verified against `verifiedHash`. Other sessions end,
 * this one gets a new token, waiting resets are void, and a lock is open again. Undefined when the password was changed
 * somewhere else in the meantime.
 */
export async function changePassword(
  app: App,
  request: { session: Session; verifiedHash: string; passwordHash: string; visitor: Visitor },
): Promise<{ token: string } | undefined> {
  const { session, visitor } = request
  return app.db.transaction(async (tx) => {
    const { rows } = await sql<{ email: string; email_key: string; lang: Lang }>`
      update account set password_hash = ${request.passwordHash}, password_changed_at = now(), locked_at = null
      where id = ${session.accountId} and password_hash = ${request.verifiedHash} and state = 'active'
      returning email, email_key, lang`.execute(tx)
    const account = rows[0]
    if (!account) return undefined
    await endSessions(tx, session.accountId, session.id)
    const token = await rotateSession(tx, session.id)
    await endLinksTo(tx, account.email_key, ['reset'], 'void')
    await clearGuard(app, tx, account.email_key)
    await record(tx, 'password.changed', {
      by: { accountId: session.accountId, name: session.email, ...visitor },
      accountId: session.accountId,
      object: account.email,
    })
    await tellPasswordChanged(app, tx, { accountId: session.accountId, ...account, visitor })
    return { token }
  })
}
