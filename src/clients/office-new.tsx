/** O2: a new client with its contract; the owner's invitation leaves with it. */
import { langOptions } from '../accounts/invite-fields.tsx'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { isoDay } from '../i18n/format.ts'
import {
  BinField,
  Button,
  Buttons,
  DateField,
  EmailField,
  FieldRow,
  Fieldset,
  Form,
  LinkButton,
  OfficePage,
  SelectField,
  TextField,
} from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { addClient } from './add-client.ts'
import {
  type Mistakes,
  readBin,
  readCompany,
  readEmail,
  readLang,
  readNumber,
  readPerson,
  readSignedOn,
  sureOf,
  typedIn,
} from './form-fields.ts'
import { officeNav } from '../accounts/office-nav.ts'

const FIELDS = ['bin', 'company', 'number', 'signedOn', 'email', 'person', 'lang'] as const
type Typed = Partial<Record<(typeof FIELDS)[number], string>>

export function showNewClient(visit: StaffVisit): Response {
  return formPage(visit, { signedOn: isoDay(new Date()), lang: 'ru' }, {})
}

export function newClientAgain(visit: StaffVisit, errors: Errors): Response {
  return formPage(visit, typedIn(visit.form, FIELDS), errors)
}

export async function submitNewClient(visit: StaffVisit): Promise<Response> {
  const { app, form, t } = visit
  const mistakes: Mistakes = {}
  const bin = readBin(t, mistakes, form.text('bin'))
  const name = readCompany(t, mistakes, form.text('company'))
  const contractNumber = readNumber(t, mistakes, form.text('number'))
  const signedOn = readSignedOn(t, mistakes, form.text('signedOn'))
  const address = readEmail(t, mistakes, form)
  const person = readPerson(t, mistakes, form.text('person'))
  const lang = readLang(form.text('lang'))
  if (Object.keys(mistakes).length > 0) return newClientAgain(visit, mistakes)

  const request = { bin, name, contractNumber, signedOn, address, person, lang, by: actorOf(visit) }
  const added = await app.db.transaction((tx) => addClient(app, tx, request))
  if (!added.ok) return newClientAgain(visit, refusal(visit, added.reason, contractNumber))
  return visit.seeOther(`/office/clients/${added.clientId}`, {
    tone: 'good',
    key: 'of.client.added',
    args: { company: name, email: address.shown },
  })
}

function refusal(
  visit: StaffVisit,
  reason: 'bin_taken' | 'number_taken' | 'person_suspended',
  contract: string,
): Errors {
  const { t } = visit
  switch (reason) {
    case 'bin_taken':
      return { bin: t('err.of.client.bin') }
    case 'number_taken':
      return { number: t('err.of.contract.taken', { contract }) }
    case 'person_suspended':
      return { email: t('err.of.person.suspended') }
  }
}

function formPage(visit: StaffVisit, typed: Typed, errors: Errors): Response {
  const view = visit.view({ nav: officeNav(visit, 'clients') })
  const { t } = view
  const wrong = Object.keys(errors).length > 0
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.clients.add')}
      lead={t('of.new.lead')}
      errors={errors}
      width="form"
      crumbs={[{ href: '/office/clients', label: t('of.clients.h1') }]}
    >
      <Form view={view} action="/office/clients/new" guard hidden={wrong ? sureOf(visit.form) : {}}>
        <Fieldset legend={t('of.new.company')}>
          <BinField
            view={view}
            name="bin"
            label={t('reg.bin')}
            hint={t('reg.binHint')}
            value={typed.bin}
            errors={errors}
            autocomplete="off"
          />
          <TextField
            view={view}
            name="company"
            label={t('reg.company')}
            hint={t('of.new.companyHint')}
            value={typed.company}
            errors={errors}
            autocomplete="off"
          />
        </Fieldset>
        <ContractFields view={view} typed={typed} errors={errors} />
        <Fieldset
          legend={t('of.new.invitation')}
          hint={t('of.new.invitationHint', { n: visit.app.config.limits.invitationDays })}
        >
          <TextField
            view={view}
            name="person"
            label={t('of.new.person')}
            value={typed.person}
            errors={errors}
            autocomplete="off"
            optional
          />
          <SelectField
            view={view}
            name="lang"
            label={t('of.inv.lang')}
            value={typed.lang}
            options={langOptions(t)}
            errors={errors}
          />
        </Fieldset>
        <Buttons>
          <Button icon="send">{t('of.new.submit')}</Button>
          <LinkButton href="/office/clients">{t('act.cancel')}</LinkButton>
        </Buttons>
      </Form>
    </OfficePage>,
    wrong ? 422 : 200,
  )
}

/** Number, day and address of a contract. */
export function ContractFields({ view, typed, errors }: { view: View; typed: Typed; errors: Errors }) {
  const { t } = view
  return (
    <Fieldset legend={t('of.new.contract')}>
      <FieldRow>
        <TextField
          view={view}
          name="number"
          label={t('reg.contractNo')}
          value={typed.number}
          errors={errors}
          autocomplete="off"
        />
        <DateField
          view={view}
          name="signedOn"
          label={t('of.contract.signedOn')}
          value={typed.signedOn}
          errors={errors}
        />
      </FieldRow>
      <EmailField
        view={view}
        name="email"
        label={t('of.inv.email')}
        hint={t('of.contract.emailHint')}
        value={typed.email}
        errors={errors}
        autocomplete="off"
      />
    </Fieldset>
  )
}
