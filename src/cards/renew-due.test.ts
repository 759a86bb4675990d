/** Cards that are renewed without being asked, where their contract says so (domain §6.2, EXPIRING). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { sweep } from '../alerts/sweep.ts'
import { aCard } from '../testing/cards.ts'
import { pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, type Till } from '../testing/tills.ts'
import { blockCards } from './block-cards.ts'
import { endMedium } from './end-medium.ts'
import { numberOf } from './number.ts'
import { renewDueCards } from './renew-due.ts'

let site: TestSite
let till: Till
before(async () => {
  site = await testSite()
  await pricesAre(site.app, { AI95: 24_550n })
  till = await aTill(site.app)
})
after(() => site.stop())

const BY = { name: 'Айгүл Бекова' }

/** A card of a contract that renews, or does not; its medium ends in so many days. */
async function aCardEnding(days: number, renews = true) {
  const client = await site.aClient()
  await sql`update contract set renew_cards = ${renews} where id = ${client.contractId}`.execute(site.owner)
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  await endsIn(card.mediumId, days)
  return { client, card }
}

const endsIn = (mediumId: string, days: number) =>
  sql`update card_medium set valid_to = local_day(now()) + ${days}::int where id = ${mediumId}`.execute(
    site.owner,
  )

/** The night's work of so many workers at the same moment. */
async function aNight(workers = 1): Promise<void> {
  const work = async () => {
    while ((await site.app.db.transaction((tx) => renewDueCards(tx, site.app.vault))) > 0);
  }
  await Promise.all(Array.from({ length: workers }, work))
}

async function mediaOf(cardId: string) {
  const { rows } = await sql<{ id: string; kind: string; state: string }>`
    select id, kind, state from card_medium where card_id = ${cardId} order by ordered_at, id`.execute(
    site.owner,
  )
  return rows
}

async function alertsOf(clientId: string): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select kind from alert where client_id = ${clientId} and kind like 'card%' order by no`.execute(
    site.owner,
  )
  return rows.map(({ kind }) => kind)
}

test('a card that ends within sixty days gets another one of its kind, and both pay', async () => {
  const { card } = await aCardEnding(60)
  const later = await aCardEnding(61)
  await aNight()
  const [, renewed] = await mediaOf(card.id)
  assert.deepEqual([renewed?.kind, renewed?.state], ['virtual', 'active'])
  approved(await till.redeemCard(card.number, 10_000n))
  approved(await till.redeemCard(numberOf(site.app.vault, renewed!.id), 10_000n))
  assert.equal((await mediaOf(later.card.id)).length, 1)
})

test('plastic is ordered anew as plastic', async () => {
  const { card } = await aCardEnding(30)
  await sql`update card_medium set kind = 'plastic' where id = ${card.mediumId}`.execute(site.owner)
  await aNight()
  assert.deepEqual(
    (await mediaOf(card.id)).map(({ kind, state }) => [kind, state]),
    [
      ['plastic', 'active'],
      ['plastic', 'ordered'],
    ],
  )
})

test('eight workers of one night renew each card once', async () => {
  const cards = []
  for (let n = 0; n < 4; n++) cards.push((await aCardEnding(10)).card)
  await aNight(8)
  for (const { id } of cards) assert.equal((await mediaOf(id)).length, 2)
  await aNight(2)
  for (const { id } of cards) assert.equal((await mediaOf(id)).length, 2)
})

test('one that its owner has ended since is not ordered again', async () => {
  const { client, card } = await aCardEnding(30)
  await aNight()
  const [, renewed] = await mediaOf(card.id)
  const ended = { clientId: client.id, mediumId: renewed!.id, loss: 'damaged' as const, by: BY }
  assert.ok((await site.app.db.transaction((tx) => endMedium(tx, site.app.vault, ended))).ok)
  await aNight()
  assert.equal((await mediaOf(card.id)).length, 2)
  assert.equal((await alertsOf(client.id)).length, 0)
})

test('nothing is renewed where the contract does not say so, nor what is blocked, lost or suspended', async () => {
  const silent = await aCardEnding(30, false)
  const blocked = await aCardEnding(30)
  await site.app.db.transaction((tx) =>
    blockCards(tx, {
      ...{ clientId: blocked.client.id, cardIds: [blocked.card.id], side: 'client', reason: 'lost', by: BY },
    }),
  )
  const lost = await aCardEnding(30)
  await site.app.db.transaction((tx) =>
    endMedium(tx, site.app.vault, {
      ...{ clientId: lost.client.id, mediumId: lost.card.mediumId, loss: 'lost', by: BY },
    }),
  )
  const suspended = await aCardEnding(30)
  await sql`update client set state = 'suspended' where id = ${suspended.client.id}`.execute(site.owner)
  await aNight()
  for (const { card } of [silent, blocked, lost, suspended]) assert.equal((await mediaOf(card.id)).length, 1)
})

test('the client hears of the new card, and not of the old one’s end too', async () => {
  const { client, card } = await aCardEnding(30)
  const silent = await aCardEnding(30, false)
  await aNight()
  await sweep(site.app.db, 'minute', 0)
  await sweep(site.app.db, 'day')
  await sweep(site.app.db, 'minute', 0)
  assert.deepEqual(await alertsOf(client.id), ['card_renewed'])
  assert.deepEqual(await alertsOf(silent.client.id), ['card_ending'])
  const aigul = await site.signedIn(await site.aPerson({ clientId: client.id }))
  assert.match(
    (await aigul.get('/app/notifications')).words,
    /Карта действует до .*: новый номер уже работает/,
  )
  const { rows } = await sql<{ number: bigint }>`select number from card where id = ${card.id}`.execute(
    site.owner,
  )
  assert.match((await aigul.get(`/app/cards/${rows[0]!.number}`)).words, /Заменена/)
})
