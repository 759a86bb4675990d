import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { pinHash } from '../coupons/pin.ts'
import { aCoupon, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, couponNow, type Till, whyNot } from '../testing/tills.ts'

let site: TestSite
let till: Till
before(async () => {
  site = await testSite({ LIMIT_UNKNOWN_CODES_PER_MINUTE: '10000' })
  await pricesAre(site.app)
  till = await aTill(site.app)
})
after(() => site.stop())

async function withPin(pin: string) {
  const client = await site.aClient()
  const coupon = await aCoupon(site.app, client)
  const hash = pinHash(site.app.vault, coupon.id, pin)
  await sql`update coupon set pin_hash = ${hash} where id = ${coupon.id}`.execute(site.owner)
  return coupon
}

test('a coupon with a PIN gives nothing without it', async () => {
  const { code, id } = await withPin('4711')
  const found = await till.lookup(code)
  assert.ok(found.outcome === 'found' && found.pinNeeded)
  assert.equal(whyNot(await till.redeem(code)), 'pin_required')
  assert.equal(whyNot(await till.authorize(code, 1_000n)), 'pin_required')
  approved(await till.authorize(code, 1_000n, { pin: '4711' }))
  approved(await till.redeem(code, { pin: '4711' }))
  assert.equal((await couponNow(site.app, id)).left, 1_000n)
})

test('two wrong PINs are forgiven and told, a right one forgets them, the third in a row blocks', async () => {
  const { code, id } = await withPin('4711')
  const wrong = async () => {
    const answer = await till.redeem(code, { pin: '0000', ml: 10n })
    assert.ok(answer.outcome === 'declined')
    return [answer.reason, answer.facts.triesLeft]
  }
  assert.deepEqual(await wrong(), ['pin_wrong', 2])
  assert.deepEqual(await wrong(), ['pin_wrong', 1])
  approved(await till.redeem(code, { pin: '4711', ml: 10n }))
  assert.deepEqual(await wrong(), ['pin_wrong', 2])
  approved(await till.authorize(code, 10n, { pin: '4711' }))
  assert.deepEqual(await wrong(), ['pin_wrong', 2])
  assert.deepEqual(await wrong(), ['pin_wrong', 1])
  assert.deepEqual(await wrong(), ['pin_locked', 0])
  assert.equal((await couponNow(site.app, id)).blocked, 'pin')
  assert.equal(whyNot(await till.redeem(code, { pin: '4711', ml: 10n })), 'pin_locked')
  const { rows } = await sql<{ what: string }>`select what from coupon_event where coupon_id = ${id}`.execute(
    site.owner,
  )
  assert.deepEqual(rows, [{ what: 'blocked' }], 'the client sees why')
})

test('a wrong PIN asked for again under its name is counted once', async () => {
  const { code } = await withPin('4711')
  for (let n = 0; n < 5; n++) {
    const answer = await till.redeem(code, { pin: '0000', posTxnId: 'the-same-guess-1' })
    assert.equal(whyNot(answer), 'pin_wrong')
  }
  approved(await till.redeem(code, { pin: '4711' }))
})

test('of a hundred guesses at once three are weighed', async () => {
  const { code, id } = await withPin('0050')
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) => till.redeem(code, { pin: String(n + 51).padStart(4, '0') })),
  )
  assert.equal(answers.filter((answer) => whyNot(answer) === 'pin_wrong').length, 2)
  assert.equal(answers.filter((answer) => whyNot(answer) === 'pin_locked').length, 98)
  assert.equal(whyNot(await till.redeem(code, { pin: '0050' })), 'pin_locked')
  assert.equal((await couponNow(site.app, id)).left, 20_000n)
})

test('a PIN with a code nobody has is an unknown code', async () => {
  assert.equal(whyNot(await till.redeem('1234567890123456', { pin: '4711' })), 'unknown_code')
})
