import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Vault } from '../vault.ts'
import {
  type CouponRefusal,
  lockCoupons,
  type LockedCoupon,
  type Outcome,
  sortOut,
  whyUseless,
} from './lock-coupons.ts'
import { noteEvents, recordAct } from './note-events.ts'
import { pinHash } from './pin.ts'

/** What goes with a coupon to its driver. */
export type Gift = {
  driverId: string
  /** normalised (values/plate.ts); empty: any vehicle */
  plate: string
  note: string
  pin?: string | undefined
  /** the last day the driver has it, ISO, when that is to be earlier than the coupon's own */
  until?: string | undefined
}

export type Given =
  | ({ ok: true; driver: string } & Outcome)
  | { ok: false; reason: 'unknown_driver' | 'past_day' }

/**
 * Gives coupons from the stock to a driver of the client. Those that cannot be given are left and named: used, closed,
 * ended, blocked, on their way back, given already, or of a contract that is suspended or wants a PIN. A driver who is
 * archived gets nothing (`unknown_driver`), and nobody until a day that is past (`past_day`). A coupon that ends before
 * `until` ends on its own day.
 */
export async function giveCoupons(
  tx: Tx,
  vault: Vault,
  request: { clientId: string; couponIds: readonly string[]; by: Actor } & Gift,
): Promise<Given> {
  const { clientId, driverId } = request
  const driver = await findDriver(tx, clientId, driverId)
  if (driver === undefined) return { ok: false, reason: 'unknown_driver' }
  if (request.until && (await isPast(tx, request.until))) return { ok: false, reason: 'past_day' }
  const coupons = await lockCoupons(tx, clientId, request.couponIds)
  const pinNeeded = await contractsWithPin(tx, clientId, coupons)
  const outcome = sortOut(
    request.couponIds,
    coupons,
    (coupon) =>
      whyNotGive(coupon) ??
      (!request.pin && pinNeeded.has(coupon.contractId) ? ('pin_needed' as const) : undefined),
  )
  await handOver(tx, vault, clientId, outcome.done, driver, request)
  return { ok: true, driver, ...outcome }
}

/** Why a coupon cannot be given now. */
export function whyNotGive(
  coupon: Pick<LockedCoupon, 'state' | 'ended' | 'shelf' | 'served'>,
): CouponRefusal | undefined {
  return whyUseless(coupon) ?? (coupon.shelf === 'given' ? 'given' : coupon.served ? undefined : 'suspended')
}

/** The rest of giving, for coupons that are locked and may be given. */
export async function handOver(
  tx: Tx,
  vault: Vault,
  clientId: string,
  coupons: readonly LockedCoupon[],
  driver: string,
  gift: Gift & { by: Actor },
): Promise<void> {
  const ids = coupons.map(({ id }) => id)
  const pins = ids.map((id) => (gift.pin ? pinHash(vault, id, gift.pin) : null))
  await sql`
    update coupon set driver_id = ${gift.driverId}, handed_at = now(), given_until = ${gift.until ?? null}, plate = ${gift.plate}, note = ${gift.note},
      pin_hash = given.pin_hash, pin_fails = 0
    from unnest(${ids}::uuid[], ${pins}::bytea[]) as given (id, pin_hash)
    where coupon.client_id = ${clientId} and coupon.id = given.id`.execute(tx)
  await noteEvents(tx, clientId, coupons, 'given', gift.by, () => ({
    driver,
    ...(gift.plate ? { plate: gift.plate } : {}),
    ...(gift.pin ? { pin: true } : {}),
    ...(gift.until ? { until: gift.until } : {}),
  }))
  await recordAct(tx, 'coupon.given', {
    clientId,
    coupons,
    by: gift.by,
    after: { driver, ...(gift.until ? { givenUntil: gift.until } : {}) },
  })
}

/** A driver's name, as long as they may be given anything; undefined otherwise. */
export async function findDriver(tx: Tx, clientId: string, driverId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select name from driver where client_id = ${clientId} and id = ${driverId} and archived_at is null
    for share`.execute(tx)
  return rows[0]?.name
}

/** Whether a day, ISO, is over in Almaty. */
export async function isPast(tx: Tx, day: string): Promise<boolean> {
  const { rows } = await sql<{ past: boolean }>`select ${day}::date < local_day(now()) as past`.execute(tx)
  return rows[0]!.past
}

/** Of the coupons' contracts, those whose coupons are not given without a PIN. */
export const contractsWithPin = (tx: Tx, clientId: string, coupons: readonly { contractId: string }[]) =>
  contractsWhere(tx, sql`pin_required`, clientId, coupons)

/** Of the coupons' contracts, those with a rule. */
export async function contractsWhere(
  tx: Tx,
  rule: RawBuilder<unknown>,
  clientId: string,
  coupons: readonly { contractId: string }[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from contract
    where client_id = ${clientId} and ${rule} and id = any(${coupons.map(({ contractId }) => contractId)}::uuid[])`.execute(
    tx,
  )
  return new Set(rows.map(({ id }) => id))
}
