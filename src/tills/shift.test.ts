import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import { aCoupon, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, type Till, whyNot } from '../testing/tills.ts'
import { closeShift, type ShiftLine } from './close-shift.ts'

let site: TestSite
before(async () => {
  site = await testSite()
  await pricesAre(site.app, { AI95: 24_550n, DT: 30_000n })
})
after(() => site.stop())

const close = (till: Till, lines: ShiftLine[], shift: string = randomUUID()) =>
  closeShift(site.app, { keyHash: till.keyHash, shift, lines })
const coupon = async (product: 'AI95' | 'DT' = 'AI95') =>
  (await aCoupon(site.app, await site.aClient(), { product })).code

test('a shift whose sums are ours is closed: refuels counted, litres and money less what was refunded', async () => {
  const till = await aTill(site.app)
  const petrol = await coupon()
  const first = approved(await till.redeem(petrol, { ml: 5_000n }))
  const held = approved(await till.authorize(petrol, 10_000n))
  approved(await till.complete(held.posTxnId, 8_000n))
  approved(await till.redeem(await coupon('DT'), { ml: 1_000n }))
  approved(await till.refund(first.posTxnId, 1_000n))
  const undone = approved(await till.redeem(petrol, { ml: 10n }))
  approved(await till.reverse(undone.posTxnId))
  const running = approved(await till.authorize(petrol, 1_000n))
  assert.equal(whyNot(await till.redeem(petrol, { ml: 20_000n })), 'insufficient')
  const lines: ShiftLine[] = [
    { product: 'DT', count: 1, ml: 1_000, tiyn: 30_000 },
    { product: 'AI95', count: 2, ml: 12_000, tiyn: 294_600 },
  ]
  assert.deepEqual(await close(till, lines, 'shift-1'), { outcome: 'match', replayed: false })
  assert.deepEqual(await close(till, lines.toReversed(), 'shift-1'), { outcome: 'match', replayed: true })
  assert.deepEqual(await close(till, [], 'shift-1'), { outcome: 'refused', reason: 'reused' })

  assert.equal(whyNot(await till.reverse(first.posTxnId)), 'already_final')
  approved(await till.complete(running.posTxnId, 1_000n))
  assert.deepEqual(
    await close(till, [{ product: 'AI95', count: 1, ml: 1_000, tiyn: 24_550 }]),
    { outcome: 'match', replayed: false },
    'a pump that ran over the change counts in the shift that knows its litres',
  )
})

test('differences are named with what we have, and the shift stays open', async () => {
  const till = await aTill(site.app)
  const { posTxnId, operationId, at } = approved(await till.redeem(await coupon(), { ml: 5_000n }))
  const answer = await close(till, [
    { product: 'AI95', count: 1, ml: 5_010, tiyn: 122_750 },
    { product: 'DT', count: 1, ml: 10, tiyn: 300 },
  ])
  assert.ok(answer.outcome === 'differs')
  const [petrol, diesel] = answer.differences
  assert.deepEqual(petrol?.ours, { count: 1, ml: 5_000, tiyn: 122_750 })
  assert.deepEqual(petrol?.yours, { count: 1, ml: 5_010, tiyn: 122_750 })
  assert.deepEqual(
    petrol?.transactions.map((one) => ({ ...one, at: new Date(one.at).getTime() })),
    [{ posTxnId, operationId, verb: 'redeem', ml: 5_000, tiyn: 122_750, at: at.getTime() }],
  )
  assert.deepEqual(diesel, {
    product: 'DT',
    ours: { count: 0, ml: 0, tiyn: 0 },
    yours: { count: 1, ml: 10, tiyn: 300 },
    transactions: [],
  })
  approved(await till.reverse(posTxnId))
  assert.deepEqual(await close(till, []), { outcome: 'match', replayed: false })
})

test('a shift closed ten times at once is closed once, and no refuel slips between its sums and its end', async () => {
  const till = await aTill(site.app)
  const answers = await Promise.all(Array.from({ length: 10 }, () => close(till, [], 'the-same-shift')))
  assert.equal(answers.filter((answer) => answer.outcome === 'match' && !answer.replayed).length, 1)
  for (let round = 0; round < 8; round++) {
    const [refuel, closed] = await Promise.all([
      coupon().then((code) => till.redeem(code, { ml: 1_000n })),
      new Promise((resolve) => setTimeout(resolve, 8 * round)).then(() => close(till, [])),
    ])
    approved(refuel)
    const line = [{ product: 'AI95' as const, count: 1, ml: 1_000, tiyn: 24_550 }]
    if (closed.outcome === 'match') assert.equal((await close(till, line)).outcome, 'match')
    else
      assert.equal((await close(till, line)).outcome, 'match', 'the refuel was in the shift that stayed open')
  }
})

test('a key that opens nothing closes nothing', async () => {
  const till = await aTill(site.app)
  assert.deepEqual(await close({ ...till, keyHash: Buffer.alloc(32) }, []), {
    outcome: 'refused',
    reason: 'unknown_key',
  })
})
