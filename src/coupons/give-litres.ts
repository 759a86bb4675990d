import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Queries, Tx } from '../db/database.ts'
import { lockAdvance } from '../ledger/advance.ts'
import type { Product } from '../products/products.ts'
import type { Vault } from '../vault.ts'
import { contractsWithPin, findDriver, type Gift, handOver, isPast, whyNotGive } from './give-coupons.ts'
import { lockCoupons, type LockedCoupon } from './lock-coupons.ts'
import { SMALLEST_PART_ML, splitCoupon, whyNotReplace } from './split-coupon.ts'

/** So many litres of a fuel for one driver. */
export type LitreLine = { product: Product; ml: bigint } & Gift

/**
 * `stock`: of the product there are only so many ml that could be given. `too_small`: a coupon would have to be split into a
 * part that is smaller than the smallest.
 */
export type StockRefusal = { reason: 'stock' | 'too_small'; availableMl: bigint }
export type LitreRefusal = StockRefusal | { reason: 'unknown_driver' | 'past_day' | 'pin_needed' }

/** What a driver got. `split` is the number of the coupon that was split for it. */
export type LitresGiven = {
  driverId: string
  driver: string
  couponIds: string[]
  numbers: bigint[]
  split?: bigint
}

/**
 * Gives drivers litres from the stock, choosing the coupons: those that end first, whole as far as they fit, and one of
 * them split for the rest. All lines are given or none; `line` says which could not be.
 */
export async function giveLitres(
  tx: Tx,
  vault: Vault,
  request: { clientId: string; lines: readonly LitreLine[]; by: Actor },
): Promise<{ ok: true; given: LitresGiven[] } | ({ ok: false; line: number } & LitreRefusal)> {
  const { clientId } = request
  // Splitting takes the advance, and it goes before the coupons.
  await lockAdvance(tx, clientId)
  await sql`savepoint giving`.execute(tx)
  for (let tries = 0; ; tries++) {
    const answer = await giveLines(tx, vault, request)
    if (answer.ok) return answer
    await sql`rollback to savepoint giving`.execute(tx)
    if (!('taken' in answer)) return answer
    if (tries === 5) return { ok: false, reason: 'stock', availableMl: 0n, line: answer.line }
    // Now that no coupon is ours any more, waiting for theirs keeps nobody waiting.
    await lockCoupons(tx, clientId, answer.taken)
  }
}

async function giveLines(
  tx: Tx,
  vault: Vault,
  { clientId, lines, by }: { clientId: string; lines: readonly LitreLine[]; by: Actor },
): Promise<
  { ok: true; given: LitresGiven[] } | ({ ok: false; line: number } & (LitreRefusal | TakenCoupons))
> {
  const given: LitresGiven[] = []
  for (const [at, line] of lines.entries()) {
    const answer = await giveLine(tx, vault, clientId, line, by)
    if (!answer.ok) return { ...answer, line: at }
    given.push(answer.given)
  }
  return { ok: true, given }
}

async function giveLine(
  tx: Tx,
  vault: Vault,
  clientId: string,
  line: LitreLine,
  by: Actor,
): Promise<{ ok: true; given: LitresGiven } | ({ ok: false } & (LitreRefusal | TakenCoupons))> {
  const driver = await findDriver(tx, clientId, line.driverId)
  if (driver === undefined) return { ok: false, reason: 'unknown_driver' }
  if (line.until && (await isPast(tx, line.until))) return { ok: false, reason: 'past_day' }
  const chosen = await takeStock(tx, clientId, line)
  if (!chosen.ok) return chosen
  const { whole, split } = chosen
  const touched = split ? [...whole, split.coupon] : whole
  if (!line.pin && (await contractsWithPin(tx, clientId, touched)).size > 0)
    return { ok: false, reason: 'pin_needed' }

  const ids = whole.map(({ id }) => id)
  if (split) {
    const parts = [split.ml, split.coupon.ml - split.ml]
    const made = await splitCoupon(tx, vault, { clientId, couponId: split.coupon.id, parts, by })
    if (!made.ok) throw new Error(`coupon ${split.coupon.number} was not split: ${made.reason}`)
    ids.push(made.coupons[0]!.id)
  }
  const coupons = await lockCoupons(tx, clientId, ids)
  await handOver(tx, vault, clientId, coupons, driver, { ...line, by })
  return {
    ok: true,
    given: {
      driverId: line.driverId,
      driver,
      couponIds: coupons.map(({ id }) => id),
      numbers: coupons.map(({ number }) => number),
      ...(split ? { split: split.coupon.number } : {}),
    },
  }
}

