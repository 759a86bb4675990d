import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { readAdvance } from '../ledger/advance.ts'
import { checkLedger } from '../ledger/invariants.ts'
import { aCoupon, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, couponNow, ledgerSum, type Till, whyNot } from '../testing/tills.ts'

let site: TestSite
let till: Till
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 33_333n })
  till = await aTill(site.app)
})
after(async () => {
  const broken = (await checkLedger(site.app.db)).filter(({ broken }) => broken > 0)
  assert.deepEqual(broken, [])
  await site.stop()
})

async function refuelled(ml?: bigint, contract?: string) {
  const client = await site.aClient()
  if (contract)
    await sql.raw(`update contract set ${contract} where id = '${client.contractId}'`).execute(site.owner)
  const coupon = await aCoupon(site.app, client, { litres: 10 })
  const refuel = approved(await till.redeem(coupon.code, { ...(ml ? { ml } : {}) }))
  return { ...coupon, client, ...{ posTxnId: refuel.posTxnId, tiyn: refuel.tiyn! } }
}

test('litres come back in parts, the last part with the last tiyn, and no more than there was', async () => {
  const { id, client, posTxnId, tiyn } = await refuelled()
  assert.equal(tiyn, 333_330n)
  const parts = []
  for (const ml of [3_330n, 3_330n, 3_330n]) parts.push(approved(await till.refund(posTxnId, ml)))
  const over = await till.refund(posTxnId, 20n)
  assert.ok(over.outcome === 'declined')
  assert.deepEqual([over.reason, over.facts.allowedMl], ['refund_too_much', 10])
  parts.push(approved(await till.refund(posTxnId, 10n)))
  assert.deepEqual(
    parts.map(({ tiyn }) => tiyn),
    [110_999n, 110_999n, 110_999n, 333n],
  )
  assert.deepEqual(
    parts.map(({ remainingMl }) => remainingMl),
    [3_330n, 6_660n, 9_990n, 10_000n],
  )
  assert.equal(whyNot(await till.refund(posTxnId, 10n)), 'refund_too_much')
  const now = await couponNow(site.app, id)
  assert.deepEqual([now.state, now.left, now.value], ['issued', 10_000n, 333_330n])
  for (const account of ['revenue', 'vat_payable'])
    assert.equal(await ledgerSum(site.app, client.id, account), 0n, account)
})

test('a refund asked for again is the same refund', async () => {
  const { id, posTxnId } = await refuelled()
  const name = randomUUID()
  const first = approved(await till.refund(posTxnId, 4_000n, name))
  assert.deepEqual(await till.refund(posTxnId, 4_000n, name), { ...first, replayed: true })
  assert.equal(whyNot(await till.refund(posTxnId, 5_000n, name)), 'reused')
  assert.equal((await couponNow(site.app, id)).left, 4_000n)
})

test('a refund works in a later shift, and is itself final', async () => {
  const { id, posTxnId } = await refuelled()
  await sql`update terminal set shift_no = shift_no + 1 where id = ${till.terminalId}`.execute(site.owner)
  const back = approved(await till.refund(posTxnId, 4_000n))
  assert.equal(whyNot(await till.reverse(back.posTxnId)), 'already_final')
  assert.equal(whyNot(await till.refund(back.posTxnId, 10n)), 'not_refundable')
  assert.equal((await couponNow(site.app, id)).left, 4_000n)
})

test('what was given back in part is not undone as a whole', async () => {
  const { posTxnId, id } = await refuelled()
  approved(await till.refund(posTxnId, 4_000n))
  assert.equal(whyNot(await till.reverse(posTxnId)), 'already_final')
  assert.equal((await couponNow(site.app, id)).left, 4_000n)
})

test('nothing comes back of what was not dispensed', async () => {
  const { code, posTxnId } = await refuelled(5_000n)
  const promised = approved(await till.authorize(code, 1_000n))
  const refused = randomUUID()
  assert.equal(whyNot(await till.redeem(code, { posTxnId: refused, ml: 5_000n })), 'insufficient')
  approved(await till.reverse(posTxnId))
  for (const original of [promised.posTxnId, refused, posTxnId])
    assert.equal(whyNot(await till.refund(original, 10n)), 'not_refundable')
  assert.equal(whyNot(await till.refund(randomUUID(), 10n)), 'unknown_transaction')
})

test('what a closed coupon gave comes back to the advance', async () => {
  const { client, posTxnId } = await refuelled(5_000n, `redemption = 'single_remainder_to_advance'`)
  const before = (await readAdvance(site.app.db.write, client.id)).tiyn
  approved(await till.refund(posTxnId, 5_000n))
  assert.equal((await readAdvance(site.app.db.write, client.id)).tiyn, before + 166_665n)
})

test('a refund gives back what the coupon paid; one of all that was dispensed takes the shortage back too', async () => {
  const client = await site.aClient()
  const { id, code } = await aCoupon(site.app, client, { litres: 10 })
  const { posTxnId } = approved(await till.authorize(code, 10_000n))
  assert.equal(approved(await till.complete(posTxnId, 10_300n)).shortMl, 300n)
  const over = await till.refund(posTxnId, 10_010n)
  assert.ok(over.outcome === 'declined')
  assert.deepEqual([over.reason, over.facts.allowedMl], ['refund_too_much', 10_000])
  approved(await till.refund(posTxnId, 4_000n))
  const rest = approved(await till.refund(posTxnId, 6_300n))
  assert.equal(rest.shortMl, 300n)
  assert.equal((await couponNow(site.app, id)).left, 10_000n)
  for (const account of ['suspense', 'revenue', 'vat_payable'])
    assert.equal(await ledgerSum(site.app, client.id, account), 0n, account)
})

test('the rate of the tax given back is that of the refuel', async () => {
  const { client, posTxnId } = await refuelled()
  await sql`insert into vat_rate values (local_day(now()), 2000)`.execute(site.owner)
  await sql`update till_transaction set completed_at = completed_at - interval '1 day' where pos_txn_id = ${posTxnId}`.execute(
    site.owner,
  )
  const before = await ledgerSum(site.app, client.id, 'vat_payable')
  approved(await till.refund(posTxnId, 5_000n))
  await sql`delete from vat_rate where bp = 2000`.execute(site.owner)
  // half of 333 330 × 16 / 116 = 45 976
  assert.equal((await ledgerSum(site.app, client.id, 'vat_payable')) - before, 22_988n)
})
