import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { lockAdvance } from '../ledger/advance.ts'
import type { ReturnKind } from './ask-return.ts'
import { lockCoupons, type LockedCoupon } from './lock-coupons.ts'
import { moveRests } from './move-rests.ts'
import { noteEvents, recordAct } from './note-events.ts'
import { closeCoupons } from './replace-coupon.ts'

export type ReturnDecided =
  | { ok: true; coupons: number; tiyn: bigint }
  /** `own`: who asked does not decide. `decided`: somebody has, perhaps a moment ago. */
  | { ok: false; reason: 'unknown' | 'decided' | 'own' }

export type ReturnAnswer = { clientId: string; returnId: string; by: Actor }

/**
 * Takes the coupons of a request back: what is left of them goes to the client's advance at the price they were bought for
 * (domain E7), or the batch is void (E3r); of coupons that are sold the turnover is undone. Only another person than the one who asked may (`own`).
 */
export async function approveReturn(tx: Tx, request: ReturnAnswer): Promise<ReturnDecided> {
  const { clientId, by } = request
  await lockAdvance(tx, clientId)
  const asked = await decide(tx, request, 'approved', '')
  if (!asked.ok) return asked
  const { kind, coupons } = asked
  const event = kind === 'void' ? 'voided' : 'returned'
  const events = await noteEvents(tx, clientId, coupons, event, by, (coupon) => ({
    ml: coupon.remainingMl.toString(),
    tiyn: coupon.valueTiyn.toString(),
  }))
  await moveRests(
    tx,
    clientId,
    coupons.map((coupon) => ({
      event: kind,
      refId: events.get(coupon.id)!,
      coupon,
      ml: coupon.remainingMl,
      tiyn: coupon.valueTiyn,
      to: 'client_advance' as const,
    })),
  )
  await closeCoupons(tx, clientId, coupons, kind === 'void' ? 'void' : 'returned')
  const tiyn = coupons.reduce((sum, { valueTiyn }) => sum + valueTiyn, 0n)
  await recordAct(tx, kind === 'void' ? 'coupon.voided' : 'coupon.returned', {
    clientId,
    coupons,
    by,
    after: { tiyn: tiyn.toString() },
  })
  return { ok: true, coupons: coupons.length, tiyn }
}

/** Leaves the coupons with the client, as they were before they were asked for; `answer` is what the client reads. */
export async function declineReturn(
  tx: Tx,
  request: ReturnAnswer & { answer: string },
): Promise<ReturnDecided> {
  return letGo(tx, request, 'declined', request.answer)
}

/** Takes a request back before it is decided; its own side does: a client's, a return; the retailer's, what they asked. */
export async function withdrawReturn(
  tx: Tx,
  request: ReturnAnswer & { kind: ReturnKind },
): Promise<ReturnDecided> {
  return letGo(tx, request, 'withdrawn', '')
}

async function letGo(
  tx: Tx,
  request: ReturnAnswer & { kind?: ReturnKind },
  decision: 'declined' | 'withdrawn',
  answer: string,
): Promise<ReturnDecided> {
  const { clientId, by } = request
  const asked = await decide(tx, request, decision, answer)
  if (!asked.ok) return asked
  const { kind, coupons } = asked
  await sql`
    update coupon set return_id = null
    where client_id = ${clientId} and id = any(${coupons.map(({ id }) => id)}::uuid[])`.execute(tx)
  await noteEvents(tx, clientId, coupons, `${kind}_${decision}`, by, () =>
    answer ? { reason: answer } : undefined,
  )
  await recordAct(tx, `coupon.${kind}_${decision}`, { clientId, coupons, by, reason: answer || undefined })
  return { ok: true, coupons: coupons.length, tiyn: 0n }
}

// The row of the request is the decision: whoever changes it first has made it.
async function decide(
  tx: Tx,
  { clientId, returnId, by, kind }: ReturnAnswer & { kind?: ReturnKind },
  decision: 'approved' | 'declined' | 'withdrawn',
  answer: string,
): Promise<
  | { ok: true; kind: ReturnKind; coupons: LockedCoupon[] }
  | { ok: false; reason: 'unknown' | 'decided' | 'own' }
> {
  const { rows } = await sql<{ kind: ReturnKind; decided: boolean; own: boolean }>`
    select kind, decided_at is not null as decided, asked_by is not distinct from ${by.accountId ?? null}::uuid as own
    from coupon_return where client_id = ${clientId} and id = ${returnId} for no key update`.execute(tx)
  const asked = rows[0]
  if (!asked || (kind && kind !== asked.kind)) return { ok: false, reason: 'unknown' }
  if (asked.decided) return { ok: false, reason: 'decided' }
  if (decision === 'approved' && asked.own) return { ok: false, reason: 'own' }
  await sql`
    update coupon_return set decided_by = ${by.accountId ?? null}, decided_at = now(), decision = ${decision}, answer = ${answer}
    where client_id = ${clientId} and id = ${returnId}`.execute(tx)
  const { rows: items } = await sql<{ id: string }>`
    select id from coupon where client_id = ${clientId} and return_id = ${returnId}`.execute(tx)
  const coupons = await lockCoupons(
    tx,
    clientId,
    items.map(({ id }) => id),
  )
  return { ok: true, kind: asked.kind, coupons }
}
