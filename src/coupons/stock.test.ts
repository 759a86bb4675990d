import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { pricesAre, someCoupons } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill } from '../testing/tills.ts'
import { readStock } from './stock.ts'

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
  const stock = async () =>
    (await readStock(site.app.db.read, client.id, 'stock')).map(({ coupons, ml, more }) => ({
      coupons,
      ml,
      more,
    }))
  assert.deepEqual(await stock(), [{ coupons: 4, ml: 80_000n, more: false }])
  approved(await till.redeem(coupons[0]!.code, { ml: 5_000n }))
  approved(await till.redeem(coupons[1]!.code, { ml: 1_000n }))
  await sql`update coupon set blocked_by = 'client', blocked_at = now() where id = ${coupons[1]!.id}`.execute(
    site.app.db.write,
  )
  approved(await till.redeem(coupons[2]!.code))
  assert.deepEqual(await stock(), [{ coupons: 3, ml: 54_000n, more: false }])
})
