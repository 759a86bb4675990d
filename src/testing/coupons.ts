/** The ordinary coupon for tests: a station with a till, prices, money on the account, coupons bought with it. */
import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { codeOf } from '../coupons/code.ts'
import { addDriver } from '../drivers/add-driver.ts'
import { placeOrder } from '../orders/place-order.ts'
import { postPayment } from '../payments/post-payment.ts'
import type { Product } from '../products/products.ts'
import type { Seller } from '../products/seller.ts'
import { sha256 } from '../secrets.ts'

const BY = { name: 'test' }

/** The retailer as invoices name it. */
export const SELLER: Seller = {
  name: { ru: 'ТОО «PetroRetail»', kk: '«PetroRetail» ЖШС', en: 'PetroRetail LLP' },
  address: { ru: 'г. Астана', kk: 'Астана қ.', en: 'Astana' },
  bin: '210440000804',
  iik: 'KZ86125KZT5004100100',
  bank: 'АО «Банк»',
  bik: 'BANKKZKX',
  kbe: '17',
  knp: '710',
  director: '',
  accountant: '',
}

/** The network's prices, in tiyn a litre; those not named cost 240 ₸. And who sells, so that invoices can be given out. */
export async function pricesAre(app: App, prices: Partial<Record<Product, bigint>> = {}): Promise<void> {
  for (const product of ['AI92', 'AI95', 'AI98', 'AI100', 'DT', 'DTZ', 'LPG'] as const) {
    await sql`insert into price (product, tiyn_per_l, starts_at) values (${product}, ${prices[product] ?? 24_000n}, now() - interval '1 minute')`.execute(
      app.db.write,
    )
  }
  await sql`insert into seller (details) values (${JSON.stringify(SELLER)}::jsonb)`.execute(app.db.write)
}

/** A station that sells everything, with one till. */
export async function aStation(
  app: App,
  facts: { products?: Product[] } = {},
): Promise<{ id: number; number: string; terminalId: number; key: string }> {
  const number = `S-${randomBytes(4).toString('hex')}`
  const { rows } = await sql<{ id: number }>`
    insert into station (number, name, city) values (${number}, ${`АЗС ${number}`}, 'Алматы') returning id`.execute(
    app.db.write,
  )
  const id = rows[0]!.id
  for (const product of facts.products ?? ['AI92', 'AI95', 'AI98', 'AI100', 'DT', 'DTZ', 'LPG'])
    await sql`insert into station_product (station_id, product) values (${id}, ${product})`.execute(
      app.db.write,
    )
  return { id, number, ...(await aTerminal(app, id)) }
}

/** One more till at a station. */
export async function aTerminal(app: App, stationId: number): Promise<{ terminalId: number; key: string }> {
  const key = `test_${randomBytes(24).toString('base64url')}`
  const { rows } = await sql<{ id: number }>`
    insert into terminal (station_id, name, key_hash) values (${stationId}, 'Касса', ${sha256(key)}) returning id`.execute(
    app.db.write,
  )
  return { terminalId: rows[0]!.id, key }
}

/** Money on the client's account. */
export async function paid(app: App, clientId: string, tiyn: bigint): Promise<void> {
  await app.db.transaction((tx) =>
    postPayment(tx, app.vault, {
      clientId,
      tiyn,
      receivedOn: '2026-11-01',
      source: 'hand',
      requestKey: randomUUID(),
      orders: [],
      by: BY,
    }),
  )
}

/** Coupons the client has bought and paid for, with their codes. Prices must be set. */
export async function someCoupons(
  app: App,
  client: { id: string; contractId: string },
  lot: { product?: Product; litres?: number; count?: number } = {},
): Promise<{ id: string; code: string }[]> {
  const line = {
    product: lot.product ?? ('AI95' as const),
    nominalMl: BigInt(lot.litres ?? 20) * 1000n,
    count: lot.count ?? 1,
  }
  const { rows } = await sql<{ cost: bigint }>`
    select cost_of(${line.nominalMl}, (price_at(${line.product}, null, now()) * (10000 - discount_bp) + 5000) / 10000) * ${line.count} as cost
    from contract where client_id = ${client.id} and id = ${client.contractId}`.execute(app.db.write)
  const cost = rows[0]!.cost
  await paid(app, client.id, cost)
  const order = await app.db.transaction((tx) =>
    placeOrder(tx, app.vault, {
      clientId: client.id,
      contractId: client.contractId,
      lines: [line],
      payFrom: 'balance',
      agreedTiyn: cost,
      requestKey: randomUUID(),
      by: BY,
    }),
  )
  if (!order.ok) throw new Error(`no coupons: ${order.reason}`)
  const { rows: coupons } = await sql<{ id: string }>`
    select c.id from coupon c join lot l on l.client_id = c.client_id and l.id = c.lot_id
    where l.client_id = ${client.id} and l.order_id = ${order.orderId} order by c.number`.execute(
    app.db.write,
  )
  return coupons.map(({ id }) => ({ id, code: codeOf(app.vault, { id, codeNo: 0 }) }))
}

/** One coupon of 20 litres of AI95, or as said. */
export async function aCoupon(
  app: App,
  client: { id: string; contractId: string },
  lot: { product?: Product; litres?: number } = {},
): Promise<{ id: string; code: string }> {
  return (await someCoupons(app, client, { ...lot, count: 1 }))[0]!
}

/** A driver of the client. */
export async function aDriver(
  app: App,
  clientId: string,
  facts: { name?: string; phone?: string; email?: string; plate?: string } = {},
): Promise<{ id: string; name: string }> {
  const name = facts.name ?? `Водитель ${randomBytes(3).toString('hex')}`
  const { driverId } = await app.db.transaction((tx) =>
    addDriver(tx, {
      clientId,
      driver: { phone: '', email: '', plate: '', product: null, lang: 'ru', note: '', ...facts, name },
      by: BY,
    }),
  )
  return { id: driverId, name }
}
