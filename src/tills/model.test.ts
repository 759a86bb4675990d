/** Any sequence of what tills and clients do to a coupon, beside a model of a few lines: they never disagree. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { checkLedger } from '../ledger/invariants.ts'
import { aCoupon, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { aTill, couponNow, ledgerSum, type Till } from '../testing/tills.ts'
import type { TillAnswer } from './answer.ts'
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

const NOMINAL = 10_000n
const PRICE = 33_333n
const cost = (ml: bigint) => (ml * PRICE + 500n) / 1000n

type Redemption = 'partial_keep' | 'single_strict' | 'single_remainder_to_advance'
type Turnover = 'dispensing' | 'hand_over'
type Operation = {
  name: string
  kind: 'redeem' | 'authorize'
  state: string
  held: bigint
  ml: bigint
  short: bigint
  /** what the coupon paid; of it what was given back */
  paid: bigint
  refundedMl: bigint
  refundedTiyn: bigint
  shift: number
  answer: TillAnswer
  again: () => Promise<TillAnswer>
}

/** The coupon as the rules describe it (domain §6). */
class Model {
  left = NOMINAL
  value = cost(NOMINAL)
  advance = 0n
  shortage = 0n
  blocked = false
  closed = false
  shift = 1
  operations: Operation[] = []
  readonly redemption: Redemption
  readonly turnover: Turnover
  constructor(redemption: Redemption, turnover: Turnover) {
    this.redemption = redemption
    this.turnover = turnover
  }

  get hold(): bigint {
    return this.operations.reduce((sum, { state, held }) => sum + (state === 'authorized' ? held : 0n), 0n)
  }
  get free(): bigint {
    return this.redemption === 'partial_keep' || this.hold === 0n ? this.left - this.hold : 0n
  }
  /** What the retailer owes for the coupon in money: nothing once it is sold. */
  get owed(): bigint {
    return this.turnover === 'hand_over' ? 0n : this.value
  }
  /** What has become turnover, the tax in it. */
  get earned(): bigint {
    return cost(NOMINAL) - this.owed - this.advance + this.shortage
  }
  mayGive(ml: bigint): boolean {
    if (this.closed || this.blocked || this.free === 0n || ml > this.free) return false
    return this.redemption !== 'single_strict' || ml === this.left
  }
  pay(operation: Operation, ml: bigint): void {
    const tiyn = ml === this.left ? this.value : cost(ml) < this.value ? cost(ml) : this.value
    this.left -= ml
    this.value -= tiyn
    operation.paid = tiyn
    if (ml > 0n && this.redemption === 'single_remainder_to_advance' && this.left > 0n && this.hold === 0n) {
      this.advance += this.value
      ;[this.left, this.value, this.closed] = [0n, 0n, true]
    }
  }
  giveBack(ml: bigint, tiyn: bigint): void {
    if (this.closed) this.advance += tiyn
    else [this.left, this.value] = [this.left + ml, this.value + tiyn]
  }
}

type Step =
  | { do: 'redeem' | 'authorize'; ml: bigint }
  | { do: 'complete' | 'refund'; which: number; ml: bigint }
  | { do: 'reverse' | 'lapse' | 'repeat'; which: number }
  | { do: 'block' | 'expire' | 'shift' }

const volume = fc.oneof(
  fc.integer({ min: 1, max: 1000 }).map((tens) => BigInt(tens) * 10n),
  fc.constantFrom(NOMINAL, 3_330n, 10n),
)
const which = fc.nat({ max: 5 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('redeem', 'authorize'), ml: volume }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('complete'), which, ml: fc.oneof(volume, fc.constant(0n)) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refund'), which, ml: volume }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('reverse', 'lapse', 'repeat'), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('block', 'expire', 'shift') }) },
)

