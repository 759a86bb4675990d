import { sql } from 'kysely'
import type { App } from '../app.ts'
import { record } from '../audit/record.ts'
import { brokenConstraint, type Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import { createAccount } from './create-account.ts'
import { queueLetter } from './letter-params.ts'
import { findLink, takeLink, type DeadLink } from './link.ts'
import type { ClientRole } from './roles.ts'
import type { Session, Visitor } from './session.ts'
import type { Queries } from '../db/database.ts'

/** What the page of an invitation shows. */
export type InvitationFacts = {
  id: string
  email: string
  name: string
  lang: Lang
  company: string | undefined
  contract: string | undefined
  role: string
  expiresAt: Date
  /** The address has an account: it joins by signing in, no new password is set. */
  hasAccount: boolean
}

/** Looks at an invitation through its link. Changes nothing but the note that the link was opened. */
export async function findInvitation(
  db: Queries,
  token: string,
): Promise<{ ok: true; invitation: InvitationFacts } | { ok: false; dead: DeadLink }> {
  const found = await findLink(db, 'invitation', token)
  if (!found.ok) return found
  const { rows } = await sql<InvitationRow>`
    select i.id, i.email, i.name, i.lang, i.role, i.expires_at, c.name as company, k.number as contract,
      exists (select from account a where a.email_key = i.email_key and a.state <> 'closed') as has_account
    from invitation i
      left join client c on c.id = i.client_id
      left join contract k on k.client_id = i.client_id and k.id = i.contract_id
    where i.id = ${found.link.subjectId}`.execute(db)
  const row = rows[0]!
  return {
    ok: true,
    invitation: {
      id: row.id,
      email: row.email,
      name: row.name,
      lang: row.lang,
      role: row.role,
      company: row.company ?? undefined,
      contract: row.contract ?? undefined,
      expiresAt: row.expires_at,
      hasAccount: row.has_account,
    },
  }
}

/** Notes that a person (or a mail scanner: it is only a hint for the inviter) has opened the link. */
export async function noteOpened(tx: Tx, invitationId: string): Promise<void> {
  await sql`update invitation set opened_at = now() where id = ${invitationId} and opened_at is null`.execute(
    tx,
  )
}

export type Accepted =
  | { ok: true; token: string; deviceCookie: string; lang: Lang }
  /** `dead`: used, withdrawn, replaced or expired meanwhile. `has_account`: the address got an account another way. */
  | { ok: false; reason: 'dead' | 'has_account' }

/**
 * Accepts an invitation with a password hashed beforehand: account, membership, session and audit in one transaction with
 * the taking of the link. Of many who try at once one succeeds. The person is signed in.
 */
export async function acceptInvitation(
  app: App,
  request: { token: string; passwordHash: string; deviceCookie: string | undefined; visitor: Visitor },
): Promise<Accepted> {
  try {
    return await app.db.transaction(async (tx) => {
      const link = await takeLink(tx, 'invitation', request.token)
      if (!link) return { ok: false, reason: 'dead' }
      const invitation = await closeInvitation(tx, link.subjectId)
      const opened = await createAccount(app, tx, {
        email: invitation.email,
        emailKey: invitation.email_key,
        name: invitation.name,
        lang: invitation.lang,
        passwordHash: request.passwordHash,
        deviceCookie: request.deviceCookie,
        visitor: request.visitor,
        place: async (accountId) => {
          await enter(tx, invitation, accountId)
          await sql`update invitation set accepted_at = now(), accepted_by = ${accountId} where id = ${invitation.id}`.execute(
            tx,
          )
        },
        clientId: invitation.client_id ?? undefined,
      })
      await record(tx, 'invitation.accepted', {
        by: { accountId: opened.accountId, name: invitation.email, ...request.visitor },
        accountId: opened.accountId,
        clientId: invitation.client_id ?? undefined,
        object: invitation.email,
        after: { role: invitation.role },
      })
      await queueLetter(tx, {
        template: 'welcome',
        lang: invitation.lang,
        to: invitation.email,
        params: { company: invitation.company ?? '', contract: invitation.contract ?? '' },
        accountId: opened.accountId,
      })
      return { ok: true, token: opened.token, deviceCookie: opened.deviceCookie, lang: invitation.lang }
    })
  } catch (error) {
    if (brokenConstraint(error) === 'account_email_once') return { ok: false, reason: 'has_account' }
    throw error
  }
}

/**
 * Adds one more company (or the retailer's office) to a person who is signed in with the invited address. False when the
 * link is dead or was written to somebody else.
 */
export async function joinByInvitation(
  tx: Tx,
  request: { token: string; session: Session; visitor: Visitor },
): Promise<boolean> {
  const { rows } = await sql<{
    email_key: string
  }>`select email_key from account where id = ${request.session.accountId} for no key update`.execute(tx)
  const { rows: mine } = await sql`
    select from link l where l.token_hash = sha256(convert_to(${request.token}, 'UTF8')) and l.email_key = ${rows[0]!.email_key}`.execute(
    tx,
  )
  if (mine.length === 0) return false
  const link = await takeLink(tx, 'invitation', request.token)
  if (!link) return false
  const invitation = await closeInvitation(tx, link.subjectId)
  await enter(tx, invitation, request.session.accountId)
  await sql`update invitation set accepted_at = now(), accepted_by = ${request.session.accountId} where id = ${invitation.id}`.execute(
    tx,
  )
  if (invitation.client_id) {
    await sql`update session set client_id = ${invitation.client_id} where id = ${request.session.id}`.execute(
      tx,
    )
    await tellOwners(tx, invitation, request.session)
  }
  await record(tx, 'invitation.joined', {
    by: { accountId: request.session.accountId, name: request.session.email, ...request.visitor },
    accountId: request.session.accountId,
    clientId: invitation.client_id ?? undefined,
    object: invitation.email,
    after: { role: invitation.role },
  })
  return true
}

type InvitationRow = {
  id: string
  email: string
  name: string
  lang: Lang
  role: string
  expires_at: Date
  company: string | null
  contract: string | null
  has_account: boolean
}

type ClosingInvitation = Omit<InvitationRow, 'expires_at' | 'has_account'> & {
  email_key: string
  client_id: string | null
}

async function closeInvitation(tx: Tx, invitationId: string): Promise<ClosingInvitation> {
  const { rows } = await sql<ClosingInvitation>`
    select i.id, i.email, i.email_key, i.name, i.lang, i.role, i.client_id, c.name as company, k.number as contract
    from invitation i
      left join client c on c.id = i.client_id
      left join contract k on k.client_id = i.client_id and k.id = i.contract_id
    where i.id = ${invitationId} and i.accepted_at is null and i.revoked_at is null for no key update of i`.execute(
    tx,
  )
  // A link is ended together with its invitation, so a living link without a living invitation cannot be.
  if (!rows[0]) throw new Error(`The living link of invitation ${invitationId} has no open invitation`)
  return rows[0]
}

async function enter(tx: Tx, invitation: ClosingInvitation, accountId: string): Promise<void> {
  if (invitation.client_id) {
    await sql`
      insert into membership (client_id, account_id, role) values (${invitation.client_id}, ${accountId}, ${invitation.role})
      on conflict (client_id, account_id) do nothing`.execute(tx)
  } else {
    await sql`
      insert into staff_member (account_id, role) values (${accountId}, ${invitation.role})
      on conflict (account_id) do nothing`.execute(tx)
  }
}

async function tellOwners(tx: Tx, invitation: ClosingInvitation, who: Session): Promise<void> {
  const { rows } = await sql<{ id: string; email: string; lang: Lang }>`
    select a.id, a.email, a.lang from membership m join account a on a.id = m.account_id
    where m.client_id = ${invitation.client_id} and m.role = 'owner' and a.state = 'active' and a.id <> ${who.accountId}`.execute(
    tx,
  )
  for (const owner of rows) {
    await queueLetter(tx, {
      template: 'joined',
      lang: owner.lang,
      to: owner.email,
      params: {
        who: who.name || who.email,
        company: invitation.company!,
        role: invitation.role as ClientRole,
      },
      accountId: owner.id,
      clientId: invitation.client_id!,
    })
  }
}
