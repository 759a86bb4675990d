/** What tills do with cards, one thing after the other. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { checkLedger } from '../ledger/invariants.ts'
import { aCard, cardNow, creditIs, purseNow } from '../testing/cards.ts'
import { paid, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, ledgerSum, type Till, whyNot } from '../testing/tills.ts'
import { expireHolds } from './expire-holds.ts'

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

const lapse = (posTxnId: string) =>
  sql`update till_transaction set hold_until = now() where pos_txn_id = ${posTxnId}`.execute(site.owner)

test('a card with money of its own pays at the price of the station, and says what is left', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  const done = approved(await till.redeemCard(card.number, 20_000n))
  assert.deepEqual([done.of, done.ml, done.tiyn, done.tiynPerLitre], ['card', 20_000n, 491_000n, 24_550n])
  assert.equal(done.remainingMl, 20_730n)
  assert.equal((await cardNow(site.app, card.id)).tiyn, 509_000n)
  assert.equal(await ledgerSum(site.app, client.id, 'card_money'), -509_000n)
})

test('a card with litres pays with its share of what they cost, to the last tiyn', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { scheme: 'wallet_litre', ml: 10_000n })
  const first = approved(await till.redeemCard(card.number, 3_330n))
  assert.equal(first.tiyn, 81_752n)
  const last = approved(await till.redeemCard(card.number, 6_670n))
  assert.equal(first.tiyn + last.tiyn!, 245_500n)
  assert.deepEqual(await cardNow(site.app, card.id), {
    ...(await cardNow(site.app, card.id)),
    ...{ tiyn: 0n, ml: 0n },
  })
  assert.equal(whyNot(await till.redeemCard(card.number, 10n)), 'insufficient')
})

test('a limit card draws the common advance first and the contract’s credit for the rest', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 100_000n)
  await creditIs(site.app, client, 200_000n)
  const card = await aCard(site.app, client, { scheme: 'limit' })
  const done = approved(await till.redeemCard(card.number, 10_000n))
  assert.deepEqual([done.tiyn, done.remainingMl], [245_500n, null])
  assert.deepEqual(await purseNow(site.app, client), {
    ...{ tiyn: 0n, hold: 0n, owed: 145_500n, creditHold: 0n },
  })
  assert.equal(await ledgerSum(site.app, client.id, 'receivable'), 145_500n)
  assert.equal(await ledgerSum(site.app, client.id, 'revenue', 'AI95'), -10_000n)
  assert.equal(whyNot(await till.redeemCard(card.number, 3_000n)), 'insufficient')
})

test('a pump is promised as much as there is, and told why it is less', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 245_500n })
  const promised = approved(await till.authorizeCard(card.number, 40_000n))
  assert.deepEqual(
    [promised.ml, promised.partial],
    [10_000n, { askedMl: 40_000n, reason: 'insufficient' as const }],
  )
  assert.equal((await cardNow(site.app, card.id)).holdTiyn, 245_500n)
  assert.equal(whyNot(await till.authorizeCard(card.number, 10n)), 'insufficient')
  const done = approved(await till.complete(promised.posTxnId, 8_000n))
  assert.deepEqual([done.tiyn, done.remainingMl], [196_400n, 2_000n])
  assert.deepEqual(await cardNow(site.app, card.id), {
    ...{ state: 'active', tiyn: 49_100n, ml: 0n, holdTiyn: 0n, holdMl: 0n },
  })
})

test('what a till redeems in one step it gets whole or not at all', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 245_500n })
  const refused = await till.redeemCard(card.number, 10_010n)
  assert.equal(whyNot(refused), 'insufficient')
  assert.ok(refused.outcome === 'declined' && refused.facts.allowedMl === 10_000)
})

test('as many litres as the money buys, and holds on the advance keep orders from it', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 300_000n)
  const card = await aCard(site.app, client, { scheme: 'limit' })
  const promised = approved(await till.authorizeCard(card.number, { tiyn: 100_000n }))
  assert.equal(promised.ml, 4_070n)
  assert.equal((await purseNow(site.app, client)).hold, 99_919n)
  await assert.rejects(
    sql`insert into posting (client_id, event, ref_id, debit, credit, tiyn) values (${client.id}, 'payout_due', ${randomUUID()}, 'client_advance', 'refund_payable', 200082)`.execute(
      site.app.db.write,
    ),
    /ledger_account_hold_within/,
  )
  approved(await till.reverse(promised.posTxnId))
  assert.deepEqual(await purseNow(site.app, client), {
    ...{ tiyn: 300_000n, hold: 0n, owed: 0n, creditHold: 0n },
  })
})

test('more than was promised is taken from what is there, and beyond that the retailer bears it', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 250_000n })
  const { posTxnId } = approved(await till.authorizeCard(card.number, 10_000n))
  const done = approved(await till.complete(posTxnId, 10_400n))
  assert.deepEqual([done.ml, done.shortMl], [10_400n, 220n])
  assert.equal(await ledgerSum(site.app, client.id, 'suspense'), 5_401n)
  assert.equal((await cardNow(site.app, card.id)).tiyn, 250_000n - 249_919n)
})

test('fuel that is said late is paid from what is left, and never refused', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 245_500n)
  const card = await aCard(site.app, client, { scheme: 'limit' })
  const { posTxnId } = approved(await till.authorizeCard(card.number, 10_000n))
  await lapse(posTxnId)
  await expireHolds(site.app)
  assert.equal((await purseNow(site.app, client)).hold, 0n)
  approved(await till.redeemCard(card.number, 6_000n))
  const late = approved(await till.complete(posTxnId, 10_000n))
  assert.deepEqual([late.state, late.ml, late.shortMl], ['late_posted', 10_000n, 6_000n])
  assert.equal(await ledgerSum(site.app, client.id, 'suspense'), 147_300n)
})

test('a lapsed promise of another card gives way at once to who asks for the same money', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 245_500n)
  const [one, two] = [
    await aCard(site.app, client, { scheme: 'limit' }),
    await aCard(site.app, client, { scheme: 'limit' }),
  ]
  const { posTxnId } = approved(await till.authorizeCard(one.number, 10_000n))
  assert.equal(whyNot(await till.redeemCard(two.number, 10_000n)), 'insufficient')
  await lapse(posTxnId)
  approved(await till.redeemCard(two.number, 10_000n))
})

test('a redemption is undone within its shift, to where it was paid from', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 100_000n)
  await creditIs(site.app, client, 200_000n)
  const card = await aCard(site.app, client, { scheme: 'limit' })
  const { posTxnId } = approved(await till.redeemCard(card.number, 10_000n))
  approved(await till.reverse(posTxnId))
  assert.deepEqual(await purseNow(site.app, client), {
    ...{ tiyn: 100_000n, hold: 0n, owed: 0n, creditHold: 0n },
  })
  for (const account of ['revenue', 'vat_payable', 'receivable'])
    assert.equal(await ledgerSum(site.app, client.id, account), 0n)
})

test('a refund in parts lessens the debt first and ends at nothing', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 100_000n)
  await creditIs(site.app, client, 200_000n)
  const card = await aCard(site.app, client, { scheme: 'limit' })
  const { posTxnId } = approved(await till.redeemCard(card.number, 10_000n))
  approved(await till.refund(posTxnId, 3_330n))
  assert.deepEqual((await purseNow(site.app, client)).owed, 145_500n - 81_752n)
  assert.equal(whyNot(await till.refund(posTxnId, 6_680n)), 'refund_too_much')
  approved(await till.refund(posTxnId, 6_670n))
  assert.deepEqual(await purseNow(site.app, client), {
    ...{ tiyn: 100_000n, hold: 0n, owed: 0n, creditHold: 0n },
  })
  for (const [account, unit] of [
    ['revenue', 'KZT'],
    ['vat_payable', 'KZT'],
    ['revenue', 'AI95'],
  ] as const)
    assert.equal(await ledgerSum(site.app, client.id, account, unit), 0n)
})

test('three wrong PINs lock the card; the right one before that forgets the wrong ones', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 1_000_000n, pin: '7391' })
  const with_ = (pin?: string) => till.redeemCard(card.number, 1_000n, pin === undefined ? {} : { pin })
  assert.equal(whyNot(await with_()), 'pin_required')
  assert.equal(whyNot(await with_('1111')), 'pin_wrong')
  assert.equal(whyNot(await with_('7392')), 'pin_wrong')
  approved(await with_('7391'))
  for (const reason of ['pin_wrong', 'pin_wrong', 'pin_locked', 'pin_locked'])
    assert.equal(whyNot(await with_('0000')), reason)
  assert.equal(whyNot(await with_('7391')), 'pin_locked')
  assert.equal((await cardNow(site.app, card.id)).state, 'pin_locked')
})

test('a card pays only for what it may, where it may, for whom it may', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 1_000_000n, products: ['DT', 'DTZ'] })
  const refused = await till.redeemCard(card.number, 1_000n)
  assert.ok(refused.outcome === 'declined' && refused.reason === 'wrong_product')
  assert.deepEqual(refused.facts.products, ['DT', 'DTZ'])
  approved(await till.redeemCard(card.number, 1_000n, { product: 'DT' }))
  const elsewhere = await aTill(site.app)
  const set = (what: string) =>
    sql.raw(`update contract set ${what} where id = '${client.contractId}'`).execute(site.owner)
  await set(`station_scope = array[${elsewhere.id}]`)
  assert.equal(whyNot(await till.redeemCard(card.number, 1_000n, { product: 'DT' })), 'station_not_allowed')
  await set('station_scope = null')
  await set("state = 'suspended'")
  assert.equal(whyNot(await till.redeemCard(card.number, 1_000n, { product: 'DT' })), 'contract_suspended')
})

test('a number nobody has is refused in the words of a card, and counted', async () => {
  const other = await aTill(site.app)
  const answer = await other.redeemCard('7825 0000 0000 0000 000', 1_000n)
  assert.ok(answer.outcome === 'declined' && answer.of === 'card' && answer.reason === 'unknown_code')
  for (let n = 0; n < 4; n++) await other.redeemCard(`782500000000000000${n}`, 1_000n)
  assert.equal(whyNot(await other.redeemCard('7825000000000000009', 1_000n)), 'throttled')
})

test('the same name asked again gets the same answer, and another body none', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  const posTxnId = randomUUID()
  const first = approved(await till.authorizeCard(card.number, 90_000n, { posTxnId }))
  const again = approved(await till.authorizeCard(card.number, 90_000n, { posTxnId }))
  assert.deepEqual(again, { ...first, replayed: true })
  assert.equal(whyNot(await till.authorizeCard(card.number, 80_000n, { posTxnId })), 'reused')
  assert.equal((await cardNow(site.app, card.id)).holdTiyn, 999_922n)
})

test('looking at a card tells what it may buy, and nothing of its company', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 5_000_000n)
  const limit = await aCard(site.app, client, { scheme: 'limit' })
  const seen = await till.lookupCard(limit.number, 'AI95')
  assert.ok(seen.outcome === 'found_card')
  assert.deepEqual([seen.ml, seen.tiynPerLitre, seen.pinNeeded], [null, 24_550n, false])
  const wallet = await aCard(site.app, client, { tiyn: 245_500n, products: ['AI95', 'DT'] })
  const own = await till.lookupCard(wallet.number, 'AI95')
  assert.ok(own.outcome === 'found_card')
  assert.deepEqual([own.ml, own.products], [10_000n, ['AI95', 'DT']])
  const unasked = await till.lookupCard(wallet.number)
  assert.ok(unasked.outcome === 'found_card' && unasked.ml === null)
})
