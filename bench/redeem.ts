import { buildCheckout, type Checkout } from './parts/checkout.ts'
import { type Ceiling, findCeiling } from './parts/ceiling.ts'
import type { Figure, Report } from './parts/figures.ts'
import { type Product, startProduct } from './parts/product.ts'
import { makeRefuels, type Refuels } from './parts/refuels.ts'
import * as both from './parts/side-by-side.ts'

export const about = 'redemptions a second through the till API, beside PostgreSQL’s own ceiling'

const COUPONS = 10_000
const IN_FLIGHT = [1, 8, 32, 64]
const ROUNDS = 3

/**
 * Tills ask for a litre each over HTTP; in turn with them as many connections call the stored function that does the same,
 * one commit a call, on the same server and the same tables.
 */
export async function measure(checkout: Checkout): Promise<Report> {
  await buildCheckout(checkout)
  await using product = await startProduct(checkout)
  const refuels = await makeRefuels(product, checkout, COUPONS)
  const ceiling = findCeiling(product, checkout)
  const figures: Figure[] = []
  for (const inFlight of IN_FLIGHT) {
    const rounds: Round[] = []
    for (let round = 0; round < ROUNDS; round++)
      rounds.push(await sideBySide(product, refuels, ceiling, inFlight))
    figures.push(...figuresOf(inFlight, rounds))
  }
  return {
    figures,
    notes: [
      `The ceiling is ${ceiling.by}, calling till_redeem, one commit a call.`,
      `${COUPONS} coupons, a litre each time; ${ROUNDS} rounds of ${both.HOW_LONG}.`,
      'The load generators run on the same cores; «CPU over CPU» is the ratio without what they and others there take.',
    ],
  }
}

export type Round = both.Round

/** One round: the function itself, then the product. */
export async function sideBySide(
  product: Product,
  refuels: Refuels,
  ceiling: Ceiling,
  inFlight: number,
): Promise<Round> {
  const tills = {
    next: refuels.next,
    look(status: number, bytes: Buffer) {
      if (status !== 200 || !bytes.includes('"approved":true'))
        throw new Error(`a redemption was answered with ${bytes.toString()}`)
    },
  }
  const round = await both.sideBySide(product, tills, ceiling, inFlight)
  if (refuels.left() < 0) throw new Error('there were more redemptions than coupons for them')
  return round
}

/** The figures of one number of requests in flight. The aims are those of 32, where a busy network is. */
export function figuresOf(inFlight: number, rounds: Round[]): Figure[] {
  const aims = inFlight === 32 ? { rate: { atLeast: 1 }, p99: { atMost: 3 } } : {}
  return both.figuresOf(inFlight, rounds, { many: 'redemptions', one: 'a redemption', ...aims })
}
