/** One wallet, one advance, one credit, and many tills: never more than there is, to the tiyn, and nobody is left waiting. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { blockCards } from '../cards/block-cards.ts'
import { closeCard } from '../cards/close-card.ts'
import { moveBalance } from '../cards/move-balance.ts'
import { setPin } from '../cards/set-pin.ts'
import { sweepCard } from '../cards/sweep-card.ts'
import { topUp } from '../cards/top-up.ts'
import { checkLedger } from '../ledger/invariants.ts'
import { aCard, cardNow, creditIs, purseNow } from '../testing/cards.ts'
import { aTerminal, paid, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, type Till, whyNot } from '../testing/tills.ts'
import { expireHolds } from './expire-holds.ts'

let site: TestSite
const tills: Till[] = []
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 24_550n })
  const first = await aTill(site.app)
  tills.push(first)
  for (let n = 1; n < 50; n++)
    tills.push(await aTill(site.app, { ...first, ...(await aTerminal(site.app, first.id)) }))
})
after(async () => {
  assert.deepEqual(
    (await checkLedger(site.app.db)).filter(({ broken }) => broken > 0),
    [],
  )
  const { rows } = await sql<{ n: string }>`
    select deadlocks as n from pg_stat_database where datname = current_database()`.execute(site.owner)
  assert.equal(Number(rows[0]!.n), 0, 'nobody waited for somebody who waited for them')
  await site.stop()
})

const BY = { name: 'test' }
const till = (n: number) => tills[n % tills.length]!
const atOnce = <T>(times: number, act: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: times }, (_, n) => act(n)))
const yes = (answers: { outcome: string }[]) => answers.filter(({ outcome }) => outcome === 'approved').length

test('a hundred tills at one wallet get what is in it and not a drop more', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 24_550n * 20n })
  const answers = await atOnce(100, (n) => till(n).redeemCard(card.number, 1_000n))
  assert.equal(yes(answers), 20)
  assert.ok(answers.every((answer) => answer.outcome === 'approved' || whyNot(answer) === 'insufficient'))
  assert.equal((await cardNow(site.app, card.id)).tiyn, 0n)
})

test('pumps that ask for more than there is are promised all of it once', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { scheme: 'wallet_litre', ml: 20_000n })
  const answers = await atOnce(40, (n) => till(n).authorizeCard(card.number, 3_000n))
  const promised = answers.reduce((sum, answer) => sum + (answer.outcome === 'approved' ? answer.ml : 0n), 0n)
  assert.equal(promised, 20_000n)
  assert.equal((await cardNow(site.app, card.id)).holdMl, 20_000n)
  await Promise.all(
    answers.map((answer, n) =>
      answer.outcome === 'approved' ? till(n).complete(answer.posTxnId, answer.ml) : Promise.resolve(),
    ),
  )
  assert.deepEqual(await cardNow(site.app, card.id), {
    ...{ state: 'active', tiyn: 0n, ml: 0n, holdTiyn: 0n, holdMl: 0n },
  })
})

test('twenty limit cards share one advance and one credit, and neither is overdrawn', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 24_550n * 15n + 7n)
  await creditIs(site.app, client, 24_550n * 10n)
  const cards: Awaited<ReturnType<typeof aCard>>[] = []
  for (let n = 0; n < 20; n++) cards.push(await aCard(site.app, client, { scheme: 'limit' }))
  const answers = await atOnce(120, async (n) => {
    const { number } = cards[n % cards.length]!
    if (n % 2 === 0) return till(n).redeemCard(number, 1_000n)
    const held = await till(n).authorizeCard(number, 1_000n)
    return held.outcome === 'approved' ? till(n).complete(held.posTxnId, held.ml) : held
  })
  const spent = answers.reduce(
    (sum, answer) => sum + (answer.outcome === 'approved' ? (answer.tiyn ?? 0n) : 0n),
    0n,
  )
  const purse = await purseNow(site.app, client)
  assert.deepEqual([purse.hold, purse.creditHold, purse.tiyn], [0n, 0n, 0n])
  assert.equal(spent, 24_550n * 15n + 7n + purse.owed)
  assert.ok(purse.owed <= 24_550n * 10n && purse.owed > 24_550n * 10n - 24_550n)
})

test('credit alone is never above its limit, however many cards', async () => {
  const client = await site.aClient()
  await creditIs(site.app, client, 24_550n * 12n)
  const cards: Awaited<ReturnType<typeof aCard>>[] = []
  for (let n = 0; n < 10; n++) cards.push(await aCard(site.app, client, { scheme: 'limit' }))
  assert.equal(yes(await atOnce(60, (n) => till(n).redeemCard(cards[n % 10]!.number, 1_000n))), 12)
  assert.deepEqual(await purseNow(site.app, client), {
    ...{ tiyn: 0n, hold: 0n, owed: 24_550n * 12n, creditHold: 0n },
  })
})

test('reading first and writing then would spend the same advance twice', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 24_550n)
  const naive = async () => {
    const { tiyn, hold } = await purseNow(site.app, client)
    if (tiyn - hold < 24_550n) return { outcome: 'declined' }
    return { outcome: 'approved' }
  }
  assert.ok(yes(await atOnce(10, naive)) > 1, 'the race is real: whoever locks nothing loses it')
})

test('refuels, top-ups, moves, sweeps and payments of one client meet without harm', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 1_000_000n)
  await creditIs(site.app, client, 100_000n)
  const wallets = [
    await aCard(site.app, client, { tiyn: 200_000n }),
    await aCard(site.app, client, { tiyn: 200_000n }),
  ]
  const limits = [
    await aCard(site.app, client, { scheme: 'limit' }),
    await aCard(site.app, client, { scheme: 'limit' }),
  ]
  const key = () => ({ clientId: client.id, requestKey: randomUUID(), by: BY })
  await atOnce(90, async (n): Promise<unknown> => {
    const [one, two] = n % 4 < 2 ? wallets : wallets.toReversed()
    switch (n % 9) {
      case 0:
        return till(n).redeemCard(one!.number, 500n)
      case 1:
        return till(n).redeemCard(limits[n % 2]!.number, 700n)
      case 2: {
        const held = await till(n).authorizeCard(limits[n % 2]!.number, 900n)
        return held.outcome === 'approved' ? till(n).complete(held.posTxnId, 850n) : held
      }
      case 3:
        return site.app.db.transaction((tx) =>
          topUp(tx, { ...key(), cardId: one!.id, amount: { tiyn: 1_000n } }),
        )
      case 4:
        return site.app.db.transaction((tx) =>
          moveBalance(tx, { ...key(), fromId: one!.id, toId: two!.id, amount: { tiyn: 500n } }),
        )
      case 5:
        return site.app.db.transaction((tx) => sweepCard(tx, { ...key(), cardId: one!.id }))
      case 6:
        return paid(site.app, client.id, 1_000n)
      case 7: {
        const done = await till(n).redeemCard(limits[n % 2]!.number, 300n)
        return done.outcome === 'approved' ? till(n).refund(done.posTxnId, 100n) : done
      }
      default:
        return expireHolds(site.app)
    }
  })
})

test('a hundred guesses at once are three', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 1_000_000n, pin: '7391' })
  const answers = await atOnce(40, (n) =>
    till(n).redeemCard(card.number, 10n, { pin: n === 39 ? '7391' : String(1000 + n) }),
  )
  const why = answers.map((answer) => (answer.outcome === 'approved' ? 'approved' : whyNot(answer)))
  assert.ok(why.filter((reason) => reason === 'pin_wrong').length <= 4)
  assert.ok(why.filter((reason) => reason === 'pin_locked').length >= 35)
  assert.equal((await cardNow(site.app, card.id)).state, 'pin_locked')
})

test('the PIN of before a new one opens nothing, even when it was compared before', async () => {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { tiyn: 1_000_000n, pin: '7391' })
  for (let round = 0; round < 5; round++) {
    const [old, fresh] = round % 2 === 0 ? ['7391', '8264'] : ['8264', '7391']
    let changedAt = Infinity
    const asking = atOnce(20, async (n) => {
      await new Promise((resolve) => setTimeout(resolve, n * 3))
      const startedAt = performance.now()
      return { startedAt, answer: await till(n).redeemCard(card.number, 10n, { pin: old }) }
    })
    await site.app.db.transaction((tx) =>
      setPin(tx, site.app.vault, { clientId: client.id, cardId: card.id, pin: fresh, by: BY }),
    )
    changedAt = performance.now()
    for (const { startedAt, answer } of await asking)
      if (startedAt > changedAt) assert.notEqual(answer.outcome, 'approved')
    await site.app.db.transaction((tx) =>
      setPin(tx, site.app.vault, { clientId: client.id, cardId: card.id, pin: fresh, by: BY }),
    )
  }
})

test('after a block or a closing is committed no till gets fuel', async () => {
  for (const close of [false, true]) {
    const client = await site.aClient()
    const card = await aCard(site.app, client, { tiyn: 1_000_000n })
    let endedAt = Infinity
    const asking = atOnce(40, async (n) => {
      await new Promise((resolve) => setTimeout(resolve, n))
      const startedAt = performance.now()
      return { startedAt, answer: await till(n).redeemCard(card.number, 10n) }
    })
    await new Promise((resolve) => setTimeout(resolve, 15))
    await site.app.db.transaction(async (tx) => {
      if (close) await closeCard(tx, { clientId: client.id, cardId: card.id, reason: '', by: BY })
      else
        await blockCards(tx, { clientId: client.id, cardIds: [card.id], side: 'client', reason: '', by: BY })
    })
    endedAt = performance.now()
    const answers = await asking
    for (const { startedAt, answer } of answers)
      if (startedAt > endedAt) assert.notEqual(answer.outcome, 'approved')
    const given = BigInt(yes(answers.map(({ answer }) => answer)))
    const { tiyn } = close ? await purseNow(site.app, client) : await cardNow(site.app, card.id)
    assert.equal(tiyn, 1_000_000n - given * 246n)
  }
})

test('of complete and reverse at once one wins, and the advance agrees with the winner', async () => {
  for (let round = 0; round < 8; round++) {
    const client = await site.aClient()
    await paid(site.app, client.id, 245_500n)
    const card = await aCard(site.app, client, { scheme: 'limit' })
    const { posTxnId } = approved(await till(0).authorizeCard(card.number, 10_000n))
    const answers = await atOnce(8, (n) =>
      n % 2 === 0 ? till(0).complete(posTxnId, 4_000n) : till(0).reverse(posTxnId),
    )
    const done = yes(answers.filter((_, n) => n % 2 === 0))
    const { tiyn, hold } = await purseNow(site.app, client)
    assert.deepEqual([done, tiyn, hold], [done, done === 4 ? 147_300n : 245_500n, 0n])
    assert.ok(done === 4 || done === 0)
  }
})

test('holds that lapse while they are completed are counted once', async () => {
  for (let round = 0; round < 6; round++) {
    const client = await site.aClient()
    await paid(site.app, client.id, 245_500n)
    const [one, two] = [
      await aCard(site.app, client, { scheme: 'limit' }),
      await aCard(site.app, client, { scheme: 'limit' }),
    ]
    const { posTxnId } = approved(await till(0).authorizeCard(one.number, 6_000n))
    await sql`update till_transaction set hold_until = now() where pos_txn_id = ${posTxnId}`.execute(
      site.owner,
    )
    const [completed] = await Promise.all([
      till(0).complete(posTxnId, 6_000n),
      expireHolds(site.app),
      till(1).redeemCard(two.number, 4_000n),
      expireHolds(site.app),
    ])
    assert.equal(approved(completed).state, 'late_posted')
    assert.deepEqual(await purseNow(site.app, client), {
      ...{ tiyn: 0n, hold: 0n, owed: 0n, creditHold: 0n },
    })
  }
})
