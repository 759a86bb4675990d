import { setTimeout as pause } from 'node:timers/promises'
import { buildCheckout, type Checkout } from './parts/checkout.ts'
import { measureRate, requestBytes } from './parts/client.ts'
import { type Figure, median, percentile, type Report } from './parts/figures.ts'
import { bareHashRate } from './parts/hashes.ts'
import { makePeople, type People } from './parts/people.ts'
import { type Product, startProduct } from './parts/product.ts'
import { cpuMs, cpuMsOfFamily, cpuMsOfMachine } from './parts/usage.ts'
import { startVisitor } from './parts/visitor.ts'

export const about = 'finished sign-ins a second, beside bare password hashing, while a guest looks at pages'

const ROUNDS = 5
const SECONDS = 5
/** More than any round uses up, so that nobody signs in twice in one. */
const PEOPLE = 10_000
const LETTERS_MS = 20_000
/** Seconds before anything counts, in which code is compiled and connections, plans and caches become what they will be. */
const WARM_SECONDS = 6

/**
 * Right passwords of distinct people, through HTTP, as fast as they are let in; the settings are those shipped. Each
 * round hashes bare for a while with all cores and then signs people in, from known browsers and from new ones.
 */
export async function measure(checkout: Checkout): Promise<Report> {
  await buildCheckout(checkout)
  await using product = await startProduct(checkout)
  const people = await makePeople(product, PEOPLE)
  const { rate } = await bareHashRate(2)
  await phase(product, people, 'known', WARM_SECONDS, rate)
  await phase(product, people, 'unknown', WARM_SECONDS, rate)
  await product.query('vacuum analyze')
  const rounds: { bare: Bare; known: Phase; unknown: Phase }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await untilLettersAreSent(product)
    const bare = await bareHashRate(SECONDS)
    const known = await phase(product, people, 'known', SECONDS, bare.rate)
    const unknown = await phase(product, people, 'unknown', SECONDS, bare.rate)
    rounds.push({ bare, known, unknown })
  }
  const bare = rounds.map(({ bare }) => bare)
  return {
    figures: [
      { what: 'bare hashes a second', values: bare.map(({ rate }) => rate), digits: 1 },
      { what: '  CPU a hash', values: bare.map(({ cpuMs }) => cpuMs), unit: 'ms' },
      ...figuresOf(
        'known',
        rounds.map(({ known, bare }) => ({ ...known, bare })),
      ),
      ...figuresOf(
        'new',
        rounds.map(({ unknown, bare }) => ({ ...unknown, bare })),
      ),
    ],
    notes: [
      `${ROUNDS} rounds: hashes, known, new browsers, ${SECONDS} s each, after ${2 * WARM_SECONDS} s to warm up; ${PEOPLE} people, as many addresses.`,
      'Load generator, mail relay and guest run on the same cores: «CPU over CPU» is the ratio without what they take.',
      'A new browser means a letter to the owner: rendering and sending those that left meanwhile is in its CPU.',
    ],
  }
}

type Bare = Awaited<ReturnType<typeof bareHashRate>>
type Cpu = { server: number; postgres: number; load: number; guest: number; others: number }
type Phase = {
  /** Finished sign-ins a second. */
  rate: number
  /** Answers a second that asked to come again. */
  busy: number
  guestWaits: number[]
  /** CPU in ms while it was counted, and how many sign-ins ended in that time. */
  cpu: Cpu | undefined
  ended: number
}

// So many that hashing never waits for people, and those in its line less than half of what it holds (64): no answer comes
// before the floor of 250 ms and its random part.
function inFlight(hashRate: number): number {
  return Math.min(62, Math.ceil(hashRate * 0.27) + 8)
}

