import { type CardRefuels, makeCardRefuels } from './parts/card-refuels.ts'
import { buildCheckout, type Checkout } from './parts/checkout.ts'
import type { Figure, Report } from './parts/figures.ts'
import { type Product, startProduct } from './parts/product.ts'
import { figuresOf, HOW_LONG, type Round, sideBySide } from './parts/side-by-side.ts'

export const about = 'refuels by card through the till API, beside PostgreSQL’s own ceiling'

const IN_FLIGHT = [1, 8, 32, 64]
const ROUNDS = 3

/**
 * Tills authorise a litre and complete it, over HTTP; in turn with them as many connections call the stored functions that
 * do the same, one commit a call, on the same server and the same tables. With a card of its own each, and with cards that
 * all share one contract's limit.
 */
export async function measure(checkout: Checkout): Promise<Report> {
  await buildCheckout(checkout)
  await using product = await startProduct(checkout)
  const { spread, hot } = await makeCardRefuels(product, checkout)
  const figures: Figure[] = []
  for (const inFlight of IN_FLIGHT) {
    const rounds = { spread: [] as Round[], hot: [] as Round[] }
    for (let round = 0; round < ROUNDS; round++) {
      rounds.spread.push(await one(product, spread, inFlight))
      rounds.hot.push(await one(product, hot, inFlight))
    }
    figures.push(
      ...named('spread', figuresOf(inFlight, rounds.spread, { ...WORDS, ...aims(inFlight, 0.8) })),
      ...named('hot', figuresOf(inFlight, rounds.hot, WORDS)),
      {
        what: 'hot over spread',
        values: rounds.hot.map(({ ours }, n) => ours.rate / rounds.spread[n]!.ours.rate),
        ...(inFlight === 32 ? { aim: { atLeast: 0.5 } } : {}),
      },
    )
  }
  return {
    figures,
    notes: [
      `The ceiling is ${spread.ceiling.by}, calling till_ask, one commit a call. A refuel is two calls: authorize and complete.`,
      `Spread: wallets. Hot: cards of one client, on its advance and under its contract's limit of a quarter.`,
      `A litre each time; ${ROUNDS} rounds of ${HOW_LONG}.`,
    ],
  }
}

const WORDS = { many: 'calls', one: 'a call over HTTP' }
const aims = (inFlight: number, rate: number) => (inFlight === 32 ? { rate: { atLeast: rate } } : {})

const one = (product: Product, { tills, ceiling }: CardRefuels, inFlight: number) =>
  sideBySide(product, tills, ceiling, inFlight)

const named = (side: string, figures: Figure[]): Figure[] =>
  figures.map((figure, n) => (n === 0 ? { ...figure, what: `${side}, ${figure.what}` } : figure))
