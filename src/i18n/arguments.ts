import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'

/**
 * What a phrase asks of its caller under one name: `number` when it is counted or written as a number, `choice`
 * with the branches of a select, `text` for what arrives formatted. `other` is ICU's own dates and times, which
 * the catalogue does not use.
 */
export type Argument =
  | { kind: 'text' }
  | { kind: 'number' }
  | { kind: 'choice'; options: string[] }
  | { kind: 'other' }

/** A plural or ordinal inside a phrase, with the categories it has written out. */
export interface Plural {
  name: string
  type: 'cardinal' | 'ordinal'
  categories: string[]
}

/** What the ICU parser finds in a phrase. Throws a SyntaxError when the phrase is not ICU MessageFormat. */
export function readMessage(message: string): { arguments: Map<string, Argument>; plurals: Plural[] } {
  const found = { arguments: new Map<string, Argument>(), plurals: [] as Plural[] }
  walk(parse(message, { ignoreTag: true }), found)
  return found
}

/** The wider of two uses of one argument: a counted number stays a number where it is only shown. */
export function join(one: Argument | undefined, two: Argument): Argument {
  if (!one || one.kind === 'text') return two
  if (one.kind === 'choice' && two.kind === 'choice')
    return { kind: 'choice', options: [...new Set([...one.options, ...two.options])] }
  return one
}

function walk(elements: MessageFormatElement[], found: ReturnType<typeof readMessage>): void {
  const note = (name: string, argument: Argument) =>
    found.arguments.set(name, join(found.arguments.get(name), argument))

  for (const element of elements) {
    switch (element.type) {
      case TYPE.argument:
        note(element.value, { kind: 'text' })
        break
      case TYPE.number:
        note(element.value, { kind: 'number' })
        break
      case TYPE.date:
      case TYPE.time:
        note(element.value, { kind: 'other' })
        break
      case TYPE.plural: {
        const categories = Object.keys(element.options)
        note(element.value, { kind: 'number' })
        found.plurals.push({ name: element.value, type: element.pluralType ?? 'cardinal', categories })
        for (const option of Object.values(element.options)) walk(option.value, found)
        break
      }
      case TYPE.select:
        note(element.value, { kind: 'choice', options: Object.keys(element.options) })
        for (const option of Object.values(element.options)) walk(option.value, found)
        break
      // Plain text, the # of a plural, and tags, which the catalogue has none of.
      case TYPE.literal:
      case TYPE.pound:
      case TYPE.tag:
        break
    }
  }
}
