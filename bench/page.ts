import { startBare } from './parts/bare.ts'
import { ask, measureRate, requestBytes } from './parts/client.ts'
import { buildCheckout, type Checkout } from './parts/checkout.ts'
import type { Figure, Report } from './parts/figures.ts'
import { startProduct } from './parts/product.ts'
import { cpuMs } from './parts/usage.ts'

export const about = 'the sign-in page: what it costs, and how fast it is beside a bare node:http server'

const ROUNDS = 5
const SECONDS = 2
/** Enough that the server never waits for the client, few enough that it is not about connections. */
const CONNECTIONS = 8

/**
 * Asks for /login on kept connections, the product and a bare server with the same bytes in turn, by the same client.
 * Packed and plain, as a guest without cookies.
 */
export async function measure(checkout: Checkout): Promise<Report> {
  await buildCheckout(checkout)
  await using product = await startProduct(checkout)
  const figures = [
    ...(await sideBySide(product, '/login', 'gzip', { cpuAtMost: 0.35, ratioAtLeast: 0.2 })),
    ...(await sideBySide(product, '/login', undefined, { cpuAtMost: 0.35, ratioAtLeast: 0.2 })),
  ]
  return {
    figures,
    notes: [
      `${CONNECTIONS} kept connections, ${ROUNDS} rounds of ${SECONDS} s each; the log is written to a file as a service's is.`,
    ],
  }
}

/** The product's and the bare server's rate and CPU for one address, and the ratios of each round. */
export async function sideBySide(
  product: { port: number; pid: number },
  path: string,
  encoding: string | undefined,
  aims: { cpuAtMost?: number; ratioAtLeast?: number } = {},
): Promise<Figure[]> {
  const headers: Record<string, string> = encoding ? { 'accept-encoding': encoding } : {}
  const answer = await ask(product.port, path, headers)
  await using bare = await startBare(answer)
  const rounds: { ours: Measured; theirs: Measured }[] = []
  // The compiler of the runtime needs some thousand requests before a server is what it will be.
  await rateOf(product, path, headers)
  await rateOf(bare, path, headers)
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({ ours: await rateOf(product, path, headers), theirs: await rateOf(bare, path, headers) })
  }
  const of = (pick: (round: (typeof rounds)[number]) => number | undefined) => {
    const values = rounds.map(pick).filter((value) => value !== undefined)
    return values.length === rounds.length ? values : undefined
  }
  const name = `${path.replace(/\.[\da-f]{10}\./, '.')} ${encoding ?? 'plain'}`
  return [
    {
      what: `${name}, CPU a request`,
      values: of(({ ours }) => ours.cpuMs),
      unit: 'ms',
      digits: 3,
      ...(aims.cpuAtMost === undefined ? {} : { aim: { atMost: aims.cpuAtMost } }),
    },
    { what: '  bare server, CPU a request', values: of(({ theirs }) => theirs.cpuMs), unit: 'ms', digits: 3 },
    { what: '  requests a second', values: of(({ ours }) => ours.rate), digits: 0 },
    { what: '  bare server, requests a second', values: of(({ theirs }) => theirs.rate), digits: 0 },
    {
      what: '  rate over the bare server',
      values: of(({ ours, theirs }) => ours.rate / theirs.rate),
      ...(aims.ratioAtLeast === undefined ? {} : { aim: { atLeast: aims.ratioAtLeast } }),
    },
  ]
}

type Measured = { rate: number; cpuMs: number | undefined }

async function rateOf(
  server: { port: number; pid: number },
  path: string,
  headers: Record<string, string>,
): Promise<Measured> {
  const request = requestBytes(server.port, 'GET', path, headers)
  let before: number | undefined
  let after: number | undefined
  const { answers, seconds } = await measureRate(server.port, {
    connections: CONNECTIONS,
    warmSeconds: 0.3,
    seconds: SECONDS,
    next: () => request,
    onBegin: () => (before = cpuMs(server.pid)),
    onEnd: () => (after = cpuMs(server.pid)),
  })
  const strange = [...answers.keys()].filter((status) => status !== 200)
  if (strange.length > 0) throw new Error(`${path} answered ${strange.join(', ')}`)
  const count = answers.get(200) ?? 0
  return {
    rate: count / seconds,
    cpuMs: before === undefined || after === undefined ? undefined : (after - before) / count,
  }
}
