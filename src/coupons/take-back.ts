import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Vault } from '../vault.ts'
import {
  type CouponRefusal,
  lockCoupons,
  type LockedCoupon,
  type Outcome,
  sortOut,
  whyOver,
} from './lock-coupons.ts'
import { noteEvents, recordAct } from './note-events.ts'
import { renewCodes } from './renew-codes.ts'

/**
 * Takes coupons back from their drivers into the stock. Links end and the codes change, so that what a driver has saved
 * or printed pays for nothing; plate, note and PIN go. A refuel that is running at a pump still ends. A coupon that was
 * blocked because of wrong PINs is free again: its PIN is gone. `over`: nobody asked, the day they were given until is past.
 */
export async function takeBack(
  tx: Tx,
  vault: Vault,
  request: { clientId: string; couponIds: readonly string[]; by: Actor; over?: boolean },
): Promise<Outcome> {
  const { clientId, by } = request
  const coupons = await lockCoupons(tx, clientId, request.couponIds)
  const outcome = sortOut(request.couponIds, coupons, whyNotTakeBack)
  const ids = outcome.done.map(({ id }) => id)
  const drivers = await driversOf(tx, clientId, ids)
  await sql`
    update coupon set driver_id = null, handed_at = null, given_until = null, plate = '', note = '', pin_hash = null, pin_fails = 0,
      blocked_by = nullif(blocked_by, 'pin'), blocked_at = case when blocked_by = 'pin' then null else blocked_at end,
      block_reason = case when blocked_by = 'pin' then null else block_reason end
    where client_id = ${clientId} and id = any(${ids}::uuid[])`.execute(tx)
  await renewCodes(tx, vault, clientId, outcome.done)
  await noteEvents(tx, clientId, outcome.done, 'taken_back', by, ({ id }) => ({
    driver: drivers.get(id) ?? '',
    ...(request.over ? { over: true } : {}),
  }))
  await recordAct(tx, 'coupon.taken_back', { clientId, coupons: outcome.done, by })
  return outcome
}

/** Why a coupon cannot be taken back. */
export function whyNotTakeBack(coupon: Pick<LockedCoupon, 'state' | 'shelf'>): CouponRefusal | undefined {
  const over = whyOver(coupon)
  if (over) return over
  if (coupon.state === 'return_pending') return 'returning'
  return coupon.shelf === 'given' ? undefined : 'in_stock'
}

async function driversOf(tx: Tx, clientId: string, couponIds: string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select c.id, d.name from coupon c join driver d on d.client_id = c.client_id and d.id = c.driver_id
    where c.client_id = ${clientId} and c.id = any(${couponIds}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.name]))
}
