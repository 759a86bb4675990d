/**
 * Bulk data for load tests, through the same tables, verbs and constraints as everything else. Everything it makes names
 * itself: contracts SEED-…, stations SEED-…
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { numberOf } from '../cards/number.ts'
import { addCards } from '../cards/order-cards.ts'
import { codeOf } from '../coupons/code.ts'
import { issueLot } from '../coupons/issue-lot.ts'
import type { Tx } from '../db/database.ts'
import { lockAdvance } from '../ledger/advance.ts'
import { postPayment } from '../payments/post-payment.ts'
import { costOf } from '../products/money.ts'
import { PRODUCTS, type Product } from '../products/products.ts'
import { sha256 } from '../secrets.ts'
import { makeBin } from '../values/bin.ts'
import { DEMO_BINS } from './load.ts'

export type SeedRequest = { clients: number; coupons: number; cards: number; terminals: number }

/** What a load test needs to know of what was made. */
export type Seeded =
  | { kind: 'terminal'; station: string; key: string }
  | { kind: 'coupon'; code: string; product: Product; ml: number; client: string }
  | { kind: 'card'; number: string; scheme: SeededScheme; client: string }
  | { kind: 'client'; bin: string }

/** With money of their own, and with their client's. */
const SCHEMES = ['wallet_money', 'limit'] as const
type SeededScheme = (typeof SCHEMES)[number]
type Client = { id: string; contractId: string; bin: string }

/** Coupons made in one transaction: enough to be quick, few enough to keep its memory and its locks small. */
const LOT = 2000
const NOMINALS_ML = [10_000n, 20_000n, 50_000n]
const TILLS_A_STATION = 4
/** What is paid in for each card: a million tenge, some four thousand litres. */
const CARD_TIYN = 100_000_000n

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
 * Makes the clients, stations with their tills, paid coupons, spread evenly over clients, products and denominations, and
 * cards with money, spread over clients and schemes. Tells each one as it is made; `told` may be asynchronous, nothing is made faster than it takes.
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
  for (let made = 0, lot = 0; made < request.cards; lot++) {
    const client = clients[Math.floor(lot / SCHEMES.length) % clients.length]
    if (!client) break
    const share = Math.ceil(request.cards / (clients.length * SCHEMES.length))
    const count = Math.min(LOT, request.cards - made, share)
    const scheme = SCHEMES[lot % SCHEMES.length]!
    for (const number of await makeCards(app, client, scheme, count))
      await told({ kind: 'card', number, scheme, client: client.bin })
    made += count
  }
  await sql`analyze coupon, lot, card, card_medium, posting, payment, ledger_account, terminal, station`
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
    await payIn(tx, app, client, { tiyn: nominalTiyn * BigInt(lot.count), day })
    await lockAdvance(tx, client.id)
    const { couponIds } = await issueLot(tx, app.vault, {
      clientId: client.id,
      contractId: client.contractId,
      ...lot,
      tiynPerLitre: price,
      nominalTiyn,
      validTo: last,
      turnover: 'dispensing',
      origin: { kind: 'seed' },
    })
    return couponIds.map((id) => codeOf(app.vault, { id, codeNo: 0 }))
  })
}

async function makeCards(app: App, client: Client, scheme: SeededScheme, count: number): Promise<string[]> {
  return app.db.transaction(async (tx) => {
    const { rows } = await sql<{ day: string }>`select local_day(now()) as day`.execute(tx)
    await payIn(tx, app, client, { tiyn: CARD_TIYN * BigInt(count), day: rows[0]!.day })
    const request = { clientId: client.id, contractId: client.contractId, plan: { scheme }, count }
    const cards = await addCards(tx, app.vault, { ...request, kind: 'virtual' })
    const ids = cards.map(({ id }) => id)
    if (scheme === 'wallet_money') await fillWallets(tx, client, ids)
    const { rows: media } = await sql<{ id: string }>`
      select id from card_medium where client_id = ${client.id} and card_id = any(${ids}::uuid[])`.execute(tx)
    return media.map(({ id }) => numberOf(app.vault, id))
  })
}

// As topUp does, for many cards in one statement.
async function fillWallets(tx: Tx, client: Client, cardIds: string[]): Promise<void> {
  await lockAdvance(tx, client.id)
  await sql`
    with noted as (
      insert into card_event (client_id, card_id, what, actor, details)
        select ${client.id}, id, 'topped_up', 'mycoupon seed', jsonb_build_object('tiyn', ${CARD_TIYN.toString()}::text, 'ml', '0')
        from unnest(${cardIds}::uuid[]) id
        returning client_id, card_id, id)
    insert into posting (client_id, event, ref_id, debit, credit, tiyn, card_id)
      select client_id, 'card_topped_up', id, 'client_advance', 'card_money', ${CARD_TIYN}::bigint, card_id from noted`.execute(
    tx,
  )
}

async function payIn(tx: Tx, app: App, client: Client, paid: { tiyn: bigint; day: string }): Promise<void> {
  await postPayment(tx, app.vault, {
    clientId: client.id,
    tiyn: paid.tiyn,
    receivedOn: paid.day,
    source: 'seed',
    requestKey: randomUUID(),
    orders: [],
    by: { name: 'mycoupon seed' },
  })
}
