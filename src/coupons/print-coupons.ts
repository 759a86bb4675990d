import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import type { Vault } from '../vault.ts'
import { contractsWhere } from './give-coupons.ts'
import { openHandoutOfEach } from './handout.ts'
import {
  type CouponRefusal,
  lockCoupons,
  type LockedCoupon,
  type Outcome,
  sortOut,
  whyUseless,
} from './lock-coupons.ts'
import { noteEvents, recordAct } from './note-events.ts'

/**
 * Writes down that coupons are about to be printed, and gives each a link of its own, whose QR code stands on its slip:
 * the page shows them to the asker alone, for some minutes (`mayStillSee`). A link that a coupon already has is printed
 * again, so that paper and telephone end together. `lang` is the language of a new link's page.
 */
export async function printCoupons(
  tx: Tx,
  vault: Vault,
  request: { clientId: string; couponIds: readonly string[]; lang: Lang; by: Actor },
): Promise<Outcome> {
  const { clientId, couponIds, lang, by } = request
  const coupons = await lockCoupons(tx, clientId, couponIds)
  const withPin = await contractsWhere(tx, sql`pin_required`, clientId, coupons)
  const bearer = await contractsWhere(tx, sql`transferable`, clientId, coupons)
  const outcome = sortOut(couponIds, coupons, (coupon) =>
    whyNotPrint({
      ...coupon,
      contract: { pinRequired: withPin.has(coupon.contractId), transferable: bearer.has(coupon.contractId) },
    }),
  )
  await openHandoutOfEach(tx, vault, { clientId, coupons: outcome.done, lang, by })
  await noteEvents(tx, clientId, outcome.done, 'printed', by)
  await recordAct(tx, 'coupon.printed', { clientId, coupons: outcome.done, by })
  return outcome
}

/**
 * Why a coupon cannot be printed now. Paper from the stock belongs to whoever holds it: a contract that wants a PIN, or
 * coupons that go to a named driver alone, has them given to somebody first.
 */
export function whyNotPrint(
  coupon: Pick<LockedCoupon, 'state' | 'ended' | 'giftOver' | 'shelf' | 'served'> & {
    contract: { pinRequired: boolean; transferable: boolean }
  },
): CouponRefusal | undefined {
  const useless = whyUseless(coupon)
  if (useless) return useless
  if (coupon.giftOver) return 'gift_over'
  if (!coupon.served) return 'suspended'
  if (coupon.shelf !== 'stock') return undefined
  if (!coupon.contract.transferable) return 'named'
  return coupon.contract.pinRequired ? 'pin_needed' : undefined
}
