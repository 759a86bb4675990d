/** Refuels by card that share a transaction: the same answers as one by one, and one’s trouble is not another’s. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Scheme } from '../cards/lock-cards.ts'
import { checkLedger } from '../ledger/invariants.ts'
import { amount, limitsAre } from '../limits/testing.ts'
import { callApi } from '../testing/api.ts'
import { aCard, cardNow, creditIs, purseNow } from '../testing/cards.ts'
import { aCoupon, paid, pricesAre } from '../testing/coupons.ts'
import { anotherProcess, testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, couponNow, type Till, whyNot } from '../testing/tills.ts'
import type { AnswerRow } from './answer.ts'
import { ANSWER, toRequest } from './ask.ts'
import { cardRequest } from './card-request.ts'

let site: TestSite
let till: Till
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 24_550n })
  till = await aTill(site.app)
})
after(async () => {
  const broken = (await checkLedger(site.app.db)).filter(({ broken }) => broken > 0)
  assert.deepEqual(broken, [])
  await site.stop()
})

const many = <T>(count: number, make: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)))

type Asked = {
  verb: 'authorize' | 'redeem' | 'complete'
  till: number
  card: number
  name: number
  ml: bigint
}

/** The name under which a pump runs on the coupon. */
const OF_THE_COUPON = 9

/**
 * Two tills; a client with two cards on its advance and a little credit, under a limit they share; wallets of both kinds, a
 * blocked one, a card of nobody and a coupon that a pump runs on.
 */
async function aWorld() {
  const tills = [await aTill(site.app), await aTill(site.app)]
  const client = await site.aClient()
  await paid(site.app, client.id, 24_550n * 40n + 7n)
  await creditIs(site.app, client, 24_550n * 10n)
  const schemes: Scheme[] = ['limit', 'limit', 'wallet_money', 'wallet_litre', 'wallet_money']
  const cards: Awaited<ReturnType<typeof aCard>>[] = []
  for (const scheme of schemes)
    cards.push(
      await aCard(site.app, client, {
        scheme,
        ...(scheme === 'wallet_money'
          ? { tiyn: 300_000n }
          : scheme === 'wallet_litre'
            ? { ml: 12_340n }
            : {}),
      }),
    )
  await sql`update card set client_blocked_at = now(), client_block_reason = '' where id = ${cards[4]!.id}`.execute(
    site.owner,
  )
  await limitsAre(site.app.db.write, client, 'contract', client.contractId, [
    amount({ value: 45_000n }),
    amount({ unit: 'tiyn', period: 'month', value: 1_000_003n, products: ['AI95'] }),
  ])
  await limitsAre(site.app.db.write, client, 'card', cards[1]!.id, [amount({ unit: 'count', value: 3n })])
  const coupon = await aCoupon(site.app, await site.aClient())
  for (const one of tills)
    approved(await one.authorize(coupon.code, 5_000n, { posTxnId: `together-${OF_THE_COUPON}` }))
  const numbers = [...cards.map(({ number }) => number), '7825000000000000000']
  const request = async ({ till, card, name, verb, ml }: Asked) => {
    const asked = { keyHash: tills[till]!.keyHash, posTxnId: `together-${name}`, ml }
    return toRequest(
      site.app,
      verb === 'complete'
        ? { verb, ...asked, said: [ml] }
        : await cardRequest(site.app, verb, { ...asked, card: numbers[card]!, product: 'AI95' }),
    )
  }
  // What two worlds cannot have in common: ids and moments.
  const facts = (row: AnswerRow) => ({
    ...row,
    ...{ id: null, at: null, hold_until: null, completed_at: null, reversed_at: null },
    replayed: row.replayed ?? false,
  })
  return {
    async together(batch: Asked[]) {
      const requests = JSON.stringify(await Promise.all(batch.map(request)))
      const { rows } = await site.app.db.transaction((tx) =>
        sql<AnswerRow>`select ${ANSWER} from till_card_batch(${requests}) a`.execute(tx),
      )
      return rows.map(facts)
    },
    async alone(asked: Asked) {
      const one = JSON.stringify(await request(asked))
      const { rows } = await site.app.db.transaction((tx) =>
        sql<AnswerRow>`select ${ANSWER} from till_ask(${one}) a`.execute(tx),
      )
      return facts(rows[0]!)
    },
    /** What the two tills have asked under, as «till name». */
    async names() {
      const { rows } = await sql<{ till: string; name: string }>`
        select (m.key_hash <> ${tills[0]!.keyHash})::int::text as till, x.pos_txn_id as name
        from till_transaction x join terminal m on m.id = x.terminal_id
        where m.key_hash = any(${tills.map(({ keyHash }) => keyHash)}::bytea[])`.execute(site.owner)
      return new Set(rows.map(({ till, name }) => `${till} ${name.slice('together-'.length)}`))
    },
    now: async () => ({
      purse: await purseNow(site.app, client),
      cards: await Promise.all(cards.map(({ id }) => cardNow(site.app, id))),
      coupon: await couponNow(site.app, coupon.id),
    }),
  }
}

