import { sql } from 'kysely'
import { queueLetter } from '../accounts/letter-params.ts'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import type { Vault } from '../vault.ts'
import { findHandout, type Handout, handoutToken, openHandout } from './handout.ts'
import { type CouponRefusal, lockCoupons, type LockedCoupon, whyUseless } from './lock-coupons.ts'
import { noteEvents, recordAct } from './note-events.ts'
import { renewCodes } from './renew-codes.ts'

/** `link`: the sender takes it and passes it on. `email`: a letter to this address. */
export type SendBy = { how: 'link' } | { how: 'email'; email: string }

export type Sent =
  | { ok: true; handout: Handout; numbers: bigint[] }
  /** `several_drivers`: one link is for one driver. */
  | { ok: false; reason: CouponRefusal | 'several_drivers'; number?: bigint }

type SendRequest = { clientId: string; couponIds: readonly string[]; lang: Lang; by: Actor }

/**
 * Makes a driver's link to coupons that have been given to them, or finds the one there is, and sends it. Each sending is
 * written down; the sender sees the link for some minutes after it. `lang` is the language of the driver's page.
 */
export async function sendCoupons(tx: Tx, vault: Vault, request: SendRequest & SendBy): Promise<Sent> {
  const { clientId, lang, by } = request
  const coupons = await lockCoupons(tx, clientId, request.couponIds)
  const refusal = whyNotSendAll(request.couponIds, coupons)
  if (refusal) return { ok: false, ...refusal }

  const handout = await linkTo(tx, vault, request, coupons)
  await noteEvents(tx, clientId, coupons, 'sent', by, () =>
    request.how === 'email' ? { how: request.how, email: request.email } : { how: request.how },
  )
  await recordAct(tx, 'coupon.sent', { clientId, coupons, by })
  if (request.how === 'email') await queueDriversLetter(tx, { ...request, handoutId: handout.id, lang })
  return { ok: true, handout, numbers: coupons.map(({ number }) => number) }
}

/**
 * Gives a coupon a new link and a new code: the old link, its QR code and every printout are dead from the commit on. Its
 * PIN, plate and note stay.
 */
export async function replaceLink(
  tx: Tx,
  vault: Vault,
  request: Omit<SendRequest, 'couponIds'> & { couponId: string },
): Promise<Sent> {
  const { clientId, couponId, by, lang } = request
  const coupons = await lockCoupons(tx, clientId, [couponId])
  const refusal = whyNotSendAll([couponId], coupons)
  if (refusal) return { ok: false, ...refusal }
  await renewCodes(tx, vault, clientId, coupons)
  const { driverId, number } = coupons[0]!
  const handout = await openHandout(tx, vault, { clientId, couponIds: [couponId], driverId, lang, by })
  await noteEvents(tx, clientId, coupons, 'link_replaced', by)
  await recordAct(tx, 'coupon.link_replaced', { clientId, coupons, by })
  return { ok: true, handout, numbers: [number] }
}

/** Why a coupon cannot be sent now: only what has been given to somebody is sent to them. */
export function whyNotSend(
  coupon: Pick<LockedCoupon, 'state' | 'ended' | 'giftOver' | 'shelf' | 'served'>,
): CouponRefusal | undefined {
  const useless = whyUseless(coupon)
  if (useless) return useless
  if (coupon.shelf !== 'given') return 'in_stock'
  if (coupon.giftOver) return 'gift_over'
  return coupon.served ? undefined : 'suspended'
}

function whyNotSendAll(
  asked: readonly string[],
  coupons: readonly LockedCoupon[],
): { reason: CouponRefusal | 'several_drivers'; number?: bigint } | undefined {
  if (coupons.length === 0 || coupons.length < new Set(asked).size) return { reason: 'unknown' }
  for (const coupon of coupons) {
    const reason = whyNotSend(coupon)
    if (reason) return { reason, number: coupon.number }
  }
  return new Set(coupons.map(({ driverId }) => driverId)).size > 1 ? { reason: 'several_drivers' } : undefined
}

async function linkTo(
  tx: Tx,
  vault: Vault,
  { clientId, lang, by }: SendRequest,
  coupons: readonly LockedCoupon[],
): Promise<Handout> {
  const couponIds = coupons.map(({ id }) => id)
  const living = await findHandout(tx, clientId, couponIds)
  if (!living)
    return openHandout(tx, vault, { clientId, couponIds, driverId: coupons[0]!.driverId, lang, by })
  if (living.lang !== lang)
    await sql`update handout set lang = ${lang} where client_id = ${clientId} and id = ${living.id}`.execute(
      tx,
    )
  return { id: living.id, token: handoutToken(vault, living.id) }
}

async function queueDriversLetter(
  tx: Tx,
  letter: { clientId: string; handoutId: string; email: string; lang: Lang },
): Promise<void> {
  await queueLetter(tx, {
    template: 'coupons_for_you',
    lang: letter.lang,
    to: letter.email,
    params: { clientId: letter.clientId, handoutId: letter.handoutId },
    clientId: letter.clientId,
  })
}
