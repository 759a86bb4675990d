import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { readAdvance } from '../ledger/advance.ts'
import { checkLedger } from '../ledger/invariants.ts'
import { aCoupon, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, couponNow, ledgerSum, type Till, whyNot } from '../testing/tills.ts'
import { expireHolds } from './expire-holds.ts'

let site: TestSite
let till: Till
before(async () => {
  // The alarms of fuel nobody pays for are expected here.
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 24_550n })
  till = await aTill(site.app)
})
after(async () => {
  const broken = (await checkLedger(site.app.db)).filter(({ broken }) => broken > 0)
  assert.deepEqual(broken, [])
  await site.stop()
})

const change = (table: 'contract' | 'coupon', id: string, set: string) =>
  sql.raw(`update ${table} set ${set} where id = '${id}'`).execute(site.owner)
const lapse = (posTxnId: string) =>
  sql`update till_transaction set hold_until = now() where pos_txn_id = ${posTxnId}`.execute(site.owner)
const closeShift = () =>
  sql`update terminal set shift_no = shift_no + 1 where id = ${till.terminalId}`.execute(site.owner)

async function coupon(contract = '') {
  const client = await site.aClient()
  if (contract) await change('contract', client.contractId, contract)
  return { ...(await aCoupon(site.app, client)), client }
}
/** A coupon of 20 litres, so much of it promised. */
async function held(ml: bigint, contract = '') {
  const made = await coupon(contract)
  const { posTxnId } = approved(await till.authorize(made.code, ml))
  return { ...made, posTxnId }
}
const left = async (id: string) => {
  const { left, hold } = await couponNow(site.app, id)
  return { left, hold }
}

test('what is authorised is held, and only the rest can be promised again', async () => {
  const { id, code } = await coupon()
  const answer = approved(await till.authorize(code, 12_000n))
  assert.deepEqual([answer.ml, answer.remainingMl, answer.state], [12_000n, 8_000n, 'authorized'])
  assert.deepEqual(await left(id), { left: 20_000n, hold: 12_000n })
  const more = await till.authorize(code, 8_010n)
  assert.ok(more.outcome === 'declined')
  assert.deepEqual([more.reason, more.remainingMl], ['insufficient', 8_000n])
  approved(await till.authorize(code, 8_000n))
  assert.equal(whyNot(await till.redeem(code)), 'insufficient')
})

test('a cashier’s hold lasts a quarter of an hour, a pump’s an hour', async () => {
  const { code } = await coupon()
  const minutes = async (pump?: string) => {
    const { holdUntil, at } = approved(await till.authorize(code, 1_000n, { ...(pump ? { pump } : {}) }))
    return (holdUntil!.getTime() - at.getTime()) / 60_000
  }
  assert.equal(await minutes(), 15)
  assert.equal(await minutes('7'), 60)
})

test('a sum of money is turned into whole steps of 10 ml at the coupon’s price', async () => {
  const { id, code } = await coupon()
  // 1 000 ₸ at 245.50 buy 4.0733 l.
  assert.equal(approved(await till.authorizeFor(code, 100_000n)).ml, 4_070n)
  assert.equal(whyNot(await till.authorizeFor(code, 245n)), 'too_small')
  assert.equal(approved(await till.authorizeFor(code, 100_000_000n)).ml, 15_930n, 'all that is free')
  assert.deepEqual(await left(id), { left: 20_000n, hold: 20_000n })
})

test('completing with less gives the rest back', async () => {
  const { id, client, posTxnId } = await held(12_000n)
  const answer = approved(await till.complete(posTxnId, 9_500n))
  assert.deepEqual(
    [answer.ml, answer.remainingMl, answer.state, answer.shortMl],
    [9_500n, 10_500n, 'completed', 0n],
  )
  assert.deepEqual(await left(id), { left: 10_500n, hold: 0n })
  assert.equal(await ledgerSum(site.app, client.id, 'revenue', 'AI95'), -9_500n)
})

test('completing again is the same answer; with another volume it is a mistake', async () => {
  const { id, posTxnId } = await held(12_000n)
  const first = approved(await till.complete(posTxnId, 9_500n))
  assert.deepEqual(await till.complete(posTxnId, 9_500n), { ...first, replayed: true })
  assert.equal(whyNot(await till.complete(posTxnId, 9_510n)), 'reused')
  assert.deepEqual(await left(id), { left: 10_500n, hold: 0n })
})

