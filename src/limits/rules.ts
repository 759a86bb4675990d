/** Limits of fuel cards as verbs, pages and tests speak of them (domain §6.2). What they mean at a till is weigh-limits.sql. */
import type { Product } from '../products/products.ts'

/** Whose limits they are; a `profile` is nobody's: limits to copy from. */
export const SCOPES = ['contract', 'group', 'card', 'driver', 'vehicle', 'profile'] as const
export type Scope = (typeof SCOPES)[number]

export const UNITS = ['ml', 'tiyn', 'count'] as const
export type Unit = (typeof UNITS)[number]

/** `tx` is one refuel; `once` does not renew. The others are calendar periods of Almaty, weeks from Monday. */
export const PERIODS = ['tx', 'day', 'week', 'month', 'quarter', 'once'] as const
export type Period = (typeof PERIODS)[number]

/** `flag` lets the refuel be and takes note. */
export const MODES = ['decline', 'flag'] as const
export type Mode = (typeof MODES)[number]

/** When and where; null is always and everywhere. */
export type Window = {
  /** ISO: Monday is 1. */
  weekdays: number[] | null
  /** Minutes of the day in Almaty; the last one is outside. */
  fromMinute: number | null
  untilMinute: number | null
  /** Either stations or regions. */
  stationIds: number[] | null
  regions: string[] | null
}

/** «At most so much in such a time», within its window if it has one. */
export type Amount = Window & {
  /** What it is about; null is all fuels. */
  products: Product[] | null
  unit: Unit
  period: Period
  /** ml, tiyn or refuels. */
  value: bigint
  mode: Mode
}

/** «Only then and there»: outside of it nothing is allowed, or everything is noted. */
export type OnlyThen = Window & { products: null; unit: null; period: null; value: null; mode: Mode }

export type Rule = Amount | OnlyThen

export const ALWAYS: Window = {
  weekdays: null,
  fromMinute: null,
  untilMinute: null,
  stationIds: null,
  regions: null,
}

export function isAmount(rule: Rule): rule is Amount {
  return rule.value !== null
}

/** All that a rule says, as one text: the same for the same rule. */
export function ruleMark(rule: Rule): string {
  return `${ruleSubject(rule)}=${rule.value ?? ''}`
}

/** What a rule is about, without how much: a rule that takes the place of another has the same. */
export function ruleSubject(rule: Rule): string {
  const { products, unit, period, mode, weekdays, fromMinute, untilMinute, stationIds, regions } = rule
  return [products, unit, period, mode, weekdays, fromMinute, untilMinute, stationIds, regions]
    .map((part) => (part === null ? '' : String(part)))
    .join(';')
}
