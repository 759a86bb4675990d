/** Reads the fields that forms about clients share: each answers with what it read and puts its sentence among the errors. */
import { parseEmailAddress, suggestDomain, type EmailAddress } from '../values/email-address.ts'
import { emailError } from '../accounts/field-errors.ts'
import { isoDay } from '../i18n/format.ts'
import { DEFAULT_LANG, isLang, type Lang, type T } from '../i18n/index.ts'
import type { FormBody } from '../web/form-body.ts'
import { parseBin } from '../values/bin.ts'
import { parseDay } from '../values/day.ts'

/** Sentences by field, in the order in which the fields were read. */
export type Mistakes = Record<string, string>

export const LONGEST = { name: 200, number: 60, reason: 500 } as const

/** What was typed, field by field, to be shown again. */
export function typedIn<Name extends string>(form: FormBody, names: readonly Name[]): Record<Name, string> {
  return Object.fromEntries(names.map((name) => [name, form.text(name)])) as Record<Name, string>
}

/** A text as one line: no signs that cannot be seen, no doubled spaces, letters with their marks as one. */
export function oneLine(typed: string): string {
  return typed
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .replaceAll(/\p{Cf}/gu, '')
    .trim()
}

export function readBin(t: T, mistakes: Mistakes, typed: string): string {
  const read = parseBin(typed)
  if (read.ok) return read.bin
  mistakes['bin'] =
    read.reason === 'empty'
      ? t('err.reg.bin.empty')
      : read.reason === 'length'
        ? t('err.reg.bin.length', { n: read.digits ?? 0 })
        : t('err.reg.bin.check')
  return ''
}

/** A company's name, under the field `company`. */
export function readCompany(t: T, mistakes: Mistakes, typed: string): string {
  const name = oneLine(typed)
  if (name === '') mistakes['company'] = t('err.reg.company')
  else if (name.length > LONGEST.name) mistakes['company'] = t('err.of.tooLong', { max: LONGEST.name })
  return name
}

/** A contract's number without the sign before it, under the field `number`. */
export function readNumber(t: T, mistakes: Mistakes, typed: string): string {
  const number = oneLine(typed).replace(/^(№|N°|No\.?\s)\s*/i, '')
  if (number === '') mistakes['number'] = t('err.of.contract.number')
  else if (number.length > LONGEST.number) mistakes['number'] = t('err.of.tooLong', { max: LONGEST.number })
  return number
}

/** The day a contract was signed, ISO, under the field `signedOn`: not before the country's money, not in the future. */
export function readSignedOn(t: T, mistakes: Mistakes, typed: string): string {
  const day = parseDay(typed)
  if (!day) mistakes['signedOn'] = t('err.date.format')
  else if (day > isoDay(new Date()) || day < '1993-11-15') mistakes['signedOn'] = t('err.of.contract.date')
  return day ?? ''
}

/**
 * An address, under the field `email`. A domain that looks like a slip is asked about once: the form comes back with the
 * hidden field `sure` (see `sureOf`), and the same address sent again is meant.
 */
export function readEmail(t: T, mistakes: Mistakes, form: FormBody): EmailAddress {
  const typed = form.text('email')
  const read = parseEmailAddress(typed)
  if (!read.ok) {
    mistakes['email'] = emailError(t, read.reason)
    return { shown: '', key: '' }
  }
  const suggestion = suggestDomain(read.shown)
  if (suggestion && form.text('sure') !== read.shown) mistakes['email'] = t('err.email.typo', { suggestion })
  return read
}

/** The hidden field that says which address was asked about already. */
export function sureOf(form: FormBody): Record<string, string> {
  const read = parseEmailAddress(form.text('email'))
  return read.ok ? { sure: read.shown } : {}
}

/** How a person is called; may stay empty. */
export function readPerson(t: T, mistakes: Mistakes, typed: string): string {
  const name = oneLine(typed)
  if (name.length > LONGEST.name) mistakes['person'] = t('err.of.tooLong', { max: LONGEST.name })
  return name
}

/** A reason that somebody will read later, under the field `reason`. */
export function readReason(t: T, mistakes: Mistakes, typed: string): string {
  const reason = oneLine(typed)
  if (reason === '') mistakes['reason'] = t('err.of.reason')
  else if (reason.length > LONGEST.reason) mistakes['reason'] = t('err.of.tooLong', { max: LONGEST.reason })
  return reason
}

export function readLang(typed: string): Lang {
  return isLang(typed) ? typed : DEFAULT_LANG
}