test('authorising again after it was completed repeats the promise and says where it stands', async () => {
  const { id, code } = await coupon()
  const posTxnId = randomUUID()
  const first = approved(await till.authorize(code, 5_000n, { posTxnId }))
  approved(await till.complete(posTxnId, 5_000n))
  assert.deepEqual(await till.authorize(code, 5_000n, { posTxnId }), {
    ...first,
    replayed: true,
    state: 'completed',
  })
  assert.deepEqual(await left(id), { left: 15_000n, hold: 0n })
})

test('a pump that overruns by half a litre or one per cent is paid by the coupon', async () => {
  const { id, posTxnId } = await held(10_000n)
  const answer = approved(await till.complete(posTxnId, 10_500n))
  assert.deepEqual([answer.shortMl, answer.remainingMl], [0n, 9_500n])
  assert.deepEqual(await left(id), { left: 9_500n, hold: 0n })
})

test('what the coupon does not cover of an overrun is a shortage', async () => {
  const { id, client, posTxnId } = await held(20_000n)
  const answer = approved(await till.complete(posTxnId, 20_300n))
  assert.deepEqual([answer.ml, answer.shortMl, answer.remainingMl], [20_300n, 300n, 0n])
  // 491 000 and 0.3 l × 245.50 = 7 365
  assert.equal(answer.tiyn, 498_365n)
  assert.deepEqual(await left(id), { left: 0n, hold: 0n })
  assert.equal(await ledgerSum(site.app, client.id, 'suspense'), 7_365n)
  assert.equal(await ledgerSum(site.app, client.id, 'suspense', 'AI95'), 300n)
  assert.equal(await ledgerSum(site.app, client.id, 'revenue', 'AI95'), -20_300n)
})

test('far more than was authorised is nobody’s to pay but the retailer’s', async () => {
  const { id, client, posTxnId } = await held(10_000n)
  const answer = approved(await till.complete(posTxnId, 10_510n))
  assert.deepEqual([answer.shortMl, answer.remainingMl], [510n, 10_000n])
  assert.deepEqual(await left(id), { left: 10_000n, hold: 0n })
  assert.equal(await ledgerSum(site.app, client.id, 'suspense', 'AI95'), 510n)
})

test('an overrun takes nothing that another pump was promised', async () => {
  const { id, code, posTxnId } = await held(12_000n)
  const other = approved(await till.authorize(code, 8_000n))
  assert.equal(approved(await till.complete(posTxnId, 12_100n)).shortMl, 100n)
  assert.equal(approved(await till.complete(other.posTxnId, 8_000n)).shortMl, 0n)
  assert.deepEqual(await left(id), { left: 0n, hold: 0n })
})

test('completing with nothing takes the authorisation back, and stays so', async () => {
  const { id, posTxnId } = await held(12_000n)
  const answer = approved(await till.complete(posTxnId, 0n))
  assert.deepEqual([answer.ml, answer.remainingMl, answer.state], [0n, 20_000n, 'reversed'])
  assert.deepEqual(await till.complete(posTxnId, 0n), { ...answer, replayed: true })
  assert.equal(approved(await till.reverse(posTxnId)).replayed, true)
  assert.deepEqual(await left(id), { left: 20_000n, hold: 0n })
})

test('a lapsed hold is released by whoever meets it', async () => {
  const { code, id, posTxnId } = await held(15_000n)
  await lapse(posTxnId)
  approved(await till.redeem(code, { ml: 20_000n }))
  assert.deepEqual(await left(id), { left: 0n, hold: 0n })
})

test('and by the clock', async () => {
  const [a, b, running] = [await held(15_000n), await held(1_000n), await held(1_000n)]
  await lapse(a.posTxnId)
  await lapse(b.posTxnId)
  assert.equal(await expireHolds(site.app), 2)
  assert.equal(await expireHolds(site.app), 0)
  assert.deepEqual(await left(a.id), { left: 20_000n, hold: 0n })
  assert.deepEqual(await left(running.id), { left: 20_000n, hold: 1_000n })
})

for (const released of ['before anybody noticed', 'after it was released']) {
  test(`fuel that is reported late, ${released}, is paid by what is left`, async () => {
    const { id, posTxnId } = await held(15_000n)
    await lapse(posTxnId)
    if (released.startsWith('after')) await expireHolds(site.app)
    const answer = approved(await till.complete(posTxnId, 15_000n))
    assert.deepEqual([answer.state, answer.shortMl, answer.remainingMl], ['late_posted', 0n, 5_000n])
    assert.deepEqual(await left(id), { left: 5_000n, hold: 0n })
    assert.deepEqual(await till.complete(posTxnId, 15_000n), { ...answer, replayed: true })
  })
}

