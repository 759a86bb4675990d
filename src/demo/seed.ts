/**
 * Bulk data for load tests, through the same tables, verbs and constraints as everything else. Everything it makes names
 * itself: contracts SEED-…, stations SEED-…
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { codeOf } from '../coupons/code.ts'
import { issueLot } from '../coupons/issue-lot.ts'
import { lockAdvance } from '../ledger/advance.ts'
import { postPayment } from '../payments/post-payment.ts'
import { costOf } from '../products/money.ts'
import { PRODUCTS, type Product } from '../products/products.ts'
import { sha256 } from '../secrets.ts'
import { makeBin } from '../values/bin.ts'
import { DEMO_BINS } from './load.ts'

export type SeedRequest = { clients: number; coupons: number; terminals: number }

/** What a load test needs to know of what was made. */
export type Seeded =
  | { kind: 'terminal'; station: string; key: string }
  | { kind: 'coupon'; code: string; product: Product; ml: number; client: string }
  | { kind: 'client'; bin: string }

type Client = { id: string; contractId: string; bin: string }

/** Coupons made in one transaction: enough to be quick, few enough to keep its memory and its locks small. */
const LOT = 2000
const NOMINALS_ML = [10_000n, 20_000n, 50_000n]
const TILLS_A_STATION = 4

/** True when the database holds a client that neither a seed nor the demo made: load belongs nowhere near it. */
export async function holdsRealClients(app: App): Promise<boolean> {
  const { rows } = await sql`
    select from client c where not c.bin = any(${DEMO_BINS}) and not exists (
      select from contract k where k.client_id = c.id and k.number like 'SEED-%') limit 1`.execute(
    app.db.write,
  )
  return rows.length > 0
}

/**
 * Makes the clients, stations with their tills and paid coupons, spread evenly over clients, products and denominations.
 * Tells each one as it is made; `told` may be asynchronous, nothing is made faster than it takes.
 */
export async function seed(
  app: App,
  request: SeedRequest,
  told: (made: Seeded) => Promise<void> | void,
): Promise<void> {
  const run = randomBytes(4).toString('hex')
  await priceEverything(app)
  for await (const terminal of makeTerminals(app, run, request.terminals)) await told(terminal)
  const clients = await makeClients(app, run, request.clients)
  for (const { bin } of clients) await told({ kind: 'client', bin })
  for (let made = 0, lot = 0; made < request.coupons; lot++) {
    const client = clients[lot % clients.length]
    if (!client) break
    // A lot is one client's: with many clients each gets its share, not only the first ones.
    const count = Math.min(LOT, request.coupons - made, Math.ceil(request.coupons / clients.length))
    const product = PRODUCTS[lot % PRODUCTS.length]!
    const nominalMl = NOMINALS_ML[lot % NOMINALS_ML.length]!
    for (const code of await makeCoupons(app, client, { product, nominalMl, count }))
      await told({ kind: 'coupon', code, product, ml: Number(nominalMl), client: client.bin })
    made += count
  }
  await sql`analyze coupon, lot, posting, payment, ledger_account, terminal, station`
    .execute(app.db.write)
    .catch(() => {
      // Only the tables' owner may: autovacuum does it a minute later.
    })
}

async function priceEverything(app: App): Promise<void> {
  for (const [i, product] of PRODUCTS.entries())
    await sql`
      insert into price (product, tiyn_per_l, starts_at)
      select ${product}, ${24_000 + i * 1500}, now() where price_at(${product}, null, now()) is null`.execute(
      app.db.write,
    )
}

async function* makeTerminals(app: App, run: string, count: number): AsyncGenerator<Seeded> {
  let station = { id: 0, number: '' }
  for (let n = 0; n < count; n++) {
    if (n % TILLS_A_STATION === 0) station = await makeStation(app, `SEED-${run}-${n / TILLS_A_STATION + 1}`)
    const key = `mct_${randomBytes(32).toString('base64url')}`
    await sql`
      insert into terminal (station_id, name, key_hash)
      values (${station.id}, ${`Касса ${(n % TILLS_A_STATION) + 1}`}, ${sha256(key)})`.execute(app.db.write)
    yield { kind: 'terminal', station: station.number, key }
  }
}

async function makeStation(app: App, number: string): Promise<{ id: number; number: string }> {
  const { rows } = await sql<{ id: number }>`
    insert into station (number, name, city) values (${number}, ${`АЗС ${number}`}, 'Алматы') returning id`.execute(
    app.db.write,
  )
  const { id } = rows[0]!
  await sql`insert into station_product (station_id, product) select ${id}, unnest(${PRODUCTS}::text[])`.execute(
    app.db.write,
  )
  return { id, number }
}

async function makeClients(app: App, run: string, count: number): Promise<Client[]> {
  const clients: Client[] = []
  // Numbers of a year in which no company was founded yet that anybody could ask for: 1940.
  for (let serial = Number.parseInt(run.slice(0, 4), 16); clients.length < count; serial++) {
    const bin = makeBin(`4001400${String(serial % 10_000).padStart(4, '0')}`)
    if (!bin) continue
    const { rows } = await sql<{ id: string }>`
      insert into client (bin, name) values (${bin}, ${`ТОО «Нагрузка ${serial % 10_000}»`})
      on conflict (bin) do nothing returning id`.execute(app.db.write)
    const id = rows[0]?.id
    if (!id) continue
    const { rows: contracts } = await sql<{ id: string }>`
      insert into contract (client_id, number, signed_on, email)
      values (${id}, ${`SEED-${run}-${clients.length + 1}`}, local_day(now()), 'seed@example.kz') returning id`.execute(
      app.db.write,
    )
    clients.push({ id, contractId: contracts[0]!.id, bin })
  }
  return clients
}

async function makeCoupons(
  app: App,
  client: Client,
  lot: { product: Product; nominalMl: bigint; count: number },
): Promise<string[]> {
  return app.db.transaction(async (tx) => {
    const { rows } = await sql<{ price: bigint; day: string; last: string }>`
      select price_at(${lot.product}, null, now()) as price, local_day(now()) as day, local_day(now()) + 365 as last`.execute(
      tx,
    )
    const { price, day, last } = rows[0]!
    const nominalTiyn = costOf(lot.nominalMl, price)
    await postPayment(tx, app.vault, {
      clientId: client.id,
      tiyn: nominalTiyn * BigInt(lot.count),
      receivedOn: day,
      source: 'seed',
      requestKey: randomUUID(),
      orders: [],
      by: { name: 'mycoupon seed' },
    })
    await lockAdvance(tx, client.id)
    const { couponIds } = await issueLot(tx, app.vault, {
      clientId: client.id,
      contractId: client.contractId,
      ...lot,
      tiynPerLitre: price,
      nominalTiyn,
      validTo: last,
      origin: { kind: 'seed' },
    })
    return couponIds.map((id) => codeOf(app.vault, { id, codeNo: 0 }))
  })
}
