import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { aDriver, pricesAre, someCoupons } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill } from '../testing/tills.ts'
import { foldStock } from './fold-stock.ts'
import { giveCoupons } from './give-coupons.ts'
import { readShelves, readStock } from './stock.ts'

let site: TestSite
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
})
after(() => site.stop())

test('the stock is what remains: of coupons begun, blocked or not, what was used is not counted', async () => {
  const client = await site.aClient()
  const till = await aTill(site.app)
  const coupons = await someCoupons(site.app, client, { count: 4 })
  const stock = () => readStock(site.app.db.read, client.id)
  assert.deepEqual(await stock(), [{ product: 'AI95', coupons: 4, ml: 80_000n }])
  approved(await till.redeem(coupons[0]!.code, { ml: 5_000n }))
  approved(await till.redeem(coupons[1]!.code, { ml: 1_000n }))
  await sql`update coupon set blocked_by = 'client', blocked_at = now() where id = ${coupons[1]!.id}`.execute(
    site.app.db.write,
  )
  approved(await till.redeem(coupons[2]!.code))
  assert.deepEqual(await stock(), [{ product: 'AI95', coupons: 3, ml: 54_000n }])
})

test('whatever moves coupons counts them, also beside those who put the rows together', async () => {
  const client = await site.aClient()
  const till = await aTill(site.app)
  const driver = await aDriver(site.app, client.id)
  const petrol = await someCoupons(site.app, client, { count: 30 })
  const [diesel] = await someCoupons(site.app, client, { count: 1, product: 'DT' })
  const give = (couponId: string) =>
    site.app.db.transaction((tx) =>
      giveCoupons(tx, site.app.vault, {
        ...{ clientId: client.id, couponIds: [couponId], driverId: driver.id },
        ...{ plate: '', note: '', by: { name: 'test' } },
      }),
    )
  const fold = () => foldStock(site.app.db, 1)
  const taken = petrol.slice(0, 5).map(async ({ code }) => approved(await till.redeem(code)).posTxnId)
  await Promise.all([
    ...taken,
    ...petrol.slice(5, 10).map(({ code }) => till.redeem(code, { ml: 1_000n })),
    ...petrol.slice(10, 20).map(({ id }) => give(id)),
    give(diesel!.id),
    ...Array.from({ length: 10 }, fold),
  ])
  approved(await till.reverse(await taken[0]!))
  await Promise.all([give(petrol[20]!.id), fold(), fold()])
  const expected = {
    stock: [{ product: 'AI95', coupons: 15, ml: 15n * 20_000n - 5_000n }],
    given: [
      { product: 'AI95', coupons: 11, ml: 220_000n },
      { product: 'DT', coupons: 1, ml: 20_000n },
    ],
  }
  assert.deepEqual(await readShelves(site.app.db.read, client.id), expected)
  await fold()
  assert.deepEqual(await readShelves(site.app.db.read, client.id), expected)
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from coupon_stock where client_id = ${client.id}`.execute(site.app.db.read)
  assert.equal(rows[0]!.n, 3)
})