async function phase(
  product: Product,
  people: People,
  browser: 'known' | 'unknown',
  seconds: number,
  hashRate: number,
): Promise<Phase> {
  const page = requestBytes(product.port, 'GET', '/login', { 'accept-encoding': 'gzip' })
  await using visitor = await startVisitor({ port: product.port, request: page.toString('latin1') })
  let before: Cpu | undefined
  let after: Cpu | undefined
  const { answers, seconds: counted } = await measureRate(product.port, {
    connections: inFlight(hashRate),
    warmSeconds: 1,
    seconds,
    next: () => people.next(browser),
    onBegin: () => (before = cpuSoFar(product, visitor.pid)),
    onEnd: () => (after = cpuSoFar(product, visitor.pid)),
  })
  const strange = [...answers.keys()].filter((status) => status !== 303 && status !== 503)
  if (strange.length > 0) throw new Error(`a sign-in was answered with ${strange.join(', ')}`)
  const finished = answers.get(303) ?? 0
  return {
    rate: finished / counted,
    busy: (answers.get(503) ?? 0) / counted,
    guestWaits: await visitor.leave(),
    ended: finished,
    cpu: before && after && difference(before, after),
  }
}

function figuresOf(name: string, phases: (Phase & { bare: Bare })[]): Figure[] {
  const measured = phases.flatMap(({ cpu, ended, bare }) => (cpu ? [{ cpu, ended, bare }] : []))
  const cpu = (what: string, pick: (cpu: Cpu) => number): Figure => ({
    what: `  CPU a sign-in: ${what}`,
    values: measured.map(({ cpu, ended }) => pick(cpu) / ended),
    unit: 'ms',
  })
  const refused = phases.map(({ busy }) => busy)
  return [
    { what: `sign-ins a second, ${name} browsers`, values: phases.map(({ rate }) => rate), digits: 1 },
    {
      what: '  over bare hashes',
      values: phases.map(({ rate, bare }) => rate / bare.rate),
      aim: { atLeast: 0.9 },
    },
    {
      what: '  CPU of a bare hash over CPU of a sign-in',
      values: measured.map(({ cpu, ended, bare }) => (bare.cpuMs * ended) / (cpu.server + cpu.postgres)),
    },
    cpu('server', ({ server }) => server),
    cpu('PostgreSQL', ({ postgres }) => postgres),
    cpu('load and mail relay', ({ load }) => load),
    cpu('guest', ({ guest }) => guest),
    cpu('everything else', ({ others }) => others),
    ...(median(refused) > 0 ? [{ what: '  answered 503 a second', values: refused, digits: 1 }] : []),
    {
      what: '  a guest page, p95',
      values: phases.map(({ guestWaits }) => percentile(guestWaits, 0.95)),
      unit: 'ms',
      digits: 1,
      aim: { atMost: 100 },
    },
    {
      what: '  a guest page, median',
      values: phases.map(({ guestWaits }) => percentile(guestWaits, 0.5)),
      unit: 'ms',
      digits: 1,
    },
  ]
}

function cpuSoFar(product: Product, guest: number): Cpu | undefined {
  const server = cpuMs(product.pid)
  const postgres = cpuMsOfFamily(product.postgresPid)
  const guestMs = cpuMs(guest)
  const machine = cpuMsOfMachine()
  if (server === undefined || postgres === undefined || guestMs === undefined || machine === undefined)
    return undefined
  const { user, system } = process.cpuUsage()
  const load = (user + system) / 1000
  return { server, postgres, load, guest: guestMs, others: machine - server - postgres - guestMs - load }
}

function difference(before: Cpu, after: Cpu): Cpu {
  return {
    server: after.server - before.server,
    postgres: after.postgres - before.postgres,
    load: after.load - before.load,
    guest: after.guest - before.guest,
    others: after.others - before.others,
  }
}

// Letters that wait would be sent beside the bare hashes and make them slow.
async function untilLettersAreSent(product: Product): Promise<void> {
  const until = performance.now() + LETTERS_MS
  for (;;) {
    const [row] = await product.query(`select exists (select from letter where state = 'queued') as waiting`)
    if (row?.['waiting'] === false || performance.now() > until) return
    await pause(100)
  }
}
