import { buildCheckout, type Checkout } from './parts/checkout.ts'
import { type Ceiling, type Direct, findCeiling } from './parts/ceiling.ts'
import { measureRate } from './parts/client.ts'
import { type Figure, percentile, type Report } from './parts/figures.ts'
import { type Product, startProduct } from './parts/product.ts'
import { makeRefuels, type Refuels } from './parts/refuels.ts'
import { cpuMs, cpuMsOfFamily } from './parts/usage.ts'

export const about = 'redemptions a second through the till API, beside PostgreSQL’s own ceiling'

const COUPONS = 10_000
const IN_FLIGHT = [1, 8, 32, 64]
const ROUNDS = 3
const SECONDS = 2
const WARM_SECONDS = 1

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
      `${COUPONS} coupons, a litre each time; ${ROUNDS} rounds of ${SECONDS} s each, after what it takes until everything is warm.`,
      'The load generators run on the same cores; «CPU over CPU» is the ratio without what they and others there take.',
    ],
  }
}

export type Round = { ours: Ours; theirs: Direct }
type Ours = Direct & { serverMs: number | undefined }

/** One round: the function itself, then the product. */
export async function sideBySide(
  product: Product,
  refuels: Refuels,
  ceiling: Ceiling,
  inFlight: number,
): Promise<Round> {
  const theirs = await ceiling.measure(inFlight, SECONDS)
  return { theirs, ours: await redeemOverHttp(product, refuels, inFlight) }
}

async function redeemOverHttp(product: Product, refuels: Refuels, inFlight: number): Promise<Ours> {
  const cpu = () => ({ server: cpuMs(product.pid), postgres: cpuMsOfFamily(product.postgresPid) })
  let [before, after] = [cpu(), cpu()]
  const { seconds, waits } = await measureRate(product.port, {
    connections: inFlight,
    warmSeconds: WARM_SECONDS,
    seconds: SECONDS,
    next: refuels.next,
    onBegin: () => (before = cpu()),
    onEnd: () => (after = cpu()),
    check(status, bytes) {
      if (status !== 200 || !bytes.includes('"approved":true'))
        throw new Error(`a redemption was answered with ${bytes.toString()}`)
    },
  })
  if (refuels.left() < 0) throw new Error('there were more redemptions than coupons for them')
  const a = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? undefined : (to - from) / waits.length
  return {
    rate: waits.length / seconds,
    waits,
    serverMs: a(before.server, after.server),
    postgresMs: a(before.postgres, after.postgres),
  }
}

/** The figures of one number of requests in flight. The aims are those of 32, where a busy network is. */
export function figuresOf(inFlight: number, rounds: Round[]): Figure[] {
  const of = (pick: (round: Round) => number | undefined) => {
    const values = rounds.map(pick).filter((value) => value !== undefined)
    return values.length === rounds.length ? values : undefined
  }
  const ms = { unit: 'ms', digits: 2 }
  const p = (share: number, side: keyof Round) => of((round) => percentile(round[side].waits, share))
  return [
    { what: `${inFlight} in flight, redemptions a second`, values: of(({ ours }) => ours.rate), digits: 0 },
    { what: '  the function itself, calls a second', values: of(({ theirs }) => theirs.rate), digits: 0 },
    {
      what: '  rate over the ceiling',
      values: of(({ ours, theirs }) => ours.rate / theirs.rate),
      ...(inFlight === 32 ? { aim: { atLeast: 1 } } : {}),
    },
    { what: '  p50', values: p(0.5, 'ours'), ...ms },
    { what: '  p99', values: p(0.99, 'ours'), ...ms },
    { what: '  the function itself, p50', values: p(0.5, 'theirs'), ...ms },
    { what: '  the function itself, p99', values: p(0.99, 'theirs'), ...ms },
    {
      what: '  p99 over its p99',
      values: of(({ ours, theirs }) => percentile(ours.waits, 0.99) / percentile(theirs.waits, 0.99)),
      ...(inFlight === 32 ? { aim: { atMost: 3 } } : {}),
    },
    { what: '  CPU a redemption: server', values: of(({ ours }) => ours.serverMs), ...ms },
    { what: '  CPU a redemption: PostgreSQL', values: of(({ ours }) => ours.postgresMs), ...ms },
    { what: '  CPU a call of the function', values: of(({ theirs }) => theirs.postgresMs), ...ms },
    {
      what: '  CPU of a call over CPU of a redemption',
      values: of(({ ours, theirs }) =>
        ours.postgresMs && ours.serverMs && theirs.postgresMs
          ? theirs.postgresMs / (ours.postgresMs + ours.serverMs)
          : undefined,
      ),
    },
  ]
}
