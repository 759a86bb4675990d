/** The two fields of a new password, wherever one is set: the same rule, the same words, the same order of checks. */
import { PasswordField, TextField } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { passwordError } from './field-errors.ts'
import { checkPassword } from './password-policy.ts'
import type { Visit } from './visit.ts'

export type TypedPassword =
  | { ok: true; hash: string }
  | { ok: false; reason: 'errors'; errors: Errors }
  | { ok: false; reason: 'busy' }

/**
 * Checks `password` and `passwordConfirmation` of the form and hashes them, outside any transaction. A weak or unequal
 * one costs no hash.
 */
export async function readNewPassword(
  visit: Visit,
  whose: { email: string; name?: string; company?: string | undefined },
): Promise<TypedPassword> {
  const { app, t, form } = visit
  const password = form.text('password')
  const confirmation = form.text('passwordConfirmation')
  const checked = checkPassword(password, {
    email: whose.email,
    name: whose.name,
    company: whose.company,
    brand: app.config.brand,
    minLength: app.config.passwordMinLength,
  })
  const errors: Errors = {
    ...(checked.ok ? {} : { password: passwordError(t, checked) }),
    ...(confirmation === '' ? { passwordConfirmation: t('err.pw.confirmEmpty') } : {}),
    ...(confirmation !== '' && confirmation !== password
      ? { passwordConfirmation: t('err.pw.mismatch') }
      : {}),
  }
  if (Object.keys(errors).length > 0 || !checked.ok) return { ok: false, reason: 'errors', errors }
  const hash = await app.hasher.hash(checked.normalised, { priority: 'rare', signal: visit.signal() })
  return hash === 'overloaded' || hash === 'gone' ? { ok: false, reason: 'busy' } : { ok: true, hash }
}

/** The address, for people and for password managers, and the two fields. */
export function NewPasswordFields({
  view,
  email,
  labels,
  errors,
}: {
  view: View
  email: { label: string; value: string } | undefined
  labels: { password: string; confirmation: string }
  errors: Errors
}) {
  const { t } = view
  return (
    <>
      {email && (
        <TextField
          view={view}
          name="username"
          label={email.label}
          value={email.value}
          autocomplete="username"
          readonly
        />
      )}
      <PasswordField
        view={view}
        name="password"
        label={labels.password}
        hint={t('pw.hint')}
        show={t('pw.showNew')}
        hide={t('login.hidePw')}
        autocomplete="new-password"
        errors={errors}
        strength
      />
      <PasswordField
        view={view}
        name="passwordConfirmation"
        label={labels.confirmation}
        show={t('pw.showConfirm')}
        hide={t('login.hidePw')}
        autocomplete="new-password"
        errors={errors}
      />
    </>
  )
}
