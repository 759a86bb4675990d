/** The product over HTTP, in turn with the database's own functions on the same tables: rounds, and the figures of them. */
import type { Ceiling, Direct } from './ceiling.ts'
import { measureRate } from './client.ts'
import { type Aim, type Figure, percentile } from './figures.ts'
import type { Product } from './product.ts'
import { cpuMs, cpuMsOfFamily } from './usage.ts'

export type Round = { ours: Ours; theirs: Direct }
type Ours = Direct & { serverMs: number | undefined }

const SECONDS = 2
const WARM_SECONDS = 1
export const HOW_LONG = `${SECONDS} s each, after what it takes until everything is warm`

/** What tills ask over HTTP: the next request, and a look at each answer, which throws when it is not what was hoped for. */
export type Tills = { next(): Buffer; look(status: number, bytes: Buffer): void }

/** One round: the function itself, then the product. */
export async function sideBySide(
  product: Product,
  tills: Tills,
  ceiling: Ceiling,
  inFlight: number,
): Promise<Round> {
  const theirs = await ceiling.measure(inFlight, SECONDS)
  return { theirs, ours: await askOverHttp(product, tills, inFlight) }
}

async function askOverHttp(product: Product, tills: Tills, inFlight: number): Promise<Ours> {
  const cpu = () => ({ server: cpuMs(product.pid), postgres: cpuMsOfFamily(product.postgresPid) })
  let [before, after] = [cpu(), cpu()]
  const { seconds, waits } = await measureRate(product.port, {
    connections: inFlight,
    warmSeconds: WARM_SECONDS,
    seconds: SECONDS,
    next: tills.next,
    onBegin: () => (before = cpu()),
    onEnd: () => (after = cpu()),
    check: tills.look,
  })
  const a = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? undefined : (to - from) / waits.length
  return {
    rate: waits.length / seconds,
    waits,
    serverMs: a(before.server, after.server),
    postgresMs: a(before.postgres, after.postgres),
  }
}

/** What is counted, in words for the table, and what is aimed at. */
export type Counted = { many: string; one: string; rate?: Aim | undefined; p99?: Aim | undefined }

/** The figures of one number of requests in flight. */
export function figuresOf(inFlight: number, rounds: Round[], counted: Counted): Figure[] {
  const of = (pick: (round: Round) => number | undefined) => {
    const values = rounds.map(pick).filter((value) => value !== undefined)
    return values.length === rounds.length ? values : undefined
  }
  const ms = { unit: 'ms', digits: 2 }
  const p = (share: number, side: keyof Round) => of((round) => percentile(round[side].waits, share))
  return [
    {
      what: `${inFlight} in flight, ${counted.many} a second`,
      values: of(({ ours }) => ours.rate),
      digits: 0,
    },
    { what: '  the function itself, calls a second', values: of(({ theirs }) => theirs.rate), digits: 0 },
    {
      what: '  rate over the ceiling',
      values: of(({ ours, theirs }) => ours.rate / theirs.rate),
      ...(counted.rate ? { aim: counted.rate } : {}),
    },
    { what: '  p50', values: p(0.5, 'ours'), ...ms },
    { what: '  p99', values: p(0.99, 'ours'), ...ms },
    { what: '  the function itself, p50', values: p(0.5, 'theirs'), ...ms },
    { what: '  the function itself, p99', values: p(0.99, 'theirs'), ...ms },
    {
      what: '  p99 over its p99',
      values: of(({ ours, theirs }) => percentile(ours.waits, 0.99) / percentile(theirs.waits, 0.99)),
      ...(counted.p99 ? { aim: counted.p99 } : {}),
    },
    { what: `  CPU ${counted.one}: server`, values: of(({ ours }) => ours.serverMs), ...ms },
    { what: `  CPU ${counted.one}: PostgreSQL`, values: of(({ ours }) => ours.postgresMs), ...ms },
    { what: '  CPU a call of the function', values: of(({ theirs }) => theirs.postgresMs), ...ms },
    {
      what: `  CPU of a call over CPU of ${counted.one}`,
      values: of(({ ours, theirs }) =>
        ours.postgresMs && ours.serverMs && theirs.postgresMs
          ? theirs.postgresMs / (ours.postgresMs + ours.serverMs)
          : undefined,
      ),
    },
  ]
}
