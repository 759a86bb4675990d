/** What people type into the fields of limits. */
import type { Lang, T } from '../i18n/index.ts'
import { parseTiyn } from '../values/tiyn.ts'
import type { Unit } from './rules.ts'

/** How much, in the unit of the field; undefined when it is blank, or wrong and among the errors. */
export function readValue(
  t: T,
  errors: Record<string, string>,
  field: string,
  unit: Unit,
  text: string,
): bigint | undefined {
  const bare = text.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '')
  if (bare === '') return undefined
  if (unit === 'tiyn') {
    const read = parseTiyn(bare)
    if (read.ok && read.tiyn >= 0n) return read.tiyn
    errors[field] = t('err.limits.money')
  } else if (unit === 'count') {
    if (/^\d{1,6}$/.test(bare)) return BigInt(bare)
    errors[field] = t('err.limits.count')
  } else {
    // A contract's litres of a quarter are more than any coupon holds.
    const [, whole = '', part = ''] = /^(\d{1,9})(?:[.,](\d{1,2}))?(?:л|l)?\.?$/iu.exec(bare) ?? []
    if (whole !== '') return BigInt(whole) * 1000n + BigInt(part.padEnd(2, '0')) * 10n
    errors[field] = t('err.card.limitNum')
  }
  return undefined
}

/** «8:00», «08.00», «24:00» as minutes of the day; undefined when blank. */
export function readClock(text: string): number | 'format' | undefined {
  const bare = text.replace(/\s/g, '')
  if (bare === '') return undefined
  const [, hours = '', minutes = '00'] = /^(\d{1,2})(?:[:.](\d\d))?$/.exec(bare) ?? []
  const minute = Number(hours) * 60 + Number(minutes)
  return hours === '' || Number(minutes) > 59 || minute > 1440 ? 'format' : minute
}

/** A value as it stands in its field, without groups: what comes back is read again. */
export function showValue(lang: Lang, unit: Unit, value: bigint): string {
  if (unit === 'count') return String(value)
  const places = unit === 'ml' ? 3 : 2
  const digits = String(value).padStart(places + 1, '0')
  const part = digits.slice(-places).replace(/0+$/, '')
  const whole = digits.slice(0, -places)
  return part === '' ? whole : `${whole}${lang === 'en' ? '.' : ','}${part}`
}
