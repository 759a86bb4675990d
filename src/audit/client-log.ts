/** A client's own log: what was done about it, by its people and by the retailer's, whom it reads as roles. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { T } from '../i18n/index.ts'
import { aboutAndWhen, type AuditEntry, type AuditFilter, type AuditSearch } from './entries.ts'
import { CLIENT_ACTIONS } from './names.ts'
import type { Action } from './record.ts'

/** In place of a person: everybody of the retailer. */
export const RETAILER = 'retailer'

/**
 * What a client may find of the log: acts about itself, of the kinds it reads, each as `asClientReads` leaves it.
 * `filter.who` is the account of one of its people (see `listActors`) or `RETAILER`: nobody of the retailer can be picked out.
 */
export async function searchClientLog(
  db: Queries,
  t: T,
  clientId: string,
  filter: AuditFilter,
): Promise<AuditSearch> {
  const { who } = filter
  return {
    conditions: [
      sql`e.client_id = ${clientId}::uuid`,
      filter.what ? sql`e.action = ${filter.what}` : sql`e.action = any(${CLIENT_ACTIONS}::text[])`,
      ...(who === RETAILER
        ? [sql`(e.staff_role is not null or e.actor_id is null)`]
        : who
          ? [sql`e.actor_id = ${who}::uuid and e.staff_role is null`]
          : []),
      ...(await aboutAndWhen(db, filter)),
    ],
    seen: (entry) => asClientReads(t, entry),
  }
}

/**
 * An entry as its client reads it. Of its own people everything; of the retailer's the role alone: no name or address, no
 * place, and a reason only where the form that asked for it said that the client reads it.
 */
export function asClientReads(t: T, entry: AuditEntry): AuditEntry {
  const read = { ...entry, clientName: null, clientBin: null }
  if (entry.actorId && !entry.staffRole) return read
  return {
    ...read,
    actorId: null,
    // Without an account it is an operator's command, or a visitor with a letter's link, who has no name.
    actor: entry.actor && t('log.retailer', { role: entry.staffRole ?? 'other' }),
    actorEmail: null,
    reason: TOLD_REASONS.has(entry.action) ? entry.reason : null,
    ip: null,
    userAgent: null,
  }
}

const TOLD_REASONS: ReadonlySet<string> = new Set<Action>(['client.viewed'])

export type LogActor = { id: string; name: string }

/** Whom a client can filter its log by: its people, and `who` when that is somebody who was one of them and acted. */
export async function listActors(
  db: Queries,
  clientId: string,
  who: string | undefined,
): Promise<LogActor[]> {
  const { rows } = await sql<LogActor>`
    select a.id, coalesce(nullif(a.name, ''), a.email) as name from account a
    where a.id in (select account_id from membership where client_id = ${clientId})
      or (a.id = ${who ?? null}::uuid and exists (
        select from audit_entry e where e.client_id = ${clientId} and e.actor_id = a.id and e.staff_role is null))
    order by name_order(coalesce(nullif(a.name, ''), a.email)) collate "C"`.execute(db)
  return rows
}
