/** The questions of every invitation, whoever invites whom: address, name, role, language of the letter. */
import type { Child, PropsWithChildren } from '../web/jsx-runtime.ts'
import { EmailField, type Option, RadioCards, SelectField, TextField } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { LANGS, type T } from '../i18n/index.ts'
import { OFFERED_ROLES } from './roles.ts'

/** The fields are called `email`, `person`, `role` and `lang`; children stand before the language. */
export function InviteFields({
  view,
  errors,
  typed,
  labels,
  emailHint,
  roles,
  children,
}: PropsWithChildren<{
  view: View
  errors: Errors
  typed: { email?: string; person?: string; role?: string; lang?: string }
  labels: { email: string; person: string }
  emailHint?: Child
  roles: readonly Option[]
}>) {
  const { t } = view
  const field = { view, errors }
  return (
    <>
      <EmailField
        {...field}
        name="email"
        label={labels.email}
        hint={emailHint}
        value={typed.email}
        autocomplete="off"
      />
      <TextField
        {...field}
        name="person"
        label={labels.person}
        value={typed.person}
        autocomplete="off"
        optional
      />
      <RadioCards {...field} name="role" label={t('people.role')} value={typed.role} options={roles} />
      {children}
      <SelectField
        {...field}
        name="lang"
        label={t('of.inv.lang')}
        value={typed.lang}
        options={langOptions(t)}
      />
    </>
  )
}

/** The languages of letters, each by its own name. */
export function langOptions(t: T): Option[] {
  return LANGS.map((lang) => ({ value: lang, label: t(`lang.${lang}`) }))
}

/** The roles a client's people are given, with the sentence that says what it may do. */
export function clientRoleOptions(t: T) {
  return OFFERED_ROLES.map((role) => ({ value: role, label: t(`role.${role}`), hint: t(`role.${role}.d`) }))
}
