import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { amount, money } from '../i18n/format.ts'
import { LANGS } from '../i18n/index.ts'
import { parseTiyn } from './tiyn.ts'

test('an amount is read as people and banks write it', () => {
  const written: Record<string, bigint> = {
    '33800': 3_380_000n,
    '33800,5': 3_380_050n,
    '33800.05': 3_380_005n,
    '33 800,00 ₸': 3_380_000n,
    '1\u00a0234\u202f567,50 тг.': 123_456_750n,
    "1'234'567.50": 123_456_750n,
    '1,234,567.50': 123_456_750n,
    '1.234.567,50': 123_456_750n,
    '1,234.50': 123_450n,
    '1,234,567': 123_456_700n,
    '0.01 KZT': 1n,
    '007': 700n,
    '-160000': -16_000_000n,
    '−1,5': -150n,
    '0': 0n,
  }
  for (const [typed, tiyn] of Object.entries(written))
    assert.deepEqual(parseTiyn(typed), { ok: true, tiyn }, typed)
})

test('what could mean two amounts, or none, is refused', () => {
  for (const typed of [
    '1.234',
    '1,234',
    '1,23,456',
    '1.5.0',
    '1,234,56',
    '1,2,3',
    '12,345.678',
    '1e6',
    '5-',
    '--5',
  ])
    assert.deepEqual(parseTiyn(typed), { ok: false, reason: 'format' }, typed)
  for (const typed of ['.5', ',', 'сто', '0x10', '١٢', '5 $', '1.234.56', '1000,000', '12.', '+5'])
    assert.deepEqual(parseTiyn(typed), { ok: false, reason: 'format' }, typed)
  assert.deepEqual(parseTiyn(' \u00a0₸'), { ok: false, reason: 'empty' })
  assert.deepEqual(parseTiyn('1'.repeat(15)), { ok: false, reason: 'large' })
})

test('every amount we show is read back as it was', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.constantFrom(...LANGS), (tiyn, lang) => {
      assert.deepEqual(parseTiyn(money(lang, tiyn)), { ok: true, tiyn })
      assert.deepEqual(parseTiyn(amount(lang, tiyn)), { ok: true, tiyn })
    }),
  )
})

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (typed) => void parseTiyn(typed)))
})
