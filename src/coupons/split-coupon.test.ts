import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { paid } from '../testing/coupons.ts'
import { choose, giveLitres, type LitreLine } from './give-litres.ts'
import { equalParts, splitCoupon } from './split-coupon.ts'
import { quoteSwap, swapGrade } from './swap-grade.ts'
import { BY, type Client, type Life, openLife } from './testing.ts'

let life: Life
before(async () => {
  life = await openLife()
})
after(() => life.close())

const split = (client: Client, couponId: string, parts: bigint[]) =>
  life.do((tx) => splitCoupon(tx, life.app.vault, { clientId: client.id, couponId, parts, by: BY }))
const swap = (client: Client, couponId: string, agreedTiyn: bigint) =>
  life.do((tx) =>
    swapGrade(tx, life.app.vault, { clientId: client.id, couponId, product: 'DT', agreedTiyn, by: BY }),
  )
const litres = (client: Client, lines: (Partial<LitreLine> & { driverId: string; ml: bigint })[]) =>
  life.do((tx) =>
    giveLitres(tx, life.app.vault, {
      clientId: client.id,
      lines: lines.map((line) => ({ product: 'AI95', plate: '', note: '', ...line })),
      by: BY,
    }),
  )

test('the parts of a coupon are coupons of their own, and nothing is lost to the tiyn', async () => {
  const { client, ids } = await life.aClientWith(1)
  await life.refuel(client, ids[0]!, 3_330n)
  const before = await life.see(client, ids[0]!)
  const parts = equalParts(before.remainingMl, 3)
  assert.deepEqual(parts, [5_550n, 5_550n, 5_570n])
  const answer = await split(client, ids[0]!, parts)
  assert.ok(answer.ok)
  assert.deepEqual(
    answer.coupons.map(({ ml }) => ml),
    parts,
  )
  assert.equal(
    answer.coupons.reduce((sum, { tiyn }) => sum + tiyn, 0n),
    before.valueTiyn,
  )
  const old = await life.see(client, ids[0]!)
  assert.deepEqual([old.state, old.remainingMl, old.valueTiyn], ['replaced', 0n, 0n])
  for (const { id } of answer.coupons) {
    const part = await life.see(client, id)
    assert.deepEqual([part.state, part.shelf, part.validTo], ['issued', 'stock', before.validTo])
  }
  assert.deepEqual(await life.story(ids[0]!), ['split'])
  assert.deepEqual(await life.story(answer.coupons[0]!.id), ['made'])
  assert.equal(await life.advanceOf(client), 0n)
  assert.deepEqual(await life.broken(), [])
})

test('equal parts add up, whatever is split into however many', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 200n, max: 100_000n }), fc.integer({ min: 2, max: 50 }), (tens, count) => {
      const parts = equalParts(tens * 10n, count)
      assert.equal(parts.length, count)
      assert.equal(
        parts.reduce((sum, part) => sum + part, 0n),
        tens * 10n,
      )
      assert.ok(parts.every((part) => part % 10n === 0n && part >= 0n))
    }),
  )
})

test('parts that do not add up, are too small or too many split nothing', async () => {
  const { client, ids } = await life.aClientWith(1)
  const cases: [bigint[], object][] = [
    [[10_000n, 9_990n], { reason: 'sum', remainingMl: 20_000n }],
    [[19_990n, 10n], { reason: 'too_small' }],
    [[10_005n, 9_995n], { reason: 'too_small' }],
    [[21_000n, -1_000n], { reason: 'too_small' }],
    [[20_000n], { reason: 'too_few' }],
    [Array.from({ length: 51 }, () => 1_000n), { reason: 'too_many' }],
  ]
  for (const [parts, refusal] of cases)
    assert.deepEqual(await split(client, ids[0]!, parts), { ok: false, ...refusal })
  assert.equal((await life.see(client, ids[0]!)).state, 'issued')
})

test('a coupon at a pump, blocked, used or ended is not split', async () => {
  const { client, ids } = await life.aClientWith(3)
  await life.hold(ids[0]!, 1_000n)
  await life.refuel(client, ids[1]!, 20_000n)
  await life.endedDaysAgo(ids[2]!, 1)
  const reasons = []
  for (const id of ids) {
    const answer = await split(client, id, [10_000n, 10_000n])
    reasons.push(answer.ok ? 'split' : answer.reason)
  }
  assert.deepEqual(reasons, ['held', 'used', 'ended'])
  await life.hold(ids[0]!, 0n)
})

test('of ten who split a coupon at once, one does', async () => {
  const { client, ids } = await life.aClientWith(1)
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => split(client, ids[0]!, [10_000n, 10_000n])),
  )
  assert.equal(answers.filter(({ ok }) => ok).length, 1)
  const { rows } = await sql<{ ml: bigint }>`
    select sum(remaining_ml)::bigint as ml from coupon where client_id = ${client.id}`.execute(
    life.app.db.write,
  )
  assert.equal(rows[0]!.ml, 20_000n)
  assert.deepEqual(await life.broken(), [])
})

