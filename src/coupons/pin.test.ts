import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import test from 'node:test'
import { vaultOf } from '../vault.ts'
import { parsePin, pinHash } from './pin.ts'

test('a PIN is four digits that nobody tries first', () => {
  assert.deepEqual(parsePin(' 2580 '), { ok: true, pin: '2580' })
  for (const pin of ['0000', '7777', '1234', '4321', '6789'])
    assert.deepEqual(parsePin(pin), { ok: false, reason: 'trivial' }, pin)
  for (const pin of ['', '123', '12345', '12a4', '1357 9'])
    assert.deepEqual(parsePin(pin), { ok: false, reason: 'format' }, pin)
  assert.deepEqual(parsePin('1357'), { ok: true, pin: '1357' })
})

test('what is kept of a PIN tells nothing without the key', () => {
  const [vault, other] = [vaultOf(randomBytes(32)), vaultOf(randomBytes(32))]
  assert.deepEqual(pinHash(vault, 'a', '2580'), pinHash(vault, 'a', '2580'))
  assert.notDeepEqual(pinHash(vault, 'a', '2580'), pinHash(other, 'a', '2580'))
  assert.notDeepEqual(pinHash(vault, 'a', '2580'), pinHash(vault, 'b', '2580'), 'nor that two are the same')
})
