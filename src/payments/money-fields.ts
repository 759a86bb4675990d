/** Reads the fields that forms about money share: each answers with what it read and puts its sentence among the errors. */
import { type Mistakes, oneLine } from '../clients/form-fields.ts'
import { isoDay } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { parseDay } from '../values/day.ts'
import { parseIban } from '../values/iban.ts'
import { parseTiyn } from '../values/tiyn.ts'

/** A sum above nought, under the field `amount`. */
export function readSum(t: T, mistakes: Mistakes, typed: string): bigint {
  const read = parseTiyn(typed)
  if (read.ok && read.tiyn > 0n) return read.tiyn
  mistakes['amount'] = t(!read.ok && read.reason === 'empty' ? 'err.of.pay.amountEmpty' : 'err.of.pay.amount')
  return 0n
}

/** The bank's day, ISO: not in the future, and not before this year's books and the last year's. */
export function readBankDay(t: T, mistakes: Mistakes, name: string, typed: string): string {
  const day = parseDay(typed)
  const today = isoDay(new Date())
  const earliest = `${Number(today.slice(0, 4)) - 1}-01-01`
  if (!day) mistakes[name] = t('err.date.format')
  else if (day > today || day < earliest) mistakes[name] = t('err.of.pay.day')
  return day ?? ''
}

/** A text of one line, at most `max` letters long. */
export function readLine(t: T, mistakes: Mistakes, name: string, typed: string, max: number): string {
  const line = oneLine(typed)
  if (line.length > max) mistakes[name] = t('err.of.tooLong', { max })
  return line
}

/** An account, under the field `iban`. */
export function readIban(t: T, mistakes: Mistakes, typed: string): string {
  const read = parseIban(typed)
  if (read.ok) return read.iban
  mistakes['iban'] = t(`err.of.pay.iban.${read.reason}`)
  return ''
}
