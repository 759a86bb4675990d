/** A contract's rules in words, field by field: on its page, on the page that asks before they change, and in the log. */
import { list, number, percent, volume } from '../i18n/format.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import type { Policy, PolicyField } from './contract-policy.ts'

/** The stations a policy may name, by id. */
export type StationNames = ReadonlyMap<number, string>

const LABELS: Record<PolicyField, PlainKey> = {
  redemption: 'policy.redemption',
  expiry: 'policy.expiry',
  graceDays: 'policy.graceDays',
  validityDays: 'policy.validityDays',
  transferable: 'policy.transferable',
  gradeSwap: 'policy.gradeSwap',
  stationIds: 'policy.stations',
  pinRequired: 'policy.pinRequired',
  maxPerDayMl: 'policy.maxPerDay',
  offlineMl: 'policy.offline',
  discountBp: 'policy.discount',
  invoiceDays: 'policy.invoiceDays',
  turnover: 'policy.turnover',
  renewCards: 'policy.renewCards',
}

export const REDEMPTION_WORDS: Record<Policy['redemption'], PlainKey> = {
  partial_keep: 'policy.redemption.partialKeep',
  single_strict: 'policy.redemption.singleStrict',
  single_remainder_to_advance: 'policy.redemption.singleRemainder',
}
export const EXPIRY_WORDS: Record<Policy['expiry'], PlainKey> = {
  auto_return: 'policy.expiry.autoReturn',
  grace_prolong: 'policy.expiry.graceProlong',
  forfeit: 'policy.expiry.forfeit',
}

export const TURNOVER_WORDS: Record<Policy['turnover'], PlainKey> = {
  dispensing: 'policy.turnover.dispensing',
  hand_over: 'policy.turnover.handOver',
}

/** What holds for the next order only; the rest holds for coupons that exist as well. */
const FOR_NEW_ORDERS: ReadonlySet<PolicyField> = new Set([
  'discountBp',
  'validityDays',
  'invoiceDays',
  'turnover',
])

export function holdsForNewOrders(field: PolicyField): boolean {
  return FOR_NEW_ORDERS.has(field)
}

export function policyLabel(t: T, field: PolicyField): string {
  return t(LABELS[field])
}

/** One field's value: «Можно частями», «50 л», «все АЗС». */
export function policyValue(t: T, policy: Policy, field: PolicyField, stations: StationNames): string {
  const { lang } = t
  switch (field) {
    case 'redemption':
      return t(REDEMPTION_WORDS[policy.redemption])
    case 'expiry':
      return t(EXPIRY_WORDS[policy.expiry])
    case 'graceDays':
    case 'validityDays':
    case 'invoiceDays':
      return t('unit.day', { n: policy[field] })
    case 'transferable':
    case 'gradeSwap':
    case 'pinRequired':
    case 'renewCards':
      return policy[field] ? t('act.yes') : t('act.no')
    case 'stationIds':
      return policy.stationIds === null
        ? t('coupon.whereAll')
        : list(
            lang,
            policy.stationIds.map((id) => stations.get(id) ?? `№ ${number(lang, id)}`),
          )
    case 'maxPerDayMl':
      return policy.maxPerDayMl === null ? t('policy.noLimit') : volume(lang, policy.maxPerDayMl)
    case 'offlineMl':
      return policy.offlineMl === null
        ? t('policy.offline.no')
        : t('policy.offline.upTo', { volume: volume(lang, policy.offlineMl) })
    case 'discountBp':
      return percent(lang, policy.discountBp / 100)
    case 'turnover':
      return t(TURNOVER_WORDS[policy.turnover])
  }
}

/** A field of a policy as the log keeps it, in words; undefined for fields of other acts. */
export function policyInLog(t: T, field: string, text: string): string | undefined {
  switch (field as PolicyField) {
    case 'redemption':
    case 'turnover':
    case 'expiry': {
      const words: Readonly<Record<string, PlainKey>> = {
        ...REDEMPTION_WORDS,
        ...EXPIRY_WORDS,
        ...TURNOVER_WORDS,
      }
      const key = Object.hasOwn(words, text) ? words[text] : undefined
      return key && t(key)
    }
    case 'transferable':
    case 'gradeSwap':
    case 'pinRequired':
    case 'renewCards':
      return text === 'true' ? t('act.yes') : t('act.no')
    case 'stationIds':
      return text === '' ? t('coupon.whereAll') : text
    case 'offlineMl':
      return /^\d{1,12}$/.test(text)
        ? t('policy.offline.upTo', { volume: volume(t.lang, BigInt(text)) })
        : t('policy.offline.no')
    case 'maxPerDayMl':
      return /^\d{1,12}$/.test(text) ? volume(t.lang, BigInt(text)) : t('policy.noLimit')
    case 'discountBp':
      return /^\d{1,5}$/.test(text) ? percent(t.lang, Number(text) / 100) : undefined
    case 'graceDays':
    case 'validityDays':
    case 'invoiceDays':
      return /^\d{1,5}$/.test(text) ? t('unit.day', { n: Number(text) }) : undefined
    default:
      return undefined
  }
}

/** What the log calls a field of a policy; undefined for fields of other acts. */
export function policyLabelInLog(t: T, field: string): string | undefined {
  return Object.hasOwn(LABELS, field) ? policyLabel(t, field as PolicyField) : undefined
}
