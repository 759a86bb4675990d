/** Why a pump was promised less than was asked for, in a few words. */
import type { PlainKey, T } from '../i18n/index.ts'
import type { Decline } from '../tills/decline.ts'

const WHY: Partial<Record<Decline, PlainKey>> = {
  insufficient: 'pos.partial.money',
  rationing: 'pos.partial.rationing',
  limit_refuel: 'pos.partial.refuel',
  limit_day: 'pos.partial.day',
  limit_week: 'pos.partial.week',
  limit_month: 'pos.partial.month',
  limit_quarter: 'pos.partial.quarter',
}

export function partialWords(t: T, reason: Decline): string {
  return t(WHY[reason] ?? 'pos.partial.limit')
}
