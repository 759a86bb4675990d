/** Coupons, tills and what they ask: made by `mycoupon seed`, once for the product's HTTP interface, once for its database. */
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { requestBytes } from './client.ts'
import type { Checkout } from './checkout.ts'
import type { Product } from './product.ts'

/** As many as a country's network has, and clients enough that nobody's account is the bottleneck. */
const TILLS = 200
const CLIENTS = 100
/** Of the denominations of a seed (10, 20, 50 l) each pays at least ten litres. */
const LITRE = 1000

export type Refuels = {
  /** The next request for a litre of fuel: from another till, for another coupon of our half. */
  next(): Buffer
  /** How many requests there still are. */
  left(): number
}

/**
 * Seeds the product and shares the coupons out: one half is asked for over HTTP, of the other half the database keeps the
 * requests in `bench_ask`, numbered from 1, for whoever calls the function itself; `bench_n` counts them off.
 */
export async function makeRefuels(product: Product, checkout: Checkout, coupons: number): Promise<Refuels> {
  const file = join(checkout.temp, `seed-${randomUUID()}.jsonl`)
  const counts = { clients: CLIENTS, coupons, cards: 0, terminals: TILLS }
  const words = Object.entries(counts).flatMap(([name, count]) => [`--${name}`, String(count)])
  await product.command('seed', ...words, '--out', file)
  const ours: { code: string; client: string }[] = []
  const keys: string[] = []
  const clients: string[] = []
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const made = JSON.parse(line) as { kind: string; key: string; bin: string; code: string; client: string }
    if (made.kind === 'terminal') keys.push(made.key)
    if (made.kind === 'client') clients.push(made.bin)
    if (made.kind === 'coupon') ours.push({ code: made.code, client: made.client })
  }
  const half = new Set(clients.filter((_, n) => n % 2 === 0))
  const codes = shuffled(ours.flatMap(({ code, client }) => (half.has(client) ? [code] : [])))
  // Every coupon once before any a second time, so that no two who ask at once want the same one.
  const times = Math.max(1, Math.min(10, Math.ceil(100_000 / codes.length)))
  await prepareAsks(product, [...half], times)

  let at = 0
  return {
    left: () => codes.length * times - at,
    next() {
      const code = codes[at % codes.length]!
      const key = keys[at % keys.length]!
      at++
      const body = JSON.stringify({ posTxnId: `bench-${randomUUID()}`, code, ml: LITRE })
      return requestBytes(
        product.port,
        'POST',
        '/api/pos/v1/redeem',
        { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body,
      )
    },
  }
}

async function prepareAsks(product: Product, half: string[], times: number): Promise<void> {
  await product.query('create table bench_ask (n bigint primary key, asked till_request)')
  await product.query('create sequence bench_n')
  await product.query(
    `insert into bench_ask
      select row_number() over (order by time, random()), json_populate_record(null::till_request, json_build_object('verb', 'redeem',
          'name', 'bench-' || gen_random_uuid(), 'key_hash', key_hash, 'code_hash', code_hash, 'ml', ${LITRE}, 'unknown_codes_per_minute', 5))
        from (select code_hash, row_number() over () as i from coupon where client_id in (select id from client where bin <> all($1))) c
        cross join generate_series(1, $2::int) as time
        join (select key_hash, row_number() over () - 1 as i, count(*) over () as all from terminal) t on t.i = c.i % t.all`,
    [half, times],
  )
  await product.query('grant select on bench_ask to mycoupon_app')
  await product.query('grant usage on sequence bench_n to mycoupon_app')
  // Otherwise the first rounds run on guesses about the tables, and later ones beside an autovacuum.
  await product.query('vacuum analyze')
}

function shuffled<T>(all: T[]): T[] {
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1))
    ;[all[i], all[j]] = [all[j]!, all[i]!]
  }
  return all
}
