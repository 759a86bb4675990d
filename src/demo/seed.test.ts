import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { checkLedger } from '../ledger/invariants.ts'
import { callApi } from '../testing/api.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { holdsRealClients, seed, type Seeded } from './seed.ts'

let site: TestSite
before(async () => {
  site = await testSite()
})
after(() => site.stop())

test('bulk data is honest: every coupon paid for, every code good, every rule of the ledger kept', async () => {
  const made: Seeded[] = []
  await seed(site.app, { clients: 3, coupons: 5000, cards: 8, terminals: 6 }, (one) => void made.push(one))
  const kinds = (kind: Seeded['kind']) => made.filter((one) => one.kind === kind).length
  assert.deepEqual([kinds('client'), kinds('coupon'), kinds('card'), kinds('terminal')], [3, 5000, 8, 6])
  const { rows } = await sql<{ n: bigint; clients: bigint }>`
    select count(*) as n, count(distinct client_id) as clients from coupon`.execute(site.app.db.read)
  assert.deepEqual(rows[0], { n: 5000n, clients: 3n })
  const { key } = made.find((one) => one.kind === 'terminal')!
  for (const one of made) {
    if (one.kind !== 'card') continue
    const asked = { posTxnId: `seed-${one.number}`, card: one.number, product: 'AI95', ml: 1000 }
    const { body } = await callApi(site, '/api/pos/v1/redeem', { key, body: asked })
    assert.equal(body['approved'], true, `a card is good: ${one.scheme}`)
  }
  for (const { rule, broken } of await checkLedger(site.app.db)) assert.equal(broken, 0, rule)
})

test('a second seed adds to the first, and a real client closes the door', async () => {
  assert.equal(await holdsRealClients(site.app), false)
  await seed(site.app, { clients: 2, coupons: 10, cards: 0, terminals: 1 }, () => {})
  assert.equal(await holdsRealClients(site.app), false)
  await site.aClient()
  assert.equal(await holdsRealClients(site.app), true)
})
