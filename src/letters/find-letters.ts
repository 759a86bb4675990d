import { domainToASCII, domainToUnicode } from 'node:url'
import { sql, type RawBuilder } from 'kysely'
import type { Queries } from '../db/database.ts'
import { atPlace, beginsWith, isId, type Place } from '../web/paging.ts'
import type { LetterRow } from '../mail/letter.ts'

export const LETTER_STATES = ['queued', 'sent', 'deferred', 'bounced', 'void'] as const
export type LetterState = (typeof LETTER_STATES)[number]

/** What to look for. `to` is an address or how it begins. */
export type LetterFilter = { state: LetterState | undefined; template: string | undefined; to: string }

export type LetterLine = {
  id: string
  template: string
  email: string
  state: LetterState
  createdAt: Date
  sentAt: Date | null
  serverAnswer: string | null
  clientId: string | null
  clientName: string | null
}

/** The letters a filter finds around a place, the newest first, one more than `size` when the list goes on. */
export async function findLetters(
  db: Queries,
  filter: LetterFilter,
  place: Place,
  size: number,
): Promise<LetterLine[]> {
  const { rows } = await lettersQuery(filter, place, size).execute(db)
  return rows
}

/** The query of the list, apart, so that a test can ask the database how it would answer. */
export function lettersQuery(filter: LetterFilter, place: Place, size: number): RawBuilder<LetterLine> {
  const { condition, order } = atPlace(place, 'letter', 'l', size)
  const conditions = [
    ...(filter.state ? [sql`l.state = ${filter.state}`] : []),
    ...(filter.template ? [sql`l.template = ${filter.template}`] : []),
    ...(filter.to ? [sql`(${sql.join(spellings(filter.to).map(startsWith), sql` or `)})`] : []),
  ]
  return sql<LetterLine>`
    select l.id, l.template, l.email, l.state, l.created_at as "createdAt", l.sent_at as "sentAt",
      l.server_answer as "serverAnswer", l.client_id as "clientId", c.name as "clientName"
    from letter l left join client c on c.id = l.client_id
    where ${conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`} ${condition} ${order}`
}

// The pattern is a value, so that the index can use how it begins.
function startsWith(typed: string): RawBuilder<unknown> {
  return sql`lower(l.email) like ${beginsWith(typed)}`
}

// A stored address shows its domain in letters; who asks may write it either way.
function spellings(typed: string): string[] {
  const lower = typed.toLowerCase()
  const at = lower.lastIndexOf('@') + 1
  const [local, domain] = [lower.slice(0, at), lower.slice(at)]
  if (at === 0) return [lower]
  return [
    ...new Set([
      lower,
      local + (domainToASCII(domain) || domain),
      local + (domainToUnicode(domain) || domain),
    ]),
  ]
}

/** How many letters wait or came back. Sent ones are not counted: there are too many, and nobody waits for them. */
export async function countLetters(db: Queries): Promise<Record<'queued' | 'deferred' | 'bounced', number>> {
  const { rows } = await sql<{ queued: number; deferred: number; bounced: number }>`
    select count(*) filter (where state = 'queued')::int as queued,
      count(*) filter (where state = 'deferred')::int as deferred,
      count(*) filter (where state = 'bounced')::int as bounced
    from letter where state in ('queued', 'deferred', 'bounced')`.execute(db)
  return rows[0]!
}

export type LetterFacts = LetterLine &
  LetterRow & {
    attempts: number
    nextTryAt: Date
    giveUpAt: Date
    invitationId: string | null
  }

/** One letter by the id of an address; undefined for anything that names none. */
export async function findLetter(db: Queries, id: string): Promise<LetterFacts | undefined> {
  if (!isId(id)) return undefined
  const { rows } = await sql<LetterFacts>`
    select l.id, l.template, l.lang, l.email, l.params, l.link_id as "linkId", l.account_id as "accountId", l.state,
      l.created_at as "createdAt", l.sent_at as "sentAt", l.server_answer as "serverAnswer", l.client_id as "clientId",
      c.name as "clientName", l.attempts, l.next_try_at as "nextTryAt", l.give_up_at as "giveUpAt",
      l.invitation_id as "invitationId"
    from letter l left join client c on c.id = l.client_id where l.id = ${id}`.execute(db)
  return rows[0]
}
