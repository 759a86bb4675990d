import { sql } from 'kysely'
import type { App } from '../app.ts'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import type { EmailAddress } from '../values/email-address.ts'
import { queueLetter } from './letter-params.ts'
import { endLink, openLink } from './link.ts'
import type { ClientRole, StaffRole } from './roles.ts'

/** Whom to, and into what: a client's cabinet under a contract, or the retailer's own staff. */
export type InviteRequest = {
  address: EmailAddress
  name: string
  lang: Lang
  by: Actor
  batchId?: string
} & (
  | { clientId: string; contractId: string | undefined; role: ClientRole }
  | { clientId?: undefined; contractId?: undefined; role: StaffRole }
)

export type Invited =
  | { ok: true; invitationId: string; resent: boolean; expiresAt: Date }
  /** `too_soon`: one was sent within the last minute. `inactive`: the company is suspended, or the person is. */
  | { ok: false; reason: 'already_member' | 'too_soon' | 'inactive' | 'unknown_client' }

/**
 * Invites a person. Nothing exists for the address until the letter's link is followed and a password set; inviting again
 * makes a new letter and a new term, and the earlier letter's link ends. Somebody who has an account already is invited
 * to join with it.
 */
export async function invite(app: App, tx: Tx, request: InviteRequest): Promise<Invited> {
  if (request.clientId) {
    const client = await lockClient(tx, request.clientId)
    if (!client) return { ok: false, reason: 'unknown_client' }
    if (client.state !== 'active') return { ok: false, reason: 'inactive' }
  }
  const person = await findPerson(tx, request)
  if (person?.belongs) return { ok: false, reason: 'already_member' }
  if (person?.state === 'suspended') return { ok: false, reason: 'inactive' }

  const open = await openInvitation(app, tx, request)
  if (!open) return { ok: false, reason: 'too_soon' }
  await sendInvitation(app, tx, open.id)
  await record(
    tx,
    request.clientId ? (open.resent ? 'invitation.resent' : 'invitation.sent') : 'staff.invited',
    {
      by: request.by,
      clientId: request.clientId,
      object: request.address.shown,
      after: { role: request.role },
    },
  )
  return { ok: true, invitationId: open.id, resent: open.resent, expiresAt: open.expires_at }
}

/**
 * Writes the letter of an open invitation, with a link that lives as long as the invitation does. The caller holds the
 * invitation's row.
 */
export async function sendInvitation(app: App, tx: Tx, invitationId: string): Promise<void> {
  const { rows } = await sql<LetterFacts>`
    select i.email, i.email_key, i.lang, i.role, i.client_id, i.batch_id, i.expires_at, c.name as company, k.number as contract,
      exists (select from account a where a.email_key = i.email_key and a.state <> 'closed') as has_account
    from invitation i
      left join client c on c.id = i.client_id
      left join contract k on k.client_id = i.client_id and k.id = i.contract_id
    where i.id = ${invitationId}`.execute(tx)
  const facts = rows[0]!
  const linkId = await openLink(tx, app.config.keys, {
    purpose: 'invitation',
    subjectId: invitationId,
    emailKey: facts.email_key,
    minutes: Math.max(1, Math.ceil((facts.expires_at.getTime() - Date.now()) / 60_000)),
  })
  const envelope = { lang: facts.lang, to: facts.email, linkId, invitationId, bulk: facts.batch_id !== null }
  if (!facts.client_id)
    return void (await queueLetter(tx, {
      ...envelope,
      template: 'staff_invitation',
      params: { role: facts.role as StaffRole },
    }))
  await queueLetter(tx, {
    ...envelope,
    template: facts.has_account ? 'invitation_join' : 'invitation',
    params: { company: facts.company!, contract: facts.contract ?? '', role: facts.role as ClientRole },
    clientId: facts.client_id,
  })
}

export type Resent =
  | { ok: true; expiresAt: Date }
  | { ok: false; reason: 'unknown' | 'accepted' | 'withdrawn' | 'too_soon' | 'too_many' }

/**
 * Sends an invitation's letter once more. Staff and owners (`renew`) give it a new term; an invitee's own wish keeps the
 * term that runs and renews one that is over. At most one a minute, and for invitees `limits.resendsPerDay`.
 */
