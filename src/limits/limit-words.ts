/** Limits in words: on their pages, in what disagrees, in the log and where an answer of a till is explained. */
import { money, volume } from '../i18n/format.ts'
import type { Lang, PlainKey, T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import type { Product } from '../products/products.ts'
import type { Disagreement } from './check-limits.ts'
import { type Amount, isAmount, type Mode, type Period, type Rule, type Scope, type Unit } from './rules.ts'

/** Fuels that people name together. */
export const CATEGORIES: { name: 'petrol' | 'diesel'; products: Product[] }[] = [
  { name: 'petrol', products: ['AI92', 'AI95', 'AI98', 'AI100'] },
  { name: 'diesel', products: ['DT', 'DTZ'] },
]

export const PERIOD_WORDS = {
  tx: 'limits.period.tx',
  day: 'limits.period.day',
  week: 'limits.period.week',
  month: 'limits.period.month',
  quarter: 'limits.period.quarter',
  once: 'limits.period.once',
} as const satisfies Record<Period, PlainKey>

export const UNIT_WORDS = {
  ml: 'limits.unit.ml',
  tiyn: 'limits.unit.tiyn',
  count: 'limits.unit.count',
} as const satisfies Record<Unit, PlainKey>

export const MODE_WORDS = {
  decline: 'limits.mode.decline',
  flag: 'limits.mode.flag',
} as const satisfies Record<Mode, PlainKey>

export const SCOPE_WORDS = {
  contract: 'limits.scope.contract',
  group: 'limits.scope.group',
  card: 'limits.scope.card',
  driver: 'limits.scope.driver',
  vehicle: 'limits.scope.vehicle',
  profile: 'limits.scope.profile',
} as const satisfies Record<Scope, PlainKey>

export type StationNames = ReadonlyMap<number, string>

/** How much: «50 л», «10 000 ₸», «3 заправки». */
export function howMuch(t: T, unit: Unit, value: bigint): string {
  switch (unit) {
    case 'ml':
      return volume(t.lang, value)
    case 'tiyn':
      return money(t.lang, value)
    case 'count':
      return t('limits.count', { n: Number(value) })
  }
}

/** What an amount is about, without how much: «В сутки · Дизель · Сб–вс · Только отметить». */
export function aboutAmount(t: T, rule: Amount, stations?: StationNames): string {
  return [
    t(PERIOD_WORDS[rule.period]),
    ...(rule.products ? [fuelWords(t, rule.products)] : []),
    ...windowWords(t, rule, stations),
    ...(rule.mode === 'flag' ? [t('limits.mode.flag')] : []),
  ].join(' · ')
}

/** The whole rule in a line. */
export function ruleWords(t: T, rule: Rule, stations?: StationNames): string {
  return isAmount(rule)
    ? `${aboutAmount(t, rule, stations)}: ${howMuch(t, rule.unit, rule.value)}`
    : `${t('limits.only')}: ${windowText(t, rule, stations)}`
}

/** Only then and there: «Пн–пт · 08:00–20:00». */
export function windowText(t: T, rule: Rule, stations?: StationNames): string {
  return [...windowWords(t, rule, stations), ...(rule.mode === 'flag' ? [t('limits.mode.flag')] : [])].join(
    ' · ',
  )
}

export function fuelWords(t: T, products: readonly Product[]): string {
  const category = CATEGORIES.find((one) => one.products.join() === products.join())
  return category
    ? t(`limits.what.${category.name}`)
    : products.map((product) => productName(t, product)).join(', ')
}

function windowWords(t: T, rule: Rule, stations?: StationNames): string[] {
  const { weekdays, fromMinute, untilMinute, stationIds, regions } = rule
  return [
    ...(weekdays ? [daysWords(t, weekdays)] : []),
    ...(fromMinute === null ? [] : [`${clock(fromMinute)}–${clock(untilMinute!)}`]),
    ...(stationIds ? [stationIds.map((id) => stations?.get(id) ?? `№ ${id}`).join(', ')] : []),
    ...(regions ? [regions.join(', ')] : []),
  ]
}

function daysWords(t: T, weekdays: readonly number[]): string {
  if (weekdays.join() === '1,2,3,4,5') return t('limits.when.work')
  if (weekdays.join() === '6,7') return t('limits.when.rest')
  return weekdays.map((day) => weekdayName(t.lang, day, 'short')).join(', ')
}

/** A day of the week, ISO, Monday first. */
export function weekdayName(lang: Lang, day: number, width: 'short' | 'long'): string {
  // 2 November 2026 is a Monday.
  const at = new Date(Date.UTC(2026, 10, 1 + day))
  return new Intl.DateTimeFormat(lang, { weekday: width, timeZone: 'UTC' }).format(at)
}

/** Minutes of the day as people write them: 480 is «08:00». */
export function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** What two limits disagree in, in a sentence that names both. */
export function disagreementWords(t: T, what: Disagreement): string {
  switch (what.why) {
    case 'order': {
      const { less, more } = what
      const plain = (rule: Amount, period: Period) =>
        rule.period === period && rule.unit === 'ml' && aboutAmount(t, rule) === t(PERIOD_WORDS[period])
      return plain(more, 'day') && plain(less, 'month')
        ? t('err.card.limitOrder')
        : t('err.limits.order', { more: ruleWords(t, more), less: ruleWords(t, less) })
    }
    case 'contract': {
      const { own, contract } = what
      return own.unit === 'ml' && own.period === 'day' && contract.period === 'day'
        ? t('err.card.limitMax', { max: volume(t.lang, contract.value) })
        : t('err.limits.contract', { own: ruleWords(t, own), contract: ruleWords(t, contract) })
    }
    case 'all_zero':
      return t('err.limits.allZero')
    case 'twice':
      return t('err.limits.twice', { rule: ruleWords(t, what.rule) })
  }
}