/** Coupons that would make the litres, but somebody else is busy with them. */
type TakenCoupons = { taken: string[] }

// What was free a moment ago may be given or at a pump by the time it is locked; then another choice is made. The lines
// before have locked coupons in an order of their own, so nobody is waited for here.
async function takeStock(
  tx: Tx,
  clientId: string,
  { product, ml }: LitreLine,
): Promise<({ ok: true } & Choice) | ({ ok: false } & (StockRefusal | TakenCoupons))> {
  for (let tries = 0; ; tries++) {
    const choice = choose(await findStock(tx, clientId, product), ml)
    if (!choice.ok) return choice
    const wanted = choice.split ? [...choice.whole, choice.split.coupon] : choice.whole
    const ids = wanted.map(({ id }) => id)
    const locked = await lockCoupons(tx, clientId, ids, 'skip')
    const ours = new Set(locked.map(({ id }) => id))
    if (ours.size < ids.length) return { ok: false, taken: ids.filter((id) => !ours.has(id)) }
    const left = new Map(locked.filter(isFree).map((coupon) => [coupon.id, coupon.remainingMl]))
    if (wanted.every((coupon) => left.get(coupon.id) === coupon.ml)) return choice
    if (tries === 5) return { ok: false, reason: 'stock', availableMl: 0n }
  }
}

function isFree(coupon: LockedCoupon): boolean {
  return whyNotGive(coupon) === undefined && whyNotReplace(coupon) === undefined
}

/** A coupon of the stock that may be given. */
export type StockCoupon = { id: string; number: bigint; contractId: string; ml: bigint; validTo: string }

/** Which coupons make the litres: whole ones, and perhaps a part of one more. */
export type Choice = { whole: StockCoupon[]; split?: { coupon: StockCoupon; ml: bigint } }

/** What giving litres would take, for the check page; `stock` in the order of `findStock`. */
export function choose(
  stock: readonly StockCoupon[],
  ml: bigint,
): ({ ok: true } & Choice) | ({ ok: false } & StockRefusal) {
  const whole: StockCoupon[] = []
  let left = ml
  for (const coupon of stock) {
    if (coupon.ml > left) continue
    whole.push(coupon)
    left -= coupon.ml
  }
  if (left === 0n) return { ok: true, whole }
  // Those that are left over are all bigger than what is missing.
  const spare = stock.find(
    (coupon) =>
      !whole.includes(coupon) &&
      coupon.ml > left &&
      coupon.ml - left >= SMALLEST_PART_ML &&
      left >= SMALLEST_PART_ML,
  )
  if (spare) return { ok: true, whole, split: { coupon: spare, ml: left } }
  const availableMl = stock.reduce((sum, coupon) => sum + coupon.ml, 0n)
  return { ok: false, reason: availableMl < ml ? 'stock' : 'too_small', availableMl }
}

/** Coupons looked at to make the litres of one line. */
const MOST = 2000

/** A client's stock of a product that may be given, what ends first in front. */
export async function findStock(db: Queries, clientId: string, product: Product): Promise<StockCoupon[]> {
  const { rows } = await sql<StockCoupon>`
    select c.id, c.number, c.contract_id as "contractId", c.remaining_ml as ml,
      c.valid_to as "validTo"
    from coupon c
      join contract k on k.client_id = c.client_id and k.id = c.contract_id
      join client cl on cl.id = c.client_id
    where c.client_id = ${clientId} and c.shelf = 'stock' and c.product = ${product} and c.valid_to >= local_day(now())
      and c.state in ('issued', 'partial') and c.hold_ml = 0 and k.state = 'active' and cl.state = 'active'
    order by c.valid_to, c.number limit ${MOST}`.execute(db)
  return rows
}
