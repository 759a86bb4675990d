/** Fuel that the office gives back: asked for by one person, given when another agrees, never more than was paid for. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { sweep } from '../alerts/sweep.ts'
import type { Actor } from '../audit/record.ts'
import type { StaffRole } from '../accounts/roles.ts'
import { readAdvance } from '../ledger/advance.ts'
import { checkLedger } from '../ledger/invariants.ts'
import { aCard, cardNow } from '../testing/cards.ts'
import { aCoupon, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, couponNow, ledgerSum, type Till, whyNot } from '../testing/tills.ts'
import { closeShift } from '../tills/close-shift.ts'
import { askRefund } from './ask-refund.ts'
import { approveRefund, declineRefund, withdrawRefund } from './decide-refund.ts'

let site: TestSite
let till: Till
let asker: Actor & { accountId: string }
let other: Actor & { accountId: string }
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 33_333n })
  till = await aTill(site.app)
  asker = { name: 'Бухгалтер', accountId: (await site.aPerson({ staff: 'accountant' })).id }
  other = { name: 'Второй бухгалтер', accountId: (await site.aPerson({ staff: 'accountant' })).id }
})
after(async () => {
  assert.deepEqual(
    (await checkLedger(site.app.db)).filter(({ broken }) => broken > 0),
    [],
  )
  await site.stop()
})

type Refuel = Awaited<ReturnType<typeof byCoupon>>

/** Ten litres of a coupon, refuelled. */
async function byCoupon(from: Till = till) {
  const client = await site.aClient()
  const coupon = await aCoupon(site.app, client, { litres: 10 })
  const { operationId, posTxnId } = approved(await from.redeem(coupon.code))
  return { client, id: coupon.id, refuelId: operationId, posTxnId }
}

const ask = ({ client, refuelId }: Pick<Refuel, 'client' | 'refuelId'>, ml: bigint, by = asker) =>
  site.app.db.transaction((tx) => askRefund(tx, { clientId: client.id, refuelId, ml, reason: 'недолив', by }))
const approve = ({ client }: Pick<Refuel, 'client'>, requestId: string, by = other) =>
  site.app.db.transaction((tx) => approveRefund(tx, { clientId: client.id, requestId, by }))

async function given(refuel: Pick<Refuel, 'client' | 'refuelId'>, ml: bigint): Promise<void> {
  const asked = await ask(refuel, ml)
  assert.ok(asked.ok)
  assert.deepEqual(await approve(refuel, asked.requestId), { ok: true, ml })
}

const enter = async (staff: StaffRole) => site.signedIn(await site.aPerson({ staff }))

test('a part of a coupon’s refuel goes back to the coupon when another person agrees, then the rest to the tiyn', async () => {
  const refuel = await byCoupon()
  const asked = await ask(refuel, 3_330n)
  assert.ok(asked.ok)
  assert.deepEqual(await ask(refuel, 10n), { ok: false, reason: 'waiting' })
  assert.deepEqual(await approve(refuel, asked.requestId, asker), { ok: false, reason: 'own' })
  assert.equal((await couponNow(site.app, refuel.id)).left, 0n)
  assert.deepEqual(await approve(refuel, asked.requestId), { ok: true, ml: 3_330n })
  assert.equal((await couponNow(site.app, refuel.id)).left, 3_330n)
  assert.deepEqual(await approve(refuel, asked.requestId), { ok: false, reason: 'decided' })

  assert.deepEqual(await ask(refuel, 6_680n), { ok: false, reason: 'too_much', allowedMl: 6_670n })
  await given(refuel, 6_670n)
  assert.deepEqual(await couponNow(site.app, refuel.id).then(({ left, value }) => [left, value]), [
    10_000n,
    333_330n,
  ])
  assert.equal(await ledgerSum(site.app, refuel.client.id, 'revenue'), 0n)
  assert.equal(await ledgerSum(site.app, refuel.client.id, 'vat_payable'), 0n)
  const { rows } = await sql<{ action: string }>`
    select action from audit_entry where client_id = ${refuel.client.id} and action like 'refund.%' order by id`.execute(
    site.app.db.write,
  )
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['refund.asked', 'refund.approved', 'refund.asked', 'refund.approved'],
  )
})

test('a card’s refuel goes back to its wallet, and an ended coupon’s to the advance', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 1_000_000n })
  const { operationId } = approved(await till.redeemCard(card.number, 10_000n))
  await given({ client, refuelId: operationId }, 4_000n)
  assert.equal((await cardNow(site.app, card.id)).tiyn, 1_000_000n - 333_330n + 133_332n)

  const refuel = await byCoupon()
  const before = (await readAdvance(site.app.db.write, refuel.client.id)).tiyn
  await sql`update coupon set closed_as = 'expired', closed_at = now() where id = ${refuel.id}`.execute(
    site.owner,
  )
  await given(refuel, 10_000n)
  assert.equal((await readAdvance(site.app.db.write, refuel.client.id)).tiyn, before + 333_330n)
})

test('the refund is in no shift of its till, and a till that is withdrawn stands in nobody’s way', async () => {
  const till = await aTill(site.app)
  const refuel = await byCoupon(till)
  await given(refuel, 4_000n)
  const lines = [{ product: 'AI95' as const, count: 1, ml: 10_000, tiyn: 333_330 }]
  const closed = await closeShift(site.app, { keyHash: till.keyHash, shift: 'shift-of-a-refund', lines })
  assert.deepEqual(closed, { outcome: 'match', replayed: false })
  await sql`update terminal set revoked_at = now() where id = ${till.terminalId}`.execute(site.owner)
  await given(refuel, 6_000n)
  assert.equal((await couponNow(site.app, refuel.id)).left, 10_000n)
})