test('fuel that is reported late when the coupon is spent is a shortage, never a refusal', async () => {
  const { id, code, client, posTxnId } = await held(15_000n)
  await lapse(posTxnId)
  approved(await till.redeem(code, { ml: 18_000n }))
  const answer = approved(await till.complete(posTxnId, 15_000n))
  assert.deepEqual([answer.state, answer.shortMl, answer.remainingMl], ['late_posted', 13_000n, 0n])
  assert.deepEqual(await left(id), { left: 0n, hold: 0n })
  assert.equal(await ledgerSum(site.app, client.id, 'suspense', 'AI95'), 13_000n)
})

test('a promise is kept by a coupon that was blocked or ended meanwhile', async () => {
  for (const meanwhile of [
    `blocked_by = 'client', blocked_at = now()`,
    `valid_from = '2020-01-01', valid_to = '2020-01-02'`,
  ]) {
    const { id, code, posTxnId } = await held(15_000n)
    await change('coupon', id, meanwhile)
    assert.notEqual(approved(await till.complete(posTxnId, 14_000n)).state, 'declined')
    assert.deepEqual(await left(id), { left: 6_000n, hold: 0n })
    assert.notEqual((await till.redeem(code)).outcome, 'approved')
  }
})

test('what a coupon for one use still has after the pump goes to the advance, and it serves one pump', async () => {
  const { id, code, client, posTxnId } = await held(12_000n, `redemption = 'single_remainder_to_advance'`)
  assert.equal(whyNot(await till.authorize(code, 1_000n)), 'insufficient')
  const answer = approved(await till.complete(posTxnId, 10_000n))
  assert.equal(answer.remainingMl, 0n)
  assert.equal((await couponNow(site.app, id)).closed, 'remainder')
  assert.equal((await readAdvance(site.app.db.write, client.id)).tiyn, 245_500n)
})

test('a strict coupon whose tank was full keeps its rest', async () => {
  const { id, code, posTxnId } = await held(20_000n, `redemption = 'single_strict'`)
  approved(await till.complete(posTxnId, 13_000n))
  assert.deepEqual(await left(id), { left: 7_000n, hold: 0n })
  assert.equal(whyNot(await till.redeem(code, { ml: 6_000n })), 'whole_only')
  approved(await till.redeem(code, { ml: 7_000n }))
})

test('taking an authorisation back releases it, once', async () => {
  const { id, posTxnId } = await held(12_000n)
  const answer = approved(await till.reverse(posTxnId))
  assert.deepEqual([answer.ml, answer.remainingMl, answer.state], [12_000n, 20_000n, 'reversed'])
  assert.deepEqual(await till.reverse(posTxnId), { ...answer, replayed: true })
  assert.deepEqual(await left(id), { left: 20_000n, hold: 0n })
})

test('the first of complete and reverse wins; the other learns how it stands', async () => {
  const reversed = await held(12_000n)
  approved(await till.reverse(reversed.posTxnId))
  const late = await till.complete(reversed.posTxnId, 5_000n)
  assert.ok(late.outcome === 'declined')
  assert.deepEqual([late.reason, late.state], ['already_final', 'reversed'])
  assert.deepEqual(await left(reversed.id), { left: 20_000n, hold: 0n })

  const completed = await held(12_000n)
  approved(await till.complete(completed.posTxnId, 5_000n))
  const undo = await till.reverse(completed.posTxnId)
  assert.ok(undo.outcome === 'declined')
  assert.deepEqual([undo.reason, undo.state], ['already_final', 'completed'])
  assert.deepEqual(await left(completed.id), { left: 15_000n, hold: 0n })
})

test('a hold that lapsed and was taken back is over: nothing is completed under its name', async () => {
  const { id, posTxnId } = await held(12_000n)
  await lapse(posTxnId)
  await expireHolds(site.app)
  approved(await till.reverse(posTxnId))
  assert.equal(whyNot(await till.complete(posTxnId, 5_000n)), 'already_final')
  assert.deepEqual(await left(id), { left: 20_000n, hold: 0n })
})

