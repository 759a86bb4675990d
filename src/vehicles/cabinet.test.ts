/** The list of a company's vehicles: who keeps it, what tills check by it, what its reports add up. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { ClientRole } from '../accounts/roles.ts'
import { giveCards } from '../cards/give-cards.ts'
import type { Tx } from '../db/database.ts'
import type { Browser } from '../testing/browser.ts'
import { aCard } from '../testing/cards.ts'
import { aDriver, pricesAre } from '../testing/coupons.ts'
import { aWorkbook } from '../testing/workbooks.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, type Till, whyNot } from '../testing/tills.ts'
import { addVehicle } from './add-vehicle.ts'
import { archiveVehicle, restoreVehicle } from './archive-vehicle.ts'
import { changeVehicle } from './change-vehicle.ts'
import type { VehicleFacts } from './vehicle-facts.ts'

const LIST = '/app/vehicles'
const BY = { name: 'Айгүл Бекова' }

let site: TestSite
let till: Till
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 24_550n })
  till = await aTill(site.app)
})
after(() => site.stop())

const run = <T>(work: (tx: Tx) => Promise<T>) => site.app.db.transaction(work)
const as = async (clientId: string, role: ClientRole = 'owner') =>
  site.signedIn(await site.aPerson({ clientId, role }))

const KAMAZ = { plate: '123 abc 02', name: 'КАМАЗ 5490', fuel: 'DT', tank: '400', odometer: '120 500 км' }
const aVehicle = (plate: string): VehicleFacts => ({
  ...{ plate, name: '', tankMl: 0n, products: null, odometerKm: null, note: '' },
})

/** Adds a vehicle by the form; answers with the address of its page. */
async function adds(browser: Browser, fields: Record<string, string>): Promise<string> {
  await browser.get(`${LIST}/new`)
  const added = await browser.submit(fields, `${LIST}/new`)
  assert.equal(added.status, 303, added.words)
  return added.location
}

async function vehiclesOf(clientId: string) {
  const { rows } = await sql<{
    plate: string
    name: string
    tank: number
    km: number | null
    archived: boolean
  }>`
    select plate, name, tank_ml::int as tank, odometer_km as km, archived_at is not null as archived from vehicle
    where client_id = ${clientId} order by plate`.execute(site.owner)
  return rows
}

test('a vehicle is added as people write, found by plate and make, and changed', async () => {
  const client = await site.aClient()
  const aigul = await as(client.id)
  assert.match((await aigul.get(LIST)).words, /Добавьте автомобили: касса сверит госномер/)
  const path = await adds(aigul, KAMAZ)
  const page = await aigul.get(path)
  for (const part of ['Автомобиль добавлен: 123 ABC 02', 'КАМАЗ 5490', '400 л', '120 500 км', 'ДТ'])
    assert.ok(page.words.includes(part), `${part} in ${page.words}`)
  assert.deepEqual(await vehiclesOf(client.id), [
    { plate: '123ABC02', name: 'КАМАЗ 5490', tank: 400_000, km: 120_500, archived: false },
  ])
  assert.equal(await adds(aigul, { plate: '123ABC02' }), path, 'the same plate is the same vehicle')
  for (const typed of ['камаз', '123 ABC', '5490'])
    assert.match((await aigul.get(`${LIST}?q=${encodeURIComponent(typed)}`)).words, /123 ABC 02/, typed)
  assert.match((await aigul.get(`${LIST}?q=zzz`)).words, /Таких автомобилей нет/)

  await aigul.get(`${path}/edit`)
  const changed = await aigul.submit({ name: 'Volvo FH', tank: '', odometer: '' }, `${path}/edit`)
  assert.equal(changed.location, path)
  assert.deepEqual(await vehiclesOf(client.id), [
    { plate: '123ABC02', name: 'Volvo FH', tank: 0, km: null, archived: false },
  ])
})

test('what is typed wrong is told at its field, stays there, and changes nothing', async () => {
  const client = await site.aClient()
  const aigul = await as(client.id)
  await aigul.get(`${LIST}/new`)
  const wrong = { plate: '!!', fuel: 'WATER', tank: '-5', odometer: '12,5', note: 'н'.repeat(301) }
  const refused = await aigul.submit(wrong, `${LIST}/new`)
  assert.equal(refused.status, 422)
  for (const field of Object.keys(wrong)) assert.match(refused.text, new RegExp(`id="${field}-error"`), field)
  for (const typed of ['value="!!"', 'value="-5"', 'value="12,5"'])
    assert.ok(refused.text.includes(typed), typed)
  assert.deepEqual(await vehiclesOf(client.id), [])
  const path = await adds(aigul, { plate: '111AAA01' })
  await adds(aigul, { plate: '222AAA01' })
  await aigul.get(`${path}/edit`)
  const taken = await aigul.submit({ plate: '222 AAA 01' }, `${path}/edit`)
  assert.equal(taken.status, 422)
  assert.match(taken.words, /Автомобиль с этим госномером уже есть/)
})

