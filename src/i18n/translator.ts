import { IntlMessageFormat } from 'intl-messageformat'
import { CATALOGUE } from './catalogue.ts'
import type { Key, Messages } from './keys.ts'
import { INTL_LOCALE, type Lang } from './lang.ts'
import type { World } from './world.ts'

/** The keys whose phrase needs nothing from the caller. */
export type PlainKey = { [K in Key]: keyof Messages[K] extends never ? K : never }[Key]

/** The arguments of a phrase; of several phrases, all their arguments together. */
export type ArgsOf<K extends Key> = Together<Messages[K]>

type Together<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer All) => void
  ? All
  : never

/**
 * Says a phrase in one language. The arguments are required exactly when the phrase has some; a number that
 * drives a plural is a `number`, everything else arrives already formatted (`format.ts`).
 */
export interface T {
  <K extends Key>(key: K, ...args: keyof ArgsOf<K> extends never ? [] : [args: ArgsOf<K>]): string
  readonly lang: Lang
}

type Values = Record<string, string | number>
type Phrase = string | ((values: Values) => string)

/**
 * The translator of one language. Made once for each language at the start: a phrase is compiled when it is
 * first said and remembered. A key that is not in the catalogue throws, for only a cast can bring one.
 */
export function translator(lang: Lang, world: World): T {
  const globals = { brand: world.brand, operator: world.operator[lang], operatorShort: world.operatorShort }
  const compiled = new Map<string, Phrase>()

  const compileAndKeep = (key: Key): Phrase => {
    const message = CATALOGUE[lang][key]
    if (message === undefined) throw new Error(`no phrase ${key} in the catalogue`)
    const phrase = compile(message, lang, globals)
    compiled.set(key, phrase)
    return phrase
  }

  const t = (key: Key, values: Values = {}): string => {
    const phrase = compiled.get(key) ?? compileAndKeep(key)
    return typeof phrase === 'string' ? phrase : phrase(values)
  }
  return Object.assign(t, { lang }) as T
}

// What is left after these are taken out needs the real parser: plurals, selects, quoting.
const ARGUMENT = /\{\s*(\w+)\s*(,\s*number\s*)?\}/g

function compile(message: string, lang: Lang, globals: Values): Phrase {
  if (!/[{}']/.test(message)) return message
  if (/[{}']/.test(message.replace(ARGUMENT, ''))) return formatted(message, lang, globals)

  const slots: { name: string; counted: boolean; textAfter: string }[] = []
  let [before, end] = ['', 0]
  const add = (text: string | number) => {
    const last = slots.at(-1)
    if (last) last.textAfter += text
    else before += text
  }
  for (const match of message.matchAll(ARGUMENT)) {
    const [whole, name = '', counted] = match
    add(message.slice(end, match.index))
    end = match.index + whole.length
    const known = globals[name]
    if (known !== undefined) add(known)
    else slots.push({ name, counted: counted !== undefined, textAfter: '' })
  }
  add(message.slice(end))
  if (slots.length === 0) return before

  const digits = new Intl.NumberFormat(INTL_LOCALE[lang])
  return (values) => {
    let said = before
    for (const { name, counted, textAfter } of slots) {
      const value = values[name]
      if (value === undefined) throw new Error(`the phrase «${message}» was said without ${name}`)
      said += (counted ? digits.format(Number(value)) : value) + textAfter
    }
    return said
  }
}

function formatted(message: string, lang: Lang, globals: Values): Phrase {
  const format = new IntlMessageFormat(message, INTL_LOCALE[lang], undefined, { ignoreTag: true })
  return (values) => String(format.format({ ...globals, ...values }))
}