test('a name that was taken back before it was asked is refused when it comes', async () => {
  const { id, code } = await coupon()
  const posTxnId = randomUUID()
  const answer = approved(await till.reverse(posTxnId))
  assert.deepEqual([answer.ml, answer.product, answer.state], [0n, null, 'reversed'])
  for (const late of [
    await till.authorize(code, 5_000n, { posTxnId }),
    await till.redeem(code, { posTxnId }),
  ])
    assert.equal(whyNot(late), 'taken_back')
  assert.equal(approved(await till.reverse(posTxnId)).replayed, true)
  assert.equal(whyNot(await till.complete(posTxnId, 5_000n)), 'already_final')
  assert.deepEqual(await left(id), { left: 20_000n, hold: 0n })
})

test('taking back what was refused is acknowledged', async () => {
  const { code } = await coupon()
  const posTxnId = randomUUID()
  assert.equal(whyNot(await till.authorize(code, 20_010n, { posTxnId })), 'insufficient')
  const answer = approved(await till.reverse(posTxnId))
  assert.deepEqual([answer.ml, answer.state], [0n, 'declined'])
  assert.equal(whyNot(await till.complete(posTxnId, 5_000n)), 'already_final')
})

test('a redemption is undone within its shift, with its money and its tax', async () => {
  const { id, code, client } = await coupon()
  const { posTxnId } = approved(await till.redeem(code))
  const answer = approved(await till.reverse(posTxnId))
  assert.deepEqual([answer.ml, answer.remainingMl, answer.state], [20_000n, 20_000n, 'reversed'])
  assert.equal((await couponNow(site.app, id)).state, 'issued')
  for (const account of ['revenue', 'vat_payable'])
    assert.equal(await ledgerSum(site.app, client.id, account), 0n, account)
  assert.equal(await ledgerSum(site.app, client.id, 'coupon_liability'), -491_000n)
  assert.equal(approved(await till.reverse(posTxnId)).replayed, true)
  assert.equal((await couponNow(site.app, id)).left, 20_000n)
  approved(await till.redeem(code))
})

test('a redemption of a shift that is closed is not undone', async () => {
  const { id, code } = await coupon()
  const { posTxnId } = approved(await till.redeem(code, { ml: 5_000n }))
  await closeShift()
  assert.equal(whyNot(await till.reverse(posTxnId)), 'shift_closed')
  assert.equal((await couponNow(site.app, id)).left, 15_000n)
})

test('what comes back to a coupon that ended meanwhile may be used for a day', async () => {
  const { id, code } = await coupon()
  const { posTxnId } = approved(await till.redeem(code))
  await change('coupon', id, `valid_from = '2020-01-01', valid_to = '2020-01-02'`)
  approved(await till.reverse(posTxnId))
  const { rows } = await sql<{ hours: number }>`
    select round(extract(epoch from extended_until - now()) / 3600)::int as hours from coupon where id = ${id}`.execute(
    site.owner,
  )
  assert.equal(rows[0]!.hours, 24)
  approved(await till.redeem(code))
})

test('what comes back to a coupon that is closed goes to the client’s advance', async () => {
  const { id, code, client } = await coupon(`redemption = 'single_remainder_to_advance'`)
  const { posTxnId } = approved(await till.redeem(code, { ml: 12_000n }))
  assert.equal((await readAdvance(site.app.db.write, client.id)).tiyn, 196_400n)
  approved(await till.reverse(posTxnId))
  assert.equal((await readAdvance(site.app.db.write, client.id)).tiyn, 491_000n)
  assert.deepEqual(await left(id), { left: 0n, hold: 0n })
})

test('nobody completes or refunds what another till of the station began, or what nobody did', async () => {
  const { posTxnId, id } = await held(5_000n)
  const { rows } = await sql<{ id: number }>`
    insert into terminal (station_id, name, key_hash) values (${till.id}, 'Касса 2', sha256(${randomUUID()}::text::bytea)) returning id`.execute(
    site.owner,
  )
  const key = randomUUID()
  await sql`update terminal set key_hash = sha256(${key}::text::bytea) where id = ${rows[0]!.id}`.execute(
    site.owner,
  )
  const neighbour = await aTill(site.app, { ...till, terminalId: rows[0]!.id, key })
  assert.equal(whyNot(await neighbour.complete(posTxnId, 5_000n)), 'not_this_terminal')
  assert.equal(whyNot(await neighbour.refund(posTxnId, 5_000n)), 'not_this_terminal')
  assert.equal(whyNot(await till.complete(randomUUID(), 5_000n)), 'unknown_transaction')
  assert.deepEqual(await left(id), { left: 20_000n, hold: 5_000n })
})
