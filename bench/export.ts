import { setTimeout as pause } from 'node:timers/promises'
import { buildCheckout, type Checkout } from './parts/checkout.ts'
import type { Report } from './parts/figures.ts'
import { makePeople, PASSWORD } from './parts/people.ts'
import { type Product, startProduct } from './parts/product.ts'
import { cpuMs, residentMb } from './parts/usage.ts'

export const about =
  'a company’s refuels as an Excel file and as a table for 1C, at once and by the worker, while a guest looks at pages'

const ROWS = 1_000_000
/** As many as still come at once (src/refuels/register.ts). */
const AT_ONCE = 20_000
/** The days they are spread over, one a minute or so. */
const DAYS = 365

/**
 * One company with a million refuels takes both files over HTTP: those of its last days as they are asked for, those of all
 * days from the worker, which is in the same process. Nobody keeps what comes.
 */
export async function measure(checkout: Checkout): Promise<Report> {
  await buildCheckout(checkout)
  await using product = await startProduct(checkout)
  await makePeople(product, 1)
  await makeRefuels(product)
  const cookie = await signIn(product.port)
  await pause(5_000)
  const idle = residentMb(product.pid)
  const files = []
  for (const kind of ['xlsx', 'csv'] as const) {
    files.push({ name: `${NAMES[kind]}, at once`, file: await takeAtOnce(product, cookie, kind) })
    files.push({ name: `${NAMES[kind]}, by the worker`, file: await takeFromWorker(product, cookie, kind) })
  }
  const one = (what: string, value: number | undefined, more: object = {}) => ({
    what,
    values: value === undefined ? undefined : [value],
    ...more,
  })
  return {
    figures: [
      one('memory before', idle, { unit: 'MB', digits: 0 }),
      ...files.flatMap(({ name, file }) => [
        one(name, file.seconds, { unit: 's', digits: 1 }),
        one('  rows', file.rows, { digits: 0 }),
        one('  rows a second', file.rows / file.seconds, { digits: 0 }),
        one('  size', file.bytes / 1e6, { unit: 'MB', digits: 1 }),
        one('  CPU a thousand rows', file.cpuMs / (file.rows / 1000), { unit: 'ms' }),
        one('  the most memory', file.highest, { unit: 'MB', digits: 0, aim: { atMost: 300 } }),
        one('  a guest page meanwhile, the slowest', file.guestMs, { unit: 'ms', digits: 0 }),
      ]),
    ],
    notes: [
      `${ROWS} refuels of one company within ${DAYS} days; PostgreSQL is not in memory and CPU.`,
      'The worker’s time is from the button to the page that offers the file; then it is taken.',
    ],
  }
}

const NAMES = { xlsx: 'Excel', csv: 'table for 1C' }
type Kind = keyof typeof NAMES

async function makeRefuels(product: Product): Promise<void> {
  await product.query(`
    with place as (insert into station (number, name, city) values ('1', 'АЗС № 1 «Алматы»', 'Алматы') returning id),
      till as (insert into terminal (station_id, name, key_hash) select id, 'Касса 1', sha256('bench') from place returning id, station_id)
    insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, at, client_id, state, product, tiyn_per_l,
      plate, completed_at, ml, short_ml, tiyn)
    select till.id, till.station_id, 1, 'bench-' || lpad(n::text, 8, '0'), 'redeem', at, (select id from client where bin = '000000000000'),
      'completed', (array['AI92', 'AI95', 'DT'])[n % 3 + 1], 24550, lpad((n % 500)::text, 3, '0') || 'ABC02', at, ml, 0, cost_of(ml, 24550)
    from till, generate_series(1, ${ROWS}) n,
      lateral (select now() - make_interval(secs => n * ${(DAYS * 86_400) / ROWS}) as at, (n % 500 + 1) * 100 as ml) refuel`)
  await product.query('vacuum analyze')
}

async function signIn(port: number): Promise<string> {
  const at = `http://127.0.0.1:${port}/login`
  const page = await fetch(at)
  const guest = page.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0])
  const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
  const answer = await fetch(at, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: guest.join('; '), origin: `http://127.0.0.1:${port}` },
    body: new URLSearchParams({ csrf, email: 'p0@example.kz', password: PASSWORD }),
  })
  if (answer.status !== 303) throw new Error(`the sign-in was answered with ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
}

type Taken = {
  seconds: number
  rows: number
  bytes: number
  cpuMs: number
  highest: number
  guestMs: number
}

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)

async function takeAtOnce(product: Product, cookie: string, kind: Kind): Promise<Taken> {
  // Whole days only, so that it is surely not too long.
  const days = Math.floor(AT_ONCE / (ROWS / DAYS)) - 1
  const [found] = await product.query(`
    select count(*)::int as n from till_transaction
    where at >= '${day(days)}'::date::timestamp at time zone 'Asia/Almaty' and at < ('${day(1)}'::date + 1)::timestamp at time zone 'Asia/Almaty'`)
  return watched(product, async () => {
    const path = `/app/refuels.${kind}?from=${day(days)}&to=${day(1)}`
    return { bytes: await sizeOf(await ask(product, cookie, path)), rows: Number(found!['n']) }
  })
}

function takeFromWorker(product: Product, cookie: string, kind: Kind): Promise<Taken> {
  return watched(product, async () => {
    const list = await (await ask(product, cookie, '/app/exports')).text()
    const csrf = /name="csrf" value="([^"]+)"/.exec(list)?.[1] ?? ''
    const asked = await ask(product, cookie, '/app/exports', {
      ...{ csrf, format: kind, from: day(DAYS + 2), to: day(-1) },
    })
    const page = asked.headers.get('location') ?? ''
    const ready = async () => (await (await ask(product, cookie, page)).text()).includes(`${page}/file`)
    while (!(await ready())) await pause(500)
    const answer = await ask(product, cookie, `${page}/file`)
    return { bytes: await sizeOf(answer), rows: ROWS }
  })
}

function ask(
  { port }: Product,
  cookie: string,
  path: string,
  fields?: Record<string, string>,
): Promise<Response> {
  const site = `http://127.0.0.1:${port}`
  return fetch(site + path, {
    redirect: 'manual',
    headers: { cookie, origin: site },
    ...(fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}),
  })
}

async function sizeOf(answer: Response): Promise<number> {
  if (answer.status !== 200) throw new Error(`the file was answered with ${answer.status}`)
  let bytes = 0
  for await (const piece of answer.body!) bytes += piece.byteLength
  return bytes
}

/** What a file costs the product, and a guest who looks at a page four times a second meanwhile. */
async function watched(
  product: Product,
  take: () => Promise<{ bytes: number; rows: number }>,
): Promise<Taken> {
  const started = performance.now()
  const cpu = cpuMs(product.pid) ?? 0
  let highest = 0
  let guestMs = 0
  let going = true
  const meanwhile = (async () => {
    while (going) {
      highest = Math.max(highest, residentMb(product.pid) ?? 0)
      const asked = performance.now()
      await (await fetch(`http://127.0.0.1:${product.port}/login`)).text()
      guestMs = Math.max(guestMs, performance.now() - asked)
      await pause(250)
    }
  })()
  const taken = await take()
  const seconds = (performance.now() - started) / 1000
  going = false
  await meanwhile
  return { ...taken, seconds, cpuMs: (cpuMs(product.pid) ?? 0) - cpu, highest, guestMs }
}