test('twenty who agree at once give back once, and so do two who ask', async () => {
  const refuel = await byCoupon()
  const asks = await Promise.all([ask(refuel, 5_000n), ask(refuel, 5_000n, other)])
  const asked = asks.filter((one) => one.ok)
  assert.equal(asked.length, 1)
  const third = { name: 'Третий', accountId: (await site.aPerson({ staff: 'accountant' })).id }
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => approve(refuel, asked[0]!.requestId, third)),
  )
  assert.equal(answers.filter(({ ok }) => ok).length, 1)
  assert.equal((await couponNow(site.app, refuel.id)).left, 5_000n)
})

test('while the till gives back the same litres, never more goes back than was paid for', async () => {
  for (let n = 0; n < 6; n++) {
    const client = await site.aClient()
    const card = n % 2 === 0 ? undefined : await aCard(site.app, client, { tiyn: 1_000_000n })
    const coupon = card ? undefined : await aCoupon(site.app, client, { litres: 10 })
    const { operationId, posTxnId } = approved(
      card ? await till.redeemCard(card.number, 10_000n) : await till.redeem(coupon!.code),
    )
    const refuel = { client, refuelId: operationId }
    const asked = await ask(refuel, 7_000n)
    assert.ok(asked.ok)
    const [office, atTill] = await Promise.all([
      approve(refuel, asked.requestId),
      till.refund(posTxnId, 7_000n),
    ])
    if (office.ok) assert.equal(whyNot(atTill), 'refund_too_much')
    else {
      approved(atTill)
      assert.deepEqual(office, { ok: false, reason: 'too_much', allowedMl: 3_000n })
      const { id: clientId } = client
      const decision = { clientId, requestId: asked.requestId, by: other, answer: 'вернула касса' }
      assert.ok((await site.app.db.transaction((tx) => declineRefund(tx, decision))).ok)
    }
    if (coupon) assert.equal((await couponNow(site.app, coupon.id)).left, 7_000n)
    if (card) assert.equal((await cardNow(site.app, card.id)).tiyn, 1_000_000n - 333_330n + 233_331n)
  }
})

test('what was never dispensed or belongs to another is not given back, and a request goes back to who made it', async () => {
  const refuel = await byCoupon()
  const stranger = await site.aClient()
  assert.deepEqual(await ask({ client: stranger, refuelId: refuel.refuelId }, 10n), {
    ok: false,
    reason: 'unknown',
  })
  const undone = await byCoupon()
  approved(await till.reverse(undone.posTxnId))
  assert.deepEqual(await ask(undone, 10n), { ok: false, reason: 'unknown' })

  const asked = await ask(refuel, 10n)
  assert.ok(asked.ok)
  const decision = { clientId: refuel.client.id, requestId: asked.requestId }
  const withdraw = (by: typeof other) =>
    site.app.db.transaction((tx) => withdrawRefund(tx, { ...decision, by }))
  assert.deepEqual(await withdraw(other), { ok: false, reason: 'unknown' })
  assert.deepEqual(await withdraw(asker), { ok: true, ml: 10n })
  assert.equal((await couponNow(site.app, refuel.id)).left, 0n)
})

test('an accountant asks on the refuel’s page, another agrees, and the client reads it', async () => {
  const refuel = await byCoupon()
  const page = `/office/refuels/${refuel.refuelId}`
  const bolat = await enter('accountant')
  await bolat.get(page)
  const wrong = await bolat.submit({ litres: '11', reason: '' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.words, /Укажите причину/)
  const tooMuch = await bolat.submit({ litres: '11', reason: 'Недолив' })
  assert.equal(tooMuch.status, 422)
  assert.match(tooMuch.words, /не больше 10 л/)
  assert.match(tooMuch.text, /Недолив/)
  assert.equal((await bolat.submit({ litres: '2,5', reason: 'Недолив' })).status, 303)
  const asked = await bolat.get(page)
  assert.match(asked.words, /Возврат ждёт решения/)
  assert.doesNotMatch(asked.text, /\/approve"/)

  const dana = await enter('accountant')
  assert.match((await dana.get('/office/refunds')).words, /2,5 л.*Недолив/s)
  assert.match((await dana.get('/office')).words, /Возвраты топлива ждут решения/)
  const approve = /href="(\/office\/refunds\/[^"]+\/approve)"/.exec((await dana.get(page)).text)![1]!
  assert.match((await dana.get(approve)).words, /Вернуть 2,5 л/)
  assert.equal((await dana.submit({}, approve)).status, 303)
  assert.match((await dana.get('/office/refunds?tab=decided')).words, /Одобрен/)
  assert.match((await dana.get('/office/refunds')).words, /Возвратов на согласовании нет/)
  assert.equal((await couponNow(site.app, refuel.id)).left, 2_500n)
  assert.equal((await (await enter('manager')).get(approve)).status, 403)

  await sweep(site.app.db, 'minute', 0)
  const aigul = await site.signedIn(await site.aPerson({ clientId: refuel.client.id }))
  assert.match((await aigul.get(`/app/refuels/${refuel.refuelId}`)).words, /Возвращено 2,5 л/)
  assert.match((await aigul.get('/app/notifications')).words, /Возвращено топливо: 2,5 л/)
})

test('a refuel that was given back to the last drop still has its page for the client', async () => {
  const refuel = await byCoupon()
  await given(refuel, 10_000n)
  const aigul = await site.signedIn(await site.aPerson({ clientId: refuel.client.id }))
  const page = await aigul.get(`/app/refuels/${refuel.refuelId}`)
  assert.equal(page.status, 200)
  assert.match(page.words, /Возвращено 10 л/)
})
