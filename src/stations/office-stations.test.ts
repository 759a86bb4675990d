import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import type { Browser } from '../testing/browser.ts'
import { testSite, type TestSite } from '../testing/site.ts'

let site: TestSite
let pricing: Browser
before(async () => {
  site = await testSite()
  pricing = await site.signedIn(await site.aPerson({ staff: 'pricing' }))
})
after(() => site.stop())

const FACTS = {
  number: '№ 17',
  name: 'АЗС «Көктем»',
  nameKk: '«Көктем» ЖҚС',
  region: 'Алматинская область',
  city: 'Қонаев',
  address: 'трасса Алматы — Өскемен, 45 км',
  point: '43.85712, 77.06120',
  hours: '',
  takesCoupons: 'on',
  takesCards: 'on',
  closedUntil: '',
}

test('a station is added, found by a Kazakh name typed without Kazakh letters, supplied and changed', async () => {
  await pricing.get('/office/stations/new')
  const added = await pricing.submit(FACTS)
  assert.equal(added.status, 303)
  const path = added.headers.get('location')!
  assert.match((await pricing.get('/office/stations?q=кокт')).text, /Көктем/)

  await pricing.get(path)
  const supplied = await pricing.submit({
    AI92: 'sold',
    AI95: 'out',
    AI98: 'none',
    AI100: 'none',
    DT: 'sold',
    DTZ: 'none',
    LPG: 'none',
  })
  assert.equal(supplied.status, 303)
  const id = Number(path.split('/').at(-1))
  const { rows } = await sql<{ product: string; out: boolean }>`
    select product, out_since is not null as out from station_product where station_id = ${id} order by product`.execute(
    site.app.db.read,
  )
  assert.deepEqual(rows, [
    { product: 'AI92', out: false },
    { product: 'AI95', out: true },
    { product: 'DT', out: false },
  ])
  const filtered = await pricing.get('/office/stations?fuel=AI95')
  assert.doesNotMatch(filtered.text, /Көктем/, 'what has run out is not there')

  await pricing.get(`${path}/edit`)
  assert.equal((await pricing.submit({ ...FACTS, name: 'АЗС «Жаз»' })).status, 303)
  assert.match((await pricing.get(path)).text, /Жаз/)
})

test('a number is given once', async () => {
  for (const number of ['21', '22']) {
    await pricing.get('/office/stations/new')
    assert.equal((await pricing.submit({ ...FACTS, number })).status, 303)
  }
  await pricing.get('/office/stations/new')
  const taken = await pricing.submit({ ...FACTS, number: '21' })
  assert.equal(taken.status, 422)
  assert.match(taken.text, /уже есть/)
  const { rows } = await sql<{ id: number }>`select id from station where number = '22'`.execute(
    site.app.db.read,
  )
  await pricing.get(`/office/stations/${rows[0]!.id}/edit`)
  const renamed = await pricing.submit({ ...FACTS, number: '21' })
  assert.equal(renamed.status, 422)
  assert.match(renamed.text, /уже есть/)
})

test('what is typed wrong is said and kept', async () => {
  await pricing.get('/office/stations/new')
  const answer = await pricing.submit({
    ...FACTS,
    number: '',
    name: '',
    point: '91, 200',
    closedUntil: '30.02.2027',
  })
  assert.equal(answer.status, 422)
  for (const sentence of [/Введите номер АЗС/, /Введите название АЗС/, /вне Казахстана/])
    assert.match(answer.text, sentence)
  assert.match(answer.text, /value="91, 200"/)
  assert.equal((await pricing.get('/office/stations/99999999999')).status, 404)
  assert.equal((await pricing.get('/office/stations/0')).status, 404)
})

test('anybody finds a station by its city and fuel, and what has run out is not offered', async () => {
  await pricing.get('/office/stations/new')
  const added = await pricing.submit({
    ...FACTS,
    number: '31',
    name: 'АЗС «Тараз»',
    nameKk: '«Тараз» ЖҚС',
    city: 'Тараз',
    hours: '07:00–23:00',
  })
  await pricing.get(added.location)
  await pricing.submit({
    AI92: 'sold',
    AI95: 'none',
    AI98: 'none',
    AI100: 'none',
    DT: 'out',
    DTZ: 'none',
    LPG: 'none',
  })
  const guest = site.browser()
  assert.match((await guest.get('/stations?q=тараз&lang=kk')).location, /q=/)
  assert.match((await guest.get('/stations?q=тараз')).words, /«Тараз» ЖҚС/)
  assert.doesNotMatch((await guest.get('/stations?q=тараз&fuel=DT')).words, /Тараз/)
  assert.doesNotMatch((await guest.get('/stations?q=тараз&open24=on')).words, /Тараз/)
  assert.match((await guest.get('/stations?q=тараз&fuel=AI92&coupons=on')).words, /Тараз/)
  assert.equal((await guest.get('/stations?q=%00%27%22&fuel=../x')).status, 200)
})
