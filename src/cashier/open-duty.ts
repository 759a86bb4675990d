import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Vault } from '../vault.ts'
import { closeDuty } from './close-duty.ts'
import { cashierPinHash } from './pin.ts'
import { findDutiesInTheWay, findDuty, type Duty, type Till } from './till.ts'

/** So many wrong PINs of a cashier, one after another; then nobody is asked for some minutes. */
const TRIES = 5
const WAIT_MINUTES = 5

export type DutyRequest = {
  till: Till
  cashierId: number
  pin: string
  /** Why another shift is ended for this one; empty when none should be. */
  reason: string
  by: Actor
}

export type OpenedDuty =
  | { ok: true }
  | { ok: false; reason: 'unknown_cashier' | 'wrong_pin' }
  | { ok: false; reason: 'wait'; waitSeconds: number }
  | { ok: false; reason: 'open_elsewhere'; open: { cashier: string; place: string }[] }

/**
 * Opens a cashier's shift at a device with their PIN. A shift of somebody else at the device, or their own at another, is
 * in the way: `open_elsewhere`, until a reason is given; then it is closed and the reason kept. Five wrong PINs: `wait`.
 */
export async function openDuty(app: App, request: DutyRequest): Promise<OpenedDuty> {
  const known = await app.db.transaction((tx) => checkPin(tx, app.vault, request))
  if (!known.ok) return known

  const { till, cashierId, reason } = request
  await endLeftOver(app, till)
  const open = await findDutiesInTheWay(app.db.write, till.id, cashierId)
  if (open.length > 0 && reason === '') return { ok: false, reason: 'open_elsewhere', open }
  for (const duty of open) await closeDuty(app, duty, 'taken_over')
  return app.db.transaction((tx) => beginDuty(tx, request, known.name, open))
}

// The closing of a shift was interrupted after the till's part of it: the rest is done now.
async function endLeftOver(app: App, till: Till): Promise<void> {
  const duty = await findDuty(app.db.write, till.id)
  if (duty && duty.shiftNo !== till.shiftNo) await closeDuty(app, duty, 'closed')
}

type Known = { ok: true; name: string } | Extract<OpenedDuty, { ok: false }>

async function checkPin(tx: Tx, vault: Vault, { till, cashierId, pin }: DutyRequest): Promise<Known> {
  const { rows } = await sql<{ name: string; hash: Buffer; fails: number; wait: number | null }>`
    select name, pin_hash as hash, pin_fails as fails, ceil(extract(epoch from wait_until - now()))::int as wait
    from cashier where id = ${cashierId} and station_id = ${till.stationId} and archived_at is null
    for no key update`.execute(tx)
  const cashier = rows[0]
  if (!cashier) return { ok: false, reason: 'unknown_cashier' }
  if (cashier.wait !== null && cashier.wait > 0)
    return { ok: false, reason: 'wait', waitSeconds: cashier.wait }
  if (timingSafeEqual(cashier.hash, cashierPinHash(vault, cashierId, pin))) {
    await sql`update cashier set pin_fails = 0, wait_until = null where id = ${cashierId} and pin_fails > 0`.execute(
      tx,
    )
    return { ok: true, name: cashier.name }
  }
  const last = cashier.fails + 1 >= TRIES
  await sql`
    update cashier set pin_fails = ${last ? 0 : cashier.fails + 1},
      wait_until = case when ${last} then now() + make_interval(mins => ${WAIT_MINUTES}) end
    where id = ${cashierId}`.execute(tx)
  return last
    ? { ok: false, reason: 'wait', waitSeconds: WAIT_MINUTES * 60 }
    : { ok: false, reason: 'wrong_pin' }
}

async function beginDuty(
  tx: Tx,
  { till, cashierId, reason, by }: DutyRequest,
  name: string,
  ended: readonly (Duty & { place: string })[],
): Promise<OpenedDuty> {
  // Locked, so that the shift's number is the one that runs.
  const { rows } = await sql<{ shiftNo: number }>`
    select shift_no as "shiftNo" from terminal where id = ${till.id} and revoked_at is null for no key update`.execute(
    tx,
  )
  const { rows: begun } = await sql`
    insert into duty (terminal_id, shift_no, cashier_id, reason)
    values (${till.id}, ${rows[0]!.shiftNo}, ${cashierId}, ${ended.length > 0 ? reason : ''})
    on conflict do nothing returning id`.execute(tx)
  if (begun.length === 0) {
    const now = await findDuty(tx, till.id)
    // The same cashier pressed twice: the shift is theirs and open.
    if (now?.cashierId === cashierId) return { ok: true }
    const open = await findDutiesInTheWay(tx, till.id, cashierId)
    return { ok: false, reason: 'open_elsewhere', open }
  }
  for (const duty of ended)
    await record(tx, 'cashier.shift_taken', {
      by: { ...by, name },
      object: `${till.station}, ${duty.place}, ${duty.cashier}`,
      reason,
    })
  return { ok: true }
}
