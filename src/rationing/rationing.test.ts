/** Rationing: declared by the office, obeyed by tills, read by everybody whom it meets at a pump. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { giveCoupons } from '../coupons/give-coupons.ts'
import { sendCoupons } from '../coupons/send-coupons.ts'
import { isoDay } from '../i18n/format.ts'
import type { Browser } from '../testing/browser.ts'
import { aCard } from '../testing/cards.ts'
import { aCoupon, aDriver, aStation, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, type Till, whyNot } from '../testing/tills.ts'
import { declareRationing, type NewRationing } from './declare.ts'

let site: TestSite
let pricing: Browser
let till: Till
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 20_000n, DT: 20_000n })
  pricing = await site.signedIn(await site.aPerson({ staff: 'pricing' }))
  till = await aTill(site.app)
})
after(() => site.stop())

const BY = { name: 'test' }
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
const check = (fields: Record<string, string>, of = pricing) =>
  of.get(
    `/office/rationing/check?${new URLSearchParams({ fuel: 'AI95', litres: '20', untilDay: isoDay(inDays(2)), reasonRu: 'Ремонт нефтебазы', ...fields })}`,
  )
const declare = (cap: Partial<NewRationing> & { requestKey?: string }) =>
  site.app.db.transaction((tx) =>
    declareRationing(
      tx,
      {
        ...{ product: 'AI95', maxPerDayMl: 20_000n, startsAt: undefined, endsAt: inDays(1) },
        ...{ reasons: { ru: 'Ремонт', kk: '', en: '' }, stationIds: 'network', requestKey: randomUUID() },
        ...cap,
      },
      BY,
    ),
  )
const allOver = () => sql`update rationing set ends_at = greatest(starts_at, now())`.execute(site.owner)
const caps = async () =>
  (
    await sql<{ ml: bigint; stations: number[] | null }>`
      select max_per_day_ml as ml, station_ids as stations from rationing where ends_at > now() and starts_at < ends_at`.execute(
      site.owner,
    )
  ).rows

test('a cap is shown as people will read it, declared once, obeyed at once and ended early', async () => {
  const page = await check({ reasonKk: 'Мұнай базасын жөндеу' })
  assert.equal(page.status, 200)
  assert.match(page.words, /не больше 20 л в сутки на один талон или карту \(АИ-95\)/)
  assert.match(page.words, /Себебі: Мұнай базасын жөндеу/)
  assert.match(page.words, /Reason: Ремонт нефтебазы/)
  assert.deepEqual(await caps(), [], 'the check page changes nothing')
  const first = await pricing.submit({}, '/office/rationing')
  assert.equal(first.status, 303)
  const { code } = await aCoupon(site.app, await site.aClient(), { litres: 40 })
  assert.equal(whyNot(await till.redeem(code)), 'rationing')
  approved(await till.redeem(code, { ml: 20_000n }))

  const list = await pricing.get('/office/rationing')
  assert.match(list.words, /АИ-95 .*20 л .*Вся сеть .*Ремонт нефтебазы .*Действует/)
  const [end] = list.text.match(/\/office\/rationing\/[\w-]+\/end/) ?? []
  assert.equal((await pricing.submit({}, end)).status, 303)
  approved(await till.redeem(code))
  const after = await pricing.get('/office/rationing')
  assert.match(after.words, /Ограничений нет Закончились .*АИ-95/)
  await pricing.post(end!, { csrf: pricing.csrf })
  const admin = await site.signedIn(await site.aPerson({ staff: 'admin' }))
  const log = (await admin.get('/office/audit')).words
  assert.equal(
    log.match(/Прекращено ограничение отпуска/g)?.length,
    2,
    'once in the filter, once in the list',
  )
  assert.match(log, /Введено ограничение отпуска/)
})

test('a form that is sent twice is one cap, and so are twenty at the same moment', async () => {
  await check({})
  await pricing.submit({}, '/office/rationing')
  await pricing.submit({}, '/office/rationing')
  assert.equal((await caps()).length, 1)
  await allOver()
  const requestKey = randomUUID()
  const answers = await Promise.all(Array.from({ length: 20 }, () => declare({ requestKey })))
  assert.equal(answers.filter((answer) => answer.ok && !answer.replayed).length, 1)
  assert.equal((await caps()).length, 1)
  await allOver()
})

test('what cannot be is said at its field and changes nothing', async () => {
  for (const [fields, said] of [
    [{ litres: '0' }, /Введите литры в сутки/],
    [{ untilDay: '' }, /Введите день, до которого/],
    [{ untilDay: isoDay(inDays(-1)) }, /Конец должен быть позже/],
    [{ day: isoDay(inDays(3)) }, /Конец должен быть позже/],
    [{ untilHour: '25:00' }, /Время/],
    [{ reasonRu: ' ' }, /Напишите причину/],
    [{ reasonEn: 'x'.repeat(201) }, /Напишите причину/],
    [{ scope: 'stations' }, /АЗС/],
  ] as const) {
    const page = await check(fields)
    assert.equal(page.status, 422, JSON.stringify(fields))
    assert.match(page.words, said)
    assert.match(page.text, /name="litres"/)
  }
  assert.deepEqual(await declare({ stationIds: [999_999] }), { ok: false, reason: 'unknown_station' })
  assert.deepEqual(await declare({ endsAt: inDays(-1) }), { ok: false, reason: 'over' })
  assert.deepEqual(await caps(), [])
})

test('only prices’ people and administrators decide; the others of the office read', async () => {
  const support = await site.signedIn(await site.aPerson({ staff: 'support' }))
  const list = await support.get('/office/rationing')
  assert.equal(list.status, 200)
  assert.doesNotMatch(list.text, /rationing\/new/)
  assert.equal((await check({}, support)).status, 403)
})

test('a cap of some stations holds there and nowhere else, for coupons and for cards', async () => {
  const elsewhere = await aTill(site.app)
  await declare({ stationIds: [till.id] })
  const client = await site.aClient()
  const { code } = await aCoupon(site.app, client, { litres: 100 })
  const card = await aCard(site.app, client, { tiyn: 10_000_000n })
  assert.equal(whyNot(await till.redeem(code, { ml: 21_000n })), 'rationing')
  assert.equal(whyNot(await till.redeemCard(card.number, 21_000n)), 'rationing')
  // What was given elsewhere counts for the day.
  approved(await elsewhere.redeem(code, { ml: 21_000n }))
  approved(await elsewhere.redeemCard(card.number, 15_000n))
  assert.equal(whyNot(await till.redeem(code, { ml: 10n })), 'rationing')
  assert.equal(approved(await till.authorizeCard(card.number, 21_000n)).ml, 5_000n)
  await allOver()
})

test('of a card a cap of one fuel counts that fuel, and a cap of all counts all', async () => {
  const card = await aCard(site.app, await site.aClient(), { tiyn: 10_000_000n })
  await declare({ product: 'AI95' })
  approved(await till.redeemCard(card.number, 30_000n, { product: 'DT' }))
  approved(await till.redeemCard(card.number, 20_000n))
  assert.equal(whyNot(await till.redeemCard(card.number, 10n)), 'rationing')
  await allOver()
  await declare({ product: null, maxPerDayMl: 60_000n })
  assert.equal(approved(await till.authorizeCard(card.number, 20_000n)).ml, 10_000n)
  await allOver()
})

test('a cap ahead is told to clients, drivers and everybody, and does not hold yet', async () => {
  const station = await aStation(site.app)
  const client = await site.aClient()
  const aigul = await site.signedIn(await site.aPerson({ clientId: client.id }))
  assert.doesNotMatch((await aigul.get('/app')).words, /Ограничение отпуска/)
  await declare({ startsAt: inDays(1), endsAt: inDays(3), stationIds: [station.id] })
  const said =
    /Ограничение отпуска: не больше 20 л в сутки на один талон или карту \(АИ-95\) Начнётся .*, закончится .*\. Только на АЗС: № .*\. Причина: Ремонт/
  assert.match((await aigul.get('/app')).words, said)
  assert.match((await site.browser().get('/stations')).words, said)
  assert.match((await site.browser().get('/stations?fuel=AI95')).words, said)
  assert.doesNotMatch((await site.browser().get('/stations?fuel=DT')).words, /Ограничение отпуска/)

  const petrol = await driversPage(client, 'AI95')
  assert.match(petrol, said)
  assert.doesNotMatch(await driversPage(client, 'DT'), /Ограничение отпуска/)
  const { code } = await aCoupon(site.app, client, { litres: 40 })
  approved(await till.redeem(code))

  const list = await pricing.get('/office/rationing')
  const [end] = list.text.match(/\/office\/rationing\/[\w-]+\/end/) ?? []
  await pricing.submit({}, end)
  assert.match((await pricing.get('/office/rationing')).words, /Отменено/)
  assert.doesNotMatch((await aigul.get('/app')).words, /Ограничение отпуска/)
})

async function driversPage(client: { id: string; contractId: string }, product: 'AI95' | 'DT') {
  const { id } = await aCoupon(site.app, client, { product })
  const { id: driverId } = await aDriver(site.app, client.id)
  const of = { clientId: client.id, couponIds: [id], by: BY }
  const sent = await site.app.db.transaction(async (tx) => {
    await giveCoupons(tx, site.app.vault, { ...of, driverId, plate: '', note: '' })
    return sendCoupons(tx, site.app.vault, { ...of, lang: 'ru', how: 'link' })
  })
  assert.ok(sent.ok)
  const page = await site.browser().open(`/c/${sent.handout.token}`)
  assert.equal(page.status, 200)
  return page.words
}
