import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  amount,
  collator,
  dateTime,
  fileSize,
  isoDay,
  list,
  litres,
  longDate,
  money,
  monthHeading,
  number,
  percent,
  relative,
  shortDate,
  shortDateTime,
  time,
  volume,
} from './format.ts'
import { type Lang, LANGS } from './lang.ts'

// 14:26 in Kazakhstan on the fifth of March 2026.
const MOMENT = new Date('2026-03-05T09:26:00Z')

function inAll(say: (lang: Lang) => string): Record<Lang, string> {
  return { kk: say('kk'), ru: say('ru'), en: say('en') }
}

test('money stands before its sign in all three languages', () => {
  assert.deepEqual(
    inAll((lang) => money(lang, 123_456_750n)),
    { kk: '1\u00a0234\u00a0567,50\u00a0₸', ru: '1\u00a0234\u00a0567,50\u00a0₸', en: '1,234,567.50\u00a0₸' },
  )
})

test('money is exact beyond what a number holds, and a debt has a real minus', () => {
  assert.equal(
    money('ru', 9_007_199_254_740_993_01n),
    '9\u00a0007\u00a0199\u00a0254\u00a0740\u00a0993,01\u00a0₸',
  )
  assert.equal(money('en', -5n), '\u22120.05\u00a0₸')
  assert.equal(money('kk', 0n), '0,00\u00a0₸')
  assert.equal(amount('ru', 100_000n), '1\u00a0000,00')
})

test('money reads back to the same tiyn', () => {
  const readBack = (text: string) => BigInt(text.replace('\u2212', '-').replaceAll(/[^\d-]/g, ''))
  fc.assert(
    fc.property(fc.constantFrom(...LANGS), fc.bigInt(), (lang, tiyn) => {
      const text = money(lang, tiyn)
      assert.equal(readBack(text), tiyn)
      assert.match(text, /^\u2212?\d{1,3}([\u00a0,]\d{3})*[.,]\d{2}\u00a0₸$/)
    }),
  )
})

test('a volume drops the zeros it does not need and keeps its unit on the line', () => {
  assert.deepEqual(
    inAll((lang) => volume(lang, 20_500n)),
    { kk: '20,5\u00a0л', ru: '20,5\u00a0л', en: '20.5\u00a0l' },
  )
  assert.equal(volume('ru', 40_000n), '40\u00a0л')
  assert.equal(volume('ru', 12_340n), '12,34\u00a0л')
  assert.equal(volume('en', 12_345_060n), '12,345.06\u00a0l')
  assert.equal(litres('ru', -10n), '\u22120,01')
  assert.equal(litres('ru', 1_995n), '2')
  assert.equal(litres('ru', 0n), '0')
})

test('a volume in steps of 10 ml reads back to the same ml', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...LANGS),
      fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      (lang, steps) => {
        const text = litres(lang, steps * 10n)
          .replace('\u2212', '-')
          .replaceAll(/[\u00a0]/g, '')
        const [whole = '', fraction = ''] =
          lang === 'en' ? text.replaceAll(',', '').split('.') : text.split(',')
        assert.equal(BigInt(`${whole}${fraction.padEnd(2, '0')}`), steps)
        assert.doesNotMatch(fraction, /0$/)
      },
    ),
  )
})

test('numbers, shares and sizes follow each language', () => {
  assert.deepEqual(
    inAll((lang) => number(lang, 1234.5)),
    { kk: '1\u00a0234,5', ru: '1\u00a0234,5', en: '1,234.5' },
  )
  assert.deepEqual(
    inAll((lang) => percent(lang, 16.5)),
    { kk: '16,5%', ru: '16,5\u00a0%', en: '16.5%' },
  )
  assert.equal(percent('en', 16), '16%')
  assert.equal(number('ru', -3), '\u22123')
  assert.equal(number('en', -0.0001), '0')
  assert.deepEqual(
    inAll((lang) => fileSize(lang, 1_258_291)),
    { kk: '1,2\u00a0МБ', ru: '1,2\u00a0МБ', en: '1.2\u00a0MB' },
  )
  assert.equal(fileSize('en', 12), '12\u00a0B')
  assert.equal(fileSize('en', 5 * 1024 * 1024), '5\u00a0MB')
  assert.equal(fileSize('en', 1024 * 1024 - 1), '1\u00a0MB')
})

test('dates never shorten the year and never put the month first', () => {
  assert.deepEqual(
    inAll((lang) => shortDate(lang, MOMENT)),
    { kk: '05.03.2026', ru: '05.03.2026', en: '5 Mar 2026' },
  )
  assert.deepEqual(
    inAll((lang) => longDate(lang, MOMENT)),
    { kk: '2026 ж. 5 наурыз', ru: '5 марта 2026 г.', en: '5 March 2026' },
  )
  assert.deepEqual(
    inAll((lang) => dateTime(lang, MOMENT)),
    { kk: '2026 ж. 5 наурыз, 14:26', ru: '5 марта 2026 г., 14:26', en: '5 March 2026, 14:26' },
  )
  assert.deepEqual(
    inAll((lang) => shortDateTime(lang, MOMENT)),
    { kk: '05.03.2026, 14:26', ru: '05.03.2026, 14:26', en: '5 Mar 2026, 14:26' },
  )
  assert.deepEqual(
    inAll((lang) => monthHeading(lang, MOMENT)),
    { kk: '2026 ж. наурыз', ru: 'март 2026 г.', en: 'March 2026' },
  )
})

