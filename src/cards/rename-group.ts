import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { holdGroupNames, isGroupNameTaken } from './add-group.ts'

export type GroupRenamed =
  | { ok: true; changed: boolean }
  /** `taken`: another group in the list is called so. */
  | { ok: false; reason: 'unknown' | 'taken' }

/** Calls a group something else; its cards, limits and story stay. */
export async function renameGroup(
  tx: Tx,
  request: { clientId: string; groupId: string; name: string; by: Actor },
): Promise<GroupRenamed> {
  const { clientId, groupId, name, by } = request
  await holdGroupNames(tx, clientId)
  const { rows } = await sql<{ name: string; archived: boolean }>`
    select name, archived_at is not null as archived from card_group
    where client_id = ${clientId} and id = ${groupId} for no key update`.execute(tx)
  const before = rows[0]
  if (!before) return { ok: false, reason: 'unknown' }
  if (before.name === name) return { ok: true, changed: false }
  if (!before.archived && (await isGroupNameTaken(tx, { clientId, name, except: groupId })))
    return { ok: false, reason: 'taken' }
  await sql`update card_group set name = ${name} where client_id = ${clientId} and id = ${groupId}`.execute(
    tx,
  )
  await record(tx, 'card_group.renamed', {
    ...{ by, clientId, object: name },
    ...{ before: { name: before.name }, after: { name } },
  })
  return { ok: true, changed: true }
}
