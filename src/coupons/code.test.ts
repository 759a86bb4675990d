import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { vaultOf } from '../vault.ts'
import { codeOf, codeRecord, groupCode, parseCode } from './code.ts'

const vault = vaultOf(randomBytes(32))

test('a code is 16 digits, always the same for its coupon, and reads back however it is typed', () => {
  const name = { id: randomUUID(), codeNo: 0 }
  const code = codeOf(vault, name)
  assert.match(code, /^\d{16}$/)
  assert.equal(codeOf(vault, name), code)
  for (const typed of [
    code,
    groupCode(code),
    ` ${groupCode(code).replaceAll(' ', '-')} `,
    code.replace(/./g, '$& '),
  ])
    assert.equal(parseCode(typed), code)
})

test('one wrong digit, or two neighbours swapped, is no code', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.nat(15), fc.integer({ min: 1, max: 9 }), (id, at, by) => {
      const code = codeOf(vault, { id, codeNo: 0 })
      const wrong = code.slice(0, at) + String((Number(code[at]) + by) % 10) + code.slice(at + 1)
      assert.equal(parseCode(wrong), undefined)
    }),
  )
  // Luhn sees every swap of neighbours but 09 with 90.
  const swapped = (code: string, at: number) =>
    code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2)
  fc.assert(
    fc.property(fc.uuid(), fc.nat(14), (id, at) => {
      const code = codeOf(vault, { id, codeNo: 0 })
      fc.pre(code[at] !== code[at + 1] && !['09', '90'].includes(code.slice(at, at + 2)))
      assert.equal(parseCode(swapped(code, at)), undefined)
    }),
  )
})

test('what is stored of a code tells nothing without the key', () => {
  const name = { id: randomUUID(), codeNo: 0 }
  const other = vaultOf(randomBytes(32))
  assert.notDeepEqual(codeRecord(vault, name).hash, codeRecord(other, name).hash)
  assert.notEqual(codeOf(vault, name), codeOf(other, name))
})

test('a coupon’s next code is another one', () => {
  const id = randomUUID()
  const codes = [0, 1, 2, 3].map((codeNo) => codeOf(vault, { id, codeNo }))
  assert.equal(new Set(codes).size, 4)
  assert.ok(codes.every((code) => parseCode(code) === code))
})
