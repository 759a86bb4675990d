import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { holdGroupNames, isGroupNameTaken } from './add-group.ts'
import { lockCards } from './lock-cards.ts'
import { noteCardEvents } from './note-events.ts'

export type GroupArchived =
  | { ok: true; name: string; cards: number }
  /** `already`: it is where it should go. `taken`: another group is called so now. */
  | { ok: false; reason: 'unknown' | 'already' | 'taken' }

type Request = { clientId: string; groupId: string; by: Actor }

/**
 * Takes a group out of the lists; its story stays. Its cards are in no group from then on, and its limits do not count for
 * them. Who looks after this group alone sees no cards then, not all of them. Answers with how many cards that are.
 */
export async function archiveGroup(tx: Tx, request: Request): Promise<GroupArchived> {
  const { clientId, groupId, by } = request
  const group = await lockGroup(tx, request)
  if (!group) return { ok: false, reason: 'unknown' }
  if (group.archived) return { ok: false, reason: 'already' }
  const { rows } = await sql<{ id: string }>`
    select id from card where client_id = ${clientId} and group_id = ${groupId} and closed_at is null`.execute(
    tx,
  )
  const found = await lockCards(
    tx,
    clientId,
    rows.map(({ id }) => id),
    by,
  )
  // One that was moved away while we waited for it is another group's now.
  const cards = found.filter((card) => card.groupId === groupId)
  await sql`
    update card set group_id = null where client_id = ${clientId} and id = any(${cards.map(({ id }) => id)}::uuid[])`.execute(
    tx,
  )
  await noteCardEvents(tx, clientId, cards, 'given', by, () => ({ group: '' }))
  await sql`update card_group set archived_at = now() where client_id = ${clientId} and id = ${groupId}`.execute(
    tx,
  )
  await record(tx, 'card_group.archived', {
    ...{ by, clientId, object: group.name },
    ...(cards.length > 0 ? { after: { count: cards.length } } : {}),
  })
  return { ok: true, name: group.name, cards: cards.length }
}

/** Brings an archived group back into the lists, with its limits; cards are put into it anew. */
export async function restoreGroup(tx: Tx, request: Request): Promise<GroupArchived> {
  const { clientId, groupId, by } = request
  await holdGroupNames(tx, clientId)
  const group = await lockGroup(tx, request)
  if (!group) return { ok: false, reason: 'unknown' }
  if (!group.archived) return { ok: false, reason: 'already' }
  if (await isGroupNameTaken(tx, { clientId, name: group.name, except: groupId }))
    return { ok: false, reason: 'taken' }
  await sql`update card_group set archived_at = null where client_id = ${clientId} and id = ${groupId}`.execute(
    tx,
  )
  await record(tx, 'card_group.restored', { by, clientId, object: group.name })
  return { ok: true, name: group.name, cards: 0 }
}

// Who puts cards into a group shares this row, so that none is put into it while it is archived.
async function lockGroup(
  tx: Tx,
  { clientId, groupId }: Request,
): Promise<{ name: string; archived: boolean } | undefined> {
  const { rows } = await sql<{ name: string; archived: boolean }>`
    select name, archived_at is not null as archived from card_group
    where client_id = ${clientId} and id = ${groupId} for no key update`.execute(tx)
  return rows[0]
}
