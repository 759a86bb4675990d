import { type RawBuilder, sql } from 'kysely'
import type { Queries } from '../db/database.ts'

/** `waiting`: nobody has come to the cabinet yet. */
export const CLIENT_STATES = ['active', 'suspended', 'closed', 'waiting'] as const
export type ClientState = (typeof CLIENT_STATES)[number]

/** What to look for: words of a name, a BIN, a contract's number, a person's name or e-mail; and the state. */
export type ClientFilter = { typed: string; state: ClientState | undefined }

/** Where in the list a page begins: after a client or before one, by their ids. Neither: at the beginning. */
export type ClientPlace = { after?: string | undefined; before?: string | undefined }

export type ClientRow = {
  id: string
  bin: string
  name: string
  state: 'active' | 'suspended' | 'closed'
  /** The newest contract's number, and how many there are. */
  contract: string | null
  contracts: number
  people: number
  /** Invitations that are neither accepted nor withdrawn. */
  invited: number
  lastSignInAt: Date | null
}

/**
 * The clients a filter finds, in the order of their names, one more than `size` when the list goes on. Case, ё and Kazakh
 * letters do not matter, the beginnings of words are enough, and «ТОО» and the like are looked for only when nothing else is.
 */
export async function findClients(
  db: Queries,
  filter: ClientFilter,
  place: ClientPlace,
  size: number,
): Promise<ClientRow[]> {
  const mark = place.before ?? place.after
  const at = sql`(select name_key from client where id = ${mark ?? null}::uuid), ${mark ?? null}::uuid`
  const condition = !mark
    ? sql``
    : place.before
      ? sql`and (c.name_key, c.id) < (${at})`
      : sql`and (c.name_key, c.id) > (${at})`
  const order = place.before ? sql`order by c.name_key desc, c.id desc` : sql`order by c.name_key, c.id`
  const { rows } = await sql<ClientRow>`
    select c.id, c.bin, c.name, c.state, k.number as contract, k.contracts, m.people, m.last_sign_in_at as "lastSignInAt",
      (select count(*)::int from invitation i
        where i.client_id = c.id and i.accepted_at is null and i.revoked_at is null) as invited
    from (select * from client c where ${matching(filter)} ${condition} ${order} limit ${size + 1}) c
      cross join lateral (
        select count(*)::int as contracts, (array_agg(number order by signed_on desc, id desc))[1] as number
        from contract where client_id = c.id) k
      cross join lateral (
        select count(*)::int as people, max(a.last_sign_in_at) as last_sign_in_at
        from membership m join account a on a.id = m.account_id where m.client_id = c.id) m
    ${order}`.execute(db)
  return rows
}

/** How many there are in all, up to `most`: counting on would take longer than the list itself. */
export async function countClients(db: Queries, filter: ClientFilter, most: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select from client c where ${matching(filter)} limit ${most}) found`.execute(
    db,
  )
  return rows[0]!.n
}

function matching({ typed, state }: ClientFilter) {
  const inState =
    state === 'waiting'
      ? sql`c.state = 'active' and not exists (select from membership m where m.client_id = c.id)`
      : state
        ? sql`c.state = ${state}`
        : sql`true`
  return sql`${inState} and ${isAsked(typed) ? sql`c.id in (${clientsNamed(typed)})` : sql`true`}`
}

/** Whether there is anything to look for: signs alone find nothing and ask nothing. */
export function isAsked(typed: string): boolean {
  return /[\p{L}\p{N}]/u.test(typed)
}

// Each index answers by itself; a client is found by any of its names, contracts and people.
/** The ids of the clients that a text finds, as a subquery. */
export function clientsNamed(typed: string): RawBuilder<unknown> {
  return sql`
    with q as materialized (select search_query(${typed}) as asked)
    select id from client, q where search_text(bin || ' ' || name) @@ q.asked
    union select client_id from contract, q where search_text(number || ' ' || email) @@ q.asked
    union select m.client_id from account a join membership m on m.account_id = a.id, q where search_text(a.email || ' ' || a.name) @@ q.asked
    union select client_id from invitation, q
      where search_text(email || ' ' || name) @@ q.asked and accepted_at is null and revoked_at is null and client_id is not null`
}
