import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'

/** Adds a group of cards; one of this name that is there already is that one. */
export async function addGroup(
  tx: Tx,
  request: { clientId: string; name: string; by: Actor },
): Promise<{ groupId: string; added: boolean }> {
  const { clientId, name, by } = request
  await holdGroupNames(tx, clientId)
  const { rows } = await sql<{ id: string }>`
    insert into card_group (client_id, name) values (${clientId}, ${name})
    on conflict (client_id, lower(name)) where archived_at is null do nothing returning id`.execute(tx)
  if (rows[0]) {
    await record(tx, 'card_group.added', { by, clientId, object: name })
    return { groupId: rows[0].id, added: true }
  }
  const { rows: known } = await sql<{ id: string }>`
    select id from card_group where client_id = ${clientId} and lower(name) = lower(${name}) and archived_at is null`.execute(
    tx,
  )
  return { groupId: known[0]!.id, added: false }
}

/** Whoever names a group of a client waits for another who does: a name that is free stays so until the commit. */
export async function holdGroupNames(tx: Tx, clientId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('card groups ' || ${clientId}, 0))`.execute(tx)
}

/** Whether another group in the client's list is called so. Ask it while the names are held. */
export async function isGroupNameTaken(
  tx: Tx,
  { clientId, name, except }: { clientId: string; name: string; except: string },
): Promise<boolean> {
  const { rows } = await sql`
    select from card_group
    where client_id = ${clientId} and lower(name) = lower(${name}) and id <> ${except} and archived_at is null`.execute(
    tx,
  )
  return rows.length > 0
}
