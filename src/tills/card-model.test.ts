/** Any sequence of what happens to cards, beside a model of a few lines: wallets, advance, debt and ledger never disagree. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { blockCards } from '../cards/block-cards.ts'
import { closeCard } from '../cards/close-card.ts'
import type { Scheme } from '../cards/lock-cards.ts'
import { moveBalance } from '../cards/move-balance.ts'
import { sweepCard } from '../cards/sweep-card.ts'
import { topUp } from '../cards/top-up.ts'
import { unblockCards } from '../cards/unblock-cards.ts'
import type { Tx } from '../db/database.ts'
import { checkLedger } from '../ledger/invariants.ts'
import { aCard, cardNow, creditIs, purseNow } from '../testing/cards.ts'
import { paid, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { aTill, ledgerSum, type Till } from '../testing/tills.ts'
import { expireHolds } from './expire-holds.ts'

let site: TestSite
let till: Till
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  // A price at which most volumes cost a fraction of a tiyn.
  await pricesAre(site.app, { AI95: 33_333n })
  till = await aTill(site.app)
})
after(() => site.stop())

const BY = { name: 'test' }
const PRICE = 33_333n
const cost = (ml: bigint) => (ml * PRICE + 500n) / 1000n
const least = (...all: bigint[]) => all.reduce((a, b) => (a < b ? a : b))
const tens = (ml: bigint) => (ml / 10n) * 10n
const run = <T>(work: (tx: Tx) => Promise<T>) => site.app.db.transaction(work)

type Wallet = { tiyn: bigint; ml: bigint }
type Operation = {
  name: string
  kind: 'redeem' | 'authorize'
  state: string
  /** promised: litres, money, of it on credit */
  held: { ml: bigint; tiyn: bigint; credit: bigint }
  ml: bigint
  short: bigint
  /** what was paid from wallet or advance, and on credit; of it what was not given back */
  own: bigint
  debt: bigint
  refundedMl: bigint
  shift: number
}

/** Cards as the rules describe them (domain §6.2, §6.5). */
class Model {
  advance = 0n
  owed = 0n
  shortage = 0n
  blocked = false
  closed = false
  shift = 1
  readonly cards: [Wallet, Wallet] = [
    { tiyn: 0n, ml: 0n },
    { tiyn: 0n, ml: 0n },
  ]
  operations: Operation[] = []
  readonly scheme: Scheme
  readonly credit: bigint
  constructor(scheme: Scheme, credit: bigint) {
    this.scheme = scheme
    this.credit = credit
  }

  held(what: keyof Operation['held']): bigint {
    return this.operations.reduce(
      (sum, { state, held }) => sum + (state === 'authorized' ? held[what] : 0n),
      0n,
    )
  }
  /** What may be spent: litres, money, money on credit. */
  get free() {
    const [card] = this.cards
    if (this.scheme === 'wallet_litre') return { ml: card.ml - this.held('ml'), tiyn: 0n, credit: 0n }
    if (this.scheme === 'wallet_money') return { ml: 0n, tiyn: card.tiyn - this.held('tiyn'), credit: 0n }
    const credit = this.held('credit')
    const tiyn = this.advance - (this.held('tiyn') - credit)
    return { ml: 0n, tiyn, credit: this.credit - this.owed - credit }
  }
  get affords(): bigint {
    const { ml, tiyn, credit } = this.free
    return this.scheme === 'wallet_litre' ? ml : tens(((tiyn + credit) * 1000n + 499n) / PRICE)
  }
  value(ml: bigint, card: Wallet): bigint {
    if (ml === card.ml) return card.tiyn
    return (2n * ml * card.tiyn + card.ml) / (2n * card.ml)
  }
  pay(operation: Operation, ml: bigint): void {
    if (ml === 0n) return
    const [card] = this.cards
    const tiyn = this.scheme === 'wallet_litre' ? this.value(ml, card) : cost(ml)
    operation.own = this.scheme === 'limit' ? least(tiyn, this.free.tiyn) : tiyn
    operation.debt = tiyn - operation.own
    if (this.scheme === 'limit') this.advance -= operation.own
    else card.tiyn -= tiyn
    if (this.scheme === 'wallet_litre') card.ml -= ml
    this.owed += operation.debt
  }
  giveBack(operation: Operation, ml: bigint, tiyn: bigint): void {
    const [card] = this.cards
    const debt = least(tiyn, operation.debt)
    const own = tiyn - debt
    operation.debt -= debt
    operation.own -= own
    if (this.owed >= debt) this.owed -= debt
    else this.advance += debt
    if (this.scheme === 'limit' || this.closed) this.advance += own
    else card.tiyn += own
    if (this.scheme === 'wallet_litre' && !this.closed) card.ml += ml
  }
}

type Step =
  | { do: 'redeem' | 'authorize'; ml: bigint }
  | { do: 'complete' | 'refund'; which: number; ml: bigint }
  | { do: 'reverse' | 'lapse'; which: number }
  | { do: 'topUp' | 'move' | 'back' | 'comes'; ml: bigint }
  | { do: 'sweep' | 'block' | 'shift' | 'close' }

