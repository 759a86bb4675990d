import { sql, type RawBuilder } from 'kysely'
import { parseEmailAddress } from '../values/email-address.ts'
import type { Purpose } from '../accounts/link.ts'
import type { ClientRole } from '../accounts/roles.ts'
import { isAsked } from '../clients/find-clients.ts'
import type { InvitationState } from '../clients/queries.ts'
import type { Queries } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import type { LetterState } from '../letters/find-letters.ts'
import { atPlace, beginsWith, isId, type Place } from '../web/paging.ts'

/** The states of the list's filter, in the order of its links. */
export const FILTER_STATES = ['sent', 'opened', 'accepted', 'expired', 'revoked', 'bounced'] as const
export type FilterState = (typeof FILTER_STATES)[number]

/**
 * What to look for: an address or how it begins, a company, its BIN or its contract; the state; and whether only those
 * that end soon.
 */
export type InvitationFilter = { typed: string; state: FilterState | undefined; ending: boolean }

export type InvitationRow = {
  id: string
  email: string
  name: string
  role: ClientRole
  clientId: string
  clientName: string
  sentAt: Date
  openedAt: Date | null
  acceptedAt: Date | null
  state: InvitationState
  letterState: LetterState | null
  serverAnswer: string | null
}

// The invitations of clients with their newest letter. The retailer's own people are invited on a page of their own.
const FROM = sql`
  invitation i
    join client c on c.id = i.client_id
    left join contract k on k.client_id = i.client_id and k.id = i.contract_id
    left join lateral (
      select state, server_answer from letter where invitation_id = i.id order by created_at desc limit 1) l on true`

const OPEN = sql`i.accepted_at is null and i.revoked_at is null`
const LIVE = sql`${OPEN} and i.expires_at > now()`

/** An invitation that ends sooner than this deserves a call. */
export const ENDING_DAYS = 2
/** The condition of the invitations (`i`) that wait for their reader and end soon. */
export const ENDING = sql`${LIVE} and i.expires_at < now() + make_interval(days => ${ENDING_DAYS})`

const CONDITIONS: Record<FilterState, RawBuilder<unknown>> = {
  sent: sql`${LIVE} and i.opened_at is null and l.state is distinct from 'bounced'`,
  opened: sql`${LIVE} and i.opened_at is not null and l.state is distinct from 'bounced'`,
  accepted: sql`i.accepted_at is not null`,
  expired: sql`${OPEN} and i.expires_at <= now()`,
  revoked: sql`i.revoked_at is not null`,
  bounced: sql`${LIVE} and l.state = 'bounced'`,
}

// As on the client's page (clients/queries.ts): what has ended counts before what became of the letter.
const STATE = sql`
  case
    when i.accepted_at is not null then 'accepted'
    when i.revoked_at is not null then 'revoked'
    when i.expires_at <= now() then 'expired'
    when l.state = 'bounced' then 'bounced'
    when i.opened_at is not null then 'opened'
    when l.state in ('queued', 'deferred') then 'queued'
    else 'sent' end`

/** The invitations a filter finds around a place, the newest first, one more than `size` when the list goes on. */
export async function findInvitations(
  db: Queries,
  filter: InvitationFilter,
  place: Place,
  size: number,
): Promise<InvitationRow[]> {
  const { condition, order } = atPlace(place, 'invitation', 'i', size)
  const { rows } = await sql<InvitationRow>`
    select i.id, i.email, i.name, i.role, i.client_id as "clientId", c.name as "clientName", i.sent_at as "sentAt",
      i.opened_at as "openedAt", i.accepted_at as "acceptedAt", ${STATE} as state, l.state as "letterState",
      l.server_answer as "serverAnswer"
    from ${FROM}
    where ${filter.state ? CONDITIONS[filter.state] : sql`true`} and ${matching(filter)} ${condition} ${order}`.execute(
    db,
  )
  return rows
}

/** How many of those the filter finds there are in each state, for its links. */
export async function countInvitations(
  db: Queries,
  filter: Omit<InvitationFilter, 'state'>,
): Promise<Record<FilterState, number>> {
  const counts = FILTER_STATES.map(
    (state) => sql`count(*) filter (where ${CONDITIONS[state]})::int as ${sql.ref(state)}`,
  )
  const { rows } = await sql<Record<FilterState, number>>`
    select ${sql.join(counts)} from ${FROM} where ${matching(filter)}`.execute(db)
  return rows[0]!
}

