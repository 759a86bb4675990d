import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Queries, Tx } from '../db/database.ts'
import { lockAdvance } from '../ledger/advance.ts'
import { costOf } from '../products/money.ts'
import type { Product } from '../products/products.ts'
import type { Vault } from '../vault.ts'
import { type CouponRefusal, lockCoupons, type LockedCoupon } from './lock-coupons.ts'
import { recordAct } from './note-events.ts'
import { type MadeCoupon, replaceCoupon } from './replace-coupon.ts'
import { whyNotReplace } from './split-coupon.ts'

/** What the other fuel costs today, and what that is more than the coupon's value; below nought it goes to the advance. */
export type SwapQuote = { tiynPerLitre: bigint; tiyn: bigint; differenceTiyn: bigint }

export type SwapRefusal =
  | { reason: CouponRefusal }
  /** `not_allowed`: the contract has no swaps. `same`: it is that fuel already. */
  | { reason: 'not_allowed' | 'same' | 'no_price' }
  /** Today the difference is another than the one agreed to. */
  | { reason: 'price_changed'; quote: SwapQuote }
  /** The advance lacks so many tiyn. */
  | { reason: 'not_enough'; lackingTiyn: bigint }
export type Swapped =
  | { ok: true; number: bigint; coupon: MadeCoupon; differenceTiyn: bigint }
  | ({ ok: false } & SwapRefusal)

/**
 * Swaps what is left of a coupon for the same litres of another fuel at today's price with the contract's discount. The
 * difference comes from the client's advance or goes there. `agreedTiyn` is the difference that the person saw.
 */
export async function swapGrade(
  tx: Tx,
  vault: Vault,
  request: { clientId: string; couponId: string; product: Product; agreedTiyn: bigint; by: Actor },
): Promise<Swapped> {
  const { clientId, product, by } = request
  const advance = await lockAdvance(tx, clientId)
  const [coupon] = await lockCoupons(tx, clientId, [request.couponId])
  if (!coupon) return { ok: false, reason: 'unknown' }
  const refusal = whyNotReplace(coupon)
  if (refusal) return { ok: false, reason: refusal }
  const quoted = await quoteSwap(tx, clientId, coupon, product)
  if (!quoted.ok) return quoted
  const { quote } = quoted
  if (quote.differenceTiyn !== request.agreedTiyn) return { ok: false, reason: 'price_changed', quote }
  if (quote.differenceTiyn > advance.availableTiyn)
    return { ok: false, reason: 'not_enough', lackingTiyn: quote.differenceTiyn - advance.availableTiyn }

  const part = { product, ml: coupon.remainingMl, tiyn: quote.tiyn, tiynPerLitre: quote.tiynPerLitre }
  const [made] = await replaceCoupon(tx, vault, clientId, coupon, [part], 'swap', by)
  await recordAct(tx, 'coupon.swapped', {
    clientId,
    coupons: [coupon],
    by,
    before: { product: coupon.product },
    after: { product, into: String(made!.number), tiyn: quote.differenceTiyn.toString() },
  })
  return { ok: true, number: coupon.number, coupon: made!, differenceTiyn: quote.differenceTiyn }
}

/** What a swap would cost now, for the check page and for the swap itself. */
export async function quoteSwap(
  db: Queries,
  clientId: string,
  coupon: Pick<LockedCoupon, 'contractId' | 'product' | 'remainingMl' | 'valueTiyn'>,
  product: Product,
): Promise<{ ok: true; quote: SwapQuote } | { ok: false; reason: 'not_allowed' | 'same' | 'no_price' }> {
  if (coupon.product === product) return { ok: false, reason: 'same' }
  const { rows } = await sql<{ allowed: boolean; price: bigint | null; discount_bp: number }>`
    select grade_swap as allowed, price_at(${product}, null, now()) as price, discount_bp
    from contract where client_id = ${clientId} and id = ${coupon.contractId}`.execute(db)
  const { allowed, price, discount_bp } = rows[0]!
  if (!allowed) return { ok: false, reason: 'not_allowed' }
  if (!price) return { ok: false, reason: 'no_price' }
  const tiynPerLitre = (price * BigInt(10_000 - discount_bp) + 5_000n) / 10_000n
  const tiyn = costOf(coupon.remainingMl, tiynPerLitre)
  return { ok: true, quote: { tiynPerLitre, tiyn, differenceTiyn: tiyn - coupon.valueTiyn } }
}
