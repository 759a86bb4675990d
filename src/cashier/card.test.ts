/** Fuel cards at the cashier's pages, as a browser without scripts sees them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { checkLedger } from '../ledger/invariants.ts'
import type { Answer, Browser } from '../testing/browser.ts'
import { aCard } from '../testing/cards.ts'
import { aCoupon, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { aPosStation, onDuty, type TestStation } from './testing.ts'

let site: TestSite
let station: TestStation
let till: Browser
let terminalId: number
let client: { id: string; contractId: string }

before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 25_000n })
  client = await site.aClient({ name: 'ТОО «Быстрый груз»' })
  station = await aPosStation(site)
  ;({ browser: till, terminalId } = await onDuty(site, station))
})
after(async () => {
  assert.deepEqual(
    (await checkLedger(site.app.db)).filter(({ broken }) => broken > 0),
    [],
  )
  await site.stop()
})

async function verdictOn(shown: string): Promise<Answer> {
  await till.get('/pos')
  return till.submit({ code: shown })
}

async function allowed(number: string, fields: Record<string, string>): Promise<Answer & { url: string }> {
  await verdictOn(number)
  const answer = await till.submit({ product: 'AI95', ...fields }, '/pos/card')
  assert.equal(answer.status, 303, answer.words)
  return { ...(await till.get(answer.location)), url: answer.location }
}

/** Sends the form on a card's verdict to where the second of its buttons sends it. */
async function atOnce(verdict: Answer, fields: Record<string, string>): Promise<Answer> {
  const hidden = Object.fromEntries(
    [...verdict.text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
      ([, name, value]) => [name!, value!],
    ),
  )
  return till.post('/pos/card/redeem', { product: 'AI95', how: 'litres', ...hidden, ...fields })
}

async function wallet(cardId: string) {
  const { rows } = await sql<{ tiyn: bigint; hold: bigint }>`
    select wallet_tiyn as tiyn, hold_tiyn as hold from card where id = ${cardId}`.execute(site.app.db.write)
  return rows[0]!
}

test('a card is shown, the pump allowed, and what it gave written down', async () => {
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  const verdict = await verdictOn(card.number.replace(/(\d{4})(?=\d)/g, '$1 '))
  assert.equal(verdict.status, 200)
  assert.match(verdict.words, new RegExp(`Карта ·${card.number.slice(-4)} действует.*Быстрый груз`))
  const promise = await allowed(card.number, { how: 'litres', litres: '30', pump: '4' })
  assert.match(promise.words, /Отпустите до 30 л: АИ-95.*Ждём до \d\d:\d\d.*Колонка 4.*Отпущено 30 л/)
  assert.deepEqual(await wallet(card.id), { tiyn: 1_000_000n, hold: 750_000n })
  assert.match((await till.get('/pos')).words, /АИ-95 30 л Ждёт отпуска/)

  await till.get(promise.url)
  const answer = await till.submit({ litres: '28,4' }, `${promise.url}/complete`)
  const done = await till.get(answer.location)
  assert.match(done.words, /Отпущено по карте: 28,4 л АИ-95.*По карте осталось/)
  assert.match(
    done.words,
    /Компания ТОО «Быстрый груз» Талон, карта Карта ·\d{4} Топливо АИ-95, 28,4 л Колонка 4/,
  )
  // Fuel that a pump gave is in a tank: nobody takes it back here.
  assert.ok(!done.text.includes('/undo'))
  assert.deepEqual(await wallet(card.id), { tiyn: 290_000n, hold: 0n })
})

test('what the odometer shows goes with the refuel, and nonsense is asked for again with everything kept', async () => {
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  await verdictOn(card.number)
  const refused = await till.submit(
    { product: 'AI95', how: 'litres', litres: '20', odometer: 'сто' },
    '/pos/card',
  )
  assert.equal(refused.status, 422)
  assert.match(refused.words, /Введите пробег целым числом/)
  assert.match(refused.text, /value="сто"/)
  const promise = await till.submit({ product: 'AI95', odometer: '123 456 км' }, '/pos/card')
  assert.equal(promise.status, 303, promise.words)
  const { rows } =
    await sql`select odometer_km as km from till_transaction where card_id = ${card.id}`.execute(
      site.app.db.write,
    )
  assert.deepEqual(rows, [{ km: 123_456 }])
})

