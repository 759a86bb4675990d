import { sql, type RawBuilder } from 'kysely'
import type { StaffRole } from '../accounts/roles.ts'
import { parseEmailAddress } from '../values/email-address.ts'
import { parseBin } from '../values/bin.ts'
import type { Queries } from '../db/database.ts'
import { atPlace, type Place } from '../web/paging.ts'
import type { Action } from './record.ts'

/**
 * What to look for. `who` is an e-mail or the name the log shows; `object` an e-mail, a BIN, a contract's number, a
 * company's whole name, or the thing as the log shows it. `from` and `to` are days of Kazakhstan (YYYY-MM-DD), both included.
 */
export type AuditFilter = {
  who: string
  what: Action | undefined
  object: string
  from: string | undefined
  to: string | undefined
}

export type AuditEntry = {
  id: string
  at: Date
  action: string
  actorId: string | null
  /** The role in which one of the retailer's people did it; null for everybody else. */
  staffRole: StaffRole | null
  actor: string
  actorEmail: string | null
  clientId: string | null
  clientName: string | null
  clientBin: string | null
  object: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  reason: string | null
  ip: string | null
  userAgent: string | null
}

/**
 * A filter whose words have been looked up: every condition is one that an index of the log answers. `seen` is how the
 * reader sees an entry, when that is not all of it: see client-log.ts.
 */
export type AuditSearch = {
  conditions: RawBuilder<unknown>[]
  seen?: (entry: AuditEntry) => AuditEntry
}

/** Looks up whom and what a filter means. Reads people and clients, never the log itself. */
export async function prepareSearch(db: Queries, filter: AuditFilter): Promise<AuditSearch> {
  const conditions: RawBuilder<unknown>[] = []
  if (filter.who) conditions.push(await byWhom(db, filter.who))
  if (filter.what) conditions.push(sql`e.action = ${filter.what}`)
  return { conditions: [...conditions, ...(await aboutAndWhen(db, filter))] }
}

/** What is filtered by for every reader of the log alike: the thing, and the days. */
export async function aboutAndWhen(
  db: Queries,
  filter: Pick<AuditFilter, 'object' | 'from' | 'to'>,
): Promise<RawBuilder<unknown>[]> {
  return [
    ...(filter.object ? [await aboutWhat(db, filter.object)] : []),
    ...(filter.from ? [sql`e.at >= ${startOfDay(filter.from)}`] : []),
    ...(filter.to ? [sql`e.at < ${startOfDay(filter.to, 1)}`] : []),
  ]
}

/** The entries of a search around a place, one more than `size` when the list goes on. */
export async function findEntries(
  db: Queries,
  search: AuditSearch,
  place: Place,
  size: number,
): Promise<AuditEntry[]> {
  const { rows } = await entriesQuery(search, place, size).execute(db)
  return search.seen ? rows.map(search.seen) : rows
}

/** The query of the list, apart, so that a test can ask the database how it would answer. */
export function entriesQuery(search: AuditSearch, place: Place, size: number): RawBuilder<AuditEntry> {
  const { condition, order } = atPlace(place, 'audit_entry', 'e', size)
  const where = search.conditions.length > 0 ? sql.join(search.conditions, sql` and `) : sql`true`
  return sql<AuditEntry>`
    select e.id, e.at, e.action, e.actor_id as "actorId", e.staff_role as "staffRole", e.actor, a.email as "actorEmail", e.client_id as "clientId",
      c.name as "clientName", c.bin as "clientBin", e.object, e.before, e.after, e.reason, e.ip, e.user_agent as "userAgent"
    from audit_entry e
      left join account a on a.id = e.actor_id
      left join client c on c.id = e.client_id
    where ${where} ${condition} ${order}`
}

// An address means the person, under whatever name they acted; anything else the name that stands in the log.
async function byWhom(db: Queries, who: string): Promise<RawBuilder<unknown>> {
  const accounts = await accountsOf(db, who)
  return accounts.length > 0 ? oneOf('actor_id', accounts) : namedSo('actor', who)
}

async function aboutWhat(db: Queries, object: string): Promise<RawBuilder<unknown>> {
  const [accounts, clients] = [await accountsOf(db, object), await clientsOf(db, object)]
  const meanings = [
    namedSo('object', object),
    ...(accounts.length > 0 ? [oneOf('account_id', accounts)] : []),
    ...(clients.length > 0 ? [oneOf('client_id', clients)] : []),
  ]
  return sql`(${sql.join(meanings, sql` or `)})`
}

function namedSo(column: 'actor' | 'object', name: string): RawBuilder<unknown> {
  const whole = sql`lower(${sql.ref(`e.${column}`)})`
  return sql`left(${whole}, 100) = left(lower(${name}), 100)`
}

// One id is compared plainly: then the index also gives the order, and a page is read without sorting.
function oneOf(column: 'actor_id' | 'account_id' | 'client_id', ids: string[]): RawBuilder<unknown> {
  const ref = sql.ref(`e.${column}`)
  return ids.length === 1 ? sql`${ref} = ${ids[0]}::uuid` : sql`${ref} = any(${ids}::uuid[])`
}

async function accountsOf(db: Queries, typed: string): Promise<string[]> {
  const address = parseEmailAddress(typed)
  if (!address.ok) return []
  // A closed account leaves its address to another, so that one address may mean several people.
  const { rows } = await sql<{ id: string }>`
    select id from account where email_key = ${address.key} and state <> 'closed'
    union all select id from account where email_key = ${address.key} and state = 'closed'`.execute(db)
  return rows.map((row) => row.id)
}

async function clientsOf(db: Queries, typed: string): Promise<string[]> {
  const bin = parseBin(typed)
  const { rows } = await sql<{ id: string }>`
    select id from client where bin = ${bin.ok ? bin.bin : ''}
    union select client_id from contract where number = ${typed}
    union select id from client where lower(name) = lower(${typed})
    limit 50`.execute(db)
  return rows.map((row) => row.id)
}

// One zone for the whole country (src/i18n/format.ts), whatever the machine's is.
function startOfDay(day: string, later = 0): Date {
  const start = new Date(`${day}T00:00:00+05:00`)
  start.setUTCDate(start.getUTCDate() + later)
  return start
}
