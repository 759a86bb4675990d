import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Argument, join } from './arguments.ts'
import { CATALOGUE } from './catalogue.ts'
import { argumentsIn } from './check.ts'
import type { Key } from './keys.ts'
import { isLang, type Lang, LANGS } from './lang.ts'
import { type PlainKey, type T, translator } from './translator.ts'
import { operatorNames, worldOf } from './world.ts'

const WORLD = worldOf('QAZAQ OIL', 'ТОО «PetroRetail»')
const KEYS = Object.keys(CATALOGUE.ru) as Key[]

// The catalogue's keys are only known one by one here, so the types of their arguments are set aside.
type Loose = (key: Key, values?: Record<string, string | number>) => string

function sampleArguments(key: Key): Record<string, string | number> {
  const all = new Map<string, Argument>()
  for (const lang of LANGS)
    for (const [name, argument] of argumentsIn(CATALOGUE[lang][key]) ?? [])
      all.set(name, join(all.get(name), argument))
  return Object.fromEntries([...all].map(([name, { kind }]) => [name, kind === 'number' ? 21 : `‹${name}›`]))
}

test('every phrase of every language can be said', () => {
  assert.ok(KEYS.length > 1100)
  for (const lang of LANGS) {
    const t = translator(lang, WORLD)
    const say = t as unknown as Loose
    for (const key of KEYS) {
      const values = sampleArguments(key)
      const said = say(key, values)
      assert.ok(said.length > 0, key)
      assert.doesNotMatch(said, /[{}]|undefined|NaN|\bplural\b/, `${lang} ${key}`)
      for (const [name, value] of Object.entries(values)) {
        const { kind } = argumentsIn(CATALOGUE[lang][key])?.get(name) ?? { kind: 'text' }
        if (kind !== 'choice') assert.ok(said.includes(String(value)), `${lang} ${key} shows ${name}`)
      }
    }
  }
})

test('the brand and the company come from the settings, each language in its own form', () => {
  const say = (lang: Lang) => translator(lang, worldOf('NOMAD', 'АО «Дала»'))('title.pattern', { page: 'X' })
  assert.equal(say('ru'), 'X – Личный кабинет NOMAD')
  const t = (lang: Lang) => translator(lang, worldOf('NOMAD', 'АО «Дала»'))
  assert.equal(
    t('ru')('mail.invite.p1', { url: 'https://cabinet.example' }),
    'АО «Дала» пригласил вас в https://cabinet.example, вы можете принять приглашение по ссылке ниже.',
  )
  assert.match(t('kk')('mail.invite.p1', { url: 'u' }), /^«Дала» АҚ сізді u сайтына/)
  assert.match(t('en')('mail.invite.p1', { url: 'u' }), /^Дала JSC has invited you to u;/)
  assert.equal(t('en')('of.staff.h1'), 'Дала staff')
})

test('a company’s form is translated, and an unknown one is left alone', () => {
  assert.deepEqual(operatorNames('ТОО «PetroRetail»'), {
    kk: '«PetroRetail» ЖШС',
    ru: 'ТОО «PetroRetail»',
    en: 'PetroRetail LLP',
  })
  assert.deepEqual(operatorNames(' ИП Ахметов '), { kk: 'Ахметов ЖК', ru: 'ИП Ахметов', en: 'Ахметов IE' })
  assert.deepEqual(operatorNames('АО "Дала"'), { kk: '"Дала" АҚ', ru: 'АО "Дала"', en: 'Дала JSC' })
  assert.deepEqual(operatorNames('Petro GmbH'), { kk: 'Petro GmbH', ru: 'Petro GmbH', en: 'Petro GmbH' })
  assert.equal(worldOf('B', 'ТОО «PetroRetail»').operatorShort, 'PetroRetail')
  assert.equal(worldOf('B', 'Petro GmbH').operatorShort, 'Petro GmbH')
})

test('what is counted is declined in Russian and grouped in all languages', () => {
  const say = (lang: Lang, n: number) => translator(lang, WORLD)('unit.coupon', { n })
  assert.deepEqual(
    [0, 1, 2, 5, 21, 20.5, 1001].map((n) => say('ru', n)),
    ['0 талонов', '1 талон', '2 талона', '5 талонов', '21 талон', '20,5 талона', '1\u00a0001 талон'],
  )
  assert.deepEqual(
    [1, 5].map((n) => say('kk', n)),
    ['1 талон', '5 талон'],
  )
  assert.deepEqual(
    [1, 5].map((n) => say('en', n)),
    ['1 coupon', '5 coupons'],
  )
  assert.equal(translator('kk', WORLD)('of.bulk.submit', { n: 1200 }), '1\u00a0200 шақыру жіберу')
})

test('what a client typed is shown as typed, whatever it looks like', () => {
  const company = "{brand} <b>O'Neil</b> # {n, plural}"
  for (const lang of LANGS) {
    assert.ok(translator(lang, WORLD)('mail.remind.p1', { company }).includes(company))
    assert.ok(translator(lang, WORLD)('forgot.sent.body', { email: company, n: 2 }).includes(company))
  }
})

test('a phrase that is not there, or lacks what it needs, is a mistake and not a blank', () => {
  const say = translator('ru', WORLD) as unknown as Loose
  assert.throws(() => say('no.such.key' as Key), /no\.such\.key/)
  assert.throws(() => say('constructor' as Key))
  assert.throws(() => say('mail.hello'), /name/)
  assert.throws(() => say('unit.coupon'), /n/)
})

test('only our three languages are languages', () => {
  assert.ok(['kk', 'ru', 'en'].every(isLang))
  assert.ok(![undefined, 'de', 'RU', '', 'toString', ['ru']].some(isLang))
  assert.equal(translator('kk', WORLD).lang, 'kk')
})

// Never called: the compiler is the one who runs this.
export function typesHold(t: T, state: 'stock' | 'used', plain: PlainKey): string[] {
  return [
    t('login.submit'),
    t('brand'),
    t(plain),
    t(`status.coupon.${state}`),
    t(state === 'used' ? 'login.h1' : 'login.submit'),
    t('mail.hello', { name: 'Aigul' }),
    t(state === 'used' ? 'home.vsPrev' : 'home.vsPrevLess', { percent: '5 %' }),
    t('of.bulk.progress', { n: 3, total: 5 }),
    t('mail.twofa.subject', { state: 'on' }),
    t('mail.twofa.subject', { state }),
    // @ts-expect-error there is no such phrase
    t('login.submti'),
    // @ts-expect-error the phrase greets somebody by name
    t('mail.hello'),
    // @ts-expect-error the name is called name
    t('mail.hello', { nmae: 'Aigul' }),
    // @ts-expect-error nothing goes into this phrase
    t('login.submit', { name: 'Aigul' }),
    // @ts-expect-error what is counted is a number
    t('unit.coupon', { n: '5' }),
    // @ts-expect-error the company is not the caller's to say
    t('invite.lead', { operator: 'X' }),
    // @ts-expect-error both phrases may be said, so both need their arguments
    t(state === 'used' ? 'mail.hello' : 'home.vsPrev', { name: 'Aigul' }),
    // @ts-expect-error one of the two needs an argument
    t(state === 'used' ? 'mail.hello' : 'login.submit'),
    // @ts-expect-error a phrase with arguments is not a plain one
    t('mail.hello' satisfies PlainKey),
  ]
}
