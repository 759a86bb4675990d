/** A card's life, from the order to the end: what people may do, and what stays with the card whatever happens. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { checkLedger } from '../ledger/invariants.ts'
import { aCard, cardNow, creditIs, filled, purseNow } from '../testing/cards.ts'
import { aDriver, paid, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, type Till, whyNot } from '../testing/tills.ts'
import { addVehicle } from '../vehicles/add-vehicle.ts'
import { activateCards } from './activate-cards.ts'
import { addChip } from './add-chip.ts'
import { addGroup } from './add-group.ts'
import { blockCards } from './block-cards.ts'
import { changeProducts } from './change-products.ts'
import { closeCard } from './close-card.ts'
import { deliverCards } from './deliver-cards.ts'
import { endMedium, replaceMedium } from './end-medium.ts'
import { expireMedia } from './expire-media.ts'
import { giveCards } from './give-cards.ts'
import { addVirtual } from './issue-virtual.ts'
import { moveBalance } from './move-balance.ts'
import { numberOf } from './number.ts'
import { orderCards } from './order-cards.ts'
import { produceCards } from './produce-cards.ts'
import { renewCard } from './renew-card.ts'
import { scheduleBlock } from './schedule-block.ts'
import { setPin } from './set-pin.ts'
import { sweepCard } from './sweep-card.ts'
import { topUp } from './top-up.ts'
import { unblockCards } from './unblock-cards.ts'

let site: TestSite
let till: Till
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 24_550n })
  till = await aTill(site.app)
})
after(async () => {
  assert.deepEqual(
    (await checkLedger(site.app.db)).filter(({ broken }) => broken > 0),
    [],
  )
  await site.stop()
})

const BY = { name: 'Айгүл Бекова' }
type Client = Awaited<ReturnType<TestSite['aClient']>>
const run = <T>(work: (tx: Tx) => Promise<T>) => site.app.db.transaction(work)
const order = (client: Client, count: number, requestKey = randomUUID()) =>
  run((tx) =>
    orderCards(tx, site.app.vault, {
      ...{ clientId: client.id, contractId: client.contractId, count, requestKey, by: BY },
      ...{ plan: { scheme: 'limit' }, deliverTo: 'Алматы' },
    }),
  )
const mediaOf = async (cardId: string) =>
  (
    await sql<{ id: string; kind: string; state: string }>`
      select id, kind, state from card_medium where card_id = ${cardId} order by id`.execute(
      site.app.db.write,
    )
  ).rows
const story = async (cardId: string) =>
  (
    await sql<{ what: string }>`select what from card_event where card_id = ${cardId} order by id`.execute(
      site.app.db.write,
    )
  ).rows.map(({ what }) => what)
const stateOf = async (id: string) => (await cardNow(site.app, id)).state

test('plastic is ordered, made, handed over and activated, one step after the other', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 1_000_000n)
  const key = randomUUID()
  const ordered = await order(client, 3, key)
  assert.ok(ordered.ok)
  const again = await order(client, 3, key)
  assert.deepEqual(again, { ...ordered, cardIds: again.ok ? again.cardIds : [], replayed: true })
  assert.deepEqual(again.ok && again.cardIds.toSorted(), ordered.cardIds.toSorted())

  const cardId = ordered.cardIds[0]!
  const [medium] = await mediaOf(cardId)
  const number = numberOf(site.app.vault, medium!.id)
  const mediumIds = [medium!.id]
  const step = (verb: typeof produceCards, expected: 'done' | 'not_there'): Promise<void> =>
    run((tx) => verb(tx, { mediumIds, by: BY })).then(({ done, refused }) =>
      assert.equal(done.length === 1 ? 'done' : refused[0]?.reason, expected),
    )
  await step(activateCards, 'not_there')
  await step(produceCards, 'done')
  await step(produceCards, 'not_there')
  await step(deliverCards, 'done')
  assert.equal(await stateOf(cardId), 'delivered')
  assert.equal(whyNot(await till.redeemCard(number, 1_000n)), 'card_not_active')
  const { id: stranger } = await site.aClient()
  const foreign = await run((tx) => activateCards(tx, { mediumIds, by: BY, clientId: stranger }))
  assert.deepEqual(foreign.refused, [{ mediumId: medium!.id, reason: 'unknown' }])
  await step(activateCards, 'done')
  approved(await till.redeemCard(number, 1_000n))
  assert.deepEqual(await story(cardId), ['ordered', 'produced', 'delivered', 'activated'])
})

test('under a contract that is not active nobody gets cards', async () => {
  const client = await site.aClient()
  await sql`update contract set state = 'suspended' where id = ${client.contractId}`.execute(site.owner)
  assert.deepEqual(await order(client, 1), { ok: false, reason: 'contract_inactive' })
  assert.deepEqual(await order(client, 501), { ok: false, reason: 'count' })
})

test('each side takes back its own block, and a till hears of it at once', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  const ask = { clientId: client.id, cardIds: [card.id], by: BY }
  const block = (side: 'client' | 'retailer') => run((tx) => blockCards(tx, { ...ask, side, reason: 'debt' }))
  const unblock = (side: 'client' | 'retailer') => run((tx) => unblockCards(tx, { ...ask, side }))
  const till1 = async () => {
    const answer = await till.redeemCard(card.number, 100n)
    return answer.outcome === 'approved' ? 'approved' : whyNot(answer)
  }
  assert.equal((await block('client')).done.length, 1)
  assert.equal(await till1(), 'blocked_by_client')
  assert.equal((await block('retailer')).done.length, 1)
  assert.equal((await block('retailer')).refused[0]?.reason, 'already')
  assert.equal(await till1(), 'blocked_by_network')
  assert.equal((await unblock('client')).done.length, 1)
  assert.equal((await unblock('client')).refused[0]?.reason, 'not_blocked')
  assert.equal(await till1(), 'blocked_by_network')
  await unblock('retailer')
  assert.equal(await till1(), 'approved')
  const stranger = await site.aClient()
  const foreign = await run((tx) =>
    blockCards(tx, { ...ask, clientId: stranger.id, side: 'client', reason: '' }),
  )
  assert.deepEqual(foreign.refused, [{ id: card.id, reason: 'unknown' }])
})

test('a block by date begins and ends by itself', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  const hour = 3_600_000
  const block = (from: number, until: number) =>
    run((tx) =>
      scheduleBlock(tx, {
        ...{ clientId: client.id, cardIds: [card.id], by: BY },
        time: { from: new Date(Date.now() + from), until: new Date(Date.now() + until) },
      }),
    )
  assert.deepEqual(await block(2 * hour, hour), { ok: false, reason: 'order' })
  assert.deepEqual(await block(-2 * hour, -hour), { ok: false, reason: 'past' })
  await block(hour, 2 * hour)
  approved(await till.redeemCard(card.number, 100n))
  await block(-hour, hour)
  assert.equal(await stateOf(card.id), 'blocked_scheduled')
  assert.equal(whyNot(await till.redeemCard(card.number, 100n)), 'blocked_by_client')
  await run((tx) => scheduleBlock(tx, { clientId: client.id, cardIds: [card.id], time: null, by: BY }))
  approved(await till.redeemCard(card.number, 100n))
})

test('a lost card pays nothing for ever, and another medium has its wallet, holder and story', async () => {
  const client = await site.aClient()
  const driver = await aDriver(site.app, client.id)
  const card = await aCard(site.app, client, { tiyn: 491_000n })
  await run((tx) =>
    giveCards(tx, { clientId: client.id, cardIds: [card.id], to: { driverId: driver.id }, by: BY }),
  )
  const lose = (mediumId: string) =>
    run((tx) =>
      endMedium(tx, site.app.vault, {
        ...{ clientId: client.id, mediumId, loss: 'lost', replaceBy: 'virtual', by: BY },
      }),
    )
  const ended = await lose(card.mediumId)
  assert.ok(ended.ok && ended.newMediumId)
  assert.deepEqual(await lose(card.mediumId), { ok: false, reason: 'already' })
  assert.equal(whyNot(await till.redeemCard(card.number, 1_000n)), 'card_lost')
  approved(await till.redeemCard(numberOf(site.app.vault, ended.newMediumId), 20_000n))
  assert.deepEqual(await story(card.id), ['made', 'topped_up', 'given', 'lost', 'replaced'])
  const replaced = await run((tx) =>
    replaceMedium(tx, site.app.vault, {
      ...{ clientId: client.id, mediumId: card.mediumId, kind: 'plastic', by: BY },
    }),
  )
  assert.deepEqual(replaced, { ok: false, reason: 'already' })
})

test('plastic and a number in a phone are one card', async () => {
  const client = await site.aClient()
  const ordered = await order(client, 1)
  assert.ok(ordered.ok)
  const cardId = ordered.cardIds[0]!
  const add = () => run((tx) => addVirtual(tx, site.app.vault, { clientId: client.id, cardId, by: BY }))
  assert.ok((await add()).ok)
  assert.deepEqual(await add(), { ok: false, reason: 'already' })
  assert.deepEqual(
    (await mediaOf(cardId)).map(({ kind, state }) => `${kind} ${state}`),
    ['plastic ordered', 'virtual active'],
  )
  assert.equal(await stateOf(cardId), 'active')
})

test('a chip pays for one card, whoever binds it at the same moment', async () => {
  const client = await site.aClient()
  const cards = [
    await aCard(site.app, client, { tiyn: 1_000_000n }),
    await aCard(site.app, client, { tiyn: 1_000_000n }),
  ]
  const bind = (cardId: string, uid: string) =>
    run((tx) => addChip(tx, site.app.vault, { clientId: client.id, cardId, uid, by: BY }))
  assert.deepEqual(await bind(cards[0]!.id, 'not hex'), { ok: false, reason: 'format' })
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => bind(cards[n % 2]!.id, '04:a2:2b:c1:5f:80:01')),
  )
  assert.equal(answers.filter(({ ok }) => ok).length, 1)
  approved(await till.redeemCard('04A22BC15F8001', 1_000n))
  assert.equal(whyNot(await till.redeemCard('04A22BC15F8002', 1_000n)), 'unknown_code')
})

test('after its last day a medium pays nothing, and the job ends it; the wallet stays', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 245_500n })
  await sql`update card_medium set valid_to = local_day(now()) - 1 where id = ${card.mediumId}`.execute(
    site.owner,
  )
  assert.equal(whyNot(await till.redeemCard(card.number, 1_000n)), 'expired')
  assert.equal(await stateOf(card.id), 'expired')
  await run((tx) => expireMedia(tx))
  assert.equal((await mediaOf(card.id))[0]?.state, 'expired')
  assert.deepEqual([await stateOf(card.id), (await cardNow(site.app, card.id)).tiyn], ['expired', 245_500n])
  assert.equal(await run((tx) => expireMedia(tx)), 0)
  const another = await run((tx) =>
    replaceMedium(tx, site.app.vault, {
      ...{ clientId: client.id, mediumId: card.mediumId, kind: 'virtual', by: BY },
    }),
  )
  assert.ok(another.ok && another.newMediumId)
  approved(await till.redeemCard(numberOf(site.app.vault, another.newMediumId), 10_000n))
})

test('a card that ends soon is renewed once, whoever asks, and both media pay until the old one’s last day', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  const renew = () =>
    run((tx) =>
      renewCard(tx, site.app.vault, { clientId: client.id, cardId: card.id, kind: 'virtual', by: BY }),
    )
  assert.deepEqual(await renew(), { ok: false, reason: 'early' })
  const lastDay = (days: number) =>
    sql`update card_medium set valid_to = local_day(now()) + ${days}::int where id = ${card.mediumId}`.execute(
      site.owner,
    )
  await lastDay(60)
  const answers = await Promise.all(Array.from({ length: 8 }, renew))
  const [renewed, ...more] = answers.filter((answer) => answer.ok)
  assert.deepEqual(more, [])
  approved(await till.redeemCard(card.number, 10_000n))
  approved(await till.redeemCard(numberOf(site.app.vault, renewed!.mediumId), 10_000n))
  await lastDay(-1)
  await run((tx) => expireMedia(tx))
  assert.equal(await stateOf(card.id), 'active')
  assert.equal(whyNot(await till.redeemCard(card.number, 10_000n)), 'expired')
  approved(await till.redeemCard(numberOf(site.app.vault, renewed!.mediumId), 10_000n))
})

test('a card goes to a driver, a vehicle and a group of its client, and to none that is archived', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  const driver = await aDriver(site.app, client.id)
  const { vehicleId } = await run((tx) =>
    addVehicle(tx, {
      ...{ clientId: client.id, by: BY },
      vehicle: {
        plate: '123ABC02',
        name: '',
        tankMl: 60_000n,
        products: ['AI95'],
        odometerKm: null,
        note: '',
      },
    }),
  )
  const { groupId } = await run((tx) => addGroup(tx, { clientId: client.id, name: 'Тягачи', by: BY }))
  assert.deepEqual(await run((tx) => addGroup(tx, { clientId: client.id, name: 'тягачи', by: BY })), {
    groupId,
    added: false,
  })
  const give = (to: Parameters<typeof giveCards>[1]['to'], clientId = client.id) =>
    run((tx) => giveCards(tx, { clientId, cardIds: [card.id], to, by: BY }))
  assert.ok((await give({ driverId: driver.id, vehicleId, groupId })).ok)
  assert.equal(whyNot(await till.redeemCard(card.number, 100n, { plate: '777 AAA 01' })), 'plate_mismatch')
  const { operationId } = approved(await till.redeemCard(card.number, 100n, { plate: '123 abc 02' }))
  const { rows } = await sql`
    select driver_id, vehicle_id, group_id from till_transaction where id = ${operationId}`.execute(
    site.app.db.write,
  )
  assert.deepEqual(rows[0], { driver_id: driver.id, vehicle_id: vehicleId, group_id: groupId })
  await sql`update driver set archived_at = now() where id = ${driver.id}`.execute(site.owner)
  assert.equal(whyNot(await till.redeemCard(card.number, 100n)), 'blocked_by_client')
  assert.deepEqual(await give({ driverId: driver.id }), { ok: false, reason: 'driver' })
  const stranger = await site.aClient()
  const foreign = await give({ vehicleId }, stranger.id)
  assert.deepEqual(foreign, { ok: false, reason: 'vehicle' })
  await give({ driverId: null })
  approved(await till.redeemCard(card.number, 100n))
})

test('a form that fills a card moves money once, and never more than there is', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client)
  await paid(site.app, client.id, 100_000n)
  const fill = (tiyn: bigint, requestKey = randomUUID()) =>
    run((tx) => topUp(tx, { clientId: client.id, cardId: card.id, amount: { tiyn }, requestKey, by: BY }))
  const key = randomUUID()
  assert.deepEqual(await fill(60_000n, key), { ok: true, tiyn: 60_000n, ml: 0n, replayed: false })
  assert.deepEqual(await fill(60_000n, key), { ok: true, tiyn: 60_000n, ml: 0n, replayed: true })
  assert.deepEqual(await fill(60_000n), { ok: false, reason: 'not_enough', tiyn: 20_000n })
  assert.deepEqual(await fill(0n), { ok: false, reason: 'nothing' })
  assert.equal((await purseNow(site.app, client)).tiyn, 40_000n)
})

test('litres cost what the person saw, or it is asked again', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { scheme: 'wallet_litre' })
  await paid(site.app, client.id, 1_000_000n)
  const fill = (agreedTiyn: bigint) =>
    run((tx) =>
      topUp(tx, {
        ...{ clientId: client.id, cardId: card.id, requestKey: randomUUID(), by: BY },
        amount: { ml: 10_000n, agreedTiyn },
      }),
    )
  assert.deepEqual(await fill(1n), { ok: false, reason: 'price_changed', tiyn: 245_500n })
  assert.ok((await fill(245_500n)).ok)
  assert.deepEqual(
    [(await cardNow(site.app, card.id)).ml, (await cardNow(site.app, card.id)).tiyn],
    [10_000n, 245_500n],
  )
})

test('a wallet moves to another card and back to the advance, all but what a pump was promised', async () => {
  const client = await site.aClient()
  const [one, two] = [await aCard(site.app, client, { tiyn: 300_000n }), await aCard(site.app, client)]
  const litres = await aCard(site.app, client, { scheme: 'wallet_litre' })
  const { posTxnId } = approved(await till.authorizeCard(one.number, 10_000n))
  const move = (toId: string, amount: { tiyn: bigint } | { ml: bigint }, requestKey = randomUUID()) =>
    run((tx) => moveBalance(tx, { clientId: client.id, fromId: one.id, toId, amount, requestKey, by: BY }))
  assert.deepEqual(await move(two.id, { tiyn: 54_501n }), { ok: false, reason: 'not_enough' })
  assert.deepEqual(await move(litres.id, { tiyn: 1n }), { ok: false, reason: 'scheme' })
  assert.deepEqual(await move(one.id, { tiyn: 1n }), { ok: false, reason: 'same' })
  const key = randomUUID()
  assert.ok((await move(two.id, { tiyn: 30_000n }, key)).ok)
  assert.deepEqual(await move(two.id, { tiyn: 30_000n }, key), {
    ...{ ok: true, tiyn: 30_000n, ml: 0n, replayed: true },
  })
  const sweep = () =>
    run((tx) => sweepCard(tx, { clientId: client.id, cardId: one.id, requestKey: randomUUID(), by: BY }))
  assert.deepEqual(await sweep(), { ok: true, tiyn: 24_500n, ml: 0n, replayed: false })
  assert.deepEqual(await sweep(), { ok: false, reason: 'nothing' })
  approved(await till.complete(posTxnId, 10_000n))
  assert.deepEqual(
    [(await cardNow(site.app, one.id)).tiyn, (await cardNow(site.app, two.id)).tiyn],
    [0n, 30_000n],
  )
  assert.equal((await purseNow(site.app, client)).tiyn, 24_500n)
})

test('litres that move take their share of what was paid', async () => {
  const client = await site.aClient()
  const [one, two] = [
    await aCard(site.app, client, { scheme: 'wallet_litre', ml: 3_000n }),
    await aCard(site.app, client, { scheme: 'wallet_litre' }),
  ]
  const moved = await run((tx) =>
    moveBalance(tx, {
      ...{ clientId: client.id, fromId: one.id, toId: two.id, amount: { ml: 1_010n } },
      ...{ requestKey: randomUUID(), by: BY },
    }),
  )
  assert.ok(moved.ok)
  const [left, there] = [await cardNow(site.app, one.id), await cardNow(site.app, two.id)]
  assert.deepEqual([left.ml, there.ml, left.tiyn + there.tiyn], [1_990n, 1_010n, 73_650n])
  assert.equal(there.tiyn, 24_796n)
})

test('a closed card leaves its money to the advance, and so does what is refunded later', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 500_000n })
  const { posTxnId } = approved(await till.redeemCard(card.number, 10_000n))
  const running = approved(await till.authorizeCard(card.number, 1_000n))
  const close = () =>
    run((tx) => closeCard(tx, { clientId: client.id, cardId: card.id, reason: 'продан', by: BY }))
  assert.deepEqual(await close(), { ok: false, reason: 'held' })
  approved(await till.reverse(running.posTxnId))
  assert.deepEqual(await close(), { ok: true, tiyn: 254_500n, ml: 0n })
  assert.deepEqual(await close(), { ok: false, reason: 'already' })
  assert.equal(await stateOf(card.id), 'closed')
  assert.equal(whyNot(await till.redeemCard(card.number, 1_000n)), 'card_closed')
  approved(await till.refund(posTxnId, 4_000n))
  assert.equal((await purseNow(site.app, client)).tiyn, 254_500n + 98_200n)
})

test('a PIN is four digits nobody tries first, is shown once and opens a locked card', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  const set = (pin?: string) =>
    run((tx) => setPin(tx, site.app.vault, { clientId: client.id, cardId: card.id, pin, by: BY }))
  assert.deepEqual(await set('12'), { ok: false, reason: 'format' })
  assert.deepEqual(await set('4321'), { ok: false, reason: 'trivial' })
  const first = await set()
  assert.ok(first.ok && /^\d{4}$/.test(first.pin))
  approved(await till.redeemCard(card.number, 100n, { pin: first.pin }))
  for (let n = 0; n < 3; n++) await till.redeemCard(card.number, 100n, { pin: '9999' })
  assert.equal(await stateOf(card.id), 'pin_locked')
  const second = await set('7402')
  assert.ok(second.ok)
  approved(await till.redeemCard(card.number, 100n, { pin: '7402' }))
  const { rows } = await sql<{ text: string }>`
    select string_agg(said, ' ') as text from (
      select details::text as said from card_event union all select concat(object, before, after, reason) from audit_entry) x`.execute(
    site.app.db.write,
  )
  assert.doesNotMatch(rows[0]!.text, /7402/)
})

test('what a card may buy changes at once; a litre wallet has its product', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  const litres = await aCard(site.app, client, { scheme: 'wallet_litre' })
  const changed = await run((tx) =>
    changeProducts(tx, {
      ...{ clientId: client.id, cardIds: [card.id, litres.id], products: ['DT'], by: BY },
    }),
  )
  assert.deepEqual([changed.done.length, changed.refused.map(({ reason }) => reason)], [1, ['scheme']])
  assert.equal(whyNot(await till.redeemCard(card.number, 100n)), 'wrong_product')
})

test('money that comes pays what was fuelled on credit, and a later refund stays on the advance', async () => {
  const client = await site.aClient()
  await creditIs(site.app, client, 500_000n)
  const card = await aCard(site.app, client, { scheme: 'limit' })
  const { posTxnId } = approved(await till.redeemCard(card.number, 10_000n))
  await paid(site.app, client.id, 300_000n)
  assert.deepEqual(await purseNow(site.app, client), {
    ...{ tiyn: 54_500n, hold: 0n, owed: 0n, creditHold: 0n },
  })
  approved(await till.refund(posTxnId, 10_000n))
  assert.deepEqual(await purseNow(site.app, client), {
    ...{ tiyn: 300_000n, hold: 0n, owed: 0n, creditHold: 0n },
  })
})

test('two forms that fill one card at once move what both say, and one form sent twice moves once', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client)
  await paid(site.app, client.id, 100_000n)
  const key = randomUUID()
  const fill = (tiyn: bigint, requestKey: string) =>
    run((tx) => topUp(tx, { clientId: client.id, cardId: card.id, amount: { tiyn }, requestKey, by: BY }))
  const answers = await Promise.all([
    ...Array.from({ length: 8 }, () => fill(30_000n, key)),
    ...Array.from({ length: 8 }, () => fill(30_000n, randomUUID())),
  ])
  assert.equal(answers.filter((answer) => answer.ok && !answer.replayed).length, 3)
  assert.equal((await cardNow(site.app, card.id)).tiyn, 90_000n)
  await filled(site.app, client.id, card.id, { tiyn: 1n })
})
