import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { parseEmailAddress, suggestDomain } from './email-address.ts'

/** Characters by number, so that the invisible ones can be read in this file. */
const NBSP = '\u00a0'
const ZERO_WIDTH = '\u200b'
const RIGHT_TO_LEFT = '\u200f'
const BOM = '\ufeff'

const understood: [typed: string, shown: string, key: string][] = [
  ['zhuldyzai_t@mail.ru', 'zhuldyzai_t@mail.ru', 'zhuldyzai_t@mail.ru'],
  ['  Zhuldyzai_T@Mail.RU \r\n', 'Zhuldyzai_T@mail.ru', 'zhuldyzai_t@mail.ru'],
  [`${NBSP}${ZERO_WIDTH}a@mail.ru${RIGHT_TO_LEFT}${BOM}\u3000`, 'a@mail.ru', 'a@mail.ru'],
  ['\u202aaigul@mail.ru\u202c', 'aigul@mail.ru', 'aigul@mail.ru'],
  [`ai${ZERO_WIDTH}gul@ma${ZERO_WIDTH}il.ru`, 'aigul@mail.ru', 'aigul@mail.ru'],
  ['mailto:Bolat@mail.ru', 'Bolat@mail.ru', 'bolat@mail.ru'],
  ['MAILTO:bolat@mail.ru?subject=hello', 'bolat@mail.ru', 'bolat@mail.ru'],
  ['Айгуль Сатпаева <Aigul@mail.ru>', 'Aigul@mail.ru', 'aigul@mail.ru'],
  ['"Satpaeva, A." < aigul@mail.ru > ', 'aigul@mail.ru', 'aigul@mail.ru'],
  ['<aigul@mail.ru>', 'aigul@mail.ru', 'aigul@mail.ru'],
  ['Aigul <mailto:aigul@mail.ru>', 'aigul@mail.ru', 'aigul@mail.ru'],
  ['first.last+tag@mail.ru', 'first.last+tag@mail.ru', 'first.last+tag@mail.ru'],
  ["o'neil@mail.ru", "o'neil@mail.ru", "o'neil@mail.ru"],
  ['info@почта.рф', 'info@почта.рф', 'info@xn--80a1acny.xn--p1ai'],
  ['Info@ПОЧТА.РФ', 'Info@почта.рф', 'info@xn--80a1acny.xn--p1ai'],
  ['info@xn--80a1acny.xn--p1ai', 'info@почта.рф', 'info@xn--80a1acny.xn--p1ai'],
  ['info@қазақ.қаз', 'info@қазақ.қаз', 'info@xn--80aau21bd.xn--80ao21a'],
  ['a@ｍail.ru', 'a@mail.ru', 'a@mail.ru'],
  ['a@mail。ru', 'a@mail.ru', 'a@mail.ru'],
  ['a@gıthub.com', 'a@gıthub.com', 'a@xn--gthub-n4a.com'],
  ['a@mail.ru.', 'a@mail.ru', 'a@mail.ru'],
]

test('an address is understood however it was typed or pasted', () => {
  for (const [typed, shown, key] of understood) {
    assert.deepEqual(parseEmailAddress(typed), { ok: true, shown, key }, JSON.stringify(typed))
  }
})

const refused: [typed: string, reason: string][] = [
  ['', 'empty'],
  [` ${NBSP}${ZERO_WIDTH}\t `, 'empty'],
  ['<>', 'empty'],
  ['mailto:', 'empty'],
  ['aigul', 'format'],
  ['@mail.ru', 'format'],
  ['aigul@', 'format'],
  ['aigul@mail', 'format'],
  ['aigul@localhost', 'format'],
  ['aigul@@mail.ru', 'format'],
  ['aigul@mail.ru, bolat@mail.ru', 'format'],
  ['aigul@mail.ru;', 'format'],
  ['.aigul@mail.ru', 'format'],
  ['aigul.@mail.ru', 'format'],
  ['ai..gul@mail.ru', 'format'],
  ['ai gul@mail.ru', 'format'],
  ['aigul @mail.ru', 'format'],
  ['aigul\u00a0@mail.ru', 'format'],
  ['aigul@ mail.ru', 'format'],
  ['"aigul"@mail.ru', 'format'],
  ['aigul\0@mail.ru', 'format'],
  ['aigul\r\nBcc: x@mail.ru', 'format'],
  ['aigul@mail..ru', 'format'],
  ['aigul@.mail.ru', 'format'],
  ['aigul@-mail.ru', 'format'],
  ['aigul@mail-.ru', 'format'],
  ['aigul@ma_il.ru', 'format'],
  ['aigul@mail.r', 'format'],
  ['aigul@mail.123', 'format'],
  ['aigul@10.0.0.1', 'format'],
  ['aigul@127.1', 'format'],
  ['aigul@0x7f.1', 'format'],
  ['aigul@[10.0.0.1]', 'format'],
  ['aigul@mail.ru/evil', 'format'],
  ['aigul@mail.ru?evil', 'format'],
  ['aigul@mail.ru#evil', 'format'],
  ['aigul@mail.ru:25', 'format'],
  ['aigul@mail.r%75', 'format'],
  ['aigul@xn--a.ru', 'format'],
  ['айгуль@mail.ru', 'non_ascii_local'],
  ['aigu\u04cf@mail.ru', 'non_ascii_local'],
  ['\u212aelvin@mail.ru', 'non_ascii_local'],
  [`${'a'.repeat(65)}@mail.ru`, 'too_long'],
  [`a@${'a'.repeat(64)}.ru`, 'too_long'],
  [`a@${Array(5).fill('a'.repeat(60)).join('.')}.ru`, 'too_long'],
  [`a@${'a'.repeat(2_000)}.ru`, 'too_long'],
]

