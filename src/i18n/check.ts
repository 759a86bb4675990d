import { type Argument, readMessage } from './arguments.ts'
import { DEFAULT_LANG, INTL_LOCALE, type Lang, LANGS } from './lang.ts'
import { GLOBAL_ARGUMENTS } from './world.ts'

/** The catalogue as the files hold it: language, area (the file's name), key, phrase. */
export type Draft = Record<Lang, Record<string, Record<string, string>>>

const GLOBALS: ReadonlySet<string> = new Set(GLOBAL_ARGUMENTS)

/**
 * Everything wrong with the catalogue, one line each: what is wrong, in which file and key, and what to write
 * instead. An empty list is a catalogue that every caller and every reader can use.
 */
export function problemsOf(draft: Draft): string[] {
  return [
    ...LANGS.flatMap((lang) => homeless(draft, lang)),
    ...missing(draft),
    ...LANGS.flatMap((lang) =>
      entries(draft, lang).flatMap(({ area, key, message }) =>
        faultsOf(lang, key, message).map((fault) => `${lang}/${area}.json ${key}: ${fault}`),
      ),
    ),
    ...disagreements(draft),
  ]
}

/** All phrases of a language in the order of the files. */
export function entries(draft: Draft, lang: Lang) {
  return Object.entries(draft[lang]).flatMap(([area, phrases]) =>
    Object.entries(phrases).map(([key, message]) => ({ area, key, message })),
  )
}

function homeless(draft: Draft, lang: Lang): string[] {
  const areaOf = new Map<string, string>()
  return entries(draft, lang).flatMap(({ area, key }) => {
    const other = areaOf.get(key)
    areaOf.set(key, area)
    return other ? [`${lang}/${area}.json ${key}: stands in ${lang}/${other}.json as well; keep one`] : []
  })
}

function missing(draft: Draft): string[] {
  const areaOf = new Map(LANGS.flatMap((lang) => entries(draft, lang).map(({ key, area }) => [key, area])))
  return LANGS.flatMap((lang) => {
    const here = new Set(entries(draft, lang).map(({ area, key }) => `${area} ${key}`))
    return [...areaOf].flatMap(([key, area]) =>
      here.has(`${area} ${key}`) ? [] : [`${lang}/${area}.json ${key}: is missing`],
    )
  })
}

const KEY = /^[a-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$/

function faultsOf(lang: Lang, key: string, message: string): string[] {
  const faults: string[] = []
  if (!KEY.test(key)) faults.push('a key is words joined by dots, such as login.submit')
  if (message.trim() === '') return [...faults, 'is empty']
  if (message !== message.trim()) faults.push('begins or ends with a space')
  if (message.includes("'")) faults.push('has a straight apostrophe; write ’')
  if (/\(\?\)|⟨/.test(message)) faults.push('still carries an editor’s mark, (?) or ⟨…⟩')
  if (/QAZAQ OIL|PetroRetail/.test(message))
    faults.push('names the brand or the company; write {brand}, {operator} or {operatorShort}')

  let read: ReturnType<typeof readMessage>
  try {
    read = readMessage(message)
  } catch (error) {
    return [...faults, `is not ICU MessageFormat: ${error instanceof Error ? error.message : String(error)}`]
  }
  for (const [name, { kind }] of read.arguments) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) faults.push(`{${name}}: an argument’s name is Latin letters`)
    if (kind === 'other')
      faults.push(`{${name}} is an ICU date or time; format it in code and write {${name}}`)
  }
  for (const { name, type, categories } of read.plurals) {
    const needed = new Intl.PluralRules(INTL_LOCALE[lang], { type }).resolvedOptions().pluralCategories
    const lacking = needed.filter((category) => !categories.includes(category))
    if (lacking.length > 0) faults.push(`the plural of {${name}} lacks ${lacking.join(', ')}`)
  }
  const glued = lang === 'kk' ? gluedEnding(message, read.plurals.length > 0) : null
  if (glued)
    faults.push(`“${glued}” glues an ending to an argument; put a noun after it and decline the noun`)
  return faults
}

// «3-қадам», «12-бет» are ordinals before a noun of their own, so no vowel harmony depends on the argument.
const ORDINAL_NOUNS = /^-(қадам|бет|бөлік|жол)/u

function gluedEnding(message: string, counts: boolean): string | null {
  for (const { 0: tail } of message.matchAll(counts ? /[}#][-‐‑]?\p{L}+/gu : /\}[-‐‑]?\p{L}+/gu))
    if (!ORDINAL_NOUNS.test(tail.slice(1))) return tail
  return null
}

function disagreements(draft: Draft): string[] {
  return entries(draft, DEFAULT_LANG).flatMap(({ area, key, message }) => {
    const source = argumentsIn(message)
    if (!source) return []
    return LANGS.filter((lang) => lang !== DEFAULT_LANG).flatMap((lang) => {
      const translated = draft[lang][area]?.[key]
      const theirs = translated === undefined ? null : argumentsIn(translated)
      if (!theirs) return []
      return disagreement(source, theirs).map((fault) => `${lang}/${area}.json ${key}: ${fault}`)
    })
  })
}

function disagreement(source: Map<string, Argument>, theirs: Map<string, Argument>): string[] {
  const faults: string[] = []
  for (const [name, { kind }] of source) {
    const own = theirs.get(name)
    if (!own) faults.push(`{${name}} of the Russian phrase is not used`)
    else if (kind === 'number' && own.kind !== 'number')
      faults.push(`{${name}} is a number in Russian; write {${name}, number} or a plural`)
    else if (own.kind === 'number' && kind !== 'number')
      faults.push(`{${name}} is a number here; write {${name}, number} or a plural in Russian too`)
  }
  for (const name of theirs.keys())
    if (!source.has(name)) faults.push(`{${name}} is unknown: the Russian phrase has no such argument`)
  return faults
}

/** The arguments a caller has to give, the global ones left out; null when the phrase does not parse. */
export function argumentsIn(message: string): Map<string, Argument> | null {
  try {
    return new Map([...readMessage(message).arguments].filter(([name]) => !GLOBALS.has(name)))
  } catch {
    return null
  }
}
