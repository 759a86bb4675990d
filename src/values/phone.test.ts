import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { isMobile, parsePhone, showPhone } from './phone.ts'

test('a phone is understood however it is written', () => {
  const written = [
    '+77010000000 | 87010000000 | 77010000000 | 7010000000 | 8 701 000 00 00',
    '+7 (701) 000-00-00 | 8(701)0000000 | +7\u00a0701\u00a0000\u00a000\u00a000 | 701.000.00.00',
    '8\u2013701\u2013000\u201300\u201300 | \u202a+7 701 000 00 00\u202c | tel:+77010000000',
    ' +7-701-000-00-00  | +7 701 000\u221200\u221200',
  ].flatMap((line) => line.split(' | '))
  for (const typed of written) assert.deepEqual(parsePhone(typed), { ok: true, phone: '+77010000000' }, typed)
  assert.deepEqual(parsePhone('777 123 45 67'), { ok: true, phone: '+77771234567' })
  assert.deepEqual(parsePhone('8 7172 55 66 77'), { ok: true, phone: '+77172556677' })
})

test('nothing, other countries, wrong lengths and letters are refused', () => {
  for (const typed of ['', ' \u00a0', '\u202a\u202c', 'tel:']) {
    assert.deepEqual(parsePhone(typed), { ok: false, reason: 'empty' })
  }
  const wrong = [
    '+7 901 000 00 00 | +1 701 000 00 00 | +996 701 000 000 | 701 000 00 0 | 8 701 000 00 000',
    '+8 701 000 00 00 | ++77010000000 | 7+7010000000 | 870100000OO | ٧٠١٠٠٠٠٠٠٠',
    '87010000000, 87020000000 | 87010000000 доб. 5 | ()',
  ].flatMap((line) => line.split(' | '))
  for (const typed of wrong) assert.deepEqual(parsePhone(typed), { ok: false, reason: 'format' }, typed)
})

test('a phone is shown in groups, and what is shown is read back', () => {
  assert.equal(showPhone('+77010000000'), '+7 701 000 00 00')
  assert.equal(showPhone('112'), '112')
  assert.equal(showPhone('+77010000000; drop'), '+77010000000; drop')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), (n) => {
      const phone = `+77${String(n).padStart(9, '0')}`
      assert.deepEqual(parsePhone(phone), { ok: true, phone })
      assert.deepEqual(parsePhone(showPhone(phone)), { ok: true, phone })
    }),
  )
})

test('mobile numbers are known by their codes', () => {
  for (const code of ['700', '701', '708', '747', '771', '777', '778'])
    assert.equal(isMobile(`+7${code}1234567`), true)
  for (const code of ['717', '727', '750', '760']) assert.equal(isMobile(`+7${code}1234567`), false)
  assert.equal(isMobile('701'), false)
})

test('no text makes it throw', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      (typed) => void showPhone(String(parsePhone(typed).ok) + typed),
    ),
  )
  const started = performance.now()
  for (const piece of [' ', '7', '+7', '(', '\u202a']) parsePhone(piece.repeat(500_000))
  assert.ok(performance.now() - started < 2_000)
})
