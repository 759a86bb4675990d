/** P1 and P2: which browser is a till, and who works with it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { aCoupon, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { aCashier, aCode, aDevice, aPosStation, onDuty, PIN } from './testing.ts'

let site: TestSite
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
})
after(() => site.stop())

test('a browser with the office’s code becomes a till of its station, and stays one', async () => {
  const station = await aPosStation(site)
  const code = await aCode(site, station)
  const browser = site.browser()
  assert.equal((await browser.get('/pos')).location, '/pos/connect')
  await browser.get('/pos/connect')
  const answer = await browser.submit({ code: `${code.slice(0, 5)} ${code.slice(5)}` })
  assert.equal(answer.location, '/pos/login', answer.words)
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('till='))!
  assert.match(cookie, /HttpOnly/)
  assert.match(cookie, /Max-Age=34560000/)
  assert.match((await browser.get('/pos/login')).words, /Касса подключена.*ещё нет кассиров/)
  assert.match((await browser.get('/pos/connect')).words, /Это устройство подключено/)
  const { rows } = await sql<{ stationId: number; kind: string }>`
    select station_id as "stationId", kind from terminal order by id desc limit 1`.execute(site.owner)
  assert.deepEqual(rows, [{ stationId: station.stationId, kind: 'browser' }])
})

test('a code connects one browser, however many type it at the same moment', async () => {
  const code = await aCode(site, await aPosStation(site))
  const browsers = Array.from({ length: 8 }, (_, i) => site.browser({ 'x-test': String(i) }))
  await Promise.all(browsers.map((browser) => browser.get('/pos/connect')))
  const answers = await Promise.all(browsers.map((browser) => browser.submit({ code })))
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, ...Array(7).fill(422)])
  assert.match(answers.find(({ status }) => status === 422)!.words, /Код не подошёл или его время вышло/)
  await forgetTries()
})

test('a code that is too old, or took another’s place, connects nothing', async () => {
  const station = await aPosStation(site)
  const replaced = await aCode(site, station, 'Планшет 1')
  const old = await aCode(site, station, 'Планшет 1')
  await sql`update enrolment set expires_at = now() - interval '1 second' where used_at is null`.execute(
    site.owner,
  )
  const browser = site.browser()
  await browser.get('/pos/connect')
  for (const code of [replaced, old]) assert.equal((await browser.submit({ code })).status, 422)
  assert.equal(browser.cookies.has('till'), false)
  assert.match((await browser.submit({ code: '123' })).words, /Введите код из 10 цифр/)
  await forgetTries()
})

test('guessing codes is stopped, and then even the right one waits', async () => {
  const code = await aCode(site, await aPosStation(site))
  const browser = site.browser()
  await browser.get('/pos/connect')
  for (let i = 0; i < 10; i++)
    assert.equal((await browser.submit({ code: String(1_000_000_000 + i) })).status, 422)
  await browser.get('/pos/connect')
  const stopped = await browser.submit({ code })
  assert.equal(stopped.status, 429)
  assert.ok(Number(stopped.headers.get('retry-after')) > 0)
  await forgetTries()
  await browser.get('/pos/connect')
  assert.equal((await browser.submit({ code })).status, 303)
})

test('a device that is disconnected is out at its next request, in the middle of a form', async () => {
  const client = await site.aClient()
  const { code, id } = await aCoupon(site.app, client)
  const station = await aPosStation(site)
  const { browser, terminalId } = await onDuty(site, station)
  await browser.get('/pos')
  await browser.submit({ code })
  await sql`update terminal set revoked_at = now() where id = ${terminalId}`.execute(site.owner)
  const answer = await browser.submit({ pump: '1' }, '/pos/redeem')
  assert.equal(answer.location, '/pos/connect')
  assert.match((await browser.get('/pos/connect')).words, /Устройство отключено от АЗС/)
  assert.equal(browser.cookies.has('till'), false)
  const { rows } = await sql`select from till_transaction where coupon_id = ${id}`.execute(site.owner)
  assert.equal(rows.length, 0)
})

test('a till’s key is no cookie: only browsers the office enrolled open the pages', async () => {
  const { rows } = await sql<{ key: string }>`select 'till-secret' as key`.execute(site.owner)
  const { stationId } = await aPosStation(site)
  await sql`insert into terminal (station_id, name, key_hash) values (${stationId}, 'Касса 9', sha256(${rows[0]!.key}::text::bytea))`.execute(
    site.owner,
  )
  const browser = site.browser()
  browser.cookies.set('till', rows[0]!.key)
  assert.equal((await browser.get('/pos/login')).location, '/pos/connect')
})

test('a wrong PIN opens nothing, and after five nobody is asked for minutes', async () => {
  const station = await aPosStation(site)
  const { browser } = await aDevice(site, station)
  const cashier = String(await aCashier(site, station))
  await browser.get('/pos/login')
  for (let i = 1; i < 5; i++) {
    const answer = await browser.submit({ cashier, pin: '9999' })
    assert.equal(answer.status, 422)
    assert.match(answer.words, /ПИН не подошёл/)
  }
  assert.match(
    (await browser.submit({ cashier, pin: '9999' })).words,
    /Пять ошибок подряд. Подождите 5 минут/,
  )
  assert.match((await browser.submit({ cashier, pin: PIN })).words, /Подождите 5 минут/)
  assert.equal((await browser.get('/pos')).location, '/pos/login')
  await sql`update cashier set wait_until = now() where id = ${Number(cashier)}`.execute(site.owner)
  await browser.get('/pos/login')
  assert.equal((await browser.submit({ cashier, pin: PIN })).location, '/pos')
})

test('a PIN opens no shift at another station', async () => {
  const [ours, theirs] = [await aPosStation(site), await aPosStation(site)]
  const cashier = String(await aCashier(site, ours))
  await aCashier(site, theirs)
  const { browser } = await aDevice(site, theirs)
  await browser.get('/pos/login')
  assert.match((await browser.submit({ cashier, pin: PIN })).words, /Выберите себя в списке/)
})

test('a shift that is open elsewhere is taken over only with a reason, which the log keeps', async () => {
  const station = await aPosStation(site)
  const first = await onDuty(site, station, 'Планшет 1')
  const second = await aDevice(site, station, 'Планшет 2')
  const fields = { cashier: String(first.cashierId), pin: PIN }
  await second.browser.get('/pos/login')
  const asked = await second.browser.submit(fields)
  assert.equal(asked.status, 409)
  assert.match(asked.words, /Уже открыта смена: Кассир Планшет 1, Планшет 1/)
  assert.equal((await first.browser.get('/pos')).status, 200)
  assert.match((await second.browser.submit(fields)).words, /Напишите причину/)
  assert.equal((await second.browser.submit({ ...fields, reason: 'разбился экран' })).location, '/pos')
  assert.equal((await first.browser.get('/pos')).location, '/pos/login')
  const { rows } = await sql<{ reason: string }>`
    select reason from audit_entry where action = 'cashier.shift_taken' order by id desc limit 1`.execute(
    site.owner,
  )
  assert.equal(rows[0]!.reason, 'разбился экран')
})

test('a device has one shift, however often its opening is pressed', async () => {
  const station = await aPosStation(site)
  const { browser, terminalId } = await aDevice(site, station)
  const cashier = String(await aCashier(site, station))
  await browser.get('/pos/login')
  const answers = await Promise.all(Array.from({ length: 6 }, () => browser.submit({ cashier, pin: PIN })))
  assert.deepEqual(new Set(answers.map(({ location }) => location)), new Set(['/pos']))
  const { rows } = await sql`select from duty where terminal_id = ${terminalId}`.execute(site.owner)
  assert.equal(rows.length, 1)
})

async function forgetTries(): Promise<void> {
  await sql`delete from throttle where scope = 'enrolment'`.execute(site.owner)
}
