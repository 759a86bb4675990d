/** P3–P6 as a cashier's browser without scripts sees them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { groupCode } from '../coupons/code.ts'
import { pinHash } from '../coupons/pin.ts'
import type { Answer, Browser } from '../testing/browser.ts'
import { aCoupon, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { aPosStation, leftOn, onDuty, type TestStation } from './testing.ts'

let site: TestSite
let station: TestStation
let till: Browser
let client: { id: string; contractId: string }

before(async () => {
  site = await testSite()
  await pricesAre(site.app, { AI95: 24_550n })
  client = await site.aClient()
  station = await aPosStation(site)
  till = (await onDuty(site, station)).browser
})
after(() => site.stop())

async function verdictOn(code: string, browser = till): Promise<Answer> {
  await browser.get('/pos')
  return browser.submit({ code })
}

async function redeemed(code: string, fields: Record<string, string> = {}): Promise<string> {
  const verdict = await verdictOn(code)
  assert.match(verdict.words, /Талон действует/)
  let answer = await till.submit({ ...fields }, '/pos/redeem')
  // Another volume than the button named is asked once more.
  if (answer.status === 200) answer = await till.submit({}, '/pos/redeem')
  assert.equal(answer.status, 303, answer.words)
  return answer.location
}

test('a code is typed, the verdict read, the coupon redeemed, the redemption undone', async () => {
  const { id, code } = await aCoupon(site.app, client)
  const verdict = await verdictOn(groupCode(code))
  assert.equal(verdict.status, 200)
  assert.match(verdict.words, /Талон действует.*АИ-95.*Можно отпустить до 20 л.*Погасить 20 л/)
  assert.ok(!verdict.headers.get('location'))

  const answer = await till.submit({ pump: '3' }, '/pos/redeem')
  const done = await till.open(answer.location)
  assert.match(done.words, /Погашено: 20 л АИ-95.*На талоне осталось 0 л.*Операция [0-9A-F]{8}.*Колонка 3/)
  assert.match(done.words, /Отменить можно в течение 15 минут/)
  assert.equal(await leftOn(site, id), 0n)
  assert.match((await till.get('/pos')).words, /АИ-95 20 л Погашено/)

  await till.get(answer.location)
  assert.equal((await till.submit({}, `${answer.location}/undo`)).location, answer.location)
  const undone = await till.get(answer.location)
  assert.match(undone.words, /Погашение отменено, литры вернулись на талон.*осталось 20 л/)
  assert.ok(!undone.text.includes('/undo'))
  assert.equal(await leftOn(site, id), 20_000n)
})

test('a form sent twice, at once or later, redeems once', async () => {
  const { id, code } = await aCoupon(site.app, client)
  const { text } = await verdictOn(code)
  const fields = Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!,
    ]),
  )
  const form = { ...fields, litres: '5', shown: '5000' }
  const answers = await Promise.all(Array.from({ length: 5 }, () => till.post('/pos/redeem', form)))
  answers.push(await till.post('/pos/redeem', form))
  assert.equal(new Set(answers.map(({ location }) => location)).size, 1)
  assert.match(answers[0]!.location, /^\/pos\/redeem\/[\w-]{36}$/)
  assert.equal(await leftOn(site, id), 15_000n)
  // The Back button and another volume under the same name: what was done is shown, nothing more is.
  const other = await till.post('/pos/redeem', { ...form, litres: '7', shown: '7000' })
  assert.equal(other.location, answers[0]!.location)
  assert.equal(await leftOn(site, id), 15_000n)
})

test('a volume the button did not name is asked once more, then redeemed', async () => {
  const { id, code } = await aCoupon(site.app, client)
  await verdictOn(code)
  const asked = await till.submit({ litres: '12,5' }, '/pos/redeem')
  assert.equal(asked.status, 200)
  assert.match(asked.words, /Объём изменён.*Погасить 12,5 л/)
  assert.equal(await leftOn(site, id), 20_000n)
  assert.equal((await till.submit({}, '/pos/redeem')).status, 303)
  assert.equal(await leftOn(site, id), 7_500n)
})

test('what is no number, or more than there is, is refused at the field and nothing happens', async () => {
  const { id, code } = await aCoupon(site.app, client)
  await verdictOn(code)
  const words = await till.submit({ litres: 'много', pump: '2' }, '/pos/redeem')
  assert.equal(words.status, 422)
  assert.match(words.words, /Введите литры числом/)
  assert.match(words.text, /value="много"/)
  const asked = await till.submit({ litres: '21' }, '/pos/redeem')
  assert.match(asked.words, /Погасить 21 л/)
  const over = await till.submit({}, '/pos/redeem')
  assert.equal(over.status, 422)
  assert.match(over.words, /На талоне только 20 л/)
  assert.equal(await leftOn(site, id), 20_000n)
})

test('a code with a missing digit, a slip or another QR code is told apart before anybody is asked', async () => {
  const { code } = await aCoupon(site.app, client)
  for (const [typed, said] of [
    ['', /Введите код талона или номер карты/],
    [code.slice(0, 15), /Введено цифр: 15. В коде талона их 16/],
    [code.slice(0, 15) + ((Number(code[15]) + 1) % 10), /Опечатка в коде/],
    ['https://example.kz/menu', /Это не талон/],
  ] as const) {
    const answer = await verdictOn(typed)
    assert.equal(answer.status, 422, typed)
    assert.match(answer.words, said)
  }
})

test('a coupon that is not to be served says so in red, in the reader’s language', async () => {
  const { id, code } = await aCoupon(site.app, client)
  await sql`update coupon set blocked_by = 'client', blocked_at = now() where id = ${id}`.execute(site.owner)
  const refused = await verdictOn(code)
  assert.equal(refused.status, 200)
  assert.match(refused.words, /Отпускать нельзя.*Талон заблокирован владельцем/)
  assert.ok(!refused.text.includes('action="/pos/redeem"'))
  await till.get('/pos?lang=kk')
  assert.match((await verdictOn(code)).words, /Босатуға болмайды.*Талонды иесі бұғаттаған/)
  await till.get('/pos?lang=ru')
})

test('a coupon for one vehicle is redeemed only when its plate was checked', async () => {
  const { id, code } = await aCoupon(site.app, client)
  await sql`update coupon set plate = '123ABC02' where id = ${id}`.execute(site.owner)
  assert.match((await verdictOn(code)).words, /Только для автомобиля 123 ABC 02/)
  const unchecked = await till.submit({ pump: '1' }, '/pos/redeem')
  assert.equal(unchecked.status, 422)
  assert.match(unchecked.words, /Сверьте госномер и отметьте это/)
  assert.equal((await till.submit({ plateChecked: 'on' }, '/pos/redeem')).status, 303)
  assert.equal(await leftOn(site, id), 0n)
})

test('a coupon with a PIN asks the driver for it, counts mistakes, and is redeemed with the right one', async () => {
  const { id, code } = await aCoupon(site.app, client)
  await sql`update coupon set pin_hash = ${pinHash(site.app.vault, id, '5802')} where id = ${id}`.execute(
    site.owner,
  )
  assert.match((await verdictOn(code)).words, /ПИН талона, его вводит водитель/)
  assert.match((await till.submit({ couponPin: '' }, '/pos/redeem')).words, /Попросите водителя ввести его/)
  const wrong = await till.submit({ couponPin: '1111' }, '/pos/redeem')
  assert.equal(wrong.status, 422)
  assert.match(wrong.words, /ПИН талона не подошёл. Осталось 2 попытки/)
  assert.ok(!wrong.text.includes('1111'))
  assert.equal((await till.submit({ couponPin: '5802' }, '/pos/redeem')).status, 303)
  assert.equal(await leftOn(site, id), 0n)
})

test('a form whose page is out of date redeems nothing and stands there again', async () => {
  const { id, code } = await aCoupon(site.app, client)
  await verdictOn(code)
  const stale = await till.submit({ csrf: 'old', pump: '4' }, '/pos/redeem')
  assert.equal(stale.status, 422)
  assert.match(stale.words, /Форма устарела.*Погасить 20 л/)
  assert.match(stale.text, /name="pump"[^>]*value="4"|value="4"[^>]*name="pump"/)
  assert.equal(await leftOn(site, id), 20_000n)
  assert.equal((await till.submit({}, '/pos/redeem')).status, 303)
})

test('who tries codes that nobody has is stopped for a minute', async () => {
  const { browser } = await onDuty(site, await aPosStation(site), 'Угадчик')
  const guesses = [
    '4000000000000002',
    '4000000000000010',
    '4000000000000028',
    '4000000000000036',
    '4000000000000044',
  ]
  for (const code of guesses) assert.match((await verdictOn(code, browser)).words, /Талон не найден/)
  const stopped = await verdictOn('4000000000000051', browser)
  assert.equal(stopped.status, 429)
  assert.match(stopped.words, /Слишком много неизвестных кодов. Подождите 1 минуту/)
})

test('a shift that is closed while somebody redeems has every redemption in its sums or in the next', async () => {
  const { browser, terminalId } = await onDuty(site, await aPosStation(site), 'Гонка')
  const coupons = await Promise.all(Array.from({ length: 3 }, () => aCoupon(site.app, client)))
  const forms: Record<string, string>[] = []
  for (const { code } of coupons) {
    const { text } = await verdictOn(code, browser)
    forms.push({
      ...Object.fromEntries(
        [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
          name!,
          value!,
        ]),
      ),
      litres: '20',
    })
  }
  const { csrf } = browser
  await Promise.all([
    ...forms.map((form) => browser.post('/pos/redeem', form)),
    browser.post('/pos/shift/close', { csrf }),
  ])
  const { rows } = await sql<{ closed: string; counted: string }>`
    select (select coalesce(sum((line ->> 'count')::int), 0) from shift, jsonb_array_elements(lines) line where terminal_id = ${terminalId}) as closed,
      (select count(*) from till_transaction where terminal_id = ${terminalId} and state = 'completed'
        and shift_no in (select no from shift where terminal_id = ${terminalId})) as counted`.execute(
    site.owner,
  )
  assert.equal(rows[0]!.closed, rows[0]!.counted)
})

test('an undoing after minutes, or after the shift was closed, is refused in words', async () => {
  const { id, code } = await aCoupon(site.app, client)
  const late = await redeemed(code, { litres: '5' })
  await till.get(late)
  const { csrf } = till
  await sql`update till_transaction set completed_at = now() - interval '16 minutes' where pos_txn_id = ${late.split('/').at(-1)!}`.execute(
    site.owner,
  )
  assert.ok(!(await till.get(late)).text.includes('/undo'))
  const refused = await till.post(`${late}/undo`, { csrf })
  assert.equal(refused.status, 422)
  assert.match(refused.words, /Время отмены вышло/)

  const closed = await redeemed(code, { litres: '5' })
  await till.get('/pos/shift')
  const report = await till.submit({}, '/pos/shift/close')
  assert.match((await till.get(report.location)).words, /Отчёт за смену.*Смена закрыта.*АИ-95/)
  assert.equal((await till.get('/pos')).location, '/pos/login')
  await till.get('/pos/login')
  const cashier = /name="cashier"[^>]*value="(\d+)"/.exec((await till.get('/pos/login')).text)![1]!
  assert.equal((await till.submit({ cashier, pin: '4071' })).location, '/pos')
  await till.get('/pos')
  const tooLate = await till.post(`${closed}/undo`, { csrf: till.csrf })
  assert.equal(tooLate.status, 422)
  assert.match(tooLate.words, /Время отмены вышло/)
  assert.equal(await leftOn(site, id), 10_000n)
})

test('what one device redeemed, a device of another station neither sees nor undoes', async () => {
  const { id, code } = await aCoupon(site.app, client)
  const done = await redeemed(code)
  const stranger = (await onDuty(site, await aPosStation(site), 'Чужая')).browser
  assert.equal((await stranger.get(done)).status, 404)
  await stranger.get('/pos')
  assert.equal((await stranger.post(`${done}/undo`, { csrf: stranger.csrf })).status, 404)
  assert.equal(await leftOn(site, id), 0n)
  // Nor was the name taken back at the stranger's, where it never was.
  const { rows } =
    await sql`select from till_transaction where pos_txn_id = ${done.split('/').at(-1)!}`.execute(site.owner)
  assert.equal(rows.length, 1)
})
