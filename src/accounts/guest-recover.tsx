/** G6, G7 and the page for «Подтвердить повторную отправку инструкции»: everything that is answered by letter. */
import { sql } from 'kysely'
import { Button, Buttons, EmailField, Form, GuestPage } from '../web/parts/index.ts'
import { busyPage, tooManyPage } from '../web/system-pages.tsx'
import { spend } from '../web/throttle.ts'
import type { Errors, View } from '../web/view.ts'
import { letterRequested } from './ask-for-letter.ts'
import { deadLinkPage } from './dead-link.tsx'
import { parseEmailAddress, type EmailAddress } from '../values/email-address.ts'
import { emailError } from './field-errors.ts'
import { findLink } from './link.ts'
import { NewPasswordFields, readNewPassword } from './new-password.tsx'
import { finishRecovery, reportStranger } from './recover.ts'
import { actorOf, type Visit } from './visit.ts'

export function showForgot(visit: Visit): Response {
  return visit.pageForAll((view) => <ForgotPage view={view} email="" errors={{}} />)
}

export function forgotAgain(visit: Visit, errors: Errors): Response {
  return forgotPage(visit, visit.form.text('email'), errors, 422)
}

/** Takes the wish for a new password. The page that follows is the same for every address. */
export async function submitForgot(visit: Visit): Promise<Response> {
  const email = visit.form.text('email')
  // The locked page carries the address here, so that nobody types it twice.
  if (visit.form.text('step') === 'ask') return forgotPage(visit, email, {})
  const address = parseEmailAddress(email)
  if (!address.ok) return forgotPage(visit, email, { email: emailError(visit.t, address.reason) }, 422)
  return (await askForLetter(visit, 'reset', address)) ?? sent(visit, '/password/forgot/sent', address)
}

export function showForgotSent(visit: Visit): Response {
  const { t } = visit
  const about = readSent(visit)
  if (!about) return visit.seeOther('/password/forgot')
  const view = visit.view()
  return visit.page(
    <GuestPage view={view} title={t('forgot.sent.h1')}>
      <p>
        {t('forgot.sent.body', {
          email: about.email,
          n: Math.max(1, Math.round(visit.app.config.limits.resetMinutes / 60)),
        })}
      </p>
      <SentHints visit={visit} />
      <Form view={view} action="/password/forgot" hidden={{ email: about.email }}>
        <Buttons>
          <Button tone="secondary" wait={about.wait} waitText={t('ui.wait', { time: '{time}' })}>
            {t('forgot.sent.again')}
          </Button>
          <a href="/password/forgot">{t('forgot.sent.other')}</a>
        </Buttons>
      </Form>
    </GuestPage>,
  )
}

export function showResend(visit: Visit): Response {
  return visit.pageForAll((view) => <ResendPage view={view} email="" errors={{}} />)
}

export function resendAgain(visit: Visit, errors: Errors): Response {
  return resendPage(visit, visit.form.text('email'), errors, 422)
}

export async function submitResend(visit: Visit): Promise<Response> {
  const email = visit.form.text('email')
  const address = parseEmailAddress(email)
  if (!address.ok) return resendPage(visit, email, { email: emailError(visit.t, address.reason) }, 422)
  return (await askForLetter(visit, 'resend', address)) ?? sent(visit, '/confirmation/resend/sent', address)
}

export function showResendSent(visit: Visit): Response {
  const { t } = visit
  const about = readSent(visit)
  if (!about) return visit.seeOther('/confirmation/resend')
  const view = visit.view()
  return visit.page(
    <GuestPage view={view} title={t('forgot.sent.h1')}>
      <p>{t('resend.sent', { email: about.email })}</p>
      <SentHints visit={visit} />
      <Form view={view} action="/confirmation/resend" hidden={{ email: about.email }}>
        <Buttons>
          <Button tone="secondary" wait={about.wait} waitText={t('ui.wait', { time: '{time}' })}>
            {t('forgot.sent.again')}
          </Button>
          <a href="/confirmation/resend">{t('forgot.sent.other')}</a>
        </Buttons>
      </Form>
    </GuestPage>,
  )
}

