/** Redemptions that share a transaction: the same answers as one by one, and one’s trouble is not another’s. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { checkLedger } from '../ledger/invariants.ts'
import { callApi } from '../testing/api.ts'
import { aCoupon, aTerminal, pricesAre } from '../testing/coupons.ts'
import { anotherProcess, testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, couponNow, type Till, whyNot } from '../testing/tills.ts'
import type { AnswerRow } from './answer.ts'
import { toRequest } from './ask.ts'
import { couponRequest } from './coupon-request.ts'
import { redeem } from './redeem.ts'

let site: TestSite
let till: Till
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent', LIMIT_UNKNOWN_CODES_PER_MINUTE: '3' })
  await pricesAre(site.app, { AI95: 24_550n })
  till = await aTill(site.app)
})
after(async () => {
  const broken = (await checkLedger(site.app.db)).filter(({ broken }) => broken > 0)
  assert.deepEqual(broken, [])
  await site.stop()
})

const coupon = async () => aCoupon(site.app, await site.aClient())
const many = <T>(count: number, make: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)))

type Asked = { till: number; coupon: number; name: number; ml: bigint }
type Seen = Pick<
  AnswerRow,
  'outcome' | 'reason' | 'ml' | 'tiyn' | 'remaining_ml' | 'complete_remaining_ml' | 'state'
> & {
  replayed: boolean
}

/** Two tills and four coupons: used in part, for one use, blocked, and one that is no coupon; and how they are asked. */
async function aWorld() {
  const tills = [await aTill(site.app), await aTill(site.app)]
  const clients = await many(3, () => site.aClient())
  await sql`update contract set redemption = 'single_remainder_to_advance' where id = ${clients[1]!.contractId}`.execute(
    site.owner,
  )
  const coupons = await many(3, (n) => aCoupon(site.app, clients[n]!))
  await sql`update coupon set blocked_by = 'client', blocked_at = now() where id = ${coupons[2]!.id}`.execute(
    site.owner,
  )
  const codes = [...coupons.map(({ code }) => code), '9900000000000000']
  return async (asked: Asked[], call = 'till_redeem_batch'): Promise<Seen[]> => {
    const requests = await Promise.all(
      asked.map(async ({ till, coupon, name, ml }) => {
        const request = {
          keyHash: tills[till]!.keyHash,
          posTxnId: `together-${name}`,
          code: codes[coupon]!,
          ml,
        }
        return toRequest(site.app, await couponRequest(site.app, 'redeem', request))
      }),
    )
    const { rows } = await site.app.db.transaction((tx) =>
      sql<Seen>`
        select a.outcome, (a.txn).reason, (a.txn).ml, (a.txn).tiyn, (a.txn).remaining_ml, (a.txn).complete_remaining_ml,
          (a.txn).state, coalesce(a.replayed, false) as replayed
        from ${sql.ref(call)}(${JSON.stringify(call === 'till_ask' ? requests[0] : requests)}) a`.execute(tx),
    )
    return rows
  }
}

test('asked together, requests are answered as if one had come after the other', async () => {
  const asked: fc.Arbitrary<Asked> = fc.record({
    till: fc.nat({ max: 1 }),
    coupon: fc.nat({ max: 3 }),
    name: fc.nat({ max: 9 }),
    ml: fc.constantFrom(1_000n, 7_000n, 20_000n, 30_000n),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(asked, { minLength: 2, maxLength: 8 }), { maxLength: 3 }),
      async (batches) => {
        const [together, alone] = [await aWorld(), await aWorld()]
        for (const batch of batches) {
          const answers = await together(batch)
          const first = batch.flatMap((one, n) => (answers[n]!.outcome === 'again' ? [] : [{ one, n }]))
          const later = batch.flatMap((one, n) => (answers[n]!.outcome === 'again' ? [{ one, n }] : []))
          for (const { n, one } of later) answers[n] = (await together([one], 'till_ask'))[0]!
          for (const { n, one } of [...first, ...later])
            assert.deepEqual(answers[n], (await alone([one], 'till_ask'))[0])
        }
      },
    ),
    { numRuns: 12 },
  )
})

test('a coupon that is used in part touches no index, the first time or later', async () => {
  const { code } = await coupon()
  const request = async () => {
    const asked = { keyHash: till.keyHash, posTxnId: randomUUID(), code, ml: 1_000n }
    return JSON.stringify([toRequest(site.app, await couponRequest(site.app, 'redeem', asked))])
  }
  const [before, first, second] = await site.app.db.transaction(async (tx) => {
    const updates = async () => {
      const { rows } = await sql<{ all: bigint; hot: bigint }>`
        select n_tup_upd as all, n_tup_hot_upd as hot from pg_stat_xact_user_tables where relname = 'coupon'`.execute(
        tx,
      )
      return rows[0] ?? { all: 0n, hot: 0n }
    }
    const redeemed = async () => {
      await sql`select from till_redeem_batch(${await request()})`.execute(tx)
      return updates()
    }
    return [await updates(), await redeemed(), await redeemed()]
  })
  assert.deepEqual([first.all - before.all, first.hot - before.hot], [1n, 1n])
  assert.deepEqual([second.all - first.all, second.hot - first.hot], [1n, 1n])
})