test('a plate belongs to one vehicle however many forms give it at once', async () => {
  const { id: clientId } = await site.aClient()
  const added = await Promise.all(
    Array.from({ length: 10 }, () =>
      run((tx) => addVehicle(tx, { clientId, vehicle: aVehicle('777AAA02'), by: BY })),
    ),
  )
  assert.equal(added.filter((one) => one.added).length, 1)
  const others = await Promise.all(
    ['1', '2', '3'].map((n) =>
      run((tx) => addVehicle(tx, { clientId, vehicle: aVehicle(`${n}00AAA02`), by: BY })),
    ),
  )
  const changed = await Promise.all([
    ...others.map(({ vehicleId }) =>
      run((tx) => changeVehicle(tx, { clientId, vehicleId, vehicle: aVehicle('900AAA02'), by: BY })),
    ),
    run((tx) => addVehicle(tx, { clientId, vehicle: aVehicle('900AAA02'), by: BY })),
  ])
  assert.equal(changed.filter((one) => 'ok' in one && one.ok).length <= 1, true)
  assert.equal((await vehiclesOf(clientId)).filter(({ plate }) => plate === '900AAA02').length, 1)
})

test('an archived vehicle leaves its cards to themselves, keeps its story and comes back unless its plate is another’s', async () => {
  const client = await site.aClient()
  const aigul = await as(client.id)
  const path = await adds(aigul, KAMAZ)
  const vehicleId = path.split('/').at(-1)!
  const card = await aCard(site.app, client, { tiyn: 10_000_00n })
  const driver = await aDriver(site.app, client.id, { name: 'Ержан' })
  const give = () =>
    run((tx) =>
      giveCards(tx, {
        ...{ clientId: client.id, cardIds: [card.id], by: BY },
        to: { vehicleId, driverId: driver.id },
      }),
    )
  assert.ok((await give()).ok)
  approved(await till.redeemCard(card.number, 20_000n, { plate: '123ABC02' }))
  assert.equal(whyNot(await till.redeemCard(card.number, 10_000n, { plate: '555AAA01' })), 'plate_mismatch')
  const list = await aigul.get(LIST)
  assert.match(list.words, /123 ABC 02 КАМАЗ 5490 .*Ержан .*1 карта.* 20 л/)
  assert.match((await aigul.get(`/app/refuels?vehicle=${vehicleId}`)).words, /1 заправка, 20 л/)
  assert.match((await aigul.get(`/app/cards?vehicle=${vehicleId}`)).words, /Автомобиль 123 ABC 02.*Ержан/)
  assert.match((await aigul.get(path)).words, /Последняя заправка .*20 л, АИ-95.*Ержан/)

  const asked = await aigul.get(`${path}/archive`)
  assert.match(asked.words, /1 карта останется без автомобиля: касса перестанет сверять госномер/)
  assert.equal((await aigul.submit({}, `${path}/archive`)).location, LIST)
  assert.doesNotMatch((await aigul.get(LIST)).words, /КАМАЗ/)
  assert.match((await aigul.get(`${LIST}?tab=archive`)).words, /КАМАЗ/)
  approved(await till.redeemCard(card.number, 10_000n, { plate: '555AAA01' }))
  assert.deepEqual(await give(), { ok: false, reason: 'vehicle' })

  await adds(aigul, { plate: '123ABC02' })
  await aigul.get(path)
  const restored = await aigul.submit({}, `${path}/restore`)
  assert.match((await aigul.open(restored.location)).words, /Автомобиль с этим госномером уже есть/)
  await aigul.get(`${path}/edit`)
  await aigul.submit({ plate: '124ABC02' }, `${path}/edit`)
  await aigul.get(path)
  await aigul.submit({}, `${path}/restore`)
  assert.match((await aigul.get(LIST)).words, /124 ABC 02/)
})

test('nobody is left with a card of a vehicle that was archived while it was given', async () => {
  const client = await site.aClient()
  for (let round = 0; round < 5; round++) {
    const card = await aCard(site.app, client)
    const { vehicleId } = await run((tx) =>
      addVehicle(tx, { clientId: client.id, vehicle: aVehicle(`${100 + round}XYZ02`), by: BY }),
    )
    await Promise.all([
      run((tx) => giveCards(tx, { clientId: client.id, cardIds: [card.id], to: { vehicleId }, by: BY })),
      run((tx) => archiveVehicle(tx, { clientId: client.id, vehicleId, by: BY })),
    ])
    const { rows } = await sql`select from card where vehicle_id = ${vehicleId}`.execute(site.owner)
    assert.equal(rows.length, 0)
    const again = await Promise.all(
      Array.from({ length: 3 }, () =>
        run((tx) => restoreVehicle(tx, { clientId: client.id, vehicleId, by: BY })),
      ),
    )
    assert.equal(again.filter(({ ok }) => ok).length, 1)
  }
})

