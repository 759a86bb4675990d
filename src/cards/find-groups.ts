/** A client's groups of cards. */
import { sql } from 'kysely'
import { type Reach, within } from '../accounts/reach.ts'
import type { Queries } from '../db/database.ts'

export type Group = { id: string; name: string; archivedAt: Date | null }
/** With how many of its cards are not closed. */
export type GroupRow = Group & { cards: number }

const COLUMNS = sql`
  g.id, g.name, g.archived_at as "archivedAt",
  (select count(*)::int from card c where c.client_id = g.client_id and c.group_id = g.id and c.closed_at is null) as cards`

/** No company has more: the largest has one for each of its branches. */
const MOST_GROUPS = 500

/** The groups in reach in a client's list, or in its archive, by their names. */
export async function listGroups(
  db: Queries,
  clientId: string,
  reach: Reach,
  archived = false,
): Promise<GroupRow[]> {
  const { rows } = await sql<GroupRow>`
    select ${COLUMNS} from card_group g
    where g.client_id = ${clientId} and ${within(reach, sql`g.id`)} and ${archived ? sql`g.archived_at is not null` : sql`g.archived_at is null`}
    order by lower(g.name), g.id limit ${MOST_GROUPS}`.execute(db)
  return rows
}

/** One group in reach, archived or not; undefined when there is no such. */
export async function findGroup(
  db: Queries,
  clientId: string,
  groupId: string,
  reach: Reach,
): Promise<GroupRow | undefined> {
  const { rows } = await sql<GroupRow>`
    select ${COLUMNS} from card_group g where g.client_id = ${clientId} and g.id = ${groupId} and ${within(reach, sql`g.id`)}`.execute(
    db,
  )
  return rows[0]
}