export async function resendInvitation(
  app: App,
  tx: Tx,
  request: { invitationId: string; by: Actor; renew: boolean },
): Promise<Resent> {
  const { limits } = app.config
  const { rows } = await sql<{
    client_id: string | null
    email: string
    accepted: boolean
    withdrawn: boolean
    recent: boolean
    today: number
  }>`
    select client_id, email, accepted_at is not null as accepted, revoked_at is not null as withdrawn,
      sent_at > now() - make_interval(secs => ${limits.resendGapSeconds}) as recent,
      (select count(*)::int from letter l where l.invitation_id = i.id and l.created_at > now() - interval '1 day') as today
    from invitation i where id = ${request.invitationId} for no key update of i`.execute(tx)
  const found = rows[0]
  if (!found) return { ok: false, reason: 'unknown' }
  if (found.accepted) return { ok: false, reason: 'accepted' }
  if (found.withdrawn) return { ok: false, reason: 'withdrawn' }
  if (found.recent) return { ok: false, reason: 'too_soon' }
  if (!request.renew && found.today > limits.resendsPerDay) return { ok: false, reason: 'too_many' }
  const { rows: renewed } = await sql<{ expires_at: Date }>`
    update invitation set sent_at = now(), sent_count = sent_count + 1, reminded_at = null,
      expires_at = case when ${request.renew} or expires_at <= now() then now() + make_interval(days => ${limits.invitationDays}) else expires_at end
    where id = ${request.invitationId} returning expires_at`.execute(tx)
  await sendInvitation(app, tx, request.invitationId)
  await record(tx, 'invitation.resent', {
    by: request.by,
    clientId: found.client_id ?? undefined,
    object: found.email,
  })
  return { ok: true, expiresAt: renewed[0]!.expires_at }
}

/** Withdraws an open invitation: its link says so from the next moment on. False when it was accepted or withdrawn already. */
export async function withdrawInvitation(
  tx: Tx,
  request: { invitationId: string; by: Actor },
): Promise<boolean> {
  const { rows } = await sql<{ email: string; client_id: string | null }>`
    update invitation set revoked_at = now()
    where id = ${request.invitationId} and accepted_at is null and revoked_at is null returning email, client_id`.execute(
    tx,
  )
  if (!rows[0]) return false
  await endLink(tx, 'invitation', request.invitationId, 'revoked')
  await record(tx, 'invitation.withdrawn', {
    by: request.by,
    clientId: rows[0].client_id ?? undefined,
    object: rows[0].email,
  })
  return true
}

type LetterFacts = {
  email: string
  email_key: string
  lang: Lang
  role: string
  client_id: string | null
  batch_id: string | null
  expires_at: Date
  company: string | null
  contract: string | null
  has_account: boolean
}

async function lockClient(tx: Tx, clientId: string): Promise<{ state: string } | undefined> {
  const { rows } = await sql<{
    state: string
  }>`select state from client where id = ${clientId} for share`.execute(tx)
  return rows[0]
}

async function findPerson(
  tx: Tx,
  request: InviteRequest,
): Promise<{ state: string; belongs: boolean } | undefined> {
  const { rows } = await sql<{ state: string; belongs: boolean }>`
    select a.state, case when ${request.clientId ?? null}::uuid is null
        then exists (select from staff_member f where f.account_id = a.id)
        else exists (select from membership m where m.account_id = a.id and m.client_id = ${request.clientId ?? null}::uuid) end as belongs
    from account a where a.email_key = ${request.address.key} and a.state <> 'closed'`.execute(tx)
  return rows[0]
}

// One open invitation an address and company: the index refuses a second, so two who invite at once make one.
async function openInvitation(
  app: App,
  tx: Tx,
  request: InviteRequest,
): Promise<{ id: string; expires_at: Date; resent: boolean } | undefined> {
  const { limits } = app.config
  const { rows: made } = await sql<{ id: string; expires_at: Date }>`
    insert into invitation (client_id, contract_id, email, email_key, name, role, lang, invited_by, batch_id, expires_at)
    values (${request.clientId ?? null}, ${request.contractId ?? null}, ${request.address.shown}, ${request.address.key}, ${request.name},
      ${request.role}, ${request.lang}, ${request.by.accountId ?? null}, ${request.batchId ?? null},
      now() + make_interval(days => ${limits.invitationDays}))
    on conflict do nothing returning id, expires_at`.execute(tx)
  if (made[0]) return { ...made[0], resent: false }
  const { rows: renewed } = await sql<{ id: string; expires_at: Date }>`
    update invitation set name = ${request.name}, role = ${request.role}, lang = ${request.lang}, sent_at = now(), sent_count = sent_count + 1,
      reminded_at = null, expires_at = now() + make_interval(days => ${limits.invitationDays})
    where email_key = ${request.address.key} and client_id is not distinct from ${request.clientId ?? null}::uuid
      and accepted_at is null and revoked_at is null and sent_at <= now() - make_interval(secs => ${limits.resendGapSeconds})
    returning id, expires_at`.execute(tx)
  return renewed[0] && { ...renewed[0], resent: true }
}