test('any batch of what tills do with cards is answered as if one had come after the other', async () => {
  const asked: fc.Arbitrary<Asked> = fc.record({
    verb: fc.constantFrom('authorize', 'redeem', 'complete'),
    till: fc.nat({ max: 1 }),
    card: fc.nat({ max: 5 }),
    name: fc.nat({ max: OF_THE_COUPON }),
    ml: fc.constantFrom(1_000n, 3_330n, 12_340n, 20_000n, 60_000n),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(asked, { minLength: 2, maxLength: 10 }), { minLength: 1, maxLength: 4 }),
      async (batches) => {
        const [one, other] = [await aWorld(), await aWorld()]
        for (const batch of batches) {
          const known = await one.names()
          const answers = await one.together(batch)
          const again = (n: number) => answers[n]!.outcome === 'again'
          // What is known already is answered as it stands, then cards complete; the coupon's pump comes last.
          const turn = (n: number) => {
            const { verb, till, name } = batch[n]!
            if (verb === 'complete') return name === OF_THE_COUPON ? 3 : 1
            return known.has(`${till} ${name}`) ? 0 : 2
          }
          const all = [...batch.keys()]
          const first = all.filter((n) => !again(n))
          const later = all.filter(again)
          for (const n of later) answers[n] = await one.alone(batch[n]!)
          for (const n of [...first.sort((a, b) => turn(a) - turn(b) || a - b), ...later])
            assert.deepEqual(answers[n], await other.alone(batch[n]!))
          assert.deepEqual(await one.now(), await other.now())
        }
      },
    ),
    {
      numRuns: 8,
      examples: [
        [
          [
            [
              { verb: 'complete', till: 0, card: 0, name: OF_THE_COUPON, ml: 1_000n },
              { verb: 'authorize', till: 0, card: 0, name: OF_THE_COUPON, ml: 1_000n },
            ],
          ],
        ],
      ],
    },
  )
})

test('a limit that fifty cards share is promised to the last drop and no more, and what was taken frees the rest', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 1_000_000_000n)
  const cards = await many(50, () => aCard(site.app, client, { scheme: 'limit' }))
  await limitsAre(site.app.db.write, client, 'contract', client.contractId, [
    amount({ period: 'quarter', value: 30_500n }),
  ])
  const answers = await many(50, (n) => till.authorizeCard(cards[n]!.number, 1_000n))
  const held = answers.filter((answer) => answer.outcome === 'approved')
  assert.equal(
    held.reduce((sum, { ml }) => sum + ml, 0n),
    30_500n,
  )
  assert.deepEqual([held.length, held.filter(({ ml }) => ml === 500n).length], [31, 1])
  for (const answer of answers)
    if (answer.outcome !== 'approved') assert.equal(whyNot(answer), 'limit_quarter')
  const done = await Promise.all(held.map(({ posTxnId }) => till.complete(posTxnId, 400n)))
  assert.equal(done.filter((answer) => approved(answer).ml === 400n).length, 31)
  const rest = await many(50, (n) => till.redeemCard(cards[n]!.number, 1_000n))
  assert.equal(rest.filter(({ outcome }) => outcome === 'approved').length, 18, '18.1 l were left')
})

