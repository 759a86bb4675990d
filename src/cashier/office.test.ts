/** The station's tills and cashiers as the office keeps them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { sha256 } from '../secrets.ts'
import type { Browser } from '../testing/browser.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { aCard } from '../testing/cards.ts'
import { aCoupon, pricesAre } from '../testing/coupons.ts'
import { revokeTerminal } from './terminals.ts'
import { aPosStation, onDuty, PIN, type TestStation } from './testing.ts'

let site: TestSite
let office: Browser
before(async () => {
  site = await testSite()
  office = await site.signedIn(await site.aPerson({ staff: 'pricing', name: 'Дана' }))
})
after(() => site.stop())

const pageOf = ({ stationId }: TestStation) => `/office/stations/${stationId}`

test('a browser gets a code that is shown once and opens the cashier’s pages', async () => {
  const station = await aPosStation(site)
  await office.get(pageOf(station))
  const shown = await office.submit({ deviceName: 'Планшет 1' })
  assert.equal(shown.status, 200, shown.words)
  assert.equal(shown.headers.get('cache-control'), 'no-store')
  const [, code] = /<code id="secret">(\d{5} \d{5})</.exec(shown.text)!
  assert.match(shown.words, /Он действует 15 минут/)
  assert.ok(!(await office.get(pageOf(station))).text.includes(code!))

  const till = site.browser()
  await till.get('/pos/connect')
  assert.equal((await till.submit({ code: code! })).location, '/pos/login')
  assert.match((await office.get(pageOf(station))).words, /Планшет 1 Браузер/)
  await office.get(pageOf(station))
  assert.match((await office.submit({ deviceName: 'планшет 1' })).words, /уже есть касса с таким названием/)
})

test('a till gets a key that is shown once and kept as a hash, however often the button is pressed', async () => {
  const station = await aPosStation(site)
  await office.get(pageOf(station))
  const answers = await Promise.all(Array.from({ length: 4 }, () => office.submit({ tillName: 'Касса 7' })))
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 422, 422, 422])
  const [, key] = /<code id="secret">(till_[\w-]{43})</.exec(
    answers.find(({ status }) => status === 200)!.text,
  )!
  const { rows } = await sql<{ hash: Buffer }>`
    select key_hash as hash from terminal where station_id = ${station.stationId} and name = 'Касса 7'`.execute(
    site.owner,
  )
  assert.deepEqual(
    rows.map(({ hash }) => hash.equals(sha256(key!))),
    [true],
  )
})

test('a terminal is disconnected after a question, and the log says by whom', async () => {
  const station = await aPosStation(site)
  const { text } = await office.get(pageOf(station))
  const [, path] = /href="([^"]+\/revoke)"/.exec(text)!
  assert.match((await office.get(path!)).words, /Отключить «Касса»\?.*Прошлые операции останутся/)
  assert.equal((await office.submit({}, path)).location, pageOf(station))
  assert.match((await office.get(pageOf(station))).words, /«Касса» отключена.*Касс ещё нет/)
  assert.equal((await office.post(path!, { csrf: office.csrf })).status, 404)
  const { rows } = await sql<{ actor: string }>`
    select actor from audit_entry where action = 'terminal.revoked' order by id desc limit 1`.execute(
    site.owner,
  )
  assert.equal(rows[0]!.actor, 'Дана')
})

test('a device that is taken away with its shift open leaves a report, which somebody checks once', async () => {
  await pricesAre(site.app)
  const client = await site.aClient({ name: 'ТОО «Сверка»' })
  const station = await aPosStation(site)
  const { browser, terminalId } = await onDuty(site, station, 'Планшет', 'Гүлнар')
  const coupon = await aCoupon(site.app, client)
  await browser.get('/pos')
  await browser.submit({ code: coupon.code })
  await browser.submit({}, '/pos/redeem')
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  await browser.get('/pos')
  await browser.submit({ code: card.number })
  await browser.submit({ product: 'AI95', how: 'litres', litres: '10' }, '/pos/card')

  await office.get(`${pageOf(station)}/terminals/${terminalId}/revoke`)
  await office.submit({}, `${pageOf(station)}/terminals/${terminalId}/revoke`)
  assert.equal((await browser.get('/pos')).location, '/pos/connect')

  const accountant = await site.signedIn(await site.aPerson({ staff: 'accountant', name: 'Бота' }))
  assert.match((await accountant.get('/office')).words, /Смены отключённых касс не сверены/)
  const list = await accountant.get('/office/shifts?tab=waiting')
  assert.match(list.words, /Планшет.*Гүлнар.*Касса отключена, не сверена/)
  const path = /href="(\/office\/shifts\/[0-9a-f-]{36})"/.exec(list.text)![1]!
  const report = await accountant.get(path)
  assert.match(report.words, /итоги посчитали мы.*1 разрешённый отпуск не записан/)
  assert.match(report.words, /АИ-95 1 0 20.*4.800.*Всего 1 0 20/)
  assert.match(report.words, /ТОО «Сверка».*Ждёт отпуска/)
  assert.match(
    (await accountant.submit({ note: '' }, `${path}/reconcile`)).words,
    /Напишите, что показала сверка/,
  )
  await accountant.get(path)
  const done = await Promise.all(
    Array.from({ length: 3 }, () =>
      accountant.post(`${path}/reconcile`, { csrf: accountant.csrf, note: 'Сошлось' }),
    ),
  )
  assert.ok(done.every(({ status }) => status === 303))
  assert.match((await accountant.get(path)).words, /Сверена.*Бота.*Сошлось/)
  assert.match(
    (await accountant.get('/office/shifts?tab=waiting')).words,
    /Все смены отключённых касс сверены/,
  )
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from audit_entry where action = 'cashier.shift_reconciled'`.execute(site.owner)
  assert.equal(rows[0]!.n, 1)
  // Whoever keeps stations reads it; money is not theirs to compare.
  assert.ok(!(await office.get(path)).text.includes('/reconcile'))
})

test('what is redeemed while the device is taken away is in its report', async () => {
  const client = await site.aClient()
  for (let round = 0; round < 3; round++) {
    const station = await aPosStation(site)
    const { browser, terminalId } = await onDuty(site, station, 'Планшет', 'Гонка')
    const forms = []
    for (let n = 0; n < 4; n++) {
      const { code } = await aCoupon(site.app, client)
      await browser.get('/pos')
      const { text } = await browser.submit({ code })
      const hidden = [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
      forms.push({ ...Object.fromEntries(hidden.map(([, name, value]) => [name!, value!])), litres: '20' })
    }
    await Promise.all([
      ...forms.map((form) => browser.post('/pos/redeem', form)),
      site.app.db.transaction((tx) => revokeTerminal(tx, { ...station, terminalId, by: { name: 'test' } })),
    ])
    const { rows } = await sql<{ told: number; done: number }>`
      select (select coalesce(sum((line ->> 'count')::int), 0)::int from shift, jsonb_array_elements(lines) line where terminal_id = ${terminalId}) as told,
        (select count(*)::int from till_transaction where terminal_id = ${terminalId} and state = 'completed') as done`.execute(
      site.owner,
    )
    assert.equal(rows[0]!.told, rows[0]!.done)
  }
})

test('a cashier is added with a PIN nobody guesses, gets another, and leaves the list', async () => {
  const station = await aPosStation(site)
  await office.get(pageOf(station))
  for (const [pin, said] of [
    ['12a', /от 4 до 6 цифр/],
    ['1234', /угадают сразу/],
    ['777777', /угадают сразу/],
  ] as const) {
    const answer = await office.submit({ cashierName: 'Айнұр', pinPassword: pin })
    assert.equal(answer.status, 422)
    assert.match(answer.words, said)
    assert.ok(!answer.text.includes(`value="${pin}"`), 'the PIN is not shown again')
  }
  assert.equal((await office.submit({ cashierName: 'Айнұр', pinPassword: PIN })).status, 303)
  const page = await office.get(pageOf(station))
  assert.match(page.words, /Кассир добавлен.*Айнұр/)
  assert.match((await office.submit({ cashierName: 'АЙНҰР', pinPassword: PIN })).words, /с таким именем/)

  const [, path] = /href="([^"]+\/cashiers\/\d+)"/.exec(page.text)!
  const hash = async () =>
    (
      await sql<{
        hash: string
      }>`select encode(pin_hash, 'hex') as hash from cashier where station_id = ${station.stationId}`.execute(
        site.owner,
      )
    ).rows[0]!.hash
  const before = await hash()
  await office.get(path!)
  assert.equal((await office.submit({ pinPassword: '260915' })).location, pageOf(station))
  assert.notEqual(await hash(), before)
  await office.get(path!)
  assert.equal((await office.submit({}, `${path}/remove`)).location, pageOf(station))
  assert.match((await office.get(pageOf(station))).words, /Кассиров ещё нет/)
  assert.equal((await office.get(path!)).status, 404)
})

test('who only reads stations sees the tills and changes none', async () => {
  const station = await aPosStation(site)
  const support = await site.signedIn(await site.aPerson({ staff: 'support' }))
  const page = await support.get(pageOf(station))
  assert.match(page.words, /Рабочие места кассиров.*Касса/)
  assert.ok(!page.text.includes('/terminals/'))
  assert.equal((await support.post(`${pageOf(station)}/terminals/till`, { csrf: support.csrf })).status, 403)
})