test('the names of the months are those of Unicode', () => {
  const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')
  for (let month = 0; month < 12; month++) {
    const at = new Date(Date.UTC(2026, month, 7))
    const named = (locale: string, options: Intl.DateTimeFormatOptions) =>
      plain(new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(at))
    for (const [lang, locale] of [
      ['kk', 'kk-KZ'],
      ['ru', 'ru-KZ'],
      ['en', 'en-GB'],
    ] as const) {
      assert.equal(longDate(lang, at), named(locale, { dateStyle: 'long' }))
      assert.equal(monthHeading(lang, at), named(locale, { month: 'long', year: 'numeric' }))
    }
    assert.equal(shortDate('en', at), named('en-GB', { dateStyle: 'medium' }))
  }
})

test('the clock is Kazakhstan’s wherever the machine stands', () => {
  const machines = process.env['TZ']
  try {
    for (const zone of ['America/Los_Angeles', 'Pacific/Auckland', 'Asia/Almaty']) {
      process.env['TZ'] = zone
      assert.equal(time('ru', new Date('2026-03-04T19:00:00Z')), '00:00')
      assert.equal(shortDate('ru', new Date('2026-03-04T18:59:59Z')), '04.03.2026')
      assert.equal(shortDate('ru', new Date('2026-03-04T19:00:00Z')), '05.03.2026')
      assert.equal(shortDate('ru', '2026-03-05'), '05.03.2026')
      assert.equal(isoDay(new Date('2026-03-04T19:00:00Z')), '2026-03-05')
    }
  } finally {
    if (machines === undefined) delete process.env['TZ']
    else process.env['TZ'] = machines
  }
})

test('a calendar day is taken as written, and nonsense is refused', () => {
  assert.equal(longDate('kk', '2026-12-31'), '2026 ж. 31 желтоқсан')
  assert.equal(monthHeading('en', '2026-12'), 'December 2026')
  for (const wrong of ['2026-02-30', '31.12.2026', '2026-12', ''])
    assert.throws(() => longDate('ru', wrong), RangeError)
  assert.throws(() => dateTime('ru', new Date(Number.NaN)), RangeError)
})

test('nearness is told in the words people use', () => {
  const ago = (hours: number) => new Date(MOMENT.getTime() - hours * 3_600_000)
  assert.deepEqual(
    inAll((lang) => relative(lang, ago(3), MOMENT)),
    { kk: '3 сағат бұрын', ru: '3 часа назад', en: '3 hours ago' },
  )
  assert.deepEqual(
    inAll((lang) => relative(lang, ago(24), MOMENT)),
    { kk: 'кеше', ru: 'вчера', en: 'yesterday' },
  )
  assert.equal(relative('ru', ago(0.005), MOMENT), 'сейчас')
  assert.equal(relative('ru', ago(0.99), MOMENT), '59 минут назад')
  assert.equal(relative('ru', ago(14), MOMENT), '14 часов назад')
  assert.equal(relative('ru', ago(15), MOMENT), 'вчера')
  assert.equal(relative('ru', ago(24 * 6), MOMENT), '6 дней назад')
  assert.equal(relative('ru', ago(24 * 7), MOMENT), '26.02.2026')
  assert.equal(relative('en', ago(-24), MOMENT), 'tomorrow')
  assert.equal(relative('kk', ago(-2), MOMENT), '2 сағаттан кейін')
})

test('a list ends with a word, in Kazakh too', () => {
  assert.deepEqual(
    inAll((lang) => list(lang, ['A', 'B', 'C'])),
    { kk: 'A, B және C', ru: 'A, B и C', en: 'A, B and C' },
  )
  assert.equal(list('kk', ['A', 'B']), 'A және B')
  assert.equal(list('ru', ['A']), 'A')
  assert.equal(list('ru', []), '')
})

test('names are sorted as the Kazakh alphabet goes', () => {
  const names = [
    'Умар',
    'Ұлан',
    'Азат',
    'Әсел',
    'Камила',
    'Қайрат',
    'Ыбырай',
    'Іңкәр',
    'Яна',
    'Ғалым',
    'Гүлнар',
  ]
  assert.deepEqual(names.toSorted(collator.compare), [
    'Азат',
    'Әсел',
    'Гүлнар',
    'Ғалым',
    'Камила',
    'Қайрат',
    'Умар',
    'Ұлан',
    'Ыбырай',
    'Іңкәр',
    'Яна',
  ])
})
