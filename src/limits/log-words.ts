/** Limits as the log of actions keeps them, a field a rule, and how it reads. */
import type { T } from '../i18n/index.ts'
import { isProduct } from '../products/products.ts'
import { aboutAmount, howMuch, windowText } from './limit-words.ts'
import { ALWAYS, isAmount, MODES, PERIODS, type Rule, ruleSubject, UNITS } from './rules.ts'

const PREFIX = 'limit '

/** Rules as fields of an entry: what each is about, and how much. */
export function limitsInLog(rules: readonly Rule[]): Record<string, string> {
  return Object.fromEntries(
    rules.map((rule) => [PREFIX + ruleSubject(rule), rule.value === null ? '' : String(rule.value)]),
  )
}

/** What the log calls a rule; undefined for fields of other acts. */
export function limitLabelInLog(t: T, field: string): string | undefined {
  const rule = readField(field)
  if (!rule) return undefined
  return isAmount(rule) ? aboutAmount(t, rule) : t('limits.only')
}

/** How much, or when and where; undefined for fields of other acts. */
export function limitInLog(t: T, field: string, value: string): string | undefined {
  const rule = readField(field)
  if (!rule) return undefined
  if (!isAmount(rule)) return windowText(t, rule)
  return /^\d{1,18}$/.test(value) ? howMuch(t, rule.unit, BigInt(value)) : undefined
}

// The other way round of ruleSubject.
function readField(field: string): Rule | undefined {
  if (!field.startsWith(PREFIX)) return undefined
  const [products = '', unit, period, mode, days = '', from = '', until = '', stations = '', regions = ''] =
    field.slice(PREFIX.length).split(';')
  const numbers = (text: string) => (text === '' ? null : text.split(',').map(Number))
  const window = {
    ...ALWAYS,
    weekdays: numbers(days),
    fromMinute: numbers(from)?.[0] ?? null,
    untilMinute: numbers(until)?.[0] ?? null,
    stationIds: numbers(stations),
    regions: regions === '' ? null : regions.split(','),
    mode: MODES.find((one) => one === mode) ?? MODES[0],
  }
  const known = { unit: UNITS.find((one) => one === unit), period: PERIODS.find((one) => one === period) }
  return known.unit && known.period
    ? {
        ...window,
        products: products === '' ? null : products.split(',').filter(isProduct),
        ...{ unit: known.unit, period: known.period, value: 0n },
      }
    : { ...window, products: null, unit: null, period: null, value: null }
}
