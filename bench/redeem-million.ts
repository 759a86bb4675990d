import { findCeiling } from './parts/ceiling.ts'
import { buildCheckout, type Checkout } from './parts/checkout.ts'
import type { Figure, Report } from './parts/figures.ts'
import { startProduct } from './parts/product.ts'
import { makeRefuels } from './parts/refuels.ts'
import { figuresOf, type Round, sideBySide } from './redeem.ts'

export const about = 'redemptions a second with a million coupons, beside ten thousand'

const COUPONS = [10_000, 1_000_000] as const
const IN_FLIGHT = 32
const ROUNDS = 5

/** Two products, one with many coupons; each round asks both, and the function itself on the database of each. */
export async function measure(checkout: Checkout): Promise<Report> {
  await buildCheckout(checkout)
  await using few = await startProduct(checkout)
  await using many = await startProduct(checkout)
  const sides = []
  for (const [n, product] of [few, many].entries())
    sides.push({
      product,
      refuels: await makeRefuels(product, checkout, COUPONS[n]!),
      ceiling: findCeiling(product, checkout),
    })
  const rounds: Round[][] = [[], []]
  for (let round = 0; round < ROUNDS; round++)
    for (const [n, { product, refuels, ceiling }] of sides.entries())
      rounds[n]!.push(await sideBySide(product, refuels, ceiling, IN_FLIGHT))
  const [small = [], large = []] = rounds
  return {
    figures: [
      ...figuresOf(IN_FLIGHT, small).map((figure) => named('few', figure)),
      ...figuresOf(IN_FLIGHT, large).map((figure) => named('many', figure)),
      {
        what: 'rate with many over rate with few',
        values: large.map(({ ours }, n) => ours.rate / small[n]!.ours.rate),
        aim: { atLeast: 0.95 },
      },
    ],
    notes: [
      `The ceiling is ${sides[0]!.ceiling.by}, calling till_redeem, one commit a call; ${ROUNDS} rounds.`,
    ],
  }
}

const named = (side: string, figure: Figure): Figure => ({
  ...figure,
  what: `${side}: ${figure.what.trim()}`,
})
