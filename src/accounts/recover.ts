import { sql } from 'kysely'
import type { App } from '../app.ts'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import { rememberDevice, forgetDevices } from './device.ts'
import { queueLetter } from './letter-params.ts'
import { endLinksTo, openLink, takeLink } from './link.ts'
import { clearGuard } from './lock.ts'
import { endSessions, type Visitor } from './session.ts'
import { circumstance } from './circumstance.ts'

/**
 * Sends the letter with the link «Изменить пароль» to an active account's stored address. Beyond the account's quotas
 * (one a minute, three an hour, ten a day) it does nothing at all: the earlier link stays good, so nobody can keep ending it.
 * Answers whether a letter was queued; the person who asked never learns.
 */
export async function sendReset(
  app: App,
  tx: Tx,
  request: { accountId: string; by: Actor; unlimited?: boolean },
): Promise<boolean> {
  const { limits } = app.config
  const { rows } = await sql<{ email: string; email_key: string; lang: Lang }>`
    select email, email_key, lang from account where id = ${request.accountId} and state = 'active' for no key update`.execute(
    tx,
  )
  const account = rows[0]
  if (!account) return false
  if (!request.unlimited) {
    const { rows: sent } = await sql<{ over: boolean }>`
      select count(*) filter (where created_at > now() - make_interval(secs => ${limits.resetLetterGapSeconds})) >= 1
          or count(*) filter (where created_at > now() - interval '1 hour') >= ${limits.resetLettersPerHour}
          or count(*) >= ${limits.resetLettersPerDay} as over
      from letter where account_id = ${request.accountId} and template = 'reset' and created_at > now() - interval '1 day'`.execute(
      tx,
    )
    if (sent[0]?.over) return false
  }
  const linkId = await openLink(tx, app.config.keys, {
    purpose: 'reset',
    subjectId: request.accountId,
    emailKey: account.email_key,
    minutes: limits.resetMinutes,
  })
  await queueLetter(tx, {
    template: 'reset',
    lang: account.lang,
    to: account.email,
    params: {},
    linkId,
    accountId: request.accountId,
  })
  await record(tx, 'password.reset_requested', {
    by: request.by,
    accountId: request.accountId,
    object: account.email,
  })
  return true
}

export type Recovered = { ok: true; lang: Lang; deviceCookie: string } | { ok: false; reason: 'dead' }

/**
 * Finishes a recovery: the new password stands, the lock is open, every session and every known browser is gone, and so
 * are all other links that could still change the account. Nobody is signed in; this browser is remembered, so that
 * whoever locks the address again does not shut its owner out.
 */
export async function finishRecovery(
  app: App,
  request: { token: string; passwordHash: string; deviceCookie: string | undefined; visitor: Visitor },
): Promise<Recovered> {
  return app.db.transaction(async (tx) => {
    const link = await takeLink(tx, 'reset', request.token)
    if (!link) return { ok: false, reason: 'dead' }
    const { rows } = await sql<{ email: string; email_key: string; lang: Lang }>`
      update account set password_hash = ${request.passwordHash}, password_changed_at = now(), locked_at = null
      where id = ${link.subjectId} and state = 'active' and email_key = ${link.emailKey}
      returning email, email_key, lang`.execute(tx)
    const account = rows[0]
    // Suspended or re-addressed since the letter: the link is spent and opens nothing.
    if (!account) return { ok: false, reason: 'dead' }
    await endSessions(tx, link.subjectId)
    await forgetDevices(tx, link.subjectId)
    await dropEmailChange(tx, link.subjectId)
    await endLinksTo(
      tx,
      account.email_key,
      ['reset', 'confirmation', 'email_new', 'email_old', 'not_me'],
      'void',
    )
    await clearGuard(app, tx, account.email_key)
    const device = await rememberDevice(tx, {
      accountId: link.subjectId,
      cookie: undefined,
      userAgent: request.visitor.userAgent,
    })
    await record(tx, 'password.reset', {
      by: { accountId: link.subjectId, name: account.email, ...request.visitor },
      accountId: link.subjectId,
      object: account.email,
    })
    await tellPasswordChanged(app, tx, { accountId: link.subjectId, ...account, visitor: request.visitor })
    return { ok: true, lang: account.lang, deviceCookie: device.cookie }
  })
}

/** The letter about a new password, with the link «Это не я». */
export async function tellPasswordChanged(
  app: App,
  tx: Tx,
  account: { accountId: string; email: string; email_key: string; lang: Lang; visitor: Visitor },
): Promise<void> {
  const linkId = await openLink(tx, app.config.keys, {
    purpose: 'not_me',
    subjectId: account.accountId,
    emailKey: account.email_key,
    minutes: app.config.limits.undoDays * 24 * 60,
  })
  await queueLetter(tx, {
    template: 'password_changed',
    lang: account.lang,
    to: account.email,
    params: circumstance(account.visitor),
    linkId,
    accountId: account.accountId,
  })
}

/**
 * «Это не я»: the owner of the address says that somebody else changed the password. Everything is closed at once (every
 * session, every browser, the sign-in itself), and a letter with a new link goes to the stored address.
 */
export async function reportStranger(
  app: App,
  tx: Tx,
  request: { token: string; visitor: Visitor },
): Promise<boolean> {
  const link = await takeLink(tx, 'not_me', request.token)
  if (!link) return false
  const { rows } = await sql<{ email: string }>`
    update account set locked_at = now() where id = ${link.subjectId} and state = 'active' returning email`.execute(
    tx,
  )
  if (!rows[0]) return false
  await endSessions(tx, link.subjectId)
  await forgetDevices(tx, link.subjectId)
  await dropEmailChange(tx, link.subjectId)
  const by: Actor = { accountId: link.subjectId, name: rows[0].email, ...request.visitor }
  await record(tx, 'account.reported', { by, accountId: link.subjectId, object: rows[0].email })
  await sendReset(app, tx, { accountId: link.subjectId, by, unlimited: true })
  return true
}

async function dropEmailChange(tx: Tx, accountId: string): Promise<void> {
  await sql`
    update email_change set cancelled_at = now() where account_id = ${accountId} and completed_at is null and cancelled_at is null`.execute(
    tx,
  )
}