const volume = fc.oneof(
  fc.integer({ min: 1, max: 900 }).map((n) => BigInt(n) * 10n),
  fc.constantFrom(10n, 3_330n, 20_000n),
)
const which = fc.nat({ max: 5 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('redeem', 'authorize'), ml: volume }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('complete'), which, ml: fc.oneof(volume, fc.constant(0n)) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('refund'), which, ml: volume }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('reverse', 'lapse'), which }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('topUp', 'move', 'back', 'comes'), ml: volume }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('sweep', 'block', 'shift', 'close') }) },
)

type Cards = { client: { id: string; contractId: string }; ids: [string, string]; number: string }

async function take(model: Model, { client, ids, number }: Cards, step: Step): Promise<void> {
  const expect = (answer: { outcome: string }, approved: boolean) =>
    assert.equal(answer.outcome, approved ? 'approved' : 'declined')
  const known = 'which' in step ? model.operations[step.which % (model.operations.length || 1)] : undefined
  const form = () => ({ clientId: client.id, requestKey: randomUUID(), by: BY })
  const [card, other] = model.cards
  const litres = model.scheme === 'wallet_litre'
  switch (step.do) {
    case 'redeem':
    case 'authorize': {
      const name = `model-${randomUUID()}`
      const may = model.blocked || model.closed ? 0n : model.affords
      const ml = step.do === 'redeem' ? (step.ml <= may ? step.ml : 0n) : least(step.ml, may)
      const answer = await (step.do === 'redeem'
        ? till.redeemCard(number, step.ml, { posTxnId: name })
        : till.authorizeCard(number, step.ml, { posTxnId: name }))
      expect(answer, ml > 0n)
      const tiyn = litres ? 0n : cost(ml)
      const credit = model.scheme === 'limit' && tiyn > model.free.tiyn ? tiyn - model.free.tiyn : 0n
      const operation: Operation = {
        ...{ name, kind: step.do, state: 'declined', held: { ml, tiyn, credit } },
        ...{ ml: 0n, short: 0n, own: 0n, debt: 0n, refundedMl: 0n, shift: model.shift },
      }
      if (ml > 0n) {
        assert.ok(answer.outcome === 'approved' && answer.ml === ml)
        operation.state = step.do === 'redeem' ? 'completed' : 'authorized'
        if (step.do === 'redeem') {
          operation.ml = ml
          model.pay(operation, ml)
        }
      }
      model.operations.push(operation)
      return
    }
    case 'complete': {
      if (!known) return
      const yes = known.kind === 'authorize' && ['authorized', 'hold_expired'].includes(known.state)
      const answer = await till.complete(known.name, step.ml)
      if (!yes) return assert.ok(answer.outcome !== 'approved' || answer.replayed)
      expect(answer, true)
      const late = known.state === 'hold_expired'
      known.state = step.ml === 0n ? 'reversed' : late ? 'late_posted' : 'completed'
      if (step.ml === 0n) return
      const allowed = step.ml <= known.held.ml + 500n ? step.ml : known.held.ml
      const covered = least(allowed, model.affords)
      known.ml = step.ml
      known.short = step.ml - covered
      known.shift = model.shift
      model.shortage += cost(known.short)
      model.pay(known, covered)
      return
    }
    case 'reverse': {
      if (!known) return
      const undone = known.kind === 'redeem' && known.state === 'completed' && known.refundedMl === 0n
      const yes =
        ['authorized', 'hold_expired', 'reversed', 'declined'].includes(known.state) ||
        (undone && known.shift === model.shift)
      expect(await till.reverse(known.name), yes)
      if (!yes || known.state === 'declined') return
      if (undone) model.giveBack(known, known.ml, known.own + known.debt)
      known.state = 'reversed'
      return
    }
    case 'refund': {
      if (!known) return
      const dispensed = known.state === 'completed' || known.state === 'late_posted'
      const whole = known.short > 0n && known.refundedMl + step.ml === known.ml
      const ml = whole ? step.ml - known.short : step.ml
      const rest = known.ml - known.short - known.refundedMl
      const yes = dispensed && ml <= rest
      const answer = await till.refund(known.name, step.ml)
      expect(answer, yes)
      if (!yes || answer.outcome !== 'approved') return
      const left = known.own + known.debt
      // A litre wallet has a price of its own: what the till was told.
      const price = answer.tiynPerLitre!
      const tiyn = ml === rest ? left : least((ml * price + 500n) / 1000n, left)
      known.refundedMl += step.ml
      if (whole) model.shortage -= cost(known.short) === 0n ? 0n : (answer.tiyn ?? 0n) - tiyn
      model.giveBack(known, ml, tiyn)
      return
    }
    case 'lapse':
      if (known?.state !== 'authorized') return
      await sql`update till_transaction set hold_until = now() where pos_txn_id = ${known.name}`.execute(
        site.owner,
      )
      await expireHolds(site.app)
      known.state = 'hold_expired'
      return
    case 'comes': {
      await paid(site.app, client.id, cost(step.ml))
      model.advance += cost(step.ml)
      const spare = model.scheme === 'limit' ? model.free.tiyn : model.advance
      const repaid = least(spare, model.owed)
      model.advance -= repaid
      model.owed -= repaid
      return
    }
    case 'topUp': {
      const tiyn = cost(step.ml)
      const yes = model.scheme !== 'limit' && !model.closed && tiyn <= model.advance
      const amount = litres ? { ml: step.ml, agreedTiyn: tiyn } : { tiyn }
      const topped = await run((tx) => topUp(tx, { ...form(), cardId: ids[0], amount }))
      assert.equal(topped.ok, yes)
      if (!yes) return
      model.advance -= tiyn
      card.tiyn += tiyn
      if (litres) card.ml += step.ml
      return
    }
    case 'move':
    case 'back': {
      const there = step.do === 'move'
      const [from, to] = there ? [card, other] : [other, card]
      const free = there ? model.free : from
      const ml = litres ? step.ml : 0n
      const tiyn = litres ? 0n : cost(step.ml)
      const yes = model.scheme !== 'limit' && !model.closed && (litres ? ml <= free.ml : tiyn <= free.tiyn)
      const [fromId, toId] = there ? ids : [ids[1], ids[0]]
      const moved = await run((tx) =>
        moveBalance(tx, { ...form(), fromId, toId, amount: litres ? { ml } : { tiyn } }),
      )
      assert.equal(moved.ok, yes)
      if (!yes) return
      const value = litres ? model.value(ml, from) : tiyn
      from.tiyn -= value
      to.tiyn += value
      from.ml -= ml
      to.ml += ml
      return
    }
    case 'sweep': {
      const swept = await run((tx) => sweepCard(tx, { ...form(), cardId: ids[0] }))
      if (!swept.ok) return
      sweep(model)
      return
    }
    case 'close': {
      const held = model.operations.some(({ state }) => state === 'authorized')
      // Closing ends most of what can happen: only when a good deal has.
      if (model.operations.length < 4) return
      const closed = await run((tx) => closeCard(tx, { ...form(), cardId: ids[0], reason: '' }))
      assert.equal(closed.ok, !held && !model.closed)
      if (!closed.ok) return
      sweep(model)
      model.closed = true
      return
    }
    case 'block': {
      const ask = { clientId: client.id, cardIds: [ids[0]], side: 'client' as const, by: BY }
      const { done } = await run((tx) =>
        model.blocked ? unblockCards(tx, ask) : blockCards(tx, { ...ask, reason: '' }),
      )
      if (done.length > 0) model.blocked = !model.blocked
      return
    }
    case 'shift':
      model.shift += 1
      await sql`update terminal set shift_no = shift_no + 1 where id = ${till.terminalId}`.execute(site.owner)
  }
}