test('a full tank asks for what the tank holds, is promised what there is, and says why it is less', async () => {
  const card = await aCard(site.app, client, { tiyn: 500_000n })
  const promise = await allowed(card.number, { how: 'full' })
  assert.match(promise.words, /Отпустите до 20 л: АИ-95 Меньше, чем просили: больше средств или литров нет/)
  await till.get('/pos?lang=kk')
  assert.match((await till.get(promise.url)).words, /Сұралғаннан аз: қаражат немесе литр жетпейді/)
  await till.get('/pos?lang=en')
  assert.match((await till.get(promise.url)).words, /Less than asked for: there is no more money or litres/)
  await till.get('/pos?lang=ru')
  await till.get(promise.url)
  const undone = await till.submit({}, `${promise.url}/undo`)
  assert.match((await till.get(undone.location)).words, /Отменено, топливо не отпускайте/)
  assert.deepEqual(await wallet(card.id), { tiyn: 500_000n, hold: 0n })
})

test('a day’s limit is the reason for less, and a second refuel is told what is left', async () => {
  const card = await aCard(site.app, client, { tiyn: 5_000_000n })
  await limitOfDay(card.id, 40_000n)
  const promise = await allowed(card.number, { how: 'litres', litres: '60' })
  assert.match(promise.words, /Отпустите до 40 л: АИ-95 Меньше, чем просили: лимит на день/)
  await till.get(promise.url)
  await till.submit({ litres: '25' }, `${promise.url}/complete`)
  const over = await atOnce(await verdictOn(card.number), { litres: '20' })
  assert.equal(over.status, 422)
  assert.match(over.words, /Лимит на день исчерпан, сейчас можно 15 л/)
  assert.match(over.text, /name="litres"[^>]*value="20"|value="20"[^>]*name="litres"/)
})

