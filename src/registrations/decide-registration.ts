import { sql } from 'kysely'
import { withdrawInvitation } from '../accounts/invite.ts'
import { queueLetter } from '../accounts/letter-params.ts'
import type { ClientRole } from '../accounts/roles.ts'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import { openClient } from '../clients/add-client.ts'

export type ApprovalRequest = {
  registrationId: string
  role: ClientRole
  /** For a BIN that is new to us: the company and the contract to add. Ignored when a client with the BIN is there. */
  contract: { company: string; number: string; signedOn: string } | undefined
  by: Actor
}

export type Approval =
  | { ok: true; number: bigint; clientId: string; email: string }
  /**
   * `decided`: somebody was faster. `no_contract`: the BIN is new and no contract was given. `number_taken`: the
   * contract's number belongs to another client. `client_inactive`, `person_inactive`: suspended or closed meanwhile.
   */
  | {
      ok: false
      reason: 'unknown' | 'decided' | 'no_contract' | 'number_taken' | 'client_inactive' | 'person_inactive'
    }

/**
 * Lets the person who asked into their company's cabinet: the client with the request's BIN, or a new one with the given
 * contract. Their open pages show the company from the next request on, and a letter tells them. Decided once.
 */
export async function approveRegistration(tx: Tx, request: ApprovalRequest): Promise<Approval> {
  const { by, role } = request
  const registration = await lockRegistration(tx, request.registrationId)
  if (!registration) return { ok: false, reason: 'unknown' }
  if (registration.state !== 'new') return { ok: false, reason: 'decided' }
  if (registration.personState !== 'active') return { ok: false, reason: 'person_inactive' }
  const client = await findOrOpenClient(tx, registration, request)
  if (!client.ok) return client

  const { accountId, email, lang, number } = registration
  await sql`
    update registration set state = 'approved', client_id = ${client.id}, decided_at = now(), decided_by = ${by.accountId ?? null}
    where id = ${request.registrationId}`.execute(tx)
  await sql`
    insert into membership (client_id, account_id, role) values (${client.id}, ${accountId}, ${role})
    on conflict (client_id, account_id) do nothing`.execute(tx)
  await withdrawOpenInvitation(tx, client.id, registration.emailKey, by)
  await sql`update session set client_id = ${client.id} where account_id = ${accountId} and client_id is null`.execute(
    tx,
  )
  await record(tx, 'registration.approved', {
    by,
    accountId,
    clientId: client.id,
    object: email,
    after: { number: String(number), role },
  })
  await queueLetter(tx, {
    template: 'registration_approved',
    lang,
    to: email,
    params: { number: String(number), company: client.name },
    accountId,
    clientId: client.id,
  })
  return { ok: true, number, clientId: client.id, email }
}

export type Decline =
  | { ok: true; number: bigint; email: string }
  | { ok: false; reason: 'unknown' | 'decided' }

/** Refuses a request; the person reads the reason in a letter. Their account stays, without a company. Decided once. */
export async function declineRegistration(
  tx: Tx,
  request: { registrationId: string; reason: string; by: Actor },
): Promise<Decline> {
  const registration = await lockRegistration(tx, request.registrationId)
  if (!registration) return { ok: false, reason: 'unknown' }
  if (registration.state !== 'new') return { ok: false, reason: 'decided' }
  const { accountId, email, lang, number } = registration
  await sql`
    update registration set state = 'declined', reason = ${request.reason}, decided_at = now(),
      decided_by = ${request.by.accountId ?? null}
    where id = ${request.registrationId}`.execute(tx)
  await record(tx, 'registration.declined', {
    by: request.by,
    accountId,
    object: email,
    after: { number: String(number) },
    reason: request.reason,
  })
  await queueLetter(tx, {
    template: 'registration_declined',
    lang,
    to: email,
    params: { number: String(number), reason: request.reason },
    accountId,
  })
  return { ok: true, number, email }
}

type Registration = {
  number: bigint
  state: string
  bin: string
  accountId: string
  personState: string
  /** The person's address today: they may have changed it since they asked. */
  email: string
  emailKey: string
  lang: Lang
}

// An unconfirmed request has no account and is nobody's to decide: it is as unknown as one that does not exist.
async function lockRegistration(tx: Tx, id: string): Promise<Registration | undefined> {
  const { rows } = await sql<Registration>`
    select r.number, r.state, r.bin, r.account_id as "accountId", a.state as "personState", a.email,
      a.email_key as "emailKey", a.lang
    from registration r join account a on a.id = r.account_id
    where r.id = ${id} and r.state in ('new', 'approved', 'declined') for no key update of r`.execute(tx)
  return rows[0]
}

type Found =
  | { ok: true; id: string; name: string }
  | { ok: false; reason: 'no_contract' | 'number_taken' | 'client_inactive' }

async function findOrOpenClient(
  tx: Tx,
  registration: Registration,
  request: ApprovalRequest,
): Promise<Found> {
  const known = await findClient(tx, registration.bin)
  if (known) return known
  const { contract, by } = request
  if (!contract) return { ok: false, reason: 'no_contract' }
  const opened = await openClient(
    tx,
    {
      bin: registration.bin,
      name: contract.company,
      contractNumber: contract.number,
      signedOn: contract.signedOn,
      email: registration.email,
    },
    by,
  )
  if (opened.ok) return { ok: true, id: opened.clientId, name: contract.company }
  if (opened.reason === 'number_taken') return { ok: false, reason: 'number_taken' }
  // Two requests of one company approved at once: the other one has just added it.
  const added = await findClient(tx, registration.bin)
  if (!added) throw new Error(`The BIN ${registration.bin} is taken by a client that is not there`)
  return added
}

async function findClient(tx: Tx, bin: string): Promise<Found | undefined> {
  const { rows } = await sql<{ id: string; name: string; state: string }>`
    select id, name, state from client where bin = ${bin} for share`.execute(tx)
  const client = rows[0]
  if (!client) return undefined
  if (client.state !== 'active') return { ok: false, reason: 'client_inactive' }
  return { ok: true, id: client.id, name: client.name }
}

async function withdrawOpenInvitation(tx: Tx, clientId: string, emailKey: string, by: Actor): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from invitation
    where client_id = ${clientId} and email_key = ${emailKey} and accepted_at is null and revoked_at is null`.execute(
    tx,
  )
  for (const { id } of rows) await withdrawInvitation(tx, { invitationId: id, by })
}
