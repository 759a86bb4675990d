import { sql } from 'kysely'
import type { App } from '../app.ts'
import { record } from '../audit/record.ts'
import { brokenConstraint, type Queries, type Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import { forgetDevices } from './device.ts'
import type { EmailAddress } from '../values/email-address.ts'
import { queueLetter } from './letter-params.ts'
import { endLink, endLinksTo, openLink, takeLink } from './link.ts'
import { sendReset } from './recover.ts'
import { endSessions, type Session, type Visitor } from './session.ts'

/**
 * Asks to sign in with another address from now on. Both sides must agree: a link goes to the new address, and one to
 * approve and one to cancel go to the old. Whether the new address is already somebody's is never told: its owner gets no
 * letter and the change simply never finishes. A newer wish takes the place of an open one.
 */
export async function requestEmailChange(
  app: App,
  tx: Tx,
  request: { session: Session; address: EmailAddress; visitor: Visitor },
): Promise<{ ok: true } | { ok: false; reason: 'same' }> {
  const { limits, keys } = app.config
  const { rows } = await sql<{ email: string; email_key: string; lang: Lang }>`
    select email, email_key, lang from account where id = ${request.session.accountId} and state = 'active' for no key update`.execute(
    tx,
  )
  const account = rows[0]
  if (!account || account.email_key === request.address.key) return { ok: false, reason: 'same' }
  await cancelPending(tx, request.session.accountId)
  const { rows: made } = await sql<{ id: string; taken: boolean }>`
    insert into email_change (account_id, old_email, old_key, new_email, new_key)
    values (${request.session.accountId}, ${account.email}, ${account.email_key}, ${request.address.shown}, ${request.address.key})
    returning id, exists (select from account where email_key = ${request.address.key} and state <> 'closed') as taken`.execute(
    tx,
  )
  const change = made[0]!
  const open = (purpose: 'email_new' | 'email_old' | 'email_undo', emailKey: string, minutes: number) =>
    openLink(tx, keys, { purpose, subjectId: change.id, emailKey, minutes })
  const both = { old: account.email, new: request.address.shown }
  const newLink = await open('email_new', request.address.key, limits.emailChangeHours * 60)
  if (!change.taken) {
    await queueLetter(tx, {
      template: 'email_new',
      lang: account.lang,
      to: request.address.shown,
      params: both,
      linkId: newLink,
      accountId: request.session.accountId,
    })
  }
  const oldLink = await open('email_old', account.email_key, limits.emailChangeHours * 60)
  const cancelLink = await open('email_undo', account.email_key, limits.undoDays * 24 * 60)
  await queueLetter(tx, {
    template: 'email_old',
    lang: account.lang,
    to: account.email,
    params: { ...both, cancelLink },
    linkId: oldLink,
    accountId: request.session.accountId,
  })
  await record(tx, 'email.change_requested', {
    by: { accountId: request.session.accountId, name: account.email, ...request.visitor },
    accountId: request.session.accountId,
    object: account.email,
    before: { email: account.email },
    after: { email: request.address.shown },
  })
  return { ok: true }
}

export type EmailChange = {
  id: string
  accountId: string
  old: string
  new: string
  newConfirmed: boolean
  oldConfirmed: boolean
}

/** The account's open wish for another address, for the security page. */
export async function pendingEmailChange(db: Queries, accountId: string): Promise<EmailChange | undefined> {
  return (
    await findChange(db, sql`account_id = ${accountId} and completed_at is null and cancelled_at is null`)
  )[0]
}

/** What a change's link is about, for its page. */
export async function emailChangeById(db: Queries, id: string): Promise<EmailChange | undefined> {
  return (await findChange(db, sql`id = ${id}`))[0]
}

export type ConfirmedChange =
  | { ok: true; finished: boolean; email: string }
  /** `dead`: used or ended. `stranger`: signed in as somebody else. `taken`: the address became somebody else's. */
  | { ok: false; reason: 'dead' | 'stranger' | 'taken' }

/**
 * Confirms one side of a change, by its link and signed in as the account. With both sides done the address changes:
 * links to the old one are void and other sessions end.
 */
export async function confirmEmailChange(
  app: App,
  request: { side: 'email_new' | 'email_old'; token: string; session: Session; visitor: Visitor },
): Promise<ConfirmedChange> {
  try {
    return await app.db.transaction(async (tx) => {
      const { rows: mine } = await sql`
        select from link l join email_change e on e.id = l.subject_id
        where l.token_hash = sha256(convert_to(${request.token}, 'UTF8')) and e.account_id = ${request.session.accountId}`.execute(
        tx,
      )
      if (mine.length === 0) return { ok: false, reason: 'stranger' }
      const link = await takeLink(tx, request.side, request.token)
      if (!link) return { ok: false, reason: 'dead' }
      const { rows } = await sql<{
        old_email: string
        old_key: string
        new_email: string
        new_key: string
        both: boolean
      }>`
        update email_change set
          new_confirmed_at = case when ${request.side} = 'email_new' then now() else new_confirmed_at end,
          old_confirmed_at = case when ${request.side} = 'email_old' then now() else old_confirmed_at end
        where id = ${link.subjectId} and completed_at is null and cancelled_at is null
        returning old_email, old_key, new_email, new_key, new_confirmed_at is not null and old_confirmed_at is not null as both`.execute(
        tx,
      )
      const change = rows[0]
      if (!change) return { ok: false, reason: 'dead' }
      const by = { accountId: request.session.accountId, name: request.session.email, ...request.visitor }
      await record(tx, 'email.change_confirmed', {
        by,
        accountId: request.session.accountId,
        object: request.side === 'email_new' ? change.new_email : change.old_email,
      })
      if (!change.both) return { ok: true, finished: false, email: change.new_email }

      await sql`update email_change set completed_at = now() where id = ${link.subjectId}`.execute(tx)
      await moveAccount(tx, request.session.accountId, {
        from: change.old_key,
        email: change.new_email,
        key: change.new_key,
      })
      await endSessions(tx, request.session.accountId, request.session.id)
      await record(tx, 'email.changed', {
        by,
        accountId: request.session.accountId,
        object: change.new_email,
        before: { email: change.old_email },
        after: { email: change.new_email },
      })
      await tellBoth(tx, request.session, change, link.subjectId)
      return { ok: true, finished: true, email: change.new_email }
    })
  } catch (error) {
    if (brokenConstraint(error) === 'account_email_once') return { ok: false, reason: 'taken' }
    throw error
  }
}

/**
 * Cancels a change from the old address. Up to seven days after it was finished it still takes the address back; whoever
 * finished it may know the password, so everything is closed and a recovery letter goes to the old address.
 */
export async function cancelEmailChange(
  app: App,
  tx: Tx,
  request: { token: string; visitor: Visitor },
): Promise<boolean> {
  const link = await takeLink(tx, 'email_undo', request.token)
  if (!link) return false
  const { rows } = await sql<{
    account_id: string
    old_email: string
    old_key: string
    new_email: string
    new_key: string
    completed_at: Date | null
    lang: Lang
  }>`
    select e.account_id, e.old_email, e.old_key, e.new_email, e.new_key, e.completed_at, a.lang
    from email_change e join account a on a.id = e.account_id
    where e.id = ${link.subjectId} and e.cancelled_at is null for no key update`.execute(tx)
  const change = rows[0]
  if (!change) return false
  await sql`update email_change set cancelled_at = now() where id = ${link.subjectId}`.execute(tx)
  await endLink(tx, 'email_new', link.subjectId, 'void')
  await endLink(tx, 'email_old', link.subjectId, 'void')
  const by = { accountId: change.account_id, name: change.old_email, ...request.visitor }
  await record(tx, 'email.change_cancelled', {
    by,
    accountId: change.account_id,
    object: change.old_email,
    before: { email: change.new_email },
    after: { email: change.old_email },
  })
  await queueLetter(tx, {
    template: 'email_change_cancelled',
    lang: change.lang,
    to: change.old_email,
    params: { old: change.old_email, new: change.new_email },
    accountId: change.account_id,
  })
  if (change.completed_at) {
    await moveAccount(tx, change.account_id, {
      from: change.new_key,
      email: change.old_email,
      key: change.old_key,
    })
    await sql`update account set locked_at = now() where id = ${change.account_id}`.execute(tx)
    await endSessions(tx, change.account_id)
    await forgetDevices(tx, change.account_id)
    await sendReset(app, tx, { accountId: change.account_id, by, unlimited: true })
  }
  return true
}

/** Drops the open wish, from the security page. */
export async function dropEmailChange(
  tx: Tx,
  request: { session: Session; visitor: Visitor },
): Promise<void> {
  const dropped = await cancelPending(tx, request.session.accountId)
  if (!dropped) return
  await record(tx, 'email.change_cancelled', {
    by: { accountId: request.session.accountId, name: request.session.email, ...request.visitor },
    accountId: request.session.accountId,
    object: request.session.email,
  })
}

async function cancelPending(tx: Tx, accountId: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update email_change set cancelled_at = now()
    where account_id = ${accountId} and completed_at is null and cancelled_at is null returning id`.execute(
    tx,
  )
  for (const { id } of rows) {
    for (const purpose of ['email_new', 'email_old', 'email_undo'] as const)
      await endLink(tx, purpose, id, 'superseded')
  }
  return rows.length > 0
}

async function moveAccount(
  tx: Tx,
  accountId: string,
  to: { from: string; email: string; key: string },
): Promise<void> {
  await sql`update account set email = ${to.email}, email_key = ${to.key} where id = ${accountId}`.execute(tx)
  await endLinksTo(tx, to.from, ['reset', 'invitation'], 'void')
}

async function tellBoth(
  tx: Tx,
  session: Session,
  change: { old_email: string; new_email: string },
  changeId: string,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from link where purpose = 'email_undo' and subject_id = ${changeId} and used_at is null and ended_at is null`.execute(
    tx,
  )
  const params = { old: change.old_email, new: change.new_email }
  const letter = { template: 'email_changed', lang: session.lang, accountId: session.accountId } as const
  await queueLetter(tx, { ...letter, to: change.new_email, params })
  await queueLetter(tx, {
    ...letter,
    to: change.old_email,
    params: rows[0] ? { ...params, cancelLink: rows[0].id } : params,
  })
}

async function findChange(db: Queries, where: ReturnType<typeof sql>): Promise<EmailChange[]> {
  const { rows } = await sql<{
    id: string
    account_id: string
    old_email: string
    new_email: string
    new_done: boolean
    old_done: boolean
  }>`
    select id, account_id, old_email, new_email, new_confirmed_at is not null as new_done, old_confirmed_at is not null as old_done
    from email_change where ${where}`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    old: row.old_email,
    new: row.new_email,
    newConfirmed: row.new_done,
    oldConfirmed: row.old_done,
  }))
}