test('what is not one deliverable address is refused with its reason', () => {
  for (const [typed, reason] of refused) {
    assert.deepEqual(parseEmailAddress(typed), { ok: false, reason }, JSON.stringify(typed.slice(0, 80)))
  }
})

test('the longest address that mail servers must take is taken', () => {
  const label = 'b'.repeat(61)
  const address = `${'a'.repeat(64)}@${label}.${label}.${label}.ru`
  assert.equal(address.length, 253)
  assert.equal(parseEmailAddress(address).ok, true)
  assert.deepEqual(parseEmailAddress(`${'a'.repeat(64)}@${label}.${label}.${label}b.rus`), {
    ok: false,
    reason: 'too_long',
  })
})

test('only A–Z are lowered, so a look-alike never meets the owner', () => {
  const keys = ['github@github.com', 'github@gıthub.com', 'g.ithub@github.com', 'github+x@github.com'].map(
    (typed) => {
      const parsed = parseEmailAddress(typed)
      return parsed.ok ? parsed.key : typed
    },
  )
  assert.equal(new Set(keys).size, keys.length)
})

const letters = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(...'aA.-+_@<>:%/?[] ıßёқ。ｍ\u200b\u200d\u00ad\u00a0', 'xn--', 'ru', 'mailto:'),
  }),
)
const addressLike = fc.oneof(
  letters,
  fc.tuple(letters, letters).map(([local, domain]) => `${local}@${domain}.ru`),
  fc.tuple(fc.emailAddress(), letters).map(([address, mess]) => `${mess} <${address}>`),
  fc.emailAddress(),
  fc.tuple(fc.webSegment(), fc.string({ unit: 'grapheme' })).map(([a, d]) => `a${a}@${d}.com`),
)

test('no string makes it throw, and a key is its own key', () => {
  fc.assert(
    fc.property(addressLike, (typed) => {
      const parsed = parseEmailAddress(typed)
      if (!parsed.ok) return
      const { key, shown } = parsed
      assert.match(key, /^[\x21-\x7e]+$/)
      assert.ok(key.length <= 254)
      assert.deepEqual(parseEmailAddress(key), { ok: true, shown: shownOf(key, shown), key })
      const again = parseEmailAddress(shown)
      assert.equal(again.ok && again.key, key)
    }),
    { numRuns: 3_000 },
  )
})

/** A key shows itself with its own lowered local part and the same domain. */
function shownOf(key: string, shown: string): string {
  return key.slice(0, key.indexOf('@')) + shown.slice(shown.indexOf('@'))
}

test('a megabyte of anything is answered at once', () => {
  const attacks = [' ', '\u200b', '@', '.', 'a', 'a.', '<', '>', ' a', 'xn--', 'mailto:', '\u202e@']
  const started = performance.now()
  for (const piece of attacks) {
    const long = piece.repeat(Math.ceil(1_000_000 / piece.length))
    for (const typed of [
      long,
      `${long}@mail.ru`,
      `a@${long}`,
      `${long}<a@mail.ru>`,
      `<${long}>`,
      `x ${long} x`,
    ]) {
      parseEmailAddress(typed)
    }
  }
  assert.ok(performance.now() - started < 3_000)
})

test('a slip in a well-known domain is asked about', () => {
  const asked: [string, string][] = [
    ['Aigul@gmial.com', 'Aigul@gmail.com'],
    ['aigul@gmail.con', 'aigul@gmail.com'],
    ['aigul@gmai.com', 'aigul@gmail.com'],
    ['aigul@gmail.ru', 'aigul@gmail.com'],
    ['aigul@mail.ry', 'aigul@mail.ru'],
    ['aigul@mial.ru', 'aigul@mail.ru'],
    ['aigul@yandx.ru', 'aigul@yandex.ru'],
    ['aigul@yadnex.ru', 'aigul@yandex.ru'],
    ['aigul@iclould.com', 'aigul@icloud.com'],
    ['aigul@outlok.com', 'aigul@outlook.com'],
    ['aigul@hotmial.com', 'aigul@hotmail.com'],
  ]
  for (const [typed, meant] of asked) assert.equal(suggestDomain(typed), meant, typed)
})

test('a real domain is not asked about, and neither is a broken address', () => {
  const real =
    'gmail.com mail.ru mail.kz yandex.kz yandex.ru ya.ru bk.ru vk.ru mail.com ymail.com kmg.kz petroretail.kz'
  for (const domain of real.split(' ')) assert.equal(suggestDomain(`aigul@${domain}`), undefined, domain)
  for (const broken of ['', 'aigul', 'aigul@', 'a@b@gmial.com'])
    assert.equal(suggestDomain(broken), undefined)
  assert.equal(suggestDomain('a@constructor.com'), undefined)
})
