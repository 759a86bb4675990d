import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Draft, problemsOf } from './check.ts'
import { keysSource } from './keys-source.ts'

const PLURAL = '{n, plural, one {# день} few {# дня} many {# дней} other {# дня}}'

function draft(ru: string, kk: string, en: string): Draft {
  return { kk: { common: { 'a.b': kk } }, ru: { common: { 'a.b': ru } }, en: { common: { 'a.b': en } } }
}

test('the catalogue is complete and its types are up to date', () => {
  const script = fileURLToPath(new URL('../../scripts/i18n.ts', import.meta.url))
  execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })
})

test('a sound phrase has no problems', () => {
  assert.deepEqual(
    problemsOf(draft(PLURAL, '{n, number} күн', '{n, plural, one {# day} other {# days}}')),
    [],
  )
  assert.deepEqual(problemsOf(draft('{a} и {b}', '{b} мен {a}', '{brand}: {a} and {b}')), [])
  assert.deepEqual(problemsOf(draft('Шаг {n}', '{n}-қадам', 'Step {n}')), [])
})

const faults: [string, string, string, string, RegExp][] = [
  ['an argument nobody knows', 'Да', '{x}', 'Yes', /^kk\/common\.json a\.b: \{x\} is unknown/],
  [
    'an argument left out',
    '{x}',
    '{x}',
    'Yes',
    /^en\/common\.json a\.b: \{x\} of the Russian phrase is not used/,
  ],
  ['a number that is only shown', PLURAL, '{n} күн', '{n, number} d', /^kk.*\{n\} is a number in Russian/],
  [
    'a plural without few',
    '{n, plural, one {#} many {#} other {#}}',
    '{n, number}',
    '{n, number}',
    /^ru.*lacks few/,
  ],
  ['a plural without one', PLURAL, '{n, plural, other {#}}', '{n, number}', /^kk.*lacks one/],
  ['a straight apostrophe', 'Да', 'Иә', "It's", /^en.*straight apostrophe/],
  ['an ending on an argument', '{x}', '{x}-ға дейін', '{x}', /^kk.*“\}-ға”/],
  ['an ending without a hyphen', '{x}', '{x}ге', '{x}', /^kk.*“\}ге”/],
  [
    'an ending on a counted number',
    PLURAL,
    '{n, plural, one {#-ге} other {# күн}}',
    '{n, number}',
    /^kk.*“#-ге”/,
  ],
  ['a mark of doubt', 'Да', 'Иә (?)', 'Yes', /^kk.*editor’s mark/],
  ['a brand written out', 'АЗС QAZAQ OIL', 'ЖҚС', 'Stations', /^ru.*\{brand\}/],
  ['broken ICU', 'Да', 'Иә', '{x', /^en.*not ICU MessageFormat/],
  ['a date left to ICU', '{d, date}', '{d, date}', '{d, date}', /^kk.*format it in code/],
  ['a Cyrillic argument', '{с}', '{с}', '{с}', /^kk.*Latin letters/],
  ['an empty phrase', 'Да', '', 'Yes', /^kk.*is empty/],
]
for (const [name, ru, kk, en, expected] of faults)
  test(`the check finds ${name}`, () => {
    assert.ok(
      problemsOf(draft(ru, kk, en)).some((line) => expected.test(line)),
      problemsOf(draft(ru, kk, en)).join('\n'),
    )
  })

test('the check finds a phrase missing in one language and a key living twice', () => {
  const one = draft('Да', 'Иә', 'Yes')
  one.en['common'] = {}
  assert.deepEqual(problemsOf(one), ['en/common.json a.b: is missing'])

  const two = draft('Да', 'Иә', 'Yes')
  for (const areas of Object.values(two)) areas['mail'] = { 'a.b': 'Да' }
  assert.match(problemsOf(two).join('\n'), /ru\/mail\.json a\.b: stands in ru\/common\.json as well/)
})

test('the types tell numbers and choices from text', () => {
  const source = keysSource(draft(`{who}: ${PLURAL}`, '{who}: {n, number}', '{who}: {n, number} {operator}'))
  assert.match(source, /'a\.b': \{ who: Text; n: number \}/)
  const choice = '{s, select, on {1} other {2}}'
  assert.match(keysSource(draft(choice, choice, choice)), /'a\.b': \{ s: Choice<'on' \| 'other'> \}/)
  assert.match(keysSource(draft('{brand}', '{brand}', '{brand}')), /'a\.b': None/)
})