test('another fuel costs today’s price, and the difference comes from the advance', async () => {
  const { client, ids } = await life.aClientWith(1)
  const before = await life.see(client, ids[0]!)
  const quoted = await quoteSwap(life.app.db.read, client.id, before, 'DT')
  assert.ok(quoted.ok)
  // 20 l × 293.33 ₸ − 20 l × 245.50 ₸
  const difference = 586_660n - 491_000n
  assert.deepEqual(quoted.quote, { tiynPerLitre: 29_333n, tiyn: 586_660n, differenceTiyn: difference })
  assert.deepEqual(await swap(client, ids[0]!, difference), {
    ok: false,
    reason: 'not_enough',
    lackingTiyn: difference,
  })
  await paid(life.app, client.id, difference + 7n)
  assert.deepEqual(await swap(client, ids[0]!, difference - 1n), {
    ok: false,
    reason: 'price_changed',
    quote: quoted.quote,
  })
  const swapped = await swap(client, ids[0]!, difference)
  assert.ok(swapped.ok)
  const made = await life.see(client, swapped.coupon.id)
  assert.deepEqual([made.product, made.remainingMl, made.valueTiyn], ['DT', 20_000n, 586_660n])
  assert.equal(await life.advanceOf(client), 7n)
  assert.deepEqual(await life.broken(), [])
})

test('a cheaper fuel brings the difference back, and a contract may allow no swap', async () => {
  const { client, ids } = await life.aClientWith(1, { product: 'DT' })
  const lpg = (agreedTiyn: bigint) =>
    life.do((tx) =>
      swapGrade(tx, life.app.vault, {
        clientId: client.id,
        couponId: ids[0]!,
        product: 'LPG',
        agreedTiyn,
        by: BY,
      }),
    )
  await life.contractIs(client, { grade_swap: false })
  assert.deepEqual(await lpg(-106_660n), { ok: false, reason: 'not_allowed' })
  await life.contractIs(client, { grade_swap: true })
  assert.ok((await lpg(480_000n - 586_660n)).ok)
  assert.equal(await life.advanceOf(client), 106_660n)
  assert.deepEqual(await life.broken(), [])
})

test('litres are chosen from what ends first: whole coupons, and one is split for the rest', () => {
  const stock = (...mls: bigint[]) =>
    mls.map((ml, i) => ({ id: `${i}`, number: BigInt(i), contractId: '', ml, validTo: '2027-01-01' }))
  const chosen = (mls: bigint[], ml: bigint) => {
    const choice = choose(stock(...mls), ml)
    return choice.ok
      ? [
          ...choice.whole.map((coupon) => coupon.ml),
          ...(choice.split ? [[choice.split.coupon.ml, choice.split.ml]] : []),
        ]
      : [choice.reason, choice.availableMl]
  }
  assert.deepEqual(chosen([20_000n, 20_000n, 10_000n], 30_000n), [20_000n, 10_000n])
  assert.deepEqual(chosen([50_000n, 20_000n], 20_000n), [20_000n])
  assert.deepEqual(chosen([20_000n, 50_000n], 45_000n), [20_000n, [50_000n, 25_000n]])
  assert.deepEqual(chosen([20_000n], 30_000n), ['stock', 20_000n])
  assert.deepEqual(chosen([10_000n], 9_500n), ['too_small', 10_000n])
})

test('drivers get their litres from one coupon as from many, all of them or none', async () => {
  const { client } = await life.aClientWith(1, { litres: 100 })
  const drivers = [
    await life.aDriver(client.id),
    await life.aDriver(client.id),
    await life.aDriver(client.id),
  ]
  const lines = drivers.map(({ id }) => ({ driverId: id, ml: 30_000n }))
  assert.deepEqual(await litres(client, [...lines, { driverId: drivers[0]!.id, ml: 30_000n }]), {
    ok: false,
    line: 3,
    reason: 'stock',
    availableMl: 10_000n,
  })
  const given = await litres(client, lines)
  assert.ok(given.ok)
  for (const [i, one] of given.given.entries()) {
    assert.equal(one.driverId, drivers[i]!.id)
    const coupon = await life.see(client, one.couponIds[0]!)
    assert.deepEqual([coupon.remainingMl, coupon.shelf, coupon.driverId], [30_000n, 'given', one.driverId])
  }
  assert.deepEqual(await life.broken(), [])
})

test('of ten who give the last litres at once, as many get some as there are', async () => {
  const { client } = await life.aClientWith(3)
  const driver = await life.aDriver(client.id)
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => litres(client, [{ driverId: driver.id, ml: 15_000n }])),
  )
  // Three coupons of 20 litres give 15 each, and their three rests of 5 make a fourth.
  assert.equal(answers.filter(({ ok }) => ok).length, 4)
  const { rows } = await sql<{ ml: bigint }>`
    select sum(remaining_ml)::bigint as ml from coupon where client_id = ${client.id} and shelf = 'given'`.execute(
    life.app.db.write,
  )
  assert.equal(rows[0]!.ml, 60_000n)
})
