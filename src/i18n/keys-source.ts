import { type Argument, join } from './arguments.ts'
import { argumentsIn, type Draft } from './check.ts'
import { DEFAULT_LANG, LANGS } from './lang.ts'

const HEAD = `// Written by \`node scripts/i18n.ts\` from the phrases in messages/. Change those, not this.

type None = Record<never, never>
type Text = string | number
type Choice<Known extends string> = Known | (string & Record<never, never>)

/** Every phrase of the catalogue, in Russian, and what it needs from its caller. */
export interface Messages {
`

const FOOT = `}

/** A phrase of the catalogue. */
export type Key = keyof Messages
`

/** The text of keys.ts: the Russian keys in their order, each with the arguments of all languages together. */
export function keysSource(draft: Draft): string {
  const areas = Object.entries(draft[DEFAULT_LANG]).map(([area, phrases]) => {
    const lines = Object.entries(phrases).map(([key, message]) => {
      const shown = message.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ')
      return `  /** ${shown} */\n  '${key}': ${typeOf(argumentsEverywhere(draft, area, key))}\n`
    })
    return `  // ${area}\n${lines.join('')}`
  })
  return `${HEAD}${areas.join('\n')}${FOOT}`
}

function argumentsEverywhere(draft: Draft, area: string, key: string): Map<string, Argument> {
  const all = new Map<string, Argument>()
  for (const lang of [DEFAULT_LANG, ...LANGS])
    for (const [name, argument] of argumentsIn(draft[lang][area]?.[key] ?? '') ?? [])
      all.set(name, join(all.get(name), argument))
  return all
}

function typeOf(all: Map<string, Argument>): string {
  if (all.size === 0) return 'None'
  return `{ ${[...all].map(([name, argument]) => `${name}: ${oneType(argument)}`).join('; ')} }`
}

function oneType(argument: Argument): string {
  if (argument.kind === 'number') return 'number'
  if (argument.kind === 'choice') return `Choice<${argument.options.map((o) => `'${o}'`).join(' | ')}>`
  return 'Text'
}
