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
