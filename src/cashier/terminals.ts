import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Queries, Tx } from '../db/database.ts'
import { randomToken, sha256 } from '../secrets.ts'
import { closeWithdrawnShift } from './withdraw-shift.ts'

/** A till or a browser of a station, as the office sees it. */
export type TerminalRow = {
  id: number
  name: string
  kind: 'till' | 'browser'
  lastSeenAt: Date | null
  /** The cashier whose shift is open there. */
  cashier: string | null
}

/** The terminals of a station that are not revoked, by name. */
export async function findTerminals(db: Queries, stationId: number): Promise<TerminalRow[]> {
  const { rows } = await sql<TerminalRow>`
    select t.id, t.name, t.kind, t.last_seen_at as "lastSeenAt",
      (select c.name from duty d join cashier c on c.id = d.cashier_id where d.terminal_id = t.id and d.ended_at is null) as cashier
    from terminal t where t.station_id = ${stationId} and t.revoked_at is null
    order by name_order(t.name) collate "C", t.id`.execute(db)
  return rows
}

/** One of them; undefined when the station has none of this number, or no more. */
export async function findTerminal(
  db: Queries,
  stationId: number,
  terminalId: number,
): Promise<TerminalRow | undefined> {
  return (await findTerminals(db, stationId)).find(({ id }) => id === terminalId)
}

/** Whether a new terminal of the station may have this name. Until the transaction ends nobody else takes it. */
export async function isTerminalNameFree(tx: Tx, stationId: number, name: string): Promise<boolean> {
  await sql`select from station where id = ${stationId} for no key update`.execute(tx)
  const { rows } = await sql`
    select from terminal where station_id = ${stationId} and lower(name) = lower(${name}) and revoked_at is null`.execute(
    tx,
  )
  return rows.length === 0
}

export type AddedTill = { ok: true; id: number; key: string } | { ok: false; reason: 'name_taken' }

/** Adds an integrated till. The key is what its program sends with every request; it is shown once and kept as a hash. */
export async function addTill(
  tx: Tx,
  request: { stationId: number; station: string; name: string; by: Actor },
): Promise<AddedTill> {
  const { stationId, name, by } = request
  if (!(await isTerminalNameFree(tx, stationId, name))) return { ok: false, reason: 'name_taken' }
  const key = `till_${randomToken()}`
  const { rows } = await sql<{ id: number }>`
    insert into terminal (station_id, name, kind, key_hash, created_by)
    values (${stationId}, ${name}, 'till', ${sha256(key)}, ${by.accountId ?? null}) returning id`.execute(tx)
  await record(tx, 'terminal.added', { by, object: `${request.station}, ${name}` })
  return { ok: true, id: rows[0]!.id, key }
}

/**
 * Withdraws a terminal: its key or cookie opens nothing from its next request on, and the shift that runs at it is closed with
 * a report for the office. What it has redeemed stays. False when the station has no such terminal, or no more.
 */
export async function revokeTerminal(
  tx: Tx,
  request: { stationId: number; station: string; terminalId: number; by: Actor },
): Promise<boolean> {
  await closeWithdrawnShift(tx, { terminalId: request.terminalId, by: request.by.name })
  const { rows } = await sql<{ name: string }>`
    update terminal set revoked_at = now()
    where id = ${request.terminalId} and station_id = ${request.stationId} and revoked_at is null returning name`.execute(
    tx,
  )
  if (!rows[0]) return false
  await sql`
    update duty set ended_at = now(), ended_as = 'revoked' where terminal_id = ${request.terminalId} and ended_at is null`.execute(
    tx,
  )
  await record(tx, 'terminal.revoked', { by: request.by, object: `${request.station}, ${rows[0].name}` })
  return true
}