/** The link «Изменить пароль» opened: shows the form, changes nothing. */
export async function showReset(visit: Visit): Promise<Response> {
  return resetPage(visit, {})
}

export function resetAgain(visit: Visit, errors: Errors): Promise<Response> {
  return resetPage(visit, errors, 422)
}

export async function submitReset(visit: Visit): Promise<Response> {
  const { app, visitor, cookies } = visit
  const token = visit.param('token')
  const found = await findLink(app.db.read, 'reset', token)
  if (!found.ok) return deadLinkPage(visit, 'reset', found.dead)
  const account = await accountOf(visit, found.link.subjectId)
  const typed = await readNewPassword(visit, account)
  if (!typed.ok) return typed.reason === 'busy' ? busyPage(visit, 2) : resetPage(visit, typed.errors, 422)
  const recovered = await finishRecovery(app, {
    token,
    passwordHash: typed.hash,
    deviceCookie: cookies.get('device'),
    visitor,
  })
  if (!recovered.ok) return deadLinkPage(visit, 'reset', { state: 'used' })
  cookies.set('device', recovered.deviceCookie)
  // Whoever was signed in here is not any more: every session of the account is gone.
  cookies.clear('session')
  return visit.seeOther('/login', { tone: 'good', key: 'reset.done' })
}

/** «Это не я» of the letter about a new password. */
export async function showNotMe(visit: Visit): Promise<Response> {
  const found = await findLink(visit.app.db.read, 'not_me', visit.param('token'))
  if (!found.ok) return deadLinkPage(visit, 'not_me', found.dead)
  const view = visit.view()
  const { t } = visit
  return visit.page(
    <GuestPage view={view} title={t('notMe.h1')} lead={t('notMe.lead')}>
      <Form view={view}>
        <Buttons>
          <Button tone="danger">{t('notMe.submit')}</Button>
        </Buttons>
      </Form>
    </GuestPage>,
  )
}

export async function submitNotMe(visit: Visit): Promise<Response> {
  const { app, visitor } = visit
  const token = visit.param('token')
  if (await app.db.transaction((tx) => reportStranger(app, tx, { token, visitor }))) {
    return visit.seeOther('/login', { tone: 'good', key: 'notMe.done' })
  }
  const found = await findLink(app.db.read, 'not_me', token)
  return deadLinkPage(visit, 'not_me', found.ok ? { state: 'void' } : found.dead)
}

/**
 * Leaves the wish as a job: one row for a known address and for an unknown one. Answers with a page only when the source
 * address has asked too often.
 */
export async function askForLetter(
  visit: Visit,
  wish: 'reset' | 'resend',
  address: EmailAddress,
): Promise<Response | undefined> {
  const refused = await spendLetterBudget(visit)
  if (refused) return refused
  const { app } = visit
  await app.db.transaction((tx) =>
    app.jobs.later(tx, letterRequested, {
      wish,
      emailKey: address.key,
      by: { ...actorOf(visit), accountId: undefined },
    }),
  )
  return undefined
}

/** Ten letters in ten minutes and fifty a day may be asked for from one source address. */
export async function spendLetterBudget(visit: Visit): Promise<Response | undefined> {
  const { app } = visit
  const key = app.config.keys.mac('throttle', visit.visitor.bucket)
  for (const budget of [
    { scope: 'letters', allowed: app.config.limits.lettersPerAddressPer10Min, seconds: 600 },
    { scope: 'letters.day', allowed: app.config.limits.lettersPerAddressPerDay, seconds: 86_400 },
  ]) {
    const spent = await spend(app.db.write, { ...budget, key })
    if (!spent.ok) return tooManyPage(visit, spent.waitSeconds)
  }
  return undefined
}

/** Remembers for the next page which address a letter was asked for, and when. */
export function sent(visit: Visit, path: string, address: EmailAddress): Response {
  visit.cookies.set(
    'sent',
    Buffer.from(JSON.stringify({ email: address.shown, at: Date.now() })).toString('base64url'),
  )
  return visit.seeOther(path)
}

