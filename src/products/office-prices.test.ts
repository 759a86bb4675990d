import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import type { Browser } from '../testing/browser.ts'
import { aStation, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'

let site: TestSite
let pricing: Browser
let colleague: Browser
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
  pricing = await site.signedIn(await site.aPerson({ staff: 'pricing' }))
  colleague = await site.signedIn(await site.aPerson({ staff: 'pricing' }))
})
after(() => site.stop())

const priceOf = async (product: string, station: number | null = null) =>
  (
    await sql<{ p: bigint | null }>`select price_at(${product}, ${station}, now()) as p`.execute(
      site.app.db.read,
    )
  ).rows[0]!.p
const publish = () => pricing.submit({}, '/office/prices')
const check = (query: string) => pricing.get(`/office/prices/check?${query}`)

test('a price is checked as «before → after» and holds once it is published', async () => {
  const page = await check('scope=network&AI92=241%2C50')
  assert.equal(page.status, 200)
  assert.match(page.text, /240,00\s₸/)
  assert.match(page.text, /241,50\s₸/)
  assert.equal(await priceOf('AI92'), 24_000n, 'the check page changes nothing')
  assert.equal((await publish()).status, 303)
  assert.equal(await priceOf('AI92'), 24_150n)
})

test('a price for one station leaves the network alone, and a newer one for the network takes it in again', async () => {
  const station = await aStation(site.app)
  await check(`scope=stations&station=${station.id}&AI95=245`)
  await publish()
  assert.deepEqual([await priceOf('AI95', station.id), await priceOf('AI95')], [24_500n, 24_000n])
  await check('scope=network&AI95=246')
  await publish()
  assert.deepEqual([await priceOf('AI95', station.id), await priceOf('AI95')], [24_600n, 24_600n])
})

test('a jump waits for a second person, who is not the one who set it', async () => {
  const page = await check('scope=network&LPG=400')
  assert.match(page.text, /второй человек/)
  await publish()
  assert.equal(await priceOf('LPG'), 24_000n)
  const { rows } = await sql<{
    id: string
  }>`select id from price where needs_approval and approved_at is null`.execute(site.app.db.read)
  const id = rows[0]!.id
  await pricing.get('/office/prices')
  assert.equal((await pricing.post(`/office/prices/${id}/approve`, { csrf: pricing.csrf })).status, 422)
  assert.equal(await priceOf('LPG'), 24_000n)
  await colleague.get('/office/prices')
  const twice = await Promise.all([
    colleague.post(`/office/prices/${id}/approve`, { csrf: colleague.csrf }),
    colleague.post(`/office/prices/${id}/approve`, { csrf: colleague.csrf }),
  ])
  assert.deepEqual(
    twice.map(({ status }) => status),
    [303, 303],
  )
  assert.equal(await priceOf('LPG'), 40_000n)
  const { rows: approved } = await sql<{ n: bigint }>`
    select count(*) as n from price where product = 'LPG' and tiyn_per_l = 40000 and cancelled_at is null`.execute(
    site.app.db.read,
  )
  assert.equal(approved[0]!.n, 1n, 'approved twice at once, it is one price')
})

test('a price of tomorrow can be taken back today', async () => {
  const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
  await check(`scope=network&DT=245&day=${day}&hour=08:00`)
  await publish()
  assert.equal(await priceOf('DT'), 24_000n)
  const { rows } = await sql<{
    id: string
  }>`select id from price where product = 'DT' and starts_at > now() and cancelled_at is null`.execute(
    site.app.db.read,
  )
  await pricing.get('/office/prices')
  assert.equal(
    (await pricing.post(`/office/prices/${rows[0]!.id}/cancel`, { csrf: pricing.csrf })).status,
    303,
  )
  assert.equal((await pricing.get('/office/prices')).text.includes(day), false)
})

test('what somebody else publishes meanwhile is seen before anything holds', async () => {
  await colleague.get('/office/prices/check?scope=network&AI98=250')
  await check('scope=network&AI98=251')
  await publish()
  const answer = await colleague.submit({}, '/office/prices')
  assert.equal(answer.status, 422)
  assert.match(answer.words, /Пока вы смотрели.*251,00 ₸ 250,00 ₸/)
  assert.equal(await priceOf('AI98'), 25_100n)
  assert.equal((await colleague.submit({}, '/office/prices')).status, 303, 'agreed to again')
  assert.equal(await priceOf('AI98'), 25_000n)
})

test('bad prices are said at their fields, with what was typed', async () => {
  for (const [query, sentence] of [
    ['scope=network&AI92=abc', /не распознана/],
    ['scope=network&AI92=0', /больше нуля/],
    ['scope=network&AI92=-5', /больше нуля/],
    ['scope=network&AI92=99999999999999999999', /не распознана/],
    ['scope=network', /хотя бы одну новую цену/],
    ['scope=stations&AI92=245', /хотя бы одну АЗС/],
    ['scope=network&AI92=245&day=2020-01-01', /задним числом/],
    ['scope=network&AI92=245&day=2099-01-01&hour=25:00', /08:00/],
    ['scope=network&AI92=245&day=31.02.2099', /[дД]ат/],
    ['scope=stations&station=999999999&AI92=245', /менять нечего/],
  ] as const) {
    const answer = await check(query)
    assert.equal(answer.status, 422, query)
    assert.match(answer.text, sentence, query)
    if (query.includes('abc')) assert.match(answer.text, /value="abc"/)
  }
})
