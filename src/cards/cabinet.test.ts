/** What the people of a company do with its cards in the cabinet, and what tills then say. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { callApi } from '../testing/api.ts'
import { aDriver, aStation, paid, pricesAre } from '../testing/coupons.ts'
import { amount, limitsAre } from '../limits/testing.ts'
import { testSite, type TestSite } from '../testing/site.ts'

let site: TestSite
let station: Awaited<ReturnType<typeof aStation>>
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 24_000n })
  station = await aStation(site.app)
})
after(() => site.stop())

type Role = 'owner' | 'dispatcher' | 'viewer'
const as = async (clientId: string, role: Role = 'owner') =>
  site.signedIn(await site.aPerson({ clientId, role }))

const ask = async (path: string, body: object) =>
  (await callApi(site, `/api/pos/v1/${path}`, { key: station.key, body })).body
const refuel = (card: string, more: object = {}) =>
  ask('redeem', { posTxnId: `card-${randomUUID()}`, card, product: 'AI95', ml: 10_000, ...more })

/** A company with money and one virtual card of this scheme; where its page is, and what its QR code says. */
async function aCard(scheme: 'wallet_money' | 'limit' | 'wallet_litre' = 'wallet_money') {
  const client = await site.aClient()
  await paid(site.app, client.id, 10_000_00n)
  const browser = await as(client.id)
  await browser.get('/app/cards/order')
  const ordered = await browser.submit({
    ...{ kind: 'virtual', scheme, count: '1', deliverTo: '' },
    product: scheme === 'wallet_litre' ? 'AI95' : '',
  })
  assert.equal(ordered.status, 303, ordered.words)
  const list = await browser.open(ordered.location)
  const page = /href="(\/app\/cards\/\d+)"/.exec(list.text)![1]!
  await browser.get(`${page}/number`)
  const shown = await browser.submit({}, `${page}/number`)
  const card = /(\d{4} ){4}\d{3}/.exec(shown.words)![0]
  return { client, browser, page, card }
}

test('the list has what each card used today and this month, of its own limits where they count it', async () => {
  const { client, browser, page, card } = await aCard('limit')
  assert.equal((await refuel(card))['approved'], true)
  const row = async () => (await browser.get('/app/cards')).words
  assert.match(await row(), /Все Общий счёт 10 л 10 л Активна/)
  const { rows } = await sql<{ id: string }>`select id from card where client_id = ${client.id}`.execute(
    site.app.db.read,
  )
  await limitsAre(site.app.db.write, client, 'card', rows[0]!.id, [
    amount({ unit: 'ml', period: 'day', value: 40_000n }),
    amount({ unit: 'ml', period: 'month', value: 200_000n }),
    amount({ unit: 'tiyn', period: 'month', value: 300_000n }),
    amount({ unit: 'ml', period: 'month', value: 1_000n, products: ['DT'] }),
  ])
  // Of two limits of a month the one that ends it first.
  assert.match(await row(), /За сегодня 10 л из 40 л .*За месяц 2 400,00 ₸ из 3 000,00 ₸/)
  assert.equal((await browser.get(page)).status, 200)
})

test('a card in a phone is ordered, filled, refuels, and its refuel stands in the list', async () => {
  const { browser, page, card } = await aCard()
  assert.equal((await refuel(card))['reason'], 'insufficient')
  await browser.get(`${page}/top-up`)
  const filled = await browser.submit({ amount: '5 000' })
  assert.equal(filled.location, page)
  assert.match((await browser.get(page)).words, /На карте 5 000,00 ₸/)
  const done = await refuel(card)
  assert.equal(done['approved'], true, JSON.stringify(done))
  const now = await browser.get(page)
  assert.match(now.words, /На карте 2 600,00 ₸/)
  assert.match(now.words, /За месяц 10 л/)
  assert.match(now.words, /Последние заправки.*АИ-95 10 л 2 400,00 ₸/)
  assert.match((await browser.get('/app/refuels?paid=card')).words, /1 заправка, 10 л, 2 400,00 ₸/)
  assert.match(now.text, /href="\/app\/refuels\?card=\d+"/)
  const own = /href="(\/app\/refuels\?card=\d+)"/.exec(now.text)![1]!
  assert.match((await browser.get(own)).words, /1 заправка, 10 л/)

  await browser.get(`${page}/sweep`)
  await browser.open((await browser.submit({}, `${page}/sweep`)).location)
  assert.match((await browser.get(page)).words, /На карте 0,00 ₸/)
})

