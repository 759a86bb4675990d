import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Lang, LANGS } from '../i18n/index.ts'
import { sumInWords } from './sum-in-words.ts'

const inTenge = (lang: Lang, tenge: bigint) => sumInWords(lang, tenge * 100n).replace(/ \S+ 00 \S+$/, '')

test('Russian numbers agree with the thousand, the million and the tenge they count', () => {
  const said = Object.fromEntries(
    [0n, 1n, 2n, 11n, 21n, 1000n, 2000n, 5000n, 11_000n, 21_000n, 112_000n, 1_000_001n, 2_000_000n].map(
      (tenge) => [String(tenge), inTenge('ru', tenge)],
    ),
  )
  assert.deepEqual(said, {
    0: 'Ноль',
    1: 'Один',
    2: 'Два',
    11: 'Одиннадцать',
    21: 'Двадцать один',
    1000: 'Одна тысяча',
    2000: 'Две тысячи',
    5000: 'Пять тысяч',
    11000: 'Одиннадцать тысяч',
    21000: 'Двадцать одна тысяча',
    112000: 'Сто двенадцать тысяч',
    1000001: 'Один миллион один',
    2000000: 'Два миллиона',
  })
})

test('a sum is said whole, its tiyn in two digits, in each language', () => {
  assert.deepEqual(Object.fromEntries(LANGS.map((lang) => [lang, sumInWords(lang, 123_456_705n)])), {
    kk: 'Бір миллион екі жүз отыз төрт мың бес жүз алпыс жеті теңге 05 тиын',
    ru: 'Один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь тенге 05 тиын',
    en: 'One million two hundred and thirty-four thousand five hundred and sixty-seven tenge 05 tiyn',
  })
  assert.deepEqual(Object.fromEntries(LANGS.map((lang) => [lang, sumInWords(lang, 50n)])), {
    kk: 'Нөл теңге 50 тиын',
    ru: 'Ноль тенге 50 тиын',
    en: 'Zero tenge 50 tiyn',
  })
})

test('a trillion tenge has a name in each language, and what is larger or owed is refused', () => {
  assert.deepEqual(
    LANGS.map((lang) => inTenge(lang, 10n ** 12n)),
    ['Бір триллион', 'Один триллион', 'One trillion'],
  )
  assert.equal(inTenge('en', 1_001_101n), 'One million one thousand one hundred and one')
  assert.equal(inTenge('kk', 100n), 'Бір жүз')
  assert.throws(() => sumInWords('ru', -1n), RangeError)
  assert.throws(() => sumInWords('ru', 10n ** 17n), RangeError)
})

const VALUES: Record<string, number> = Object.fromEntries(
  [
    'ноль нөл zero',
    'один одна бір one',
    'два две екі two',
    'три үш three',
    'четыре төрт four',
    'пять бес five',
    'шесть алты six',
    'семь жеті seven',
    'восемь сегіз eight',
    'девять тоғыз nine',
    'десять он ten',
    'одиннадцать eleven',
    'двенадцать twelve',
    'тринадцать thirteen',
    'четырнадцать fourteen',
    'пятнадцать fifteen',
    'шестнадцать sixteen',
    'семнадцать seventeen',
    'восемнадцать eighteen',
    'девятнадцать nineteen',
  ]
    .flatMap((words, value) => words.split(' ').map((word): [string, number] => [word, value]))
    .concat(
      [
        'двадцать жиырма twenty',
        'тридцать отыз thirty',
        'сорок қырық forty',
        'пятьдесят елу fifty',
        'шестьдесят алпыс sixty',
        'семьдесят жетпіс seventy',
        'восемьдесят сексен eighty',
        'девяносто тоқсан ninety',
      ].flatMap((words, i) => words.split(' ').map((word): [string, number] => [word, 20 + i * 10])),
      'сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот'
        .split(' ')
        .map((word, i): [string, number] => [word, 100 + i * 100]),
    ),
)

const POWER = [
  /^(тысяч[аи]?|мың|thousand)$/,
  /^(миллион(а|ов)?|million)$/,
  /^(миллиард(а|ов)?|billion)$/,
  /^(триллион(а|ов)?|trillion)$/,
]

/** Reads a sum back as a person would, word by word, knowing nothing of how it was written. */
function readBack(text: string): bigint {
  const [, whole = '', tiyn = ''] = /^(.+) (?:тенге|теңге|tenge) (\d\d) (?:тиын|tiyn)$/.exec(text) ?? []
  let [sum, group] = [0n, 0n]
  for (const word of whole.toLowerCase().split(/[ -]/)) {
    const power = POWER.findIndex((name) => name.test(word)) + 1
    const value = VALUES[word]
    if (word === 'and') continue
    else if (word === 'жүз' || word === 'hundred') group *= 100n
    else if (power > 0) [sum, group] = [sum + group * 1000n ** BigInt(power), 0n]
    else if (value === undefined) throw new Error(`not a number’s word: ${word}`)
    else group += BigInt(value)
  }
  return (sum + group) * 100n + BigInt(tiyn)
}

// Small, round and large numbers alike: half of all random bigints would otherwise be trillions.
const sums = fc
  .tuple(fc.integer({ min: 1, max: 17 }), fc.bigInt({ min: 0n, max: 10n ** 17n - 1n }))
  .map(([size, value]) => value % 10n ** BigInt(size))

test('whatever is said reads back to the same tiyn', () => {
  fc.assert(
    fc.property(fc.constantFrom(...LANGS), sums, (lang, tiyn) => {
      assert.equal(readBack(sumInWords(lang, tiyn)), tiyn)
    }),
    { numRuns: 2000 },
  )
})

test('no Russian sum breaks a rule of agreement', () => {
  fc.assert(
    fc.property(sums, (tiyn) => {
      const said = sumInWords('ru', tiyn).toLowerCase()
      assert.doesNotMatch(said, /(один|два) тысяч|(одна|две) (?!тысяч)/)
      for (const [, number = '', power = '', form = ''] of said.matchAll(
        /(\S+) (тысяч|миллион|миллиард|триллион)(\S*)/g,
      )) {
        const [one, few, many] = power === 'тысяч' ? ['а', 'и', ''] : ['', 'а', 'ов']
        if (/^(один|одна)$/.test(number)) assert.equal(form, one)
        else if (/^(два|две|три|четыре)$/.test(number)) assert.equal(form, few)
        else assert.equal(form, many)
      }
    }),
    { numRuns: 2000 },
  )
})