/** What `sent` remembered: the address, and the seconds until asking again makes sense. */
export function readSent(visit: Visit): { email: string; wait: number } | undefined {
  try {
    const { email, at } = JSON.parse(
      Buffer.from(visit.cookies.get('sent') ?? '', 'base64url').toString(),
    ) as { email: unknown; at: unknown }
    if (typeof email !== 'string' || typeof at !== 'number' || !parseEmailAddress(email).ok) return undefined
    const gap = visit.app.config.limits.resetLetterGapSeconds
    return { email, wait: Math.max(0, Math.min(gap, Math.ceil(gap - (Date.now() - at) / 1000))) }
  } catch {
    return undefined
  }
}

/** The hint of the manual: look into the spam folder; and from whom the letter comes. */
export function SentHints({ visit }: { visit: Visit }) {
  const { t, app } = visit
  return (
    <>
      <p>
        {t('common.mailEta')} {t('common.spamHint')}
      </p>
      <p class="quiet">{t('sent.from', { from: app.config.mailFrom })}</p>
    </>
  )
}

function forgotPage(visit: Visit, email: string, errors: Errors, status = 200): Response {
  return visit.page(<ForgotPage view={visit.view()} email={email} errors={errors} />, status)
}

function ForgotPage({ view, email, errors }: { view: View; email: string; errors: Errors }) {
  const { t } = view
  return (
    <GuestPage view={view} title={t('forgot.h1')} lead={t('forgot.lead')} errors={errors}>
      <Form view={view} action="/password/forgot">
        <EmailField
          view={view}
          name="email"
          label={t('forgot.email')}
          hint={t('forgot.hint')}
          value={email}
          errors={errors}
          autocomplete="username"
        />
        <Buttons>
          <Button>{t('forgot.submit')}</Button>
        </Buttons>
      </Form>
      <p class="quiet">{t('forgot.never')}</p>
    </GuestPage>
  )
}

function resendPage(visit: Visit, email: string, errors: Errors, status = 200): Response {
  return visit.page(<ResendPage view={visit.view()} email={email} errors={errors} />, status)
}

function ResendPage({ view, email, errors }: { view: View; email: string; errors: Errors }) {
  const { t } = view
  return (
    <GuestPage view={view} title={t('resend.h1')} lead={t('resend.lead')} errors={errors}>
      <Form view={view} action="/confirmation/resend">
        <EmailField
          view={view}
          name="email"
          label={t('login.email')}
          hint={t('resend.hint')}
          value={email}
          errors={errors}
        />
        <Buttons>
          <Button>{t('resend.submit')}</Button>
        </Buttons>
      </Form>
    </GuestPage>
  )
}

async function resetPage(visit: Visit, errors: Errors, status = 200): Promise<Response> {
  const found = await findLink(visit.app.db.read, 'reset', visit.param('token'))
  if (!found.ok) return deadLinkPage(visit, 'reset', found.dead)
  const account = await accountOf(visit, found.link.subjectId)
  const view = visit.view()
  const { t } = view
  return visit.page(
    <GuestPage view={view} title={t('reset.h1')} errors={errors}>
      <Form view={view} action={visit.url.pathname}>
        <NewPasswordFields
          view={view}
          email={{ label: t('invite.email'), value: account.email }}
          labels={{ password: t('reset.new'), confirmation: t('reset.confirm') }}
          errors={errors}
        />
        <p class="hint">{t('reset.sessions')}</p>
        <Buttons>
          <Button>{t('reset.submit')}</Button>
        </Buttons>
      </Form>
    </GuestPage>,
    status,
  )
}

async function accountOf(visit: Visit, accountId: string): Promise<{ email: string; name: string }> {
  const { rows } = await sql<{
    email: string
    name: string
  }>`select email, name from account where id = ${accountId}`.execute(visit.app.db.read)
  return rows[0]!
}
