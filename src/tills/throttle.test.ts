import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { aCoupon, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, whyNot } from '../testing/tills.ts'

let site: TestSite
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app)
})
after(() => site.stop())

const unknown = (n: number) => `99${String(n).padStart(14, '0')}`

test('five unknown codes a minute are slips; after the sixth a till is told to wait, whatever it shows', async () => {
  const till = await aTill(site.app)
  const { code } = await aCoupon(site.app, await site.aClient())
  const posTxnId = 'before-the-guesses'
  approved(await till.redeem(code, { ml: 10n, posTxnId }))
  for (let n = 0; n < 5; n++)
    assert.equal(
      whyNot(n % 2 ? await till.redeem(unknown(n)) : await till.lookup(unknown(n))),
      'unknown_code',
    )
  approved(await till.redeem(code, { ml: 10n }))
  const sixth = await till.redeem(unknown(6))
  assert.ok(sixth.outcome === 'refused' && sixth.reason === 'throttled')
  assert.ok(sixth.waitSeconds > 0 && sixth.waitSeconds <= 60)
  for (const answer of [
    await till.redeem(code, { ml: 10n }),
    await till.lookup(code),
    await till.authorize(code, 10n),
  ])
    assert.equal(whyNot(answer), 'throttled')
  assert.equal(approved(await till.redeem(code, { ml: 10n, posTxnId })).replayed, true, 'what was done stays')
  approved(await till.reverse('a-name-to-take-back'))

  const neighbour = await aTill(site.app)
  approved(await neighbour.redeem(code, { ml: 10n }))

  await sql`update throttle set ends_at = now() where scope = 'till.codes'`.execute(site.owner)
  approved(await till.redeem(code, { ml: 10n }))
})

test('guesses at once are no way around', async () => {
  const till = await aTill(site.app)
  const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => till.redeem(unknown(n))))
  assert.equal(answers.filter((answer) => whyNot(answer) === 'unknown_code').length, 5)
})
