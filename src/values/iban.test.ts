import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseIban, showIban } from './iban.ts'

test('an account is read with blanks and small letters, and shown in fours', () => {
  for (const typed of ['KZ86125KZT5004100100', 'kz86 125k zt50 0410 0100', ' KZ86-125K-ZT50-0410-0100\n'])
    assert.deepEqual(parseIban(typed), { ok: true, iban: 'KZ86125KZT5004100100' }, typed)
  assert.equal(showIban('KZ86125KZT5004100100'), 'KZ86\u00a0125K\u00a0ZT50\u00a00410\u00a00100')
})

test('nothing, other forms and one wrong sign are refused', () => {
  assert.deepEqual(parseIban(' '), { ok: false, reason: 'empty' })
  for (const typed of [
    'KZ86125KZT500410010',
    'KZ86125KZT50041001000',
    'DE89370400440532013000',
    'КZ86125KZT5004100100',
  ])
    assert.deepEqual(parseIban(typed), { ok: false, reason: 'format' }, typed)
  const right = 'KZ86125KZT5004100100'
  for (let place = 2; place < right.length; place++) {
    const digit = /\d/.test(right[place]!) ? String((Number(right[place]) + 1) % 10) : 'Q'
    const wrong = right.slice(0, place) + digit + right.slice(place + 1)
    assert.deepEqual(parseIban(wrong), { ok: false, reason: 'check' }, wrong)
  }
})
