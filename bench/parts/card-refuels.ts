/** Cards, tills and what they ask: made by `mycoupon seed`, once for the product's HTTP interface, once for its database. */
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Ceiling, findCeiling } from './ceiling.ts'
import type { Checkout } from './checkout.ts'
import { requestBytes } from './client.ts'
import type { Product } from './product.ts'
import type { Tills } from './side-by-side.ts'

/** As many as a country's network has, and clients enough that nobody's account is the bottleneck. */
const TILLS = 200
const CLIENTS = 40
/** Of each client half of them have wallets, half draw on its advance: a hundred cards for a limit to be shared by. */
const CARDS = CLIENTS * 200
const LITRE = 1000

/** Refuels in two steps: a pump is authorised, then says what it dispensed. */
export type CardRefuels = { tills: Tills; ceiling: Ceiling }

/**
 * Seeds the product. `spread`: cards with wallets, so that no two refuels want the same row. `hot`: all the cards of one
 * contract with a limit on its quarter, one client for HTTP and another one for the database's own functions.
 */
export async function makeCardRefuels(
  product: Product,
  checkout: Checkout,
): Promise<{ spread: CardRefuels; hot: CardRefuels }> {
  const file = join(checkout.temp, `seed-${randomUUID()}.jsonl`)
  const counts = { clients: CLIENTS, coupons: 0, cards: CARDS, terminals: TILLS }
  const words = Object.entries(counts).flatMap(([name, count]) => [`--${name}`, String(count)])
  await product.command('seed', ...words, '--out', file)
  const cards: { number: string; scheme: string; client: string }[] = []
  const keys: string[] = []
  const clients: string[] = []
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const made = JSON.parse(line) as (typeof cards)[number] & { kind: string; key: string; bin: string }
    if (made.kind === 'terminal') keys.push(made.key)
    if (made.kind === 'client') clients.push(made.bin)
    if (made.kind === 'card') cards.push(made)
  }
  const [ours = '', theirs = ''] = clients
  await limitQuarters(product, [ours, theirs])
  await prepareAsks(product, theirs)
  const wallets = cards.flatMap(({ number, scheme }) => (scheme === 'limit' ? [] : [number]))
  const shared = cards.flatMap(({ number, scheme, client }) =>
    scheme === 'limit' && client === ours ? [number] : [],
  )
  const side = (kind: string, numbers: string[]): CardRefuels => ({
    tills: askInTwoSteps(product.port, keys, numbers),
    ceiling: findCeiling(product, checkout, { text: callOf(kind), kinds: 2 }),
  })
  return { spread: side('spread', wallets), hot: side('hot', shared) }
}

/** What was authorised is completed by the next request of whichever connection: two tills of one station may do so. */
function askInTwoSteps(port: number, keys: string[], numbers: string[]): Tills {
  const running: { key: string; posTxnId: string }[] = []
  const asked = new Map<string, string>()
  let at = 0
  const post = (verb: string, key: string, body: object) =>
    requestBytes(
      port,
      'POST',
      `/api/pos/v1/${verb}`,
      { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      JSON.stringify(body),
    )
  return {
    next() {
      const pump = running.shift()
      if (pump) return post('complete', pump.key, { posTxnId: pump.posTxnId, ml: LITRE })
      const [card, key] = [numbers[at % numbers.length]!, keys[at % keys.length]!]
      const posTxnId = `bench-${at++}-${randomUUID().slice(0, 8)}`
      asked.set(posTxnId, key)
      return post('authorize', key, { posTxnId, card, product: 'AI95', ml: LITRE })
    },
    look(status, bytes) {
      const text = bytes.toString('latin1')
      if (status !== 200 || !text.includes('"approved":true'))
        throw new Error(`a card was answered with ${bytes.toString()}`)
      if (!text.includes('"state":"authorized"')) return
      const posTxnId = /"posTxnId":"([^"]+)"/.exec(text)![1]!
      running.push({ posTxnId, key: asked.get(posTxnId)! })
      asked.delete(posTxnId)
    },
  }
}

/** Each connection authorises, then completes that, with the card whose turn it is: till_ask, as the product calls it. */
const callOf = (kind: string) =>
  `
  select (till_ask(case :n % 2
      when 1 then json_build_object('verb', 'authorize', 'name', 'direct-:run-' || :client_id || '-' || :n, 'hash', '\\x00',
        'key_hash', key_hash, 'card_hash', card_hash, 'product', 'AI95', 'ml', ${LITRE}, 'unknown_codes_per_minute', 5)
      else json_build_object('verb', 'complete', 'name', 'direct-:run-' || :client_id || '-' || :n - 1, 'hash', '\\x00',
        'key_hash', key_hash, 'ml', ${LITRE}) end)).outcome
    from bench_${kind} where n = (:client_id * 31 + (:n - 1) / 2) % (select max(n) + 1 from bench_${kind})`
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim()

async function limitQuarters(product: Product, bins: string[]): Promise<void> {
  await product.query(
    `with made as (
        insert into limit_set (client_id, contract_id) select k.client_id, k.id from contract k join client c on c.id = k.client_id
          where c.bin = any($1) returning client_id, id)
      insert into limit_rule (client_id, set_id, unit, period, value) select client_id, id, 'ml', 'quarter', 1000000000000 from made`,
    [bins],
  )
}

async function prepareAsks(product: Product, hotClient: string): Promise<void> {
  const make = (kind: string, which: string) =>
    product.query(
      `create table bench_${kind} as
        select c.n, t.key_hash, c.card_hash
        from (select row_number() over (order by c.number) - 1 as n, m.number_hash as card_hash
            from card c join card_medium m on m.card_id = c.id join client cl on cl.id = c.client_id where ${which}) c
          join (select key_hash, row_number() over () - 1 as i, count(*) over () as all from terminal) t on t.i = c.n % t.all`,
    )
  await make('spread', `c.scheme = 'wallet_money'`)
  await make('hot', `c.scheme = 'limit' and cl.bin = '${hotClient}'`)
  for (const kind of ['spread', 'hot']) {
    await product.query(`create unique index on bench_${kind} (n)`)
    await product.query(`grant select on bench_${kind} to mycoupon_app`)
  }
  // Otherwise the first rounds run on guesses about the tables, and later ones beside an autovacuum.
  await product.query('vacuum analyze')
}