async function limitOfDay(cardId: string, ml: bigint): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    insert into limit_set (client_id, card_id) values (${client.id}, ${cardId}) returning id`.execute(
    site.owner,
  )
  await sql`
    insert into limit_rule (client_id, set_id, unit, period, value) values (${client.id}, ${rows[0]!.id}, 'ml', 'day', ${ml})`.execute(
    site.owner,
  )
}

test('a sum buys what it buys', async () => {
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  const promise = await allowed(card.number, { how: 'sum', sum: '5 000' })
  assert.match(promise.words, /Отпустите до 20 л: АИ-95/)
})

test('litres that are known are taken at once, and undone while there is time', async () => {
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  const answer = await atOnce(await verdictOn(card.number), { litres: '12' })
  const done = await till.get(answer.location)
  assert.match(done.words, /Отпущено по карте: 12 л АИ-95.*Отменить можно/)
  assert.equal((await wallet(card.id)).tiyn, 700_000n)
  await till.submit({}, `${answer.location}/undo`)
  assert.match((await till.get(answer.location)).words, /Операция отменена, деньги и литры вернулись/)
  assert.equal((await wallet(card.id)).tiyn, 1_000_000n)
  const asked = await atOnce(await verdictOn(card.number), { how: 'full' })
  assert.match(asked.words, /Сразу можно провести только литры/)
})

test('a form sent five times happens once, whichever of its buttons', async () => {
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  const verdict = await verdictOn(card.number)
  const answers = await Promise.all(Array.from({ length: 5 }, () => atOnce(verdict, { litres: '8' })))
  assert.equal(new Set(answers.map(({ location }) => location)).size, 1)
  assert.equal((await wallet(card.id)).tiyn, 800_000n)
})

test('a card with a PIN asks for it, counts mistakes, never shows what was typed, and locks at the third', async () => {
  const card = await aCard(site.app, client, { tiyn: 1_000_000n, pin: '5802' })
  const verdict = await verdictOn(card.number)
  assert.match(verdict.words, /ПИН карты, его вводит водитель/)
  assert.match(verdict.text, /<input type="password"[^>]*name="cardPin"[^>]*autocomplete="off"/)
  const ask = (cardPin: string) =>
    till.submit({ product: 'AI95', how: 'litres', litres: '5', cardPin }, '/pos/card')
  assert.match((await ask('')).words, /Карта с ПИН-кодом/)
  for (const left of ['2 попытки', '1 попытка']) {
    const wrong = await ask('1739')
    assert.equal(wrong.status, 422)
    assert.match(wrong.words, new RegExp(`ПИН карты не подошёл. Остал(?:ось|ась) ${left}`))
    assert.ok(!wrong.text.includes('1739'))
    assert.match(wrong.text, /value="5"/)
  }
  assert.match((await ask('1739')).words, /Отпускать нельзя.*ПИН карты заблокирован/)
  assert.match((await verdictOn(card.number)).words, /Отпускать нельзя.*ПИН карты заблокирован/)
})

test('a card that is lost, blocked or nobody’s says so in red, in three languages', async () => {
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  await sql`update card set client_blocked_at = now(), client_block_reason = 'утеряна' where id = ${card.id}`.execute(
    site.owner,
  )
  for (const [lang, said] of [
    ['ru', /Отпускать нельзя.*Карту заблокировала компания. Не отпускайте топливо/],
    ['kk', /Босатуға болмайды.*[Кк]арта/],
    ['en', /blocked/],
  ] as const) {
    await till.get(`/pos?lang=${lang}`)
    assert.match((await verdictOn(card.number)).words, said)
  }
  await till.get('/pos?lang=ru')
  await sql`update card_medium set state = 'lost', ended_at = now() where card_id = ${card.id}`.execute(
    site.owner,
  )
  assert.match((await verdictOn(card.number)).words, /Карта числится утерянной/)
  assert.match((await verdictOn('7825000000000000000')).words, /Карта не найдена/)
})

test('an amount, a fuel and a plate are asked for at their fields', async () => {
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  await verdictOn(card.number)
  const nothing = await till.submit({ how: 'litres', litres: '' }, '/pos/card')
  assert.equal(nothing.status, 422)
  assert.match(nothing.words, /Выберите топливо.*Введите литры числом/)
  const sum = await till.submit({ product: 'AI95', how: 'sum', sum: 'много' }, '/pos/card')
  assert.match(sum.words, /Введите сумму в тенге/)
  assert.match(sum.text, /value="много"/)
  assert.deepEqual(await wallet(card.id), { tiyn: 1_000_000n, hold: 0n })
})

test('more than was promised is asked once more, then it is on record', async () => {
  const card = await aCard(site.app, client, { tiyn: 2_000_000n })
  const promise = await allowed(card.number, { how: 'litres', litres: '20' })
  const more = await till.submit({ litres: '200' }, `${promise.url}/complete`)
  assert.equal(more.status, 422)
  assert.match(more.words, /Разрешено 20 л. Сверьте счётчик/)
  assert.match(more.text, /value="200"/)
  const done = await till.submit({ litres: '22', more: 'on' }, `${promise.url}/complete`)
  assert.match((await till.get(done.location)).words, /Отпущено по карте: 22 л АИ-95/)
})

test('a promise whose time is over is still written down when the fuel was given', async () => {
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  const promise = await allowed(card.number, { how: 'litres', litres: '10' })
  await sql`update till_transaction set hold_until = now() where pos_txn_id = ${promise.url.split('/').at(-1)!}`.execute(
    site.owner,
  )
  assert.match((await till.get(promise.url)).words, /Время отпуска вышло Если топливо отпущено, запишите/)
  const done = await till.submit({ litres: '10' }, `${promise.url}/complete`)
  assert.match((await till.get(done.location)).words, /Отпущено по карте: 10 л/)
  assert.match((await till.get('/pos')).words, /Записано поздно/)
})

test('whether something was done under a name is settled for good, and then nothing comes late', async () => {
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  const verdict = await verdictOn(card.number)
  const name = /name="txn" value="([^"]+)"/.exec(verdict.text)![1]!
  const { csrf } = till
  const settled = await till.post(`/pos/redeem/${name}/check`, { csrf })
  assert.match(settled.words, /Под этим номером ничего не погашено Не отпускайте топливо/)
  // The request that was lost arrives after all.
  const late = await atOnce(verdict, { litres: '12' })
  assert.notEqual(late.status, 303)
  assert.deepEqual(await wallet(card.id), { tiyn: 1_000_000n, hold: 0n })

  const promise = await allowed(card.number, { how: 'litres', litres: '10' })
  await till.get('/pos')
  const known = await till.post(`${promise.url}/check`, { csrf: till.csrf })
  assert.equal(known.location, promise.url)
})

test('coupons and cards are counted apart in the shift, and a slip’s number finds its operation', async () => {
  const coupon = await aCoupon(site.app, client)
  await verdictOn(coupon.code)
  const redeemed = await till.submit({}, '/pos/redeem')
  const { words } = await till.get(redeemed.location)
  const number = /Операция ([0-9A-F]{8})/.exec(words)![1]!
  const { rows } = await sql<{ coupons: number; cards: number }>`
    select count(*) filter (where coupon_id is not null)::int as coupons, count(*) filter (where card_id is not null)::int as cards
    from till_transaction where terminal_id = ${terminalId} and state in ('completed', 'late_posted')`.execute(
    site.owner,
  )
  const shift = await till.get('/pos/shift')
  assert.match(shift.words, new RegExp(`АИ-95 ${rows[0]!.coupons} ${rows[0]!.cards} `))
  assert.equal(rows[0]!.coupons, 1)
  assert.equal((await till.get(`/pos/find?number=${number.toLowerCase()}`)).location, redeemed.location)
  const none = await till.get('/pos/find?number=FFFFFFFF')
  assert.equal(none.status, 422)
  assert.match(none.words, /На этой кассе нет операции с таким номером/)
  assert.match(none.text, /value="FFFFFFFF"/)

  const stranger = (await onDuty(site, await aPosStation(site), 'Чужая')).browser
  assert.equal((await stranger.get(`/pos/find?number=${number}`)).status, 422)
})
