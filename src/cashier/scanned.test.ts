import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readScanned } from './scanned.ts'

const LINK = 'https://talon.kz/c/AbCd-efgh_0123456789'

test('a code is read with spaces or without', () => {
  for (const typed of [
    '1234567890123456',
    ' 1234 5678 9012 3456\n',
    '1234-5678-9012-3456',
    '１２３４567890123456',
  ])
    assert.deepEqual(readScanned(typed), { kind: 'digits', digits: '1234567890123456' })
})

test('a scanner is understood whatever layout the computer has', () => {
  // The keys of the address and of the digits, as a Russian and a Kazakh layout write them.
  assert.deepEqual(readScanned('реезыЖ..ефдщтюля.с.ФиСв-уапр_0123456789'), { kind: 'link', text: LINK })
  assert.deepEqual(readScanned('"әіңғ,.үұқ"әіңғ,'), { kind: 'digits', digits: '1234567890123456' })
  assert.deepEqual(readScanned(LINK), { kind: 'link', text: LINK })
})

test('what is no coupon is said to be none', () => {
  assert.deepEqual(readScanned('  '), { kind: 'empty' })
  for (const typed of ['https://example.kz/menu', 'WIFI:S:АЗС;;', 'привет'])
    assert.deepEqual(readScanned(typed), { kind: 'foreign' })
})

test('a card is told from a coupon: by its digits, its stripe or its chip, whatever layout', () => {
  const number = '7825123456789012345'
  for (const typed of [number, '7825 1234 5678 9012 345', `;${number}=3012101?`, `ж${number}=3012101?`])
    assert.deepEqual(readScanned(typed), { kind: 'card', number }, typed)
  for (const typed of ['04a1b2c3d4e5f6', '04:A1:B2:C3:D4:E5:F6', '04ф1и2с3в4у5а6'])
    assert.deepEqual(readScanned(typed), { kind: 'card', number: '04A1B2C3D4E5F6' }, typed)
  assert.deepEqual(readScanned('12345678'), { kind: 'card', number: '12345678' })
  // A code with two digits missing is a mistake, not a chip.
  assert.deepEqual(readScanned('12345678901234'), { kind: 'digits', digits: '12345678901234' })
})
