/** The station's tills and cashiers as the office keeps them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { sha256 } from '../secrets.ts'
import type { Browser } from '../testing/browser.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { aPosStation, PIN, type TestStation } from './testing.ts'

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
