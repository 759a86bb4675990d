import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import {
  type CouponRefusal,
  lockCoupons,
  type LockedCoupon,
  type Outcome,
  sortOut,
  whyOver,
} from './lock-coupons.ts'
import { noteEvents, recordAct } from './note-events.ts'

/** `return`: for their money. `void`: a wrong batch, undone as if it had never been. */
export type ReturnKind = 'return' | 'void'

/** `returnId` names the request when there was anything to ask for. */
export type ReturnAsked = { returnId: string | undefined } & Outcome

/**
 * Asks for coupons to be taken back; a second person of the retailer decides (decide-return.ts). From now on no till takes
 * them. Those that are over, asked for already, at a pump, or blocked by somebody above the client are left; to be made void
 * a coupon must be untouched: never given, never used.
 */
export async function askReturn(
  tx: Tx,
  request: {
    clientId: string
    couponIds: readonly string[]
    kind: ReturnKind
    reason: string
    by: Actor
  },
): Promise<ReturnAsked> {
  const { clientId, kind, reason, by } = request
  const coupons = await lockCoupons(tx, clientId, request.couponIds)
  const forfeiting = await contractsThatForfeit(tx, clientId, coupons)
  const outcome = sortOut(
    request.couponIds,
    coupons,
    kind === 'void'
      ? whyNotVoid
      : (coupon) => whyNotReturn({ ...coupon, forfeits: forfeiting.has(coupon.contractId) }),
  )
  if (outcome.done.length === 0) return { returnId: undefined, ...outcome }

  const { rows } = await sql<{ id: string }>`
    insert into coupon_return (client_id, asked_by, reason, kind)
    values (${clientId}, ${by.accountId ?? null}, ${reason}, ${kind}) returning id`.execute(tx)
  const returnId = rows[0]!.id
  const ids = outcome.done.map(({ id }) => id)
  await sql`
    insert into coupon_return_item (client_id, return_id, coupon_id, ml, tiyn)
    select client_id, ${returnId}, id, remaining_ml, value_tiyn from coupon
    where client_id = ${clientId} and id = any(${ids}::uuid[])`.execute(tx)
  await sql`
    update coupon set return_id = ${returnId} where client_id = ${clientId} and id = any(${ids}::uuid[])`.execute(
    tx,
  )
  await noteEvents(tx, clientId, outcome.done, `${kind}_requested`, by, () =>
    reason ? { reason } : undefined,
  )
  await recordAct(tx, kind === 'void' ? 'coupon.void_requested' : 'coupon.return_requested', {
    clientId,
    coupons: outcome.done,
    by,
    after: { tiyn: sumOf(outcome.done).toString() },
    reason: reason || undefined,
  })
  return { returnId, ...outcome }
}

/** Why a coupon cannot be returned for its money now. */
export function whyNotReturn(
  coupon: Pick<LockedCoupon, 'state' | 'ended' | 'holdMl' | 'blockedBy'> & { forfeits: boolean },
): CouponRefusal | undefined {
  const over = whyOver(coupon)
  if (over) return over
  if (coupon.state === 'return_pending') return 'returning'
  if (coupon.blockedBy === 'risk' || coupon.blockedBy === 'retailer') return 'too_high'
  if (coupon.ended && coupon.forfeits) return 'forfeit'
  return coupon.holdMl > 0n ? 'held' : undefined
}

/** Why a coupon cannot be made void. */
export function whyNotVoid(
  coupon: Pick<LockedCoupon, 'state' | 'shelf' | 'holdMl' | 'nominalMl' | 'remainingMl'>,
): CouponRefusal | undefined {
  const over = whyOver(coupon)
  if (over) return over
  if (coupon.state === 'return_pending') return 'returning'
  if (coupon.shelf !== 'stock' || coupon.remainingMl < coupon.nominalMl) return 'not_void'
  return coupon.holdMl > 0n ? 'held' : undefined
}

async function contractsThatForfeit(
  tx: Tx,
  clientId: string,
  coupons: readonly LockedCoupon[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from contract
    where client_id = ${clientId} and expiry = 'forfeit' and id = any(${coupons.map(({ contractId }) => contractId)}::uuid[])`.execute(
    tx,
  )
  return new Set(rows.map(({ id }) => id))
}

function sumOf(coupons: readonly LockedCoupon[]): bigint {
  return coupons.reduce((sum, { valueTiyn }) => sum + valueTiyn, 0n)
}
