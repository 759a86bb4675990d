/** What limits may not say together (domain §2, Shell's rules): told as the two that disagree. */
import { type Amount, isAmount, type Period, PERIODS, type Rule, type Window } from './rules.ts'

export type Disagreement =
  /** The narrower or shorter one allows more than the wider or longer one. */
  | { why: 'order'; less: Amount; more: Amount }
  /** A card is allowed more than its contract is altogether. */
  | { why: 'contract'; own: Amount; contract: Amount }
  | { why: 'all_zero' }
  /** The same is said twice. */
  | { why: 'twice'; rule: Rule }

/** The first thing that speaks against these limits; `contract` are those of the contract they stand under. */
export function disagreement(
  rules: readonly Rule[],
  contract: readonly Rule[] = [],
): Disagreement | undefined {
  const amounts = rules.filter(isAmount)
  for (const more of amounts) {
    if (rules.some((rule) => rule !== more && isAmount(rule) && isSame(rule, more)))
      return { why: 'twice', rule: more }
    const less = amounts.find((wide) => wide !== more && isWithin(more, wide) && more.value > wide.value)
    if (less) return { why: 'order', less, more }
  }
  for (const own of amounts) {
    const above = contract.filter(isAmount).find((wide) => isWithin(own, wide) && own.value > wide.value)
    if (above) return { why: 'contract', own, contract: above }
  }
  const declining = amounts.filter(({ mode }) => mode === 'decline')
  if (declining.length > 0 && declining.every((rule) => rule.value === 0n && isOfAll(rule)))
    return { why: 'all_zero' }
  return undefined
}

function isSame(one: Amount, two: Amount): boolean {
  return one.period === two.period && isWithin(one, two) && isWithin(two, one)
}

// Whatever the narrow one lets through, the wide one counts. A limit that does not renew is beside all periods; one that
// only takes note may well do so below the one that refuses.
function isWithin(narrow: Amount, wide: Amount): boolean {
  return (
    narrow.unit === wide.unit &&
    narrow.mode === wide.mode &&
    isShorterOrSame(narrow.period, wide.period) &&
    (wide.products === null ||
      (narrow.products?.every((product) => wide.products!.includes(product)) ?? false)) &&
    (isAlways(wide) || sameWindow(narrow, wide))
  )
}

function isShorterOrSame(one: Period, two: Period): boolean {
  if (one === 'once' || two === 'once') return one === two
  return PERIODS.indexOf(one) <= PERIODS.indexOf(two)
}

function isOfAll(rule: Amount): boolean {
  return rule.products === null && isAlways(rule)
}

function isAlways({ weekdays, fromMinute, stationIds, regions }: Window): boolean {
  return weekdays === null && fromMinute === null && stationIds === null && regions === null
}

function sameWindow(one: Window, two: Window): boolean {
  const text = ({ weekdays, fromMinute, untilMinute, stationIds, regions }: Window) =>
    JSON.stringify([weekdays, fromMinute, untilMinute, stationIds, regions])
  return text(one) === text(two)
}