function matching({ typed, ending }: Omit<InvitationFilter, 'state'>): RawBuilder<unknown> {
  return sql`${ending ? ENDING : sql`true`} and ${isAsked(typed) ? found(typed) : sql`true`}`
}

function found(typed: string): RawBuilder<unknown> {
  const address = parseEmailAddress(typed)
  const begins = address.ok ? address.key : typed.toLowerCase()
  return sql`i.id in (
    with q as materialized (select search_query(${typed}) as asked)
    select id from invitation where email_key like ${beginsWith(begins)}
    union select i.id from client c join invitation i on i.client_id = c.id, q
      where search_text(c.bin || ' ' || c.name) @@ q.asked
    union select i.id from contract k join invitation i on i.client_id = k.client_id, q
      where search_text(k.number || ' ' || k.email) @@ q.asked)`
}

export type InvitationFacts = InvitationRow & {
  lang: Lang
  contract: string | null
  contractEmail: string | null
  createdAt: Date
  sentCount: number
  expiresAt: Date
  revokedAt: Date | null
  batchId: string | null
  inviter: string
}

/** One invitation of a client by the id of an address; undefined for anything else. */
export async function findInvitation(db: Queries, id: string): Promise<InvitationFacts | undefined> {
  if (!isId(id)) return undefined
  const { rows } = await sql<InvitationFacts>`
    select i.id, i.email, i.name, i.role, i.lang, i.client_id as "clientId", c.name as "clientName", k.number as contract,
      k.email as "contractEmail", i.created_at as "createdAt", i.sent_at as "sentAt", i.sent_count as "sentCount",
      i.expires_at as "expiresAt", i.opened_at as "openedAt", i.accepted_at as "acceptedAt", i.revoked_at as "revokedAt",
      i.batch_id as "batchId", coalesce(nullif(a.name, ''), a.email, '') as inviter, ${STATE} as state,
      l.state as "letterState", l.server_answer as "serverAnswer"
    from ${FROM} left join account a on a.id = i.invited_by
    where i.id = ${id}`.execute(db)
  return rows[0]
}

export type SentLetter = {
  id: string
  template: string
  state: LetterState
  createdAt: Date
  sentAt: Date | null
  serverAnswer: string | null
}

/** Every letter of an invitation, the newest first. */
export async function findLettersOf(db: Queries, invitationId: string): Promise<SentLetter[]> {
  const { rows } = await sql<SentLetter>`
    select id, template, state, created_at as "createdAt", sent_at as "sentAt", server_answer as "serverAnswer"
    from letter where invitation_id = ${invitationId} order by created_at desc, id desc limit 100`.execute(db)
  return rows
}

/** The living link of an invitation, as much of it as its address is derived from. */
export async function findLiveLink(
  db: Queries,
  invitationId: string,
): Promise<{ id: string; purpose: Purpose; tokenHash: Buffer } | undefined> {
  const { rows } = await sql<{ id: string; purpose: Purpose; tokenHash: Buffer }>`
    select id, purpose, token_hash as "tokenHash" from link
    where purpose = 'invitation' and subject_id = ${invitationId}
      and used_at is null and ended_at is null and expires_at > now()`.execute(db)
  return rows[0]
}

export type ContractChoice = {
  contractId: string
  number: string
  email: string
  clientId: string
  name: string
  bin: string
}

/** The contracts of these clients that people can be invited under, in the order of the clients given. */
export async function findContracts(db: Queries, clientIds: string[]): Promise<ContractChoice[]> {
  const { rows } = await sql<ContractChoice>`
    select k.id as "contractId", k.number, k.email, c.id as "clientId", c.name, c.bin
    from contract k join client c on c.id = k.client_id
    where k.client_id = any(${clientIds}::uuid[]) and k.state = 'active' and c.state = 'active'
    order by array_position(${clientIds}::uuid[], c.id), k.signed_on desc, k.id desc`.execute(db)
  return rows
}

/** One of them by the id of an address or a form. */
export async function findContract(db: Queries, contractId: string): Promise<ContractChoice | undefined> {
  if (!isId(contractId)) return undefined
  const { rows } = await sql<ContractChoice>`
    select k.id as "contractId", k.number, k.email, c.id as "clientId", c.name, c.bin
    from contract k join client c on c.id = k.client_id
    where k.id = ${contractId} and k.state = 'active' and c.state = 'active'`.execute(db)
  return rows[0]
}
