/** Profiles: limits nobody has, to be copied. */
import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'

/** Letters in a profile's name. */
export const LONGEST_NAME = 60

/** Adds limits to copy from. Of this name there is one already: `known`. */
export async function addProfile(
  tx: Tx,
  request: { clientId: string; name: string; by: Actor },
): Promise<{ ok: true; id: string } | { ok: false; reason: 'known' }> {
  const { clientId, name, by } = request
  await lockNames(tx, clientId)
  const { rows } = await sql<{ id: string }>`
    insert into limit_set (client_id, name) values (${clientId}, ${name})
    on conflict (client_id, lower(name)) where name <> '' and archived_at is null do nothing returning id`.execute(
    tx,
  )
  if (!rows[0]) return { ok: false, reason: 'known' }
  await record(tx, 'limits.profile_added', { by, clientId, object: name })
  return { ok: true, id: rows[0].id }
}

export type ProfileRenamed = { ok: true } | { ok: false; reason: 'unknown' | 'known' }

/** Gives a profile another name; `known` when one that is not archived has it. Its own name again changes nothing. */
export async function renameProfile(
  tx: Tx,
  request: { clientId: string; id: string; name: string; by: Actor },
): Promise<ProfileRenamed> {
  const { clientId, id, name, by } = request
  await lockNames(tx, clientId)
  const was = await lockProfile(tx, clientId, id)
  if (was === undefined) return { ok: false, reason: 'unknown' }
  if (was === name) return { ok: true }
  if (await isTaken(tx, clientId, id, name)) return { ok: false, reason: 'known' }
  await sql`update limit_set set name = ${name} where client_id = ${clientId} and id = ${id}`.execute(tx)
  await record(tx, 'limits.profile_renamed', {
    ...{ by, clientId, object: name },
    before: { name: was },
    after: { name },
  })
  return { ok: true }
}

/**
 * Takes a profile out of the lists: nobody copies it any more, and its name is free. Who was given its limits keeps
 * them. Archived before: nothing happens.
 */
export async function archiveProfile(
  tx: Tx,
  request: { clientId: string; id: string; by: Actor },
): Promise<{ archived: boolean }> {
  const { clientId, id, by } = request
  const { rows } = await sql<{ name: string }>`
    update limit_set set archived_at = now()
    where client_id = ${clientId} and id = ${id} and name <> '' and archived_at is null returning name`.execute(
    tx,
  )
  if (!rows[0]) return { archived: false }
  await record(tx, 'limits.profile_archived', { by, clientId, object: rows[0].name })
  return { archived: true }
}

async function lockProfile(tx: Tx, clientId: string, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select name from limit_set
    where client_id = ${clientId} and id = ${id} and name <> '' and archived_at is null for update`.execute(
    tx,
  )
  return rows[0]?.name
}

async function isTaken(tx: Tx, clientId: string, id: string, name: string): Promise<boolean> {
  const { rows } = await sql`
    select from limit_set
    where client_id = ${clientId} and lower(name) = lower(${name}) and id <> ${id} and archived_at is null`.execute(
    tx,
  )
  return rows.length > 0
}

// Names are given one after another within a company: the second of two who choose the same one sees the first.
async function lockNames(tx: Tx, clientId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('limit profiles ' || ${clientId}::text, 0))`.execute(
    tx,
  )
}
