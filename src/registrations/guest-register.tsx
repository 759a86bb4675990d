/** G5: a company without an invitation asks for one. The address first, then three short questions, a check, a number. */
import { parseBin } from '../values/bin.ts'
import { parsePhone, showPhone } from '../values/phone.ts'
import type { T } from '../i18n/index.ts'
import {
  BinField,
  Button,
  Buttons,
  EmailField,
  Form,
  GuestPage,
  PhoneField,
  Radios,
  StepCounter,
  SummaryList,
  TextField,
} from '../web/parts/index.ts'
import type { Errors } from '../web/view.ts'
import { letterRequested } from '../accounts/ask-for-letter.ts'
import { parseEmailAddress } from '../values/email-address.ts'
import { emailError } from '../accounts/field-errors.ts'
import { readSent, sent, SentHints, spendLetterBudget } from '../accounts/guest-recover.tsx'
import { readDraft, saveDraft, takeDraft, type Draft } from './registration-draft.ts'
import { requestRegistration, type RegistrationForm } from '../accounts/register.ts'
import { actorOf, type Visit } from '../accounts/visit.ts'

const STEPS = ['email', 'contract', 'company', 'person'] as const
type Step = (typeof STEPS)[number]

const PATH: Record<Step, string> = {
  email: '/register',
  contract: '/register/contract',
  company: '/register/company',
  person: '/register/person',
}

/** The field names of each step; everything else in a posted form is ignored. */
const FIELDS: Record<Step, (keyof Draft)[]> = {
  email: ['email'],
  contract: ['hasContract', 'contractNumber'],
  company: ['bin', 'company'],
  person: ['person', 'position', 'phone'],
}

const TEXT_LIMIT = 200

export const showRegister = (visit: Visit) => showStep(visit, 'email')
export const showRegisterContract = (visit: Visit) => showStep(visit, 'contract')
export const showRegisterCompany = (visit: Visit) => showStep(visit, 'company')
export const showRegisterPerson = (visit: Visit) => showStep(visit, 'person')
export const submitRegister = (visit: Visit) => submitStep(visit, 'email')
export const submitRegisterContract = (visit: Visit) => submitStep(visit, 'contract')
export const submitRegisterCompany = (visit: Visit) => submitStep(visit, 'company')
export const submitRegisterPerson = (visit: Visit) => submitStep(visit, 'person')

/** The form of a page that was open for long, with what was typed. */
export function registerAgain(step: Step) {
  return (visit: Visit, errors: Errors) => stepPage(visit, step, typedIn(visit, step), errors, 422)
}

export async function showRegisterCheck(visit: Visit): Promise<Response> {
  const draft = await readDraft(visit.app.db.read, visit.cookies.get('guest'))
  const missing = STEPS.find((step) => Object.keys(checkStep(visit.t, step, draft)).length > 0)
  if (missing) return visit.seeOther(PATH[missing])
  const view = visit.view()
  const { t } = view
  const phone = parsePhone(draft.phone ?? '')
  return visit.page(
    <GuestPage view={view} title={t('reg.check.h1')} back={{ href: PATH.person }}>
      <SummaryList
        view={view}
        rows={[
          { label: t('reg.email'), value: draft.email, changeHref: PATH.email },
          {
            label: t('reg.q.contract'),
            value: draft.hasContract === 'yes' ? t('reg.q.contractYes') : t('reg.q.contractNo'),
            changeHref: PATH.contract,
          },
          ...(draft.hasContract === 'yes'
            ? [{ label: t('reg.contractNo'), value: draft.contractNumber, changeHref: PATH.contract }]
            : []),
          { label: t('reg.bin'), value: draft.bin, changeHref: PATH.company },
          { label: t('reg.company'), value: draft.company, changeHref: PATH.company },
          { label: t('reg.person'), value: draft.person, changeHref: PATH.person },
          { label: t('reg.position'), value: draft.position, changeHref: PATH.person },
          {
            label: t('reg.phone'),
            value: phone.ok ? showPhone(phone.phone) : draft.phone,
            changeHref: PATH.person,
          },
        ]}
      />
      <p class="hint">{t('reg.consent')}</p>
      <Form view={view} action="/register/check">
        <Buttons>
          <Button>{t('reg.submit')}</Button>
        </Buttons>
      </Form>
    </GuestPage>,
  )
}

