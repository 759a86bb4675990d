import { setTimeout as pause } from 'node:timers/promises'
import { buildCheckout, type Checkout } from './parts/checkout.ts'
import type { Report } from './parts/figures.ts'
import { makePeople, PASSWORD } from './parts/people.ts'
import { type Product, startProduct } from './parts/product.ts'
import { cpuMs, residentMb } from './parts/usage.ts'

export const about =
  'a company’s refuels as an Excel file and as a table for 1C, while a guest looks at pages'

const ROWS = 1_000_000
/** The days they are spread over, one a minute or so. */
const DAYS = 365

/** One company with a million refuels takes both files, one after the other, over HTTP; nobody keeps what comes. */
export async function measure(checkout: Checkout): Promise<Report> {
  await buildCheckout(checkout)
  await using product = await startProduct(checkout)
  await makePeople(product, 1)
  await makeRefuels(product)
  const cookie = await signIn(product.port)
  await pause(5_000)
  const idle = residentMb(product.pid)
  const excel = await take(product, cookie, 'xlsx')
  const table = await take(product, cookie, 'csv')
  const one = (what: string, value: number | undefined, more: object = {}) => ({
    what,
    values: value === undefined ? undefined : [value],
    ...more,
  })
  return {
    figures: [
      one('memory before', idle, { unit: 'MB', digits: 0 }),
      ...[
        { name: 'Excel', file: excel },
        { name: 'table for 1C', file: table },
      ].flatMap(({ name, file }) => [
        one(`${name}: rows a second`, ROWS / file.seconds, { digits: 0 }),
        one('  size', file.bytes / 1e6, { unit: 'MB', digits: 1 }),
        one('  first byte', file.firstMs, { unit: 'ms', digits: 0 }),
        one('  CPU a thousand rows', file.cpuMs / (ROWS / 1000), { unit: 'ms' }),
        one('  the most memory', file.highest, { unit: 'MB', digits: 0, aim: { atMost: 300 } }),
        one('  a guest page meanwhile, the slowest of twenty', file.guestMs, { unit: 'ms', digits: 0 }),
      ]),
    ],
    notes: [`${ROWS} refuels of one company within ${DAYS} days; PostgreSQL is not in memory and CPU.`],
  }
}

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
  firstMs: number
  bytes: number
  cpuMs: number
  highest: number
  guestMs: number
}

async function take(product: Product, cookie: string, kind: 'xlsx' | 'csv'): Promise<Taken> {
  const at = `http://127.0.0.1:${product.port}`
  const year = new Date().getUTCFullYear()
  const started = performance.now()
  const cpu = cpuMs(product.pid) ?? 0
  const answer = await fetch(`${at}/app/refuels.${kind}?from=${year - 2}-01-01&to=${year + 1}-12-31`, {
    headers: { cookie },
  })
  if (answer.status !== 200) throw new Error(`the file was answered with ${answer.status}`)
  let bytes = 0
  let firstMs = 0
  let highest = 0
  let guestMs = 0
  const meanwhile = (async () => {
    for (let n = 0; n < 20; n++) {
      await pause(250)
      highest = Math.max(highest, residentMb(product.pid) ?? 0)
      const asked = performance.now()
      await (await fetch(`${at}/login`)).text()
      guestMs = Math.max(guestMs, performance.now() - asked)
    }
  })()
  for await (const piece of answer.body!) {
    if (bytes === 0) firstMs = performance.now() - started
    bytes += piece.byteLength
    highest = Math.max(highest, residentMb(product.pid) ?? 0)
  }
  const seconds = (performance.now() - started) / 1000
  await meanwhile
  return { seconds, firstMs, bytes, cpuMs: (cpuMs(product.pid) ?? 0) - cpu, highest, guestMs }
}
