/** The fields of a driver: in full on their own page, and the few that giving needs. */
import { emailError } from '../accounts/field-errors.ts'
import { oneLine } from '../clients/form-fields.ts'
import { isLang, LANGS, type Lang, type T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import { isProduct, PRODUCTS } from '../products/products.ts'
import { parseEmailAddress } from '../values/email-address.ts'
import { parsePhone, showPhone } from '../values/phone.ts'
import { parsePlate, showPlate } from '../values/plate.ts'
import type { FormBody } from '../web/form-body.ts'
import { EmailField, PhoneField, SelectField, TextArea, TextField } from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import type { DriverFacts } from './driver-facts.ts'

export const LONGEST_NAME = 100
const LONGEST_NOTE = 300

/** What is typed, field by field. */
export type TypedDriver = Record<'name' | 'phone' | 'email' | 'plate' | 'fuel' | 'lang' | 'note', string>

const NAMES = ['name', 'phone', 'email', 'plate', 'fuel', 'lang', 'note'] as const

export function typedDriver(form: FormBody): TypedDriver {
  return Object.fromEntries(NAMES.map((name) => [name, form.text(name)])) as TypedDriver
}

/** A known driver as somebody would have typed them. */
export function typedAgain(driver: DriverFacts): TypedDriver {
  return {
    name: driver.name,
    phone: driver.phone && showPhone(driver.phone),
    email: driver.email,
    plate: driver.plate && showPlate(driver.plate).replaceAll('\u00a0', ' '),
    fuel: driver.product ?? '',
    lang: driver.lang,
    note: driver.note,
  }
}

export type ReadDriver = { ok: true; driver: DriverFacts } | { ok: false; mistakes: Errors }

/** Reads a driver's form; only the name must be there. */
export function driverFields(t: T, form: FormBody): ReadDriver {
  return readDriver(t, typedDriver(form))
}

/** Reads a driver as typed, in a form or in a row of a list. */
export function readDriver(t: T, typed: TypedDriver): ReadDriver {
  const mistakes: Record<string, string> = {}
  const name = oneLine(typed.name)
  if (name === '') mistakes['name'] = t('err.driver.name')
  else if (name.length > LONGEST_NAME) mistakes['name'] = t('err.of.tooLong', { max: LONGEST_NAME })
  const phone = parsePhone(typed.phone)
  if (!phone.ok && phone.reason !== 'empty') mistakes['phone'] = t('err.reg.phone')
  const email = parseEmailAddress(typed.email)
  if (!email.ok && email.reason !== 'empty') mistakes['email'] = emailError(t, email.reason)
  const plate = parsePlate(typed.plate)
  if (!plate.ok) mistakes['plate'] = t('err.c.plate')
  if (typed.fuel !== '' && !isProduct(typed.fuel)) mistakes['fuel'] = t('err.c.fuel')
  const note = oneLine(typed.note)
  if (note.length > LONGEST_NOTE) mistakes['note'] = t('err.of.tooLong', { max: LONGEST_NOTE })
  if (Object.keys(mistakes).length > 0) return { ok: false, mistakes }
  return {
    ok: true,
    driver: {
      name,
      phone: phone.ok ? phone.phone : '',
      email: email.ok ? email.shown : '',
      plate: plate.ok ? plate.plate : '',
      product: isProduct(typed.fuel) ? typed.fuel : null,
      lang: isLang(typed.lang) ? typed.lang : t.lang,
      note,
    },
  }
}

/** The fields to enter or change a driver. */
export function DriverFields({ view, typed, errors }: { view: View; typed: TypedDriver; errors: Errors }) {
  const { t } = view
  return (
    <>
      <NameAndPhone view={view} typed={typed} errors={errors} />
      <EmailField
        view={view}
        name="email"
        label={t('login.email')}
        hint={t('drivers.emailHint')}
        value={typed.email}
        autocomplete="off"
        optional
        errors={errors}
      />
      <TextField
        view={view}
        name="plate"
        label={t('drivers.plate')}
        hint={t('drivers.plateHint')}
        value={typed.plate}
        chars={12}
        maxlength={20}
        optional
        errors={errors}
      />
      <SelectField
        view={view}
        name="fuel"
        label={t('drivers.fuel')}
        value={typed.fuel}
        empty={t('fuel.any')}
        options={PRODUCTS.map((product) => ({ value: product, label: productName(t, product) }))}
        errors={errors}
      />
      <Language view={view} value={typed.lang} />
      <TextArea
        view={view}
        name="note"
        label={t('drivers.note')}
        value={typed.note}
        rows={2}
        maxlength={LONGEST_NOTE}
        optional
        errors={errors}
      />
    </>
  )
}

/** What giving needs of somebody new. The fuel they are given now is taken for their usual one: the form carries it. */
export function NewDriverFields({ view, form, errors }: { view: View; form: FormBody; errors: Errors }) {
  const typed = typedDriver(form)
  return (
    <>
      <NameAndPhone view={view} typed={typed} errors={errors} />
      <Language view={view} value={typed.lang} />
    </>
  )
}

function NameAndPhone({ view, typed, errors }: { view: View; typed: TypedDriver; errors: Errors }) {
  const { t } = view
  return (
    <>
      <TextField
        view={view}
        name="name"
        label={t('issue.driverName')}
        value={typed.name}
        maxlength={LONGEST_NAME}
        autocomplete="off"
        errors={errors}
      />
      <PhoneField
        view={view}
        name="phone"
        label={t('issue.driverPhone')}
        hint={t('drivers.phoneHint')}
        value={typed.phone}
        maxlength={30}
        autocomplete="off"
        optional
        errors={errors}
      />
    </>
  )
}

function Language({ view, value }: { view: View; value: string }) {
  const { t, lang } = view
  return (
    <SelectField
      view={view}
      name="lang"
      label={t('send.lang')}
      value={isLang(value) ? value : lang}
      options={LANGS.map((one: Lang) => ({ value: one, label: t(`lang.${one}`) }))}
    />
  )
}
