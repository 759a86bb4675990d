import assert from 'node:assert/strict'
import test from 'node:test'
import { LANGS, translator, worldOf } from '../i18n/index.ts'
import type { Approved, Declined } from './answer.ts'
import { DECLINES } from './decline.ts'
import { wordsIn } from './words.ts'

const WORLD = worldOf('QAZAQ OIL', 'ТОО «PetroRetail»')
const PHONE = '+7 700 000 00 00'

const refusal = (facts: Partial<Omit<Declined, 'posTxnId'>>): Omit<Declined, 'posTxnId'> => ({
  outcome: 'declined',
  of: 'coupon',
  operationId: null,
  reason: 'used',
  facts: {},
  state: null,
  product: 'AI95',
  remainingMl: 12_500n,
  replayed: false,
  ...facts,
})

test('every refusal has its sentence for the cashier and for the driver, in every language', () => {
  for (const lang of LANGS)
    for (const reason of DECLINES) {
      const facts = {
        ...{ on: '2026-11-20', at: '2026-11-20T10:00:00Z', station: 'АЗС 7', stations: ['АЗС 7', 'АЗС 9'] },
        ...{ asked: 'AI92' as const, plate: '123ABC02', triesLeft: 1, allowedMl: 5000 },
        products: ['AI95' as const, 'DT' as const],
      }
      for (const kind of ['coupon', 'card'] as const) {
        const answer = refusal({ of: kind, reason, facts })
        const { cashier, driver } = wordsIn(translator(lang, WORLD), answer, PHONE)
        for (const said of [cashier, driver]) {
          assert.match(said, /\p{L}.*[.]$/u, `${lang} ${reason}`)
          assert.doesNotMatch(said, /undefined|null|[{}]|\bnought\b|: \.|  /, `${lang} ${reason}: ${said}`)
        }
      }
    }
})

test('of a card nothing is said about a coupon', () => {
  const couponsOnly = /link|several|used|returning|returned|replaced|void|not_yet|whole/
  for (const reason of DECLINES.filter((one) => !couponsOnly.test(one))) {
    const words = wordsIn(translator('en', WORLD), refusal({ of: 'card', reason }), PHONE)
    assert.doesNotMatch(`${words.cashier} ${words.driver}`, /coupon/i, reason)
  }
})

test('the words name what the cashier needs: when, where, how much, which fuel', () => {
  const t = translator('ru', WORLD)
  const say = (facts: Partial<Declined>) =>
    wordsIn(t, refusal(facts), PHONE).cashier.replaceAll('\u00a0', ' ')
  assert.match(
    say({ reason: 'used', facts: { at: '2026-11-20T10:00:00Z', station: 'АЗС 7' } }),
    /уже использован 20 ноября 2026 г\., 15:00, АЗС 7/,
  )
  assert.match(say({ reason: 'insufficient' }), /только 12,5 л/)
  assert.match(say({ reason: 'wrong_product', facts: { asked: 'DT' } }), /на АИ-95, а выбрано ДТ/)
  assert.match(say({ reason: 'pin_wrong', facts: { triesLeft: 2 } }), /Осталось 2 попытки/)
  assert.match(say({ reason: 'plate_mismatch', facts: { plate: '123ABC02' } }), /123 ABC 02/)
  assert.match(say({ reason: 'already_final', state: 'reversed' }), /уже отменена/)
})

test('what was done is said with its litres', () => {
  const done: Approved = {
    ...{
      outcome: 'approved',
      of: 'coupon',
      partial: null,
      verb: 'redeem',
      posTxnId: 'x',
      operationId: 'x',
      state: 'completed',
    },
    ...{ product: 'AI95', ml: 20_000n, shortMl: 0n, tiyn: 1n, tiynPerLitre: 1n, remainingMl: 0n },
    ...{ holdUntil: null, at: new Date(), replayed: false },
  }
  const say = (change: Partial<Approved>) =>
    wordsIn(translator('ru', WORLD), { ...done, ...change }, PHONE).cashier.replaceAll('\u00a0', ' ')
  assert.equal(say({}), 'Погашено: 20 л АИ-95')
  assert.equal(say({ verb: 'authorize', state: 'authorized' }), 'Отпустите до 20 л: АИ-95')
  assert.equal(say({ verb: 'refund' }), 'Возвращено: 20 л АИ-95')
  assert.match(say({ verb: 'reverse', state: 'reversed' }), /вернулись на талон/)
  assert.match(say({ verb: 'reverse', state: 'reversed', ml: 0n, product: null }), /не отпускайте/)
  assert.match(
    say({ state: 'reversed' }),
    /отменено/,
    'a repetition never says to dispense what was taken back',
  )
})
