import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import { type Queries, type Tx } from '../db/database.ts'
import type { Vault } from '../vault.ts'
import { cashierPinHash } from './pin.ts'

export type Cashier = { id: number; name: string }
/** A cashier as the office sees them; `station` is where they are on duty now, as «№ 014 Касса 1», or null. */
export type CashierRow = Cashier & { lastAt: Date | null; at: string | null }

/** The cashiers of a station, by name. */
export async function findCashiers(db: Queries, stationId: number): Promise<CashierRow[]> {
  const { rows } = await sql<CashierRow>`
    select c.id, c.name, (select max(d.opened_at) from duty d where d.cashier_id = c.id) as "lastAt",
      (select t.name from duty d join terminal t on t.id = d.terminal_id where d.cashier_id = c.id and d.ended_at is null) as at
    from cashier c where c.station_id = ${stationId} and c.archived_at is null
    order by name_order(c.name) collate "C", c.id`.execute(db)
  return rows
}

/** Adds a cashier to a station. Refuses `name_taken`: two of one name cannot be told apart on the page where they sign in. */
export async function addCashier(
  tx: Tx,
  vault: Vault,
  request: { stationId: number; station: string; name: string; pin: string; by: Actor },
): Promise<{ ok: true; id: number } | { ok: false; reason: 'name_taken' }> {
  const { stationId, name, by } = request
  // The PIN's hash is the cashier's own, so the number comes first.
  const { rows } = await sql<{ id: number }>`
    insert into cashier (station_id, name, pin_hash, created_by)
    values (${stationId}, ${name}, decode(repeat('00', 32), 'hex'), ${by.accountId ?? null})
    on conflict (station_id, lower(name)) where archived_at is null do nothing returning id`.execute(tx)
  const id = rows[0]?.id
  if (id === undefined) return { ok: false, reason: 'name_taken' }
  await keepPin(tx, vault, id, request.pin)
  await record(tx, 'cashier.added', { by, object: `${request.station}, ${name}` })
  return { ok: true, id }
}

/** Gives a cashier another PIN; what was mistyped before is forgotten. False when the station has no such cashier. */
export async function changeCashierPin(
  tx: Tx,
  vault: Vault,
  request: { stationId: number; station: string; cashierId: number; pin: string; by: Actor },
): Promise<boolean> {
  const cashier = await lockCashier(tx, request)
  if (!cashier) return false
  await keepPin(tx, vault, cashier.id, request.pin)
  await record(tx, 'cashier.pin_changed', { by: request.by, object: `${request.station}, ${cashier.name}` })
  return true
}

/** Takes a cashier off the station's list. A shift that is open stays so until it is closed or taken over. */
export async function removeCashier(
  tx: Tx,
  request: { stationId: number; station: string; cashierId: number; by: Actor },
): Promise<boolean> {
  const cashier = await lockCashier(tx, request)
  if (!cashier) return false
  await sql`update cashier set archived_at = now() where id = ${cashier.id}`.execute(tx)
  await record(tx, 'cashier.removed', { by: request.by, object: `${request.station}, ${cashier.name}` })
  return true
}

/** A cashier of the station; undefined when there is none of this number. */
export async function findCashier(
  db: Queries,
  stationId: number,
  cashierId: number,
): Promise<Cashier | undefined> {
  const { rows } = await sql<Cashier>`
    select id, name from cashier where id = ${cashierId} and station_id = ${stationId} and archived_at is null`.execute(
    db,
  )
  return rows[0]
}

async function lockCashier(
  tx: Tx,
  { stationId, cashierId }: { stationId: number; cashierId: number },
): Promise<Cashier | undefined> {
  const { rows } = await sql<Cashier>`
    select id, name from cashier where id = ${cashierId} and station_id = ${stationId} and archived_at is null
    for no key update`.execute(tx)
  return rows[0]
}

async function keepPin(tx: Tx, vault: Vault, cashierId: number, pin: string): Promise<void> {
  await sql`
    update cashier set pin_hash = ${cashierPinHash(vault, cashierId, pin)}, pin_fails = 0, wait_until = null
    where id = ${cashierId}`.execute(tx)
}
