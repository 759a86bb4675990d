import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'

/** Adds a group of cards; one of this name that is there already is that one. */
export async function addGroup(
  tx: Tx,
  request: { clientId: string; name: string; by: Actor },
): Promise<{ groupId: string; added: boolean }> {
  const { clientId, name, by } = request
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
