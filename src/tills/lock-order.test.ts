/** The client's advance, then its coupons: whoever needs both takes them so, and nobody waits for each other. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { giveLitres } from '../coupons/give-litres.ts'
import { lockCoupons } from '../coupons/lock-coupons.ts'
import type { Tx } from '../db/database.ts'
import { lockAdvance } from '../ledger/advance.ts'
import { checkLedger } from '../ledger/invariants.ts'
import { aCoupon, aDriver, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite, waitFor } from '../testing/site.ts'
import { approved, aTill, couponNow, type Till } from '../testing/tills.ts'
import type { Verb } from './answer.ts'
import { toRequest } from './ask.ts'

let site: TestSite
let till: Till
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
  till = await aTill(site.app)
})
after(async () => {
  assert.deepEqual(
    (await checkLedger(site.app.db)).filter(({ broken }) => broken > 0),
    [],
  )
  await site.stop()
})

/** A transaction as it is: where the product would begin a deadlock again, this fails. */
const once = <T>(work: (tx: Tx) => Promise<T>) => site.app.db.write.transaction().execute(work)

/** What a till asks, as the database is asked, once. */
async function ask(tx: Tx, verb: Verb, asked: { posTxnId: string; ml?: bigint; original?: string }) {
  const request = toRequest(site.app, { verb, keyHash: till.keyHash, said: [asked.ml], ...asked })
  const { rows } = await sql<{ outcome: string; state: string }>`
    select a.outcome, (a.txn).state from till_ask(${JSON.stringify(request)}) a`.execute(tx)
  return rows[0]!
}

/** Does the work while another transaction holds `first` and then takes `then` as well. */
async function besideWhoHolds<T>(
  first: (tx: Tx) => Promise<unknown>,
  then: (tx: Tx) => Promise<unknown>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const held = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const holder = once(async (tx) => {
    await first(tx)
    held.resolve()
    await go.promise
    await then(tx)
  })
  await held.promise
  const working = once(work)
  await waitFor(async () => {
    const { rows } = await sql`select from pg_locks where not granted`.execute(site.owner)
    return rows.length > 0
  }, 'the other to wait')
  go.resolve()
  const [, answer] = await Promise.all([holder, working])
  return answer
}

/** A coupon of ten litres; `rest` is a contract for one use, whose rest goes to the advance. */
async function aCouponOf(terms: 'rest' | 'keeps') {
  const client = await site.aClient()
  if (terms === 'rest')
    await sql`update contract set redemption = 'single_remainder_to_advance', offline_ml = 20000 where id = ${client.contractId}`.execute(
      site.owner,
    )
  const coupon = await aCoupon(site.app, client, { litres: 10 })
  const beside = <T>(work: (tx: Tx) => Promise<T>) =>
    besideWhoHolds(
      (tx) => lockAdvance(tx, client.id),
      (tx) => lockCoupons(tx, client.id, [coupon.id]),
      work,
    )
  return { ...coupon, client, beside }
}

test('completing a refuel whose rest goes to the advance waits for the advance before the coupon', async () => {
  const { id, code, beside } = await aCouponOf('rest')
  const { posTxnId } = approved(await till.authorize(code, 6_000n))
  const answer = await beside((tx) => ask(tx, 'complete', { posTxnId, ml: 6_000n }))
  assert.deepEqual([answer.outcome, answer.state], ['stored', 'completed'])
  assert.equal((await couponNow(site.app, id)).closed, 'remainder')
})

test('taking back a refuel of a coupon that has ended waits for the advance before the coupon', async () => {
  const { id, code, beside } = await aCouponOf('rest')
  const { posTxnId } = approved(await till.redeem(code, { ml: 6_000n }))
  assert.equal((await couponNow(site.app, id)).closed, 'remainder')
  const answer = await beside((tx) => ask(tx, 'reverse', { posTxnId }))
  assert.deepEqual([answer.outcome, answer.state], ['stored', 'reversed'])
})

test('refunding a refuel of a coupon that has ended waits for the advance before the coupon', async () => {
  const { code, beside } = await aCouponOf('rest')
  const { posTxnId } = approved(await till.redeem(code, { ml: 6_000n }))
  const answer = await beside((tx) =>
    ask(tx, 'refund', { posTxnId: randomUUID(), original: posTxnId, ml: 2_000n }),
  )
  assert.deepEqual([answer.outcome, answer.state], ['stored', 'completed'])
})

test('fuel given offline whose rest goes to the advance waits for the advance before the coupon', async () => {
  const { id, beside } = await aCouponOf('rest')
  const { rows } = await sql<{ number: bigint }>`select number from coupon where id = ${id}`.execute(
    site.owner,
  )
  const answer = await beside(async (tx) => {
    const posted = await sql<{ outcome: string }>`
      select outcome from till_offline(${till.keyHash}, ${randomUUID()}, ${till.keyHash}, ${rows[0]!.number}, 0, 4000, now(), null, null, null)`.execute(
      tx,
    )
    return posted.rows[0]!
  })
  assert.equal(answer.outcome, 'stored')
  assert.equal((await couponNow(site.app, id)).closed, 'remainder')
})

test('giving litres of several fuels waits for nobody while it holds coupons', async () => {
  const client = await site.aClient()
  const driver = await aDriver(site.app, client.id)
  const first = await aCoupon(site.app, client, { product: 'DT' })
  const second = await aCoupon(site.app, client)
  const line = { driverId: driver.id, plate: '', note: '', ml: 20_000n }
  const given = await besideWhoHolds(
    (tx) => lockCoupons(tx, client.id, [first.id]),
    (tx) => lockCoupons(tx, client.id, [second.id]),
    (tx) =>
      giveLitres(tx, site.app.vault, {
        clientId: client.id,
        lines: [
          { ...line, product: 'AI95' },
          { ...line, product: 'DT' },
        ],
        by: { name: 'test' },
      }),
  )
  assert.ok(given.ok)
  assert.deepEqual(
    given.given.map(({ couponIds }) => couponIds),
    [[second.id], [first.id]],
  )
})

test('completions, refunds and reversals of one client’s coupons beside each other never wait in a circle', async () => {
  const coupons = await Promise.all(Array.from({ length: 4 }, () => aCouponOf('rest')))
  for (const { code, client } of coupons) {
    const other = await aCoupon(site.app, client, { litres: 10 })
    const redeemed = approved(await till.redeem(code, { ml: 4_000n })).posTxnId
    const promised = approved(await till.authorize(other.code, 5_000n)).posTxnId
    await Promise.all([
      once((tx) => ask(tx, 'complete', { posTxnId: promised, ml: 5_000n })),
      ...[1, 2, 3].map((n) =>
        once((tx) => ask(tx, 'refund', { posTxnId: randomUUID(), original: redeemed, ml: BigInt(n) * 100n })),
      ),
      once((tx) => ask(tx, 'reverse', { posTxnId: redeemed })),
      once(async (tx) => {
        await lockAdvance(tx, client.id)
        await lockCoupons(tx, client.id, [other.id])
      }),
    ])
  }
})
