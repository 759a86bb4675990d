/** Reads about companies' own requests for access: the queue of the staff, and one request beside our contracts. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import { isId } from '../web/paging.ts'

/** Proven requests only: before its address is confirmed a request is nobody's business. */
export type RequestState = 'new' | 'approved' | 'declined'

export type RequestLine = {
  id: string
  number: bigint
  company: string
  bin: string
  person: string
  state: RequestState
  createdAt: Date
  decidedAt: Date | null
  /** A client with this BIN is there already. */
  known: boolean
}

/** Those that wait, the oldest first; or those that are decided, the newest first. One more than `size` when there are more. */
export async function listRequests(
  db: Queries,
  which: 'waiting' | 'decided',
  place: { after?: string | undefined },
  size: number,
): Promise<RequestLine[]> {
  const after = place.after ?? null
  const filter =
    which === 'waiting'
      ? sql`r.state = 'new' and (${after}::uuid is null
          or (r.created_at, r.id) > (select created_at, id from registration where id = ${after}::uuid))`
      : sql`r.state in ('approved', 'declined') and (${after}::uuid is null
          or (r.decided_at, r.id) < (select decided_at, id from registration where id = ${after}::uuid))`
  const order = which === 'waiting' ? sql`r.created_at, r.id` : sql`r.decided_at desc, r.id desc`
  const { rows } = await sql<RequestLine>`
    select r.id, r.number, r.company, r.bin, r.person, r.state, r.created_at as "createdAt", r.decided_at as "decidedAt",
      exists (select from client c where c.bin = r.bin) as known
    from registration r where ${filter} order by ${order} limit ${size + 1}`.execute(db)
  return rows
}

export async function countWaiting(db: Queries): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from registration where state = 'new'`.execute(db)
  return rows[0]!.n
}

export type RequestFacts = RequestLine & {
  email: string
  lang: Lang
  hasContract: boolean
  contractNumber: string
  position: string
  phone: string
  confirmedAt: Date
  accountId: string
  clientId: string | null
  decidedBy: string | null
  reason: string | null
}

/** A request by the id of an address; undefined for anything that names no proven one. */
export async function findRequest(db: Queries, id: string): Promise<RequestFacts | undefined> {
  if (!isId(id)) return undefined
  const { rows } = await sql<RequestFacts>`
    select r.id, r.number, r.company, r.bin, r.person, r.state, r.created_at as "createdAt", r.decided_at as "decidedAt",
      exists (select from client c where c.bin = r.bin) as known, r.email, r.lang, r.has_contract as "hasContract",
      r.contract_number as "contractNumber", r.position, r.phone, r.confirmed_at as "confirmedAt",
      r.account_id as "accountId", r.client_id as "clientId",
      (select coalesce(nullif(name, ''), email) from account where id = r.decided_by) as "decidedBy", r.reason
    from registration r where r.id = ${id} and r.state in ('new', 'approved', 'declined')`.execute(db)
  return rows[0]
}

export type Match = {
  id: string
  name: string
  state: 'active' | 'suspended' | 'closed'
  contracts: { number: string; signedOn: string; email: string }[]
  owners: { name: string; email: string }[]
}

/** Our client with the request's BIN, with its contracts and owners. */
export async function findMatch(db: Queries, bin: string): Promise<Match | undefined> {
  const { rows } = await sql<Match>`
    select c.id, c.name, c.state,
      coalesce((select json_agg(json_build_object('number', k.number, 'signedOn', k.signed_on, 'email', k.email) order by k.signed_on desc)
        from contract k where k.client_id = c.id), '[]') as contracts,
      coalesce((select json_agg(json_build_object('name', a.name, 'email', a.email) order by m.since)
        from membership m join account a on a.id = m.account_id where m.client_id = c.id and m.role = 'owner'), '[]') as owners
    from client c where c.bin = ${bin}`.execute(db)
  return rows[0]
}

export type NumberOwner = { id: string; name: string; bin: string }

/** The client to whom a contract's number belongs, whatever its BIN: a slip in the BIN is the likely reason. */
export async function findNumber(db: Queries, number: string): Promise<NumberOwner | undefined> {
  const { rows } = await sql<NumberOwner>`
    select c.id, c.name, c.bin from contract k join client c on c.id = k.client_id where k.number = ${number}`.execute(
    db,
  )
  return rows[0]
}

/** Other proven requests of the same BIN, the newest first. */
export async function otherRequests(
  db: Queries,
  request: { id: string; bin: string },
): Promise<RequestLine[]> {
  const { rows } = await sql<RequestLine>`
    select r.id, r.number, r.company, r.bin, r.person, r.state, r.created_at as "createdAt", r.decided_at as "decidedAt",
      true as known
    from registration r
    where r.bin = ${request.bin} and r.state in ('new', 'approved', 'declined') and r.id <> ${request.id}
    order by r.created_at desc limit 10`.execute(db)
  return rows
}
