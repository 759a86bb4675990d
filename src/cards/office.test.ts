/** The office makes, hands over, activates, finds and blocks cards: over HTTP, as its people do. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { aCard, cardNow } from '../testing/cards.ts'
import { pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, whyNot } from '../testing/tills.ts'
import { blockCards } from './block-cards.ts'
import { numberOf } from './number.ts'
import { orderCards } from './order-cards.ts'

let site: TestSite
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
})
after(() => site.stop())

type Client = Awaited<ReturnType<TestSite['aClient']>>
const staff = async (role: 'manager' | 'support' | 'accountant') =>
  site.signedIn(await site.aPerson({ staff: role }))
const ordered = async (client: Client, count: number) => {
  const order = await site.app.db.transaction((tx) =>
    orderCards(tx, site.app.vault, {
      ...{ clientId: client.id, contractId: client.contractId, requestKey: randomUUID(), count },
      ...{ plan: { scheme: 'limit' }, deliverTo: 'Астана, склад 4', by: { name: 'Айгүл' } },
    }),
  )
  assert.ok(order.ok)
  const { rows } = await sql<{ id: string; cardId: string; number: string }>`
    select m.id, c.id as "cardId", c.number::text as number from card_medium m join card c on c.id = m.card_id
    where m.client_id = ${client.id} order by c.number`.execute(site.app.db.write)
  return rows
}

test('plastic goes from order to activation by ticks, and what was moved already stays', async () => {
  const client = await site.aClient()
  const [one, two] = await ordered(client, 2)
  const manager = await staff('manager')
  const list = await manager.get('/office/cards')
  assert.match(list.words, /Изготовить 2/)
  assert.match(list.words, /Астана, склад 4/)
  const step = async (state: string, medium?: string) => {
    const moved = await manager.submit({ state, ...(medium ? { m: medium } : {}) }, '/office/cards/step')
    assert.equal(moved.status, 303)
    return (await manager.get(`/office/cards?tab=${state}`)).words
  }
  assert.match(await step('ordered', one!.id), /Отмечена 1 карта/)
  assert.match(await step('ordered', one!.id), /Ничего не изменилось/)
  assert.match(await step('ordered'), /Ничего не изменилось/)
  await manager.get('/office/cards?tab=produced')
  await step('produced', one!.id)
  await manager.get('/office/cards?tab=delivered')
  await step('delivered', one!.id)
  assert.deepEqual(
    [(await cardNow(site.app, one!.cardId)).state, (await cardNow(site.app, two!.cardId)).state],
    ['active', 'ordered'],
  )
})

test('the numbers of what is to be made are a file for its maker, and that it was taken is on record', async () => {
  const client = await site.aClient()
  const [one] = await ordered(client, 1)
  const manager = await staff('manager')
  const file = await manager.get('/office/cards/numbers.csv')
  assert.equal(file.status, 200)
  assert.equal(file.headers.get('cache-control'), 'no-store')
  assert.ok(file.text.replaceAll(' ', '').includes(numberOf(site.app.vault, one!.id)))
  const { rows } = await sql<{ what: string }>`
    select what from card_event where card_id = ${one!.cardId} order by id`.execute(site.app.db.write)
  assert.deepEqual(
    rows.map(({ what }) => what),
    ['ordered', 'number_shown'],
  )
  const support = await staff('support')
  assert.equal((await support.get('/office/cards/numbers.csv')).status, 403)
  assert.doesNotMatch((await support.get('/office/cards')).words, /Отметить изготовленными|Номера/)
})

test('support finds a card by its number, what is printed on it and its plate, and sees no number', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  const { rows } = await sql<{ number: string; lastFour: string }>`
    select number::text as number, last_four as "lastFour" from card where id = ${card.id}`.execute(
    site.app.db.write,
  )
  const { number } = rows[0]!
  await sql`with v as (insert into vehicle (client_id, plate) values (${client.id}, '777KKK05') returning id)
    update card set vehicle_id = v.id from v where card.id = ${card.id}`.execute(site.owner)
  const support = await staff('support')
  for (const typed of [number, card.number, card.number.replaceAll(/(\d{4})(?=\d)/g, '$1 '), '777 ккк 05'])
    assert.equal(
      (await support.get(`/office/cards?q=${encodeURIComponent(typed)}`)).location,
      `/office/cards/${number}`,
      typed,
    )
  const page = await support.get(`/office/cards/${number}`)
  assert.match(page.words, /777 KKK 05/)
  assert.match(page.words, /Деньги на карте/)
  assert.ok(!page.text.replaceAll(/\s/g, '').includes(card.number))
  const missing = await support.get('/office/cards?q=999999')
  assert.match(missing.words, /Такой карты нет/)
  assert.equal((await support.get('/office/cards/999999')).status, 404)
})

test('the office blocks a card above its company and takes back only its own block', async () => {
  const client = await site.aClient()
  const till = await aTill(site.app)
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  const { rows } = await sql<{ number: string }>`
    select number::text as number from card where id = ${card.id}`.execute(site.app.db.write)
  const path = `/office/cards/${rows[0]!.number}`
  const support = await staff('support')
  await support.get(`${path}/block`)
  assert.equal((await support.submit({ reason: ' ' })).status, 422)
  assert.equal((await support.submit({ reason: 'Долг за октябрь' })).status, 303)
  assert.equal(whyNot(await till.redeemCard(card.number, 100n)), 'blocked_by_network')
  await site.app.db.transaction((tx) =>
    blockCards(tx, {
      ...{ clientId: client.id, cardIds: [card.id], side: 'client', reason: '' },
      by: { name: 'Айгүл' },
    }),
  )
  const page = await support.get(path)
  assert.match(page.words, /Заблокирована нами\. Долг за октябрь/)
  assert.match(page.words, /Заблокирована компанией: снимает она сама/)
  await support.get(`${path}/unblock`)
  assert.equal((await support.submit({}, `${path}/unblock`)).status, 303)
  assert.equal(whyNot(await till.redeemCard(card.number, 100n)), 'blocked_by_client')
  const accountant = await staff('accountant')
  assert.doesNotMatch((await accountant.get(path)).words, /Заблокировать карту/)
  assert.equal((await accountant.get(`${path}/block`)).status, 403)
  await sql`update card set client_blocked_at = null, client_block_reason = null where id = ${card.id}`.execute(
    site.owner,
  )
  approved(await till.redeemCard(card.number, 100n))
})
