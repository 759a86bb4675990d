/** A block by dates, a tag, and money between cards, as the cabinet's pages do them. */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { ClientRole } from '../accounts/roles.ts'
import { isoDay, time } from '../i18n/format.ts'
import { aCard, cardNow } from '../testing/cards.ts'
import { pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, type Till, whyNot } from '../testing/tills.ts'

let site: TestSite
let till: Till
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 24_000n })
  till = await aTill(site.app)
})
after(() => site.stop())

type Client = Awaited<ReturnType<TestSite['aClient']>>
const as = async (clientId: string, role: ClientRole = 'owner') =>
  site.signedIn(await site.aPerson({ clientId, role }))

/** A card with money of its own, and where its page is. */
async function someCard(client: Client, facts: Parameters<typeof aCard>[2] = { tiyn: 10_000_00n }) {
  const card = await aCard(site.app, client, facts)
  const { rows } = await sql<{ number: string }>`
    select number::text as number from card where id = ${card.id}`.execute(site.owner)
  return { ...card, shown: rows[0]!.number, page: `/app/cards/${rows[0]!.number}` }
}

const hours = (n: number) => new Date(Date.now() + n * 3_600_000)
const typed = (from: Date, until: Date) => ({
  ...{ from: isoDay(from), fromTime: time('ru', from) },
  ...{ until: isoDay(until), untilTime: time('ru', until) },
})

test('a dispatcher blocks a card by dates: tills refuse it between them, and it is said on its page until it is cancelled', async () => {
  const client = await site.aClient()
  const dana = await as(client.id, 'dispatcher')
  const card = await someCard(client)
  await dana.get(`${card.page}/schedule`)
  const done = await dana.submit(typed(hours(-2), hours(48)), `${card.page}/schedule`)
  assert.equal(done.location, card.page)
  assert.match((await dana.get(card.page)).words, /Блокировка по датам: \d/)
  assert.equal(whyNot(await till.redeemCard(card.number, 1_000n)), 'blocked_by_client')
  const again = await dana.get(`${card.page}/schedule`)
  assert.match(again.text, new RegExp(`value="${isoDay(hours(48))}"`))
  await dana.submit({ off: 'on' }, `${card.page}/schedule`)
  assert.match((await dana.get(card.page)).words, /Назначенная блокировка карты .* отменена/)
  approved(await till.redeemCard(card.number, 1_000n))

  await dana.get(`${card.page}/schedule`)
  await dana.submit(typed(hours(2), hours(48)), `${card.page}/schedule`)
  approved(await till.redeemCard(card.number, 1_000n))
})

test('dates that make no sense are told at their field, stay there and block nothing', async () => {
  const client = await site.aClient()
  const aigul = await as(client.id)
  const card = await someCard(client)
  for (const [fields, field, words] of [
    [{ from: '', until: '' }, 'from', /Введите дату/],
    [{ ...typed(hours(2), hours(30)), fromTime: 'утром' }, 'fromTime', /Введите время как 08:00/],
    [typed(hours(30), hours(2)), 'until', /Конец раньше начала/],
    [typed(hours(-30), hours(-2)), 'until', /Эти даты уже прошли/],
  ] as const) {
    await aigul.get(`${card.page}/schedule`)
    const refused = await aigul.submit(fields, `${card.page}/schedule`)
    assert.equal(refused.status, 422)
    assert.match(refused.text, new RegExp(`id="${field}-error"`))
    assert.match(refused.words, words)
    if (fields.from) assert.ok(refused.text.includes(`value="${fields.from}"`))
  }
  approved(await till.redeemCard(card.number, 1_000n))
})

test('a tag is bound once and pays like the card', async () => {
  const client = await site.aClient()
  const aigul = await as(client.id)
  const [card, other] = [await someCard(client), await someCard(client)]
  const uid = randomBytes(7).toString('hex').toUpperCase()
  for (const wrong of ['', 'XYZ', '04A1']) {
    await aigul.get(`${card.page}/chip`)
    const refused = await aigul.submit({ uid: wrong }, `${card.page}/chip`)
    assert.equal(refused.status, 422, wrong)
    assert.match(refused.words, /Это не номер метки/)
  }
  await aigul.get(`${card.page}/chip`)
  assert.equal(
    (await aigul.submit({ uid: uid.match(/../g)!.join(' ') }, `${card.page}/chip`)).location,
    card.page,
  )
  assert.match((await aigul.get(card.page)).words, new RegExp(uid.slice(-4)))
  approved(await till.redeemCard(uid, 1_000n))
  await aigul.get(`${other.page}/chip`)
  const taken = await aigul.submit({ uid }, `${other.page}/chip`)
  assert.equal(taken.status, 422)
  assert.match(taken.words, /уже привязана/)
})

test('money moves between cards once however often its form is sent, and what cannot move says why', async () => {
  const client = await site.aClient()
  const aigul = await as(client.id)
  const [from, to] = [await someCard(client), await someCard(client, {})]
  const litres = await someCard(client, { scheme: 'wallet_litre', ml: 10_000n })
  const foreign = await someCard(await site.aClient())
  for (const [fields, words] of [
    [{ to: to.shown, amount: '0' }, /Введите, сколько перевести/],
    [{ to: '', amount: '10' }, /Введите номер своей карты/],
    [{ to: foreign.shown, amount: '10' }, /Введите номер своей карты/],
    [{ to: from.shown, amount: '10' }, /Это та же карта/],
    [{ to: litres.shown, amount: '10' }, /У карт разные кошельки/],
    [{ to: to.shown, amount: '10 001' }, /Свободно: 10 000,00 ₸/],
  ] as const) {
    await aigul.get(`${from.page}/move`)
    const refused = await aigul.submit(fields, `${from.page}/move`)
    assert.equal(refused.status, 422, JSON.stringify(fields))
    assert.match(refused.words, words)
    if (fields.to) assert.ok(refused.text.includes(`value="${fields.to}"`))
  }
  await aigul.get(`${from.page}/move`)
  const { csrf } = aigul
  const form = { csrf, key: randomUUID(), to: to.shown, amount: '2 500,50' }
  for (let n = 0; n < 2; n++) assert.equal((await aigul.post(`${from.page}/move`, form)).location, from.page)
  assert.equal((await cardNow(site.app, from.id)).tiyn, 7_499_50n)
  assert.equal((await cardNow(site.app, to.id)).tiyn, 2_500_50n)
  const second = await someCard(client, { scheme: 'wallet_litre' })
  await aigul.get(`${litres.page}/move`)
  await aigul.submit({ to: second.shown, amount: '4' }, `${litres.page}/move`)
  assert.equal((await cardNow(site.app, second.id)).ml, 4_000n)
})

test('tags and money are for owners and managers, dates also for dispatchers', async () => {
  const client = await site.aClient()
  const card = await someCard(client)
  for (const [role, acts] of [
    ['manager', { schedule: 200, chip: 200, move: 200 }],
    ['dispatcher', { schedule: 200, chip: 403, move: 403 }],
    ['viewer', { schedule: 403, chip: 403, move: 403 }],
  ] as const) {
    const browser = await as(client.id, role)
    for (const [act, status] of Object.entries(acts))
      assert.equal((await browser.get(`${card.page}/${act}`)).status, status, `${role}, ${act}`)
  }
  const stranger = await as((await site.aClient()).id)
  for (const act of ['schedule', 'chip', 'move'])
    assert.equal((await stranger.get(`${card.page}/${act}`)).status, 404, act)
})