test('a card is given to a vehicle on its page, and sent as it is the form changes nothing', async () => {
  const client = await site.aClient()
  const dana = await as(client.id, 'dispatcher')
  const vehicleId = (await adds(dana, KAMAZ)).split('/').at(-1)!
  const card = await aCard(site.app, client)
  const { rows } = await sql<{ number: bigint }>`select number from card where id = ${card.id}`.execute(
    site.owner,
  )
  const page = `/app/cards/${rows[0]!.number}`
  await dana.get(`${page}/give`)
  assert.equal((await dana.submit({ vehicle: vehicleId }, `${page}/give`)).location, page)
  assert.match((await dana.get(page)).text, new RegExp(`href="${LIST}/${vehicleId}">123`))
  await dana.get(`${page}/give`)
  await dana.submit({}, `${page}/give`)
  const { rows: events } = await sql`
    select from card_event where card_id = ${card.id} and what = 'given'`.execute(site.owner)
  assert.equal(events.length, 1)
  await dana.get(`${page}/give`)
  const wrong = await dana.submit({ vehicle: '01890000-0000-7000-8000-000000000000' }, `${page}/give`)
  assert.equal(wrong.status, 422)
})

test('a list is looked through row by row, and its good rows are added once', async () => {
  const client = await site.aClient()
  const aigul = await as(client.id)
  await adds(aigul, KAMAZ)
  const rows = [
    'Марка;Госномер;Топливо;Объём бака, л;Пробег',
    'КАМАЗ;123ABC02;ДТ;400;',
    'Volvo FH;456 abc 05;ДТ / ДТ зимнее;600;250 000',
    'Volvo FH;456ABC05;;;',
    'Lada;нет;;;',
    'ГАЗель;789ABC02;керосин;;',
    ';790ABC02;;много;',
  ].join('\n')
  const uploads = async (fields: Record<string, string | File>) => {
    await aigul.get(`${LIST}/import`)
    return aigul.upload(`${LIST}/import`, { csrf: aigul.csrf, ...fields })
  }
  const check = await uploads({ rows })
  assert.equal(check.status, 200, check.words)
  assert.match(check.words, /Новые 1 .*Уже есть, пропустим 2 .*С ошибками, не добавим 3/)
  assert.equal((await vehiclesOf(client.id)).length, 1, 'nothing is added before it is confirmed')
  const done = await aigul.submit({}, `${LIST}/import/confirm`)
  assert.equal(done.location, LIST)
  assert.match(
    (await aigul.get(LIST)).words,
    /Добавлен 1 автомобиль.*456 ABC 05 Volvo FH ДТ, ДТ зимнее 600 л/,
  )
  assert.deepEqual((await vehiclesOf(client.id))[1], {
    ...{ plate: '456ABC05', name: 'Volvo FH', tank: 600_000, km: 250_000, archived: false },
  })
  // The same list once more, as a file this time.
  const again = await uploads({ rows: '', list: new File([rows], 'машины.csv', { type: 'text/csv' }) })
  assert.match(again.words, /Новые 0 .*Уже есть, пропустим 3 .*Добавлять нечего/)
  const book = await aWorkbook([
    ['Госномер', 'Марка', 'Бак, л', 'Пробег'],
    ['321 KLM 02', 'КамАЗ', 350.5, 120_000],
  ])
  const sheet = await uploads({ rows: '', list: new File([book], 'машины.xlsx') })
  assert.match(sheet.words, /2 321 KLM 02 КамАЗ .*350,5 л Новый/)
  for (const [fields, words] of [
    [{ rows: ' ' }, /Вставьте строки/],
    [{ rows: 'Госномер;Марка' }, /Вставьте строки/],
    [{ rows: '123ABC02\n'.repeat(1001) }, /1000|1\s000/],
  ] as const) {
    const refused = await uploads(fields)
    assert.equal(refused.status, 422, refused.words)
    assert.match(refused.words, words)
  }
  const viewer = await as(client.id, 'viewer')
  assert.equal((await viewer.get(`${LIST}/import`)).status, 403)
})

test('those who give cards keep the list, the others read it, and a stranger finds nothing', async () => {
  const client = await site.aClient()
  const path = await adds(await as(client.id), KAMAZ)
  for (const [role, may] of [
    ['dispatcher', true],
    ['accountant', false],
    ['viewer', false],
  ] as const) {
    const browser = await as(client.id, role)
    assert.match((await browser.get(LIST)).words, /КАМАЗ/, role)
    assert.equal((await browser.get(path)).text.includes(`${path}/edit`), may, role)
    for (const closed of [`${LIST}/new`, `${path}/edit`, `${path}/archive`])
      assert.equal((await browser.get(closed)).status, may ? 200 : 403, `${role}, ${closed}`)
  }
  const chingiz = await as((await site.aClient()).id)
  assert.doesNotMatch((await chingiz.get(LIST)).words, /КАМАЗ/)
  await chingiz.get('/app')
  const { csrf } = chingiz
  for (const act of ['edit', 'archive', 'restore']) {
    const posted = await chingiz.post(`${path}/${act}`, { csrf, plate: '999AAA01' })
    assert.equal(posted.status, 404, act)
  }
  assert.equal((await chingiz.get(path)).status, 404)
  assert.equal((await vehiclesOf(client.id))[0]!.plate, '123ABC02')
})