function sweep(model: Model): void {
  if (model.scheme === 'limit') return
  const [card] = model.cards
  const { ml, tiyn } = model.free
  const value = model.scheme === 'wallet_money' ? tiyn : ml === 0n ? 0n : model.value(ml, card)
  card.tiyn -= value
  card.ml -= ml
  model.advance += value
}

test('wallets, holds, advance, debt and ledger agree with the model after every step of any sequence', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<Scheme>('wallet_money', 'wallet_litre', 'limit'),
      fc.constantFrom(0n, 100_000n, 500_000n),
      fc.array(step, { minLength: 6, maxLength: 18 }),
      async (scheme, credit, steps) => {
        const client = await site.aClient()
        if (scheme === 'limit') await creditIs(site.app, client, credit)
        const [one, two] = [
          await aCard(site.app, client, { scheme }),
          await aCard(site.app, client, { scheme }),
        ]
        const cards: Cards = { client, ids: [one.id, two.id], number: one.number }
        const model = new Model(scheme, scheme === 'limit' ? credit : 0n)
        await take(model, cards, { do: 'comes', ml: 20_000n })
        await take(model, cards, { do: 'topUp', ml: 10_000n })
        for (const step of steps) {
          await take(model, cards, step)
          const [card, other] = [await cardNow(site.app, one.id), await cardNow(site.app, two.id)]
          const litres = scheme === 'wallet_litre'
          assert.deepEqual(
            [card, other].map(({ tiyn, ml }) => ({ tiyn, ml })),
            model.cards,
          )
          assert.deepEqual(
            [card.holdTiyn, card.holdMl],
            [scheme === 'wallet_money' ? model.held('tiyn') : 0n, litres ? model.held('ml') : 0n],
          )
          assert.deepEqual(await purseNow(site.app, client), {
            ...{ tiyn: model.advance, owed: model.owed, creditHold: model.held('credit') },
            hold: scheme === 'limit' ? model.held('tiyn') - model.held('credit') : 0n,
          })
          assert.equal(await ledgerSum(site.app, client.id, 'suspense'), model.shortage)
        }
      },
    ),
    { numRuns: 40 },
  )
  const broken = (await checkLedger(site.app.db)).filter(({ broken }) => broken > 0)
  assert.deepEqual(broken, [])
})