/** Sends the request. Pressed twice, it is one request: the draft is taken by the first. */
export async function submitRegisterCheck(visit: Visit): Promise<Response> {
  const { app, cookies, lang } = visit
  const guest = cookies.get('guest') ?? ''
  const draft = await readDraft(app.db.write, guest)
  const form = readForm(draft, lang)
  if (!form) return visit.seeOther(readSent(visit) ? '/register/sent' : '/register/check')
  const refused = await spendLetterBudget(visit)
  if (refused) return refused
  const made = await app.db.transaction(async (tx) => {
    if (!(await takeDraft(tx, guest))) return undefined
    const by = { ...actorOf(visit), accountId: undefined }
    const registration = await requestRegistration(tx, form, by)
    await app.jobs.later(tx, letterRequested, {
      wish: 'register',
      emailKey: form.address.key,
      by,
      registrationId: registration.id,
    })
    return registration
  })
  return made
    ? sent(visit, `/register/sent?number=${made.number}`, form.address)
    : visit.seeOther('/register/sent')
}

export function showRegisterSent(visit: Visit): Response {
  const about = readSent(visit)
  if (!about) return visit.seeOther('/register')
  const view = visit.view()
  const { t } = view
  const number = /^\d{1,18}$/.exec(visit.query('number'))?.[0]
  return visit.page(
    <GuestPage view={view} title={t('reg.sent.h1')}>
      {number && <h2>{t('reg.sent.no', { number })}</h2>}
      <p>{t('reg.sent.body', { email: about.email })}</p>
      <SentHints visit={visit} />
      <Form view={view} action="/confirmation/resend" hidden={{ email: about.email }}>
        <Buttons>
          <Button tone="secondary" wait={about.wait} waitText={t('ui.wait', { time: '{time}' })}>
            {t('forgot.sent.again')}
          </Button>
        </Buttons>
      </Form>
    </GuestPage>,
  )
}

async function showStep(visit: Visit, step: Step): Promise<Response> {
  const draft = await readDraft(visit.app.db.read, visit.cookies.get('guest'))
  const earlier = STEPS.slice(0, STEPS.indexOf(step)).find(
    (before) => Object.keys(checkStep(visit.t, before, draft)).length > 0,
  )
  return earlier ? visit.seeOther(PATH[earlier]) : stepPage(visit, step, draft, {})
}

async function submitStep(visit: Visit, step: Step): Promise<Response> {
  const { app, cookies, t } = visit
  const typed = typedIn(visit, step)
  const errors = checkStep(t, step, typed)
  // A person would not fill in a field that nobody sees.
  if (visit.form.text('website') !== '') return visit.seeOther('/register')
  if (Object.keys(errors).length > 0) return stepPage(visit, step, typed, errors, 422)
  const guest = cookies.get('guest') ?? ''
  await saveDraft(app.db.write, guest, { ...(await readDraft(app.db.write, guest)), ...typed })
  const next = STEPS[STEPS.indexOf(step) + 1]
  return visit.seeOther(next ? PATH[next] : '/register/check')
}

function typedIn(visit: Visit, step: Step): Draft {
  return Object.fromEntries(FIELDS[step].map((name) => [name, visit.form.text(name).trim().slice(0, 1000)]))
}

function checkStep(t: T, step: Step, draft: Draft): Errors {
  const tooLong = (text: string | undefined) => (text?.length ?? 0) > TEXT_LIMIT
  switch (step) {
    case 'email': {
      const address = parseEmailAddress(draft.email ?? '')
      return address.ok ? {} : { email: emailError(t, address.reason) }
    }
    case 'contract':
      if (draft.hasContract !== 'yes' && draft.hasContract !== 'no')
        return { hasContract: t('err.reg.hasContract') }
      if (draft.hasContract === 'yes' && !draft.contractNumber)
        return { contractNumber: t('err.reg.contractEmpty') }
      return tooLong(draft.contractNumber) ? { contractNumber: t('err.text.long', { max: TEXT_LIMIT }) } : {}
    case 'company': {
      const bin = parseBin(draft.bin ?? '')
      return {
        ...(bin.ok ? {} : { bin: binError(t, bin) }),
        ...(!draft.company
          ? { company: t('err.reg.company') }
          : tooLong(draft.company)
            ? { company: t('err.text.long', { max: TEXT_LIMIT }) }
            : {}),
      }
    }
    case 'person':
      return {
        ...(!draft.person
          ? { person: t('err.reg.name') }
          : tooLong(draft.person)
            ? { person: t('err.text.long', { max: TEXT_LIMIT }) }
            : {}),
        ...(tooLong(draft.position) ? { position: t('err.text.long', { max: TEXT_LIMIT }) } : {}),
        ...(parsePhone(draft.phone ?? '').ok ? {} : { phone: t('err.reg.phone') }),
      }
  }
}

