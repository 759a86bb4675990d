// The catalogue's helper. The phrases live in src/i18n/messages/<lang>/<area>.json, flat, in ICU MessageFormat;
// Russian is the source. The types of keys and arguments (src/i18n/keys.ts) are written from them.
//
//   node scripts/i18n.ts             puts kk and en into the order of ru, writes keys.ts, then lists what is wrong
//   node scripts/i18n.ts --check     changes nothing; one line a problem, exit 1 when there is one
//   node scripts/i18n.ts put AREA KEY RU KK EN        adds one phrase in three languages, or rewrites it
//   node scripts/i18n.ts put AREA < table             the same for many: lines `| key | RU | KK | EN |`
//
//     node scripts/i18n.ts put cabinet cards.note 'Заметка к карте {card}' '{card} картасының ескертпесі' 'Note on card {card}'
//
// `put` places a new key after its nearest relatives. Editing the JSON by hand is as good; run the script after it.
// How to write a phrase:
//   - whole sentences; amounts, litres and dates arrive formatted (src/i18n/format.ts): {amount} {volume} {date} {time};
//   - what is counted: {n, plural, one {# день} few {# дня} many {# дней} other {# дня}} in Russian,
//     {n, plural, one {# day} other {# days}} in English; a Kazakh noun does not change after a number, so
//     {n, number} күн is enough;
//   - {brand}, {operator}, {operatorShort} are filled in by the translator: no caller passes them;
//   - ’ and «…» “…”, never a straight apostrophe: it is ICU's escape;
//   - no Kazakh ending on an argument: «{email} мекенжайына», «{company} компаниясына», or «Мерзімі: {date}».
// A new area is a new file in each language and three imports in src/i18n/catalogue.ts.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Draft, problemsOf } from '../src/i18n/check.ts'
import { keysSource } from '../src/i18n/keys-source.ts'
import { DEFAULT_LANG, type Lang, LANGS } from '../src/i18n/lang.ts'

const HOME = fileURLToPath(new URL('../src/i18n/', import.meta.url))
const KEYS = `${HOME}keys.ts`
const fileOf = (lang: Lang, area: string) => `${HOME}messages/${lang}/${area}.json`

const [command, ...rest] = process.argv.slice(2)
if (command === undefined) write(readOrExit())
else if (command === '--check' && rest.length === 0) check()
else if (command === 'put') put(rest)
else fail(['usage: node scripts/i18n.ts [--check | put AREA KEY RU KK EN | put AREA < table]'])

function check(): void {
  const draft = readOrExit()
  const problems = problemsOf(draft)
  const written = existsSync(KEYS) ? readFileSync(KEYS, 'utf8') : ''
  if (written !== keysSource(draft))
    problems.push('src/i18n/keys.ts is out of date; run node scripts/i18n.ts')
  const imports = readFileSync(`${HOME}catalogue.ts`, 'utf8')
  for (const lang of LANGS)
    for (const area of Object.keys(draft[lang]))
      if (!imports.includes(`./messages/${lang}/${area}.json`))
        problems.push(`${lang}/${area}.json is not imported by src/i18n/catalogue.ts`)
  if (problems.length > 0) fail(problems)
}

function write(draft: Draft): void {
  for (const lang of LANGS)
    for (const [area, phrases] of Object.entries(draft[lang])) {
      const order = Object.keys(draft[DEFAULT_LANG][area] ?? {})
      const known = order.filter((key) => key in phrases)
      const others = Object.keys(phrases).filter((key) => !order.includes(key))
      const sorted = Object.fromEntries([...known, ...others].map((key) => [key, phrases[key]]))
      save(fileOf(lang, area), `${JSON.stringify(sorted, null, 2)}\n`)
    }
  save(KEYS, keysSource(draft))
  const problems = problemsOf(draft)
  if (problems.length > 0) fail(problems)
}

function put([area, ...phrase]: string[]): void {
  const rows = phrase.length > 0 ? [phrase] : readTable(readFileSync(0, 'utf8'))
  const draft = readOrExit()
  if (area === undefined || !draft[DEFAULT_LANG][area])
    return fail([`put needs an area: ${Object.keys(draft[DEFAULT_LANG]).join(', ')}`])
  if (rows.length === 0) return fail(['no rows; a row is | key | RU | KK | EN |'])
  const wrong = rows.filter((row) => row.length !== 4)
  if (wrong.length > 0) return fail(wrong.map((row) => `needs a key and RU, KK, EN: ${row.join(' | ')}`))

  for (const [key = '', ru = '', kk = '', en = ''] of rows)
    for (const [lang, message] of Object.entries({ ru, kk, en }) as [Lang, string][])
      draft[lang][area] = placed(draft[lang][area] ?? {}, key, message)
  write(draft)
}

function placed(phrases: Record<string, string>, key: string, message: string): Record<string, string> {
  if (key in phrases) return { ...phrases, [key]: message }
  const keys = Object.keys(phrases)
  const nearest = keys.reduce((best, other) => (kinship(other, key) >= kinship(best, key) ? other : best), '')
  const at = kinship(nearest, key) === 0 ? keys.length : keys.indexOf(nearest) + 1
  const all = Object.entries(phrases)
  return Object.fromEntries([...all.slice(0, at), [key, message], ...all.slice(at)])
}

function kinship(one: string, two: string): number {
  const words = two.split('.')
  const differs = one.split('.').findIndex((word, i) => word !== words[i])
  return differs === -1 ? words.length : differs
}

function readTable(text: string): string[][] {
  const rows = text.split('\n').filter((line) => /^\|\s*`?[a-z][\w.]*`?\s*\|/.test(line))
  return rows
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
    .map((cells) =>
      cells.map((cell) =>
        cell
          .replaceAll('\\|', '|')
          .trim()
          .replace(/^`(.*)`$/, '$1'),
      ),
    )
    .filter(([key]) => key !== 'key')
}

function readOrExit(): Draft {
  const problems: string[] = []
  const readArea = (lang: Lang, file: string): [string, Record<string, string>] => {
    const text = readFileSync(`${HOME}messages/${lang}/${file}`, 'utf8')
    try {
      const phrases: unknown = JSON.parse(text)
      if (!isPhrases(phrases)) throw new SyntaxError('it is one flat object of strings')
      for (const key of repeated(text))
        problems.push(`${lang}/${file} ${key}: stands in the file twice; keep one`)
      return [file.replace(/\.json$/, ''), phrases]
    } catch (error) {
      problems.push(
        `${lang}/${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      )
      return [file, {}]
    }
  }
  const readLang = (lang: Lang) => {
    const files = readdirSync(`${HOME}messages/${lang}`).filter((file) => file.endsWith('.json'))
    return Object.fromEntries(files.toSorted().map((file) => readArea(lang, file)))
  }
  const draft: Draft = { kk: readLang('kk'), ru: readLang('ru'), en: readLang('en') }
  if (problems.length > 0) fail(problems)
  return draft
}

function isPhrases(x: unknown): x is Record<string, string> {
  return (
    typeof x === 'object' &&
    x !== null &&
    !Array.isArray(x) &&
    Object.values(x).every((v) => typeof v === 'string')
  )
}

// JSON.parse keeps the last of two equal keys in silence.
function repeated(text: string): string[] {
  const keys = [...text.matchAll(/"((?:[^"\\]|\\.)*)"\s*:\s*"(?:[^"\\]|\\.)*"/g)].map(
    (match) => match[1] ?? '',
  )
  return keys.filter((key, i) => keys.indexOf(key) !== i)
}

function save(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}

function fail(problems: string[]): never {
  for (const problem of problems) console.error(problem)
  process.exit(1)
}
