/** Reads about clients and their people that several pages share. */
import { sql } from 'kysely'
import type { ClientRole, StaffRole } from '../accounts/roles.ts'
import type { App } from '../app.ts'
import type { Queries } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import type { Policy } from './contract-policy.ts'
import { isId } from '../web/paging.ts'

export type ClientFacts = {
  id: string
  bin: string
  name: string
  state: 'active' | 'suspended' | 'closed'
  createdAt: Date
}

/** A client by the id of an address; undefined for anything that names none. */
export async function findClient(db: Queries, id: string): Promise<ClientFacts | undefined> {
  if (!isId(id)) return undefined
  const { rows } = await sql<ClientFacts>`
    select id, bin, name, state, created_at as "createdAt" from client where id = ${id}`.execute(db)
  return rows[0]
}

export type ContractFacts = {
  id: string
  number: string
  signedOn: string
  email: string
  state: 'active' | 'suspended' | 'closed'
  /** What it may owe for refuels on credit. */
  creditTiyn: bigint
  /** When its coupons become turnover (docs/decisions/turnover-at-hand-over.md). */
  turnover: Policy['turnover']
}

/** The client's contracts, the newest first. */
export async function listContracts(db: Queries, clientId: string): Promise<ContractFacts[]> {
  const { rows } = await sql<ContractFacts>`
    select id, number, signed_on as "signedOn", email, state, credit_limit_tiyn as "creditTiyn", turnover from contract
    where client_id = ${clientId} order by signed_on desc, id desc`.execute(db)
  return rows
}

export type PersonState = 'active' | 'locked' | 'suspended' | 'closed'

export type PersonFacts = {
  accountId: string
  email: string
  name: string
  phone: string | null
  lang: Lang
  role: ClientRole
  since: Date
  lastSignInAt: Date | null
  state: PersonState
  /** A colleague's account, too: what happens to it as a whole is the administrator's. */
  staff: StaffRole | null
}

/** A client's people by name, owners first. `locked`: sign-in is closed, at least to browsers it does not know. */
export async function listPeople(app: App, clientId: string): Promise<PersonFacts[]> {
  return readPeople(app, sql`m.client_id = ${clientId}`)
}

/** One of a client's people by the id of an address; undefined for anybody else. */
export async function findPerson(
  app: App,
  clientId: string,
  accountId: string,
): Promise<PersonFacts | undefined> {
  if (!isId(accountId)) return undefined
  return (await readPeople(app, sql`m.client_id = ${clientId} and m.account_id = ${accountId}`))[0]
}

type PersonRow = Omit<PersonFacts, 'state'> & {
  state: 'active' | 'suspended' | 'closed'
  locked: boolean
  key: string
}

async function readPeople(app: App, where: ReturnType<typeof sql>): Promise<PersonFacts[]> {
  const { rows } = await sql<PersonRow>`
    select a.id as "accountId", a.email, a.email_key as key, a.name, a.phone, a.lang, m.role, m.since,
      a.last_sign_in_at as "lastSignInAt", a.state, a.locked_at is not null as locked, f.role as staff
    from membership m join account a on a.id = m.account_id left join staff_member f on f.account_id = a.id
    where ${where} order by m.role <> 'owner', name_order(a.name) collate "C", a.email`.execute(app.db.read)
  const closed = await closedAddresses(app, rows)
  return rows.map(({ key, locked, ...person }) => ({
    ...person,
    state: person.state === 'active' && (locked || closed.has(key)) ? 'locked' : person.state,
  }))
}

// The counters of wrong passwords stand under secret names of the addresses; see accounts/lock.ts.
async function closedAddresses(app: App, people: { key: string }[]): Promise<Set<string>> {
  const named = people.flatMap(({ key }) => app.config.keys.macs('guard', key).map((mac) => ({ key, mac })))
  const { rows } = await sql<{ key: Buffer }>`
    select key from login_guard where locked_at is not null and key = any(${named.map(({ mac }) => mac)}::bytea[])`.execute(
    app.db.read,
  )
  const closed = new Set(rows.map((row) => row.key.toString('hex')))
  return new Set(named.filter(({ mac }) => closed.has(mac.toString('hex'))).map(({ key }) => key))
}

export type InvitationState = 'queued' | 'sent' | 'opened' | 'accepted' | 'expired' | 'revoked' | 'bounced'

export type InvitationLine = {
  id: string
  email: string
  name: string
  role: ClientRole
  sentAt: Date
  expiresAt: Date
  state: InvitationState
}

/** A client's invitations, the newest first, each with how far its newest letter has come. `open`: only those that wait. */
export async function listInvitations(
  db: Queries,
  clientId: string,
  options: { open: boolean; most: number },
): Promise<InvitationLine[]> {
  const { rows } = await sql<InvitationLine>`
    select i.id, i.email, i.name, i.role, i.sent_at as "sentAt", i.expires_at as "expiresAt",
      case
        when i.accepted_at is not null then 'accepted'
        when i.revoked_at is not null then 'revoked'
        when i.expires_at <= now() then 'expired'
        when l.state = 'bounced' then 'bounced'
        when i.opened_at is not null then 'opened'
        when l.state in ('queued', 'deferred') then 'queued'
        else 'sent' end as state
    from invitation i left join lateral (
        select state from letter where invitation_id = i.id order by created_at desc limit 1) l on true
    where i.client_id = ${clientId} and (not ${options.open} or (i.accepted_at is null and i.revoked_at is null))
    order by i.created_at desc, i.id desc limit ${options.most}`.execute(db)
  return rows
}