function binError(
  t: T,
  refused: { reason: 'empty' | 'length' | 'check'; digits?: number | undefined },
): string {
  if (refused.reason === 'empty') return t('err.reg.bin.empty')
  return refused.reason === 'length'
    ? t('err.reg.bin.length', { n: refused.digits ?? 0 })
    : t('err.reg.bin.check')
}

function readForm(draft: Draft, lang: RegistrationForm['lang']): RegistrationForm | undefined {
  const address = parseEmailAddress(draft.email ?? '')
  const bin = parseBin(draft.bin ?? '')
  const phone = parsePhone(draft.phone ?? '')
  if (!address.ok || !bin.ok || !phone.ok || !draft.company || !draft.person) return undefined
  const hasContract = draft.hasContract === 'yes'
  return {
    address: { shown: address.shown, key: address.key },
    lang,
    hasContract,
    contractNumber: hasContract ? (draft.contractNumber ?? '') : '',
    bin: bin.bin,
    company: draft.company,
    person: draft.person,
    position: draft.position ?? '',
    phone: phone.phone,
  }
}

function stepPage(visit: Visit, step: Step, draft: Draft, errors: Errors, status = 200): Response {
  const view = visit.view()
  const { t } = view
  const field = (name: keyof Draft) => ({ view, name, value: draft[name], errors })
  const at = STEPS.indexOf(step)
  const titles: Record<Step, string> = {
    email: t('reg.h1'),
    contract: t('reg.q.contract'),
    company: t('reg.q.company'),
    person: t('reg.q.person'),
  }
  const back = STEPS[at - 1]
  return visit.page(
    <GuestPage
      view={view}
      title={titles[step]}
      lead={step === 'email' ? t('reg.lead') : undefined}
      above={<StepCounter view={view} n={at + 1} total={STEPS.length + 1} />}
      back={back && { href: PATH[back] }}
      errors={errors}
    >
      <Form view={view} action={PATH[step]}>
        {step === 'email' && (
          <EmailField {...field('email')} label={t('reg.email')} hint={t('reg.emailHint')} />
        )}
        {step === 'contract' && (
          <>
            <Radios
              view={view}
              name="hasContract"
              label={t('reg.q.contract')}
              hideLabel
              value={draft.hasContract}
              errors={errors}
              options={[
                { value: 'yes', label: t('reg.q.contractYes') },
                { value: 'no', label: t('reg.q.contractNo') },
              ]}
            />
            <div class="if-yes">
              <TextField
                {...field('contractNumber')}
                label={t('reg.contractNo')}
                hint={t('reg.contractHint')}
                chars={20}
              />
            </div>
          </>
        )}
        {step === 'company' && (
          <>
            <BinField {...field('bin')} label={t('reg.bin')} hint={t('reg.binHint')} />
            <TextField {...field('company')} label={t('reg.company')} autocomplete="organization" />
          </>
        )}
        {step === 'person' && (
          <>
            <TextField {...field('person')} label={t('reg.person')} autocomplete="name" />
            <TextField
              {...field('position')}
              label={t('reg.position')}
              optional
              autocomplete="organization-title"
            />
            <PhoneField {...field('phone')} label={t('reg.phone')} hint={t('reg.phoneHint')} />
          </>
        )}
        <div class="heard" aria-hidden="true">
          <label for="website">Website</label>
          <input id="website" name="website" tabindex={-1} autocomplete="off" />
        </div>
        <Buttons>
          <Button>{t('act.continue')}</Button>
        </Buttons>
      </Form>
    </GuestPage>,
    status,
  )
}