test('the same form sent twice fills a card once, and more than there is not at all', async () => {
  const { browser, page } = await aCard()
  await browser.get(`${page}/top-up`)
  const { csrf } = browser
  const key = randomUUID()
  for (let n = 0; n < 2; n++) await browser.post(`${page}/top-up`, { csrf, key, amount: '1000' })
  assert.match((await browser.get(page)).words, /На карте 1 000,00 ₸/)
  await browser.get(`${page}/top-up`)
  const tooMuch = await browser.submit({ amount: '99999' })
  assert.equal(tooMuch.status, 422)
  assert.match(tooMuch.text, /value="99999"/)
  for (const amount of ['', '0', '-5', 'много']) {
    await browser.get(`${page}/top-up`)
    assert.equal((await browser.submit({ amount })).status, 422, amount)
  }
  assert.match((await browser.get(page)).words, /На карте 1 000,00 ₸/)
})

test('litres say what they cost before they are bought', async () => {
  const { browser, page } = await aCard('wallet_litre')
  await browser.get(`${page}/top-up`)
  const asked = await browser.submit({ amount: '20' })
  assert.equal(asked.status, 200)
  assert.match(asked.words, /20 л сегодня стоят 4 800,00 ₸/)
  const bought = await browser.submit({ amount: '20' })
  assert.equal(bought.location, page)
  assert.match((await browser.get(page)).words, /На карте 20 л: АИ-95/)
})

test('a block holds at the next request of a till and says why on the card; unblocking ends it', async () => {
  const { client, browser, page, card } = await aCard('limit')
  assert.equal((await refuel(card))['approved'], true)
  const dispatcher = await as(client.id, 'dispatcher')
  await dispatcher.get(`${page}/block`)
  assert.equal((await dispatcher.submit({ reason: '' })).status, 422)
  await dispatcher.open((await dispatcher.submit({ reason: 'водитель в отпуске' })).location)
  assert.match((await browser.get(page)).words, /заблокировала ваша компания: водитель в отпуске/)
  assert.equal((await refuel(card))['reason'], 'blocked_by_client')
  assert.match((await browser.get('/app/cards?show=blocked')).words, /Заблокирована компанией/)
  await browser.get(`${page}/unblock`)
  await browser.open((await browser.submit({}, `${page}/unblock`)).location)
  assert.equal((await refuel(card))['approved'], true)
})

test('a PIN is shown once, and the page that is sent again makes no other', async () => {
  const { browser, page, card } = await aCard('limit')
  await browser.get(`${page}/pin`)
  const { csrf } = browser
  const first = await browser.post(`${page}/pin`, { csrf, no: '0' })
  assert.equal(first.status, 200)
  assert.equal(first.headers.get('refresh'), `60; url=${page}`, 'a screen left alone hides it')
  const pin = /pin-once digits"[^>]*>\s*(\d{4})/.exec(first.text)![1]!
  assert.equal(first.headers.get('cache-control'), 'no-store')
  const again = await browser.post(`${page}/pin`, { csrf, no: '0' })
  assert.equal(again.status, 303)
  assert.match((await browser.open(again.location)).words, /ПИН уже показан/)
  assert.equal((await refuel(card))['reason'], 'pin_required')
  assert.equal((await refuel(card, { pin: pin === '1357' ? '2468' : '1357' }))['reason'], 'pin_wrong')
  assert.equal((await refuel(card, { pin }))['approved'], true)
})