test('one request that breaks its transaction does not break its neighbours’', async () => {
  const client = await site.aClient()
  const cards = await many(12, () => aCard(site.app, client, { tiyn: 24_550n }))
  const answers = await Promise.allSettled(
    // A name that only the edge would have refused.
    cards.map(({ number }, n) => till.redeemCard(number, 1_000n, n === 5 ? { posTxnId: 'näme' } : {})),
  )
  for (const [n, answer] of answers.entries()) {
    assert.equal(answer.status, n === 5 ? 'rejected' : 'fulfilled')
    if (answer.status === 'fulfilled') approved(answer.value)
    assert.equal((await cardNow(site.app, cards[n]!.id)).tiyn, n === 5 ? 24_550n : 0n)
  }
})

test('nobody waits for a card that somebody else holds', async () => {
  const client = await site.aClient()
  const [held, ...free] = await many(8, () => aCard(site.app, client, { tiyn: 24_550n }))
  const release = Promise.withResolvers<void>()
  const holding = Promise.withResolvers<void>()
  const holder = site.app.db.transaction(async (tx) => {
    await sql`select from card where id = ${held!.id} for no key update`.execute(tx)
    holding.resolve()
    await release.promise
  })
  await holding.promise
  try {
    const waits = till.redeemCard(held!.number, 1_000n)
    const answers = await Promise.all(free.map(({ number }) => till.authorizeCard(number, 1_000n)))
    answers.forEach((answer) => approved(answer))
    assert.equal(await Promise.race([waits, Promise.resolve('still waiting')]), 'still waiting')
    release.resolve()
    await holder
    approved(await waits)
  } finally {
    release.resolve()
  }
})

test('an advance that somebody holds for long stops only those who want it, and only so long', async () => {
  const [poor, rich] = [await site.aClient(), await site.aClient()]
  for (const { id } of [poor, rich]) await paid(site.app, id, 10_000_000n)
  const wants = await many(4, () => aCard(site.app, poor, { scheme: 'limit' }))
  const others = await many(4, () => aCard(site.app, rich, { scheme: 'limit' }))
  const release = Promise.withResolvers<void>()
  const holding = Promise.withResolvers<void>()
  const holder = site.app.db.transaction(async (tx) => {
    await sql`select from ledger_account where client_id = ${poor.id} for no key update`.execute(tx)
    holding.resolve()
    await release.promise
  })
  await holding.promise
  try {
    const waiting = wants.map(({ number }) => till.redeemCard(number, 1_000n))
    const served = await Promise.all(others.map(({ number }) => till.redeemCard(number, 1_000n)))
    served.forEach((answer) => approved(answer))
    release.resolve()
    await holder
    for (const answer of await Promise.all(waiting)) approved(answer)
  } finally {
    release.resolve()
  }
})

test('a stop in the middle loses nothing that was answered, and what it leaves is done once when asked again', async () => {
  const second = await anotherProcess(site)
  const client = await site.aClient()
  await paid(site.app, client.id, 100_000_000n)
  const cards = await many(40, () => aCard(site.app, client, { scheme: 'limit' }))
  const run = randomUUID().slice(0, 8)
  const ask = (at: { url: URL }, n: number) =>
    callApi(at, `/api/pos/v1/${n % 2 ? 'redeem' : 'authorize'}`, {
      key: till.key,
      body: { posTxnId: `stop-${run}-${n}`, card: cards[n]!.number, product: 'AI95', ml: 1000 },
    })
  const asking = cards.map((_, n) => ask(second, n))
  const settled = Promise.allSettled(asking)
  await Promise.any(asking)
  await second.stop()
  for (const [n, answer] of (await settled).entries()) {
    const told = answer.status === 'fulfilled' && answer.value.body['approved'] === true
    const again = await ask(site, n)
    assert.equal(again.body['approved'], true)
    if (told) assert.equal(again.body['replayed'], true)
  }
  const { tiyn, hold } = await purseNow(site.app, client)
  assert.deepEqual([tiyn, hold], [100_000_000n - 20n * 24_550n, 20n * 24_550n])
})
