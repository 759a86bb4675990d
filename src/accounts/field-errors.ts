/** Reasons of the accounts' fields, turned into the sentences beside them. */
import type { T } from '../i18n/index.ts'
import type { EmailRefusal } from '../values/email-address.ts'
import { MAX_PASSWORD_LENGTH, type PasswordRefusal } from './password-policy.ts'

export function emailError(t: T, reason: EmailRefusal): string {
  return reason === 'empty' ? t('err.login.email.empty') : t('err.email.format')
}

export function passwordError(
  t: T,
  refusal: { reason: PasswordRefusal; missing?: number | undefined },
): string {
  switch (refusal.reason) {
    case 'empty':
      return t('err.pw.empty')
    case 'short':
      return t('err.pw.short', { n: refusal.missing ?? 1 })
    case 'long':
      return t('err.pw.long', { max: MAX_PASSWORD_LENGTH })
    case 'common':
      return t('err.pw.common')
    case 'personal':
      return t('err.pw.personal')
  }
}
