import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseLitres } from './litres.ts'

test('litres are read as people type them, in steps of ten millilitres', () => {
  for (const [typed, ml] of [
    ['20', 20_000n],
    ['15,5', 15_500n],
    ['15.50 л', 15_500n],
    [' 1 000 ', 1_000_000n],
    ['0,07l', 70n],
  ] as const)
    assert.deepEqual(parseLitres(typed), { ok: true, ml }, typed)
})

test('what may mean two things, or nothing, is refused', () => {
  assert.deepEqual(parseLitres(' '), { ok: false, reason: 'empty' })
  for (const typed of ['-5', '1,234', 'двадцать', '1e3', '999999', '5,', '.5'])
    assert.deepEqual(parseLitres(typed), { ok: false, reason: 'format' }, typed)
})