test('of one name asked many times at once each gets the one answer, whatever is asked beside it', async () => {
  const [first, ...others] = await many(10, coupon)
  const posTxnId = randomUUID()
  const [same, rest] = await Promise.all([
    many(40, () => till.redeem(first!.code, { posTxnId, ml: 1_000n })),
    many(9, (n) => till.redeem(others[n]!.code)),
  ])
  assert.equal(same.filter((answer) => !approved(answer).replayed).length, 1)
  assert.equal(new Set(same.map((answer) => approved(answer).operationId)).size, 1)
  assert.equal((await couponNow(site.app, first!.id)).left, 19_000n)
  assert.equal(new Set(rest.map((answer) => approved(answer).operationId)).size, 9)
  assert.equal(approved(await till.redeem(first!.code, { posTxnId, ml: 1_000n })).replayed, true)
})

test('one request that breaks its transaction does not break its neighbours’', async () => {
  const coupons = await many(12, coupon)
  const answers = await Promise.allSettled(
    // A name that only the edge would have refused.
    coupons.map(({ code }, n) => till.redeem(code, n === 5 ? { posTxnId: 'näme' } : {})),
  )
  for (const [n, answer] of answers.entries()) {
    assert.equal(answer.status, n === 5 ? 'rejected' : 'fulfilled')
    if (answer.status === 'fulfilled') approved(answer.value)
    assert.equal((await couponNow(site.app, coupons[n]!.id)).left, n === 5 ? 20_000n : 0n)
  }
})

test('nobody waits for a coupon that somebody else holds', async () => {
  const [held, ...free] = await many(8, coupon)
  const release = Promise.withResolvers<void>()
  const holding = Promise.withResolvers<void>()
  const holder = site.app.db.transaction(async (tx) => {
    await sql`select from coupon where id = ${held!.id} for no key update`.execute(tx)
    holding.resolve()
    await release.promise
  })
  await holding.promise
  const waits = till.redeem(held!.code)
  const answers = await Promise.all(free.map(({ code }) => till.redeem(code)))
  answers.forEach((answer) => approved(answer))
  assert.equal(await Promise.race([waits, Promise.resolve('still waiting')]), 'still waiting')
  release.resolve()
  await holder
  approved(await waits)
})

test('two processes that take the same names and coupons at once give each out once', async () => {
  const terminals = await many(4, async () => ({ ...till, ...(await aTerminal(site.app, till.id)) }))
  const tills = await Promise.all(terminals.map((one) => aTill(site.app, one)))
  const coupons = await many(12, coupon)
  const processes = [site.app, { ...site.app }]
  for (let round = 0; round < 5; round++) {
    const asked = coupons.flatMap(({ code }, c) =>
      tills.map(({ keyHash }, t) => ({ keyHash, code, posTxnId: `both-${round}-${c}-${t}`, ml: 1_000n })),
    )
    const answers = await Promise.all(
      processes.map((app, n) =>
        Promise.all((n ? asked.toReversed() : asked).map((request) => redeem(app, request))),
      ),
    )
    const all = answers.flat().map((answer) => approved(answer))
    assert.equal(all.filter(({ replayed }) => !replayed).length, asked.length)
    assert.equal(new Set(all.map(({ operationId }) => operationId)).size, asked.length)
  }
  for (const { id } of coupons) assert.equal((await couponNow(site.app, id)).left, 0n)
})

test('guesses beside good codes are counted, and then the till is told nothing', async () => {
  const guesser = await aTill(site.app)
  const { code } = await coupon()
  const answers = await many(20, (n) => guesser.redeem(`99${String(n).padStart(14, '0')}`))
  assert.equal(answers.filter((answer) => whyNot(answer) === 'unknown_code').length, 3)
  assert.equal(whyNot(await guesser.redeem(code)), 'throttled')
})

test('a stop in the middle loses nothing that was answered, and what it leaves is done once when asked again', async () => {
  const second = await anotherProcess(site)
  const coupons = await many(40, coupon)
  const ask = (at: { url: URL }, n: number) =>
    callApi(at, '/api/pos/v1/redeem', {
      key: till.key,
      body: { posTxnId: `stopping-${n}`, code: coupons[n]!.code },
    })
  const asking = coupons.map((_, n) => ask(second, n))
  const settled = Promise.allSettled(asking)
  await Promise.any(asking)
  await second.stop()
  for (const [n, answer] of (await settled).entries()) {
    const told = answer.status === 'fulfilled' && answer.value.body['approved'] === true
    if (told) assert.equal((await couponNow(site.app, coupons[n]!.id)).left, 0n)
    const again = await ask(site, n)
    assert.equal(again.body['approved'], true)
    if (told) assert.equal(again.body['replayed'], true)
  }
})