async function take(model: Model, coupon: { id: string; code: string }, step: Step): Promise<void> {
  const expect = (answer: { outcome: string }, yes: boolean) =>
    assert.equal(answer.outcome, yes ? 'approved' : answer.outcome === 'refused' ? 'refused' : 'declined')
  const known = 'which' in step ? model.operations[step.which % (model.operations.length || 1)] : undefined
  switch (step.do) {
    case 'redeem':
    case 'authorize': {
      const name = `model-${randomUUID()}`
      const yes = model.mayGive(step.ml)
      const asked = { posTxnId: name, ml: step.ml }
      const again = () =>
        step.do === 'redeem' ? till.redeem(coupon.code, asked) : till.authorize(coupon.code, step.ml, asked)
      const answer = await again()
      expect(answer, yes)
      const operation: Operation = {
        ...{ name, kind: step.do, state: 'declined', held: 0n, ml: 0n, short: 0n, paid: 0n },
        ...{ refundedMl: 0n, refundedTiyn: 0n, shift: model.shift, answer, again },
      }
      model.operations.push(operation)
      if (!yes) return
      if (step.do === 'authorize') {
        ;[operation.state, operation.held] = ['authorized', step.ml]
        return
      }
      operation.state = 'completed'
      operation.ml = step.ml
      model.pay(operation, step.ml)
      return
    }
    case 'complete': {
      if (!known) return
      const yes = known.kind === 'authorize' && ['authorized', 'hold_expired'].includes(known.state)
      const again = await till.complete(known.name, step.ml)
      if (!yes) return assert.ok(again.outcome !== 'approved' || again.replayed)
      expect(again, true)
      const late = known.state === 'hold_expired'
      const free = model.left - model.hold + (late ? 0n : known.held)
      known.state = step.ml === 0n ? 'reversed' : late ? 'late_posted' : 'completed'
      if (step.ml === 0n) return
      const allowed = step.ml <= known.held + 500n ? step.ml : known.held
      const covered = allowed < free ? allowed : free
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
      if (undone) model.giveBack(known.ml, known.paid)
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
      expect(await till.refund(known.name, step.ml), yes)
      if (!yes) return
      const restTiyn = known.paid - known.refundedTiyn
      const tiyn = ml === rest || cost(ml) > restTiyn ? restTiyn : cost(ml)
      known.refundedMl += step.ml
      known.refundedTiyn += tiyn
      if (whole) model.shortage -= cost(known.short)
      model.giveBack(ml, tiyn)
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
    case 'repeat':
      if (!known) return
      // Time passes by ageing the row.
      assert.deepEqual(
        { ...(await known.again()), holdUntil: null },
        { ...known.answer, replayed: true, state: known.state, holdUntil: null },
      )
      return
    case 'expire':
      await expireHolds(site.app)
      return
    case 'block':
      model.blocked = !model.blocked
      await sql`update coupon set blocked_by = ${model.blocked ? 'client' : null}, blocked_at = ${model.blocked ? new Date() : null} where id = ${coupon.id}`.execute(
        site.app.db.write,
      )
      return
    case 'shift':
      model.shift += 1
      await sql`update terminal set shift_no = shift_no + 1 where id = ${till.terminalId}`.execute(site.owner)
  }
}

test('coupon, holds and ledger agree with the model after every step of any sequence', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<Redemption>(
        'partial_keep',
        'partial_keep',
        'single_strict',
        'single_remainder_to_advance',
      ),
      fc.constantFrom<Turnover>('dispensing', 'hand_over'),
      fc.array(step, { minLength: 4, maxLength: 14 }),
      async (redemption, turnover, steps) => {
        const client = await site.aClient()
        await sql`update contract set redemption = ${redemption}, turnover = ${turnover} where id = ${client.contractId}`.execute(
          site.owner,
        )
        const coupon = await aCoupon(site.app, client, { litres: 10 })
        const model = new Model(redemption, turnover)
        for (const step of steps) {
          await take(model, coupon, step)
          const { left, hold, value } = await couponNow(site.app, coupon.id)
          assert.deepEqual({ left, hold, value }, { left: model.left, hold: model.hold, value: model.value })
          const sums = async (...accounts: string[]) =>
            Promise.all(accounts.map((account) => ledgerSum(site.app, client.id, account)))
          assert.deepEqual(await sums('coupon_liability', 'client_advance', 'suspense'), [
            -model.owed,
            -model.advance,
            model.shortage,
          ])
          const [revenue, vat] = await sums('revenue', 'vat_payable')
          assert.equal(revenue! + vat!, -model.earned)
          assert.equal(await ledgerSum(site.app, client.id, 'coupon_liability', 'AI95'), -model.left)
        }
      },
    ),
    { numRuns: 25 },
  )
  const broken = (await checkLedger(site.app.db)).filter(({ broken }) => broken > 0)
  assert.deepEqual(broken, [])
})
