import assert from 'node:assert/strict'
import test from 'node:test'
import { parsePlate, showPlate } from './plate.ts'

test('a plate reads the same however it is typed', () => {
  for (const typed of ['123 ABC 02', '123abc02', ' 123-АВС-02 ', '123\u00a0abc\u00a002', '123 авс 02'])
    assert.deepEqual(parsePlate(typed), { ok: true, plate: '123ABC02' }, typed)
  assert.deepEqual(parsePlate('A 123 BCD'), { ok: true, plate: 'A123BCD' })
  assert.deepEqual(parsePlate('  '), { ok: true, plate: '' })
})

test('what cannot be a plate is refused', () => {
  for (const typed of ['12', 'КамАЗ', '123 ABC 02 и прицеп', '<b>123</b>', '1234567890123'])
    assert.deepEqual(parsePlate(typed), { ok: false, reason: 'format' }, typed)
})

test('a plate is shown as it is stamped', () => {
  assert.equal(showPlate('123ABC02'), '123\u00a0ABC\u00a002')
  assert.equal(showPlate('777AA01'), '777\u00a0AA\u00a001')
  assert.equal(showPlate('A123BCD'), 'A123BCD')
})
