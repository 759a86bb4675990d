/** Periods of days as people choose them: a usual one by a link, any other by two dates. */
import { isoDay } from '../i18n/format.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import { parseDay } from '../values/day.ts'
import type { Errors } from '../web/view.ts'
import type { Period } from './movements.ts'

/** Before the country's own money there are no movements, and after this year no calendar here is asked for. */
const EARLIEST = '1993-11-15'
const LATEST = '2100-12-31'

export type UsualPeriod = Period & { label: PlainKey }

/** The periods that have a link: this month and the last, this quarter and this year. */
export function usualPeriods(now: Date): UsualPeriod[] {
  const today = isoDay(now)
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const quarter = month - ((month - 1) % 3)
  return [
    { label: 'balance.p.thisMonth', from: first(year, month), to: last(year, month) },
    { label: 'balance.p.lastMonth', from: first(year, month - 1), to: last(year, month - 1) },
    { label: 'balance.p.quarter', from: first(year, quarter), to: last(year, quarter + 2) },
    { label: 'balance.p.year', from: first(year, 1), to: last(year, 12) },
  ]
}

/** The period an address names (`from`, `to`); this month when it names none, or none that can be read. */
export function readPeriod(
  t: T,
  asked: { from: string; to: string },
  now: Date,
): { period: Period; errors: Errors } {
  const [thisMonth] = usualPeriods(now)
  if (asked.from === '' && asked.to === '') return { period: thisMonth!, errors: {} }
  const [from, to] = [readDay(asked.from), readDay(asked.to)]
  const errors = {
    ...(from ? {} : { from: t('err.date.format') }),
    ...(to ? {} : { to: t('err.date.format') }),
    ...(from && to && from > to ? { from: t('err.date.order') } : {}),
  }
  return { period: from && to && from <= to ? { from, to } : thisMonth!, errors }
}

function readDay(typed: string): string | undefined {
  const day = parseDay(typed)
  return day && day >= EARLIEST && day <= LATEST ? day : undefined
}

// Months count on over the ends of a year: the month before January is number 0.
function first(year: number, month: number): string {
  return new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10)
}

function last(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}