test('a card whose last day is near is renewed from its page, and before that cannot be', async () => {
  const { client, browser, page } = await aCard()
  assert.doesNotMatch((await browser.get(page)).words, /Перевыпустить карту/)
  assert.equal((await browser.get(`${page}/renew`)).location, page)
  await sql`update card_medium set valid_to = local_day(now()) + 20 where client_id = ${client.id}`.execute(
    site.owner,
  )
  assert.match((await browser.get(page)).words, /Перевыпустить карту/)
  await browser.get(`${page}/renew`)
  assert.equal((await browser.submit({ kind: 'gold' }, `${page}/renew`)).status, 422)
  const done = await browser.submit({ kind: 'plastic' }, `${page}/renew`)
  assert.equal(done.location, page)
  const now = await browser.get(page)
  assert.match(now.words, /Новая карта взамен .* заказана/)
  assert.doesNotMatch(now.text, /\/renew"/)
})

test('a lost card ends for ever; the one in its place has its money and its driver', async () => {
  const { client, browser, page, card } = await aCard()
  const driver = await aDriver(site.app, client.id, { name: 'Ержан' })
  await browser.get(`${page}/give`)
  await browser.open((await browser.submit({ driver: driver.id })).location)
  await browser.get(`${page}/top-up`)
  await browser.submit({ amount: '5000' })
  await browser.get(`${page}/lost`)
  await browser.open((await browser.submit({ how: 'stolen', replace: 'virtual' })).location)
  assert.equal((await refuel(card))['approved'], false)
  const now = await browser.get(page)
  assert.match(now.words, /На карте 5 000,00 ₸/)
  assert.match(now.words, /Держатель Ержан/)
  await browser.get(`${page}/number`)
  const fresh = /(\d{4} ){4}\d{3}/.exec((await browser.submit({}, `${page}/number`)).words)![0]
  assert.notEqual(fresh, card)
  assert.equal((await refuel(fresh))['approved'], true)
})

test('closing returns what is on a card and is final', async () => {
  const { browser, page, card, client } = await aCard()
  await browser.get(`${page}/top-up`)
  await browser.submit({ amount: '5000' })
  await browser.get(`${page}/close`)
  await browser.open((await browser.submit({ reason: 'продали машину' }, `${page}/close`)).location)
  assert.equal((await refuel(card))['approved'], false)
  const { rows } = await sql<{ tiyn: bigint }>`
    select tiyn from ledger_account where client_id = ${client.id} and kind = 'client_advance'`.execute(
    site.app.db.write,
  )
  assert.equal(rows[0]!.tiyn, 10_000_00n)
  assert.equal((await browser.get(`${page}/top-up`)).status, 404)
})

test('plastic is ordered once however often its form is sent; nonsense is refused at its field', async () => {
  const client = await site.aClient()
  const browser = await as(client.id)
  await browser.get('/app/cards/order')
  const { csrf } = browser
  const order = {
    csrf,
    key: randomUUID(),
    kind: 'plastic',
    scheme: 'limit',
    product: '',
    count: '3',
    deliverTo: 'Алматы',
  }
  for (let n = 0; n < 2; n++) assert.equal((await browser.post('/app/cards/order', order)).status, 303)
  const list = await browser.get('/app/cards?show=making')
  assert.equal(list.text.match(/href="\/app\/cards\/\d+"/g)!.length, 3)
  for (const wrong of [
    { count: '0' },
    { count: '501' },
    { scheme: 'free' },
    { scheme: 'wallet_litre' },
    { product: 'WATER' },
  ]) {
    const answer = await browser.post('/app/cards/order', { ...order, key: randomUUID(), ...wrong })
    assert.equal(answer.status, 422, JSON.stringify(wrong))
    assert.match(answer.text, /value="Алматы"/)
  }
})

test('others read and change nothing, and no card of another company is theirs to see', async () => {
  const { client, page } = await aCard()
  const viewer = await as(client.id, 'viewer')
  assert.equal((await viewer.get(page)).status, 200)
  assert.doesNotMatch((await viewer.get(page)).words, /Заблокировать|Пополнить|₸/)
  for (const act of ['block', 'give', 'renew', 'lost', 'top-up', 'sweep', 'close', 'pin'])
    assert.equal((await viewer.get(`${page}/${act}`)).status, 403, act)
  const other = await as((await site.aClient()).id)
  for (const act of ['', '/block', '/give', '/renew', '/lost', '/top-up', '/sweep', '/close'])
    assert.equal((await other.get(page + act)).status, 404, act)
  assert.match((await other.get('/app/cards')).words, /Карт пока нет/)
})
