/** Odometers: said by tills with a refuel, shown with it, and what a vehicle uses from one reading to the next. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { giveCards } from '../cards/give-cards.ts'
import { isoDay } from '../i18n/format.ts'
import { callApi } from '../testing/api.ts'
import { aCard } from '../testing/cards.ts'
import { aStation, pricesAre, someCoupons } from '../testing/coupons.ts'
import readExcel from 'read-excel-file/node'
import { testSite, type TestSite } from '../testing/site.ts'
import { addVehicle } from '../vehicles/add-vehicle.ts'
import { per100 } from './read-usage.ts'

let site: TestSite
let station: Awaited<ReturnType<typeof aStation>>
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 20_000n })
  station = await aStation(site.app)
})
after(() => site.stop())

const BY = { name: 'Айгүл Бекова' }
const call = async (path: string, body: object) =>
  callApi(site, `/api/pos/v1/${path}`, { key: station.key, body })
const name = () => `km-${randomUUID()}`

/** A company with a card that is given to a vehicle of a plate, and somebody who looks. */
async function aCompany(plate = '123ABC02') {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 1_000_000_00n })
  const vehicle = { plate, name: '', tankMl: 0n, products: null, odometerKm: null, note: '' }
  const { vehicleId } = await site.app.db.transaction((tx) =>
    addVehicle(tx, { clientId: client.id, vehicle, by: BY }),
  )
  await site.app.db.transaction((tx) =>
    giveCards(tx, { clientId: client.id, cardIds: [card.id], to: { vehicleId }, by: BY }),
  )
  const aigul = await site.signedIn(await site.aPerson({ clientId: client.id }))
  const refuels = async (ml: number, odometerKm?: number) => {
    const { body } = await call('redeem', {
      ...{ posTxnId: name(), card: card.number, product: 'AI95', ml },
      ...(odometerKm === undefined ? {} : { odometerKm }),
    })
    assert.equal(body['approved'], true, JSON.stringify(body))
    return String(body['operationId'])
  }
  return { client, card, vehicleId, aigul, refuels }
}

const kmOf = async (id: string) =>
  (
    await sql<{ km: number | null }>`select odometer_km as km from till_transaction where id = ${id}`.execute(
      site.owner,
    )
  ).rows[0]!.km

test('a till says the odometer with whichever call knows it, and the last word counts', async () => {
  const { client, card, refuels } = await aCompany()
  assert.equal(await kmOf(await refuels(1_000, 0)), 0)
  assert.equal(await kmOf(await refuels(1_000)), null)
  const [coupon] = await someCoupons(site.app, client, { litres: 40 })
  for (const shown of [{ code: coupon!.code }, { card: card.number }])
    for (const [atFirst, atLast, kept] of [
      [undefined, 120_500, 120_500],
      [120_500, undefined, 120_500],
      [120_500, 120_505, 120_505],
    ]) {
      const posTxnId = name()
      const held = await call('authorize', {
        posTxnId,
        ...shown,
        product: 'AI95',
        ml: 2_000,
        odometerKm: atFirst,
      })
      assert.equal(held.body['approved'], true, held.text)
      const done = await call('complete', { posTxnId, ml: 2_000, odometerKm: atLast })
      assert.equal(done.body['approved'], true, done.text)
      assert.equal(await kmOf(String(done.body['operationId'])), kept)
    }
  const redeemed = await call('redeem', { posTxnId: name(), code: coupon!.code, ml: 5_000, odometerKm: 7 })
  assert.equal(await kmOf(String(redeemed.body['operationId'])), 7)
})

test('the same name with another odometer is another request, and one that cannot be is malformed', async () => {
  const { card } = await aCompany()
  const body = { posTxnId: name(), card: card.number, product: 'AI95', ml: 1_000, odometerKm: 100 }
  assert.equal((await call('redeem', body)).body['replayed'], false)
  assert.equal((await call('redeem', body)).body['replayed'], true)
  assert.equal((await call('redeem', { ...body, odometerKm: 101 })).status, 422)
  const { odometerKm, ...without } = body
  assert.equal(odometerKm, 100)
  assert.equal((await call('redeem', without)).status, 422)
  for (const wrong of [-1, 1.5, 2_000_001, '100', null]) {
    const answer = await call('redeem', { ...body, posTxnId: name(), odometerKm: wrong })
    assert.equal(answer.status, 422, String(wrong))
  }
})

test('the odometer stands on the receipt and behind the other columns of the files', async () => {
  const { aigul, refuels } = await aCompany()
  const id = await refuels(10_000, 184_300)
  await refuels(10_000)
  assert.match((await aigul.get(`/app/refuels/${id}`)).words, /Пробег 184 300 км/)
  const [heads, ...rows] = (await aigul.get('/app/refuels.csv')).text.trim().split(/\r?\n/)
  assert.match(heads!, /;Сумма НДС;"?Пробег, км"?;Реализация;Фискальный чек$/)
  assert.deepEqual(rows.map((row) => row.split(';').at(-3)).toSorted(), ['', '184300'])
  const [sheet] = await readExcel(Buffer.from((await aigul.file('/app/refuels.xlsx')).bytes))
  assert.equal(sheet!.data[0]!.at(-3), 'Пробег, км')
  assert.deepEqual(
    sheet!.data.slice(1, 3).map((row) => row[sheet!.data[0]!.length - 3] ?? null),
    [184_300, null],
  )
})

test('a vehicle uses what it filled up between two readings; one that goes back is told and gives no figure', async () => {
  const { aigul, vehicleId, refuels } = await aCompany('555KMK02')
  const page = async () => (await aigul.get(`/app/vehicles/${vehicleId}`)).words
  assert.match(await page(), /Касса ещё не сообщала пробег/)
  await refuels(40_000, 100_000)
  assert.match(await page(), /100 000 км .*Первое показание/)
  await refuels(30_000)
  await refuels(34_000, 100_200)
  assert.match(await page(), /100 200 км 200 км 64 л 32 л\/100 км/)
  const month = `/app/reports/${isoDay(new Date()).slice(0, 7)}?tab=vehicle`
  assert.match((await aigul.get(month)).words, /555 KMK 02 .* 32 л\/100 км/)

  await refuels(20_000, 100_300)
  await refuels(25_000, 10_040)
  await refuels(25_000, 100_500)
  await refuels(30_000, 100_600)
  const words = await page()
  assert.match(words, /10 040 км 25 л Пробег меньше прежнего/)
  // What is beside the wrong reading is no figure either: 20 litres for 100 km before it, 25 litres for 90 460 km after it.
  assert.equal(words.match(/л\/100 км/g)!.length, 2)
  assert.match(words, /Пробег 100 600 км В этом месяце/)
  assert.match(words, /100 600 км 100 км 30 л 30 л\/100 км/)
  assert.doesNotMatch(words, /[-−–]\s?\d[\d\s]*(?:км|л)/)
  assert.match((await aigul.get(month)).words, /31,3 л\/100 км Пробег меньше прежнего/)
})

test('litres for a hundred kilometres', () => {
  assert.equal(per100({ ml: 64_000n, km: 200 }), 32)
  assert.equal(per100({ ml: 64_000n, km: 0 }), undefined)
})
