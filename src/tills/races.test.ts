/** What exists once is given once, whoever asks at the same moment. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { checkLedger } from '../ledger/invariants.ts'
import { aCoupon, aTerminal, paid, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, couponNow, type Till, whyNot } from '../testing/tills.ts'
import { expireHolds } from './expire-holds.ts'

let site: TestSite
const tills: Till[] = []
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 24_550n })
  const first = await aTill(site.app)
  tills.push(first)
  for (let n = 1; n < 100; n++)
    tills.push(await aTill(site.app, { ...first, ...(await aTerminal(site.app, first.id)) }))
})
after(async () => {
  const broken = (await checkLedger(site.app.db)).filter(({ broken }) => broken > 0)
  assert.deepEqual(broken, [])
  await site.stop()
})

const till = (n: number) => tills[n % tills.length]!
const atOnce = <T>(times: number, act: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: times }, (_, n) => act(n)))
const yes = (answers: { outcome: string }[]) => answers.filter(({ outcome }) => outcome === 'approved').length

async function coupon(contract = '') {
  const client = await site.aClient()
  if (contract)
    await sql.raw(`update contract set ${contract} where id = '${client.contractId}'`).execute(site.owner)
  return { ...(await aCoupon(site.app, client)), client }
}

test('a coupon pays once, however many tills try at the same moment', async () => {
  const { id, code } = await coupon()
  const answers = await atOnce(100, (n) => till(n).redeem(code))
  assert.equal(yes(answers), 1)
  assert.ok(answers.every((answer) => answer.outcome === 'approved' || whyNot(answer) === 'used'))
  assert.equal((await couponNow(site.app, id)).left, 0n)
})

test('a hundred tills that each want a litre of twenty get twenty litres', async () => {
  const { id, code } = await coupon()
  assert.equal(yes(await atOnce(100, (n) => till(n).redeem(code, { ml: 1_000n }))), 20)
  const { left, value } = await couponNow(site.app, id)
  assert.deepEqual([left, value], [0n, 0n])
})

test('a hundred pumps are promised no more than there is', async () => {
  const { id, code } = await coupon()
  const answers = await atOnce(100, (n) => till(n).authorize(code, 1_500n))
  assert.equal(yes(answers), 13)
  assert.equal((await couponNow(site.app, id)).hold, 19_500n)
})

test('reading first and writing then would promise the same litres to many', async () => {
  const { id } = await coupon()
  const naive = async () => {
    const { left, hold } = await couponNow(site.app, id)
    if (left - hold < 15_000n) return { outcome: 'declined' }
    await sql`update coupon set hold_ml = ${hold + 15_000n} where id = ${id}`.execute(site.app.db.write)
    return { outcome: 'approved' }
  }
  assert.ok(yes(await atOnce(20, naive)) > 1, 'the race is real: whoever locks nothing loses it')
  await sql`update coupon set hold_ml = 0 where id = ${id}`.execute(site.owner)
})

test('one name asked by twenty at once happens once, and all get the same answer', async () => {
  const { id, code } = await coupon()
  const posTxnId = randomUUID()
  const answers = await atOnce(20, () => till(0).redeem(code, { posTxnId, ml: 1_000n }))
  assert.equal(answers.filter((answer) => !approved(answer).replayed).length, 1)
  assert.equal(new Set(answers.map((answer) => approved(answer).operationId)).size, 1)
  assert.equal((await couponNow(site.app, id)).left, 19_000n)
})

test('one name for twenty different things at once is one of them, and the others hear of it', async () => {
  const coupons = await atOnce(5, () => coupon())
  const posTxnId = randomUUID()
  const answers = await atOnce(20, (n) =>
    till(0).redeem(coupons[n % 5]!.code, { posTxnId, ml: BigInt(n + 1) * 10n }),
  )
  assert.equal(yes(answers), 1)
  assert.ok(answers.every((answer) => answer.outcome === 'approved' || whyNot(answer) === 'reused'))
  const spent = await Promise.all(coupons.map(async ({ id }) => (await couponNow(site.app, id)).left))
  assert.equal(spent.filter((left) => left < 20_000n).length, 1)
})

test('of complete and reverse at once one wins, and the coupon agrees with the winner', async () => {
  for (let round = 0; round < 15; round++) {
    const { id, code } = await coupon()
    const { posTxnId } = approved(await till(0).authorize(code, 12_000n))
    const answers = await atOnce(8, (n) =>
      n % 2 === 0 ? till(0).complete(posTxnId, 5_000n) : till(0).reverse(posTxnId),
    )
    const completed = answers.filter((_, n) => n % 2 === 0)
    const reversed = answers.filter((_, n) => n % 2 === 1)
    const left = (await couponNow(site.app, id)).left
    assert.deepEqual([yes(completed), yes(reversed)], left === 15_000n ? [4, 0] : [0, 4])
    assert.ok([15_000n, 20_000n].includes(left))
    assert.equal((await couponNow(site.app, id)).hold, 0n)
  }
})

test('an authorisation taken back while it is asked holds nothing in the end', async () => {
  for (let round = 0; round < 15; round++) {
    const { id, code } = await coupon()
    const posTxnId = randomUUID()
    const [asked, back] = await Promise.all([
      till(0).authorize(code, 12_000n, { posTxnId }),
      till(0).reverse(posTxnId),
    ])
    approved(back)
    if (asked.outcome !== 'approved') assert.equal(whyNot(asked), 'taken_back')
    assert.deepEqual(await couponNow(site.app, id), {
      ...(await couponNow(site.app, id)),
      ...{ left: 20_000n, hold: 0n, state: 'issued' },
    })
  }
})

test('after a block is committed no till gets fuel', async () => {
  for (let round = 0; round < 5; round++) {
    const { id, code } = await coupon()
    let blockedAt = Infinity
    const redeeming = atOnce(40, async (n) => {
      await new Promise((resolve) => setTimeout(resolve, n))
      const startedAt = performance.now()
      return { startedAt, answer: await till(n).redeem(code, { ml: 10n }) }
    })
    await new Promise((resolve) => setTimeout(resolve, 15))
    await sql`update coupon set blocked_by = 'client', blocked_at = now() where id = ${id}`.execute(
      site.app.db.write,
    )
    blockedAt = performance.now()
    const answers = await redeeming
    for (const { startedAt, answer } of answers)
      if (startedAt > blockedAt) assert.equal(whyNot(answer), 'blocked_by_client')
    const given = answers.filter(({ answer }) => answer.outcome === 'approved').length
    assert.equal((await couponNow(site.app, id)).left, 20_000n - BigInt(given) * 10n)
  }
})

test('looking whether a coupon is blocked without holding it would give fuel after the block', async () => {
  const { id, client } = await coupon()
  const { blocked } = await couponNow(site.app, id)
  await sql`update coupon set blocked_by = 'client', blocked_at = now() where id = ${id}`.execute(
    site.app.db.write,
  )
  assert.equal(blocked, null, 'what was read before is old')
  const given = site.app.db.transaction(async (tx) => {
    await sql`
      insert into posting (client_id, event, ref_id, debit, credit, tiyn, product, ml, coupon_id)
      values (${client.id}, 'redeem', ${randomUUID()}, 'coupon_liability', 'revenue', 24550, 'AI95', 1000, ${id})`.execute(
      tx,
    )
    throw new Error('the fuel was given')
  })
  await assert.rejects(given, /the fuel was given/)
})

test('refunds at once give back no more than was dispensed', async () => {
  const { id, code } = await coupon()
  const { posTxnId } = approved(await till(0).redeem(code))
  assert.equal(yes(await atOnce(30, () => till(0).refund(posTxnId, 1_500n))), 13)
  assert.equal((await couponNow(site.app, id)).left, 19_500n)
})

test('a hold that lapses while it is completed is counted once', async () => {
  for (let round = 0; round < 10; round++) {
    const { id, code } = await coupon()
    const { posTxnId } = approved(await till(0).authorize(code, 12_000n))
    await sql`update till_transaction set hold_until = now() where pos_txn_id = ${posTxnId}`.execute(
      site.owner,
    )
    const [completed] = await Promise.all([
      till(0).complete(posTxnId, 12_000n),
      expireHolds(site.app),
      till(1).redeem(code, { ml: 8_000n }),
      expireHolds(site.app),
    ])
    assert.equal(approved(completed).state, 'late_posted')
    const { left, hold } = await couponNow(site.app, id)
    assert.equal(hold, 0n)
    assert.equal(left + 12_000n + (left === 0n ? 8_000n : 0n), 20_000n)
  }
})

test('coupons whose rest goes to the advance meet payments of the same client without harm', async () => {
  const client = await site.aClient()
  await sql`update contract set redemption = 'single_remainder_to_advance' where id = ${client.contractId}`.execute(
    site.owner,
  )
  const coupons = []
  for (let n = 0; n < 10; n++) coupons.push(await aCoupon(site.app, client))
  const answers = await Promise.all([
    ...coupons.map(({ code }, n) => till(n).redeem(code, { ml: 5_000n })),
    ...Array.from({ length: 5 }, () => paid(site.app, client.id, 1_000n)),
  ])
  assert.equal(yes(answers.filter((answer) => answer !== undefined)), 10)
})
