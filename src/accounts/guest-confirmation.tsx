/** G8: confirmations by link. GET shows a page with one form, POST does it. */
import { Button, Buttons, Form, GuestPage, LinkButton, SummaryList } from '../web/parts/index.ts'
import { busyPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { cancelEmailChange, confirmEmailChange, emailChangeById } from './change-email.ts'
import { deadLinkPage } from './dead-link.tsx'
import { findLink, type Purpose } from './link.ts'
import { NewPasswordFields, readNewPassword } from './new-password.tsx'
import { confirmRegistration, findConfirmation } from './register.ts'
import type { SignedIn, Visit } from './visit.ts'

export function showConfirmation(visit: Visit): Promise<Response> {
  return confirmationPage(visit, {})
}

export function confirmationAgain(visit: Visit, errors: Errors): Promise<Response> {
  return confirmationPage(visit, errors, 422)
}

export async function submitConfirmation(visit: Visit): Promise<Response> {
  const { app, visitor, cookies } = visit
  const token = visit.param('token')
  const found = await findConfirmation(app.db.read, token)
  if (!found.ok) return deadLinkPage(visit, 'confirmation', found.dead)
  const { email, person, company } = found.registration
  const typed = await readNewPassword(visit, { email, name: person, company })
  if (!typed.ok)
    return typed.reason === 'busy' ? busyPage(visit, 2) : confirmationPage(visit, typed.errors, 422)
  const confirmed = await confirmRegistration(app, {
    token,
    passwordHash: typed.hash,
    deviceCookie: cookies.get('device'),
    visitor,
  })
  if (!confirmed.ok)
    return deadLinkPage(visit, 'confirmation', { state: confirmed.reason === 'dead' ? 'used' : 'void' })
  cookies.set('session', confirmed.token)
  cookies.set('device', confirmed.deviceCookie)
  return visit.seeOther('/welcome')
}

export const showEmailNew = (visit: Visit) => showEmailSide(visit, 'email_new')
export const showEmailOld = (visit: Visit) => showEmailSide(visit, 'email_old')
export const submitEmailNew = (visit: SignedIn) => submitEmailSide(visit, 'email_new')
export const submitEmailOld = (visit: SignedIn) => submitEmailSide(visit, 'email_old')

export async function showEmailCancel(visit: Visit): Promise<Response> {
  const change = await changeBehind(visit, 'email_undo')
  if (change instanceof Response) return change
  const view = visit.view()
  const { t } = view
  return visit.page(
    <GuestPage view={view} title={t('emailChange.h1')} lead={t('emailChange.fromTo', change)}>
      <p>{t('emailChange.undoWarn')}</p>
      <Form view={view}>
        <Buttons>
          <Button tone="danger">{t('emailChange.cancel')}</Button>
        </Buttons>
      </Form>
    </GuestPage>,
  )
}

export async function submitEmailCancel(visit: Visit): Promise<Response> {
  const { app, visitor } = visit
  const token = visit.param('token')
  if (await app.db.transaction((tx) => cancelEmailChange(app, tx, { token, visitor }))) {
    return visit.seeOther('/login', { tone: 'good', key: 'emailChange.cancelled' })
  }
  const found = await findLink(app.db.write, 'email_undo', token)
  return deadLinkPage(visit, 'email', found.ok ? { state: 'void' } : found.dead)
}

async function confirmationPage(visit: Visit, errors: Errors, status = 200): Promise<Response> {
  const found = await findConfirmation(visit.app.db.read, visit.param('token'))
  if (!found.ok) return deadLinkPage(visit, 'confirmation', found.dead)
  const { email, number, company } = found.registration
  const view = visit.view()
  const { t } = view
  return visit.page(
    <GuestPage
      view={view}
      title={t('confirm.h1')}
      lead={t('confirm.lead', { number: String(number) })}
      errors={errors}
    >
      <SummaryList view={view} rows={[{ label: t('invite.company'), value: company }]} />
      <Form view={view} action={visit.url.pathname}>
        <NewPasswordFields
          view={view}
          email={{ label: t('invite.email'), value: email }}
          labels={{ password: t('pw.new'), confirmation: t('pw.confirm') }}
          errors={errors}
        />
        <p class="hint">{t('invite.terms')}</p>
        <Buttons>
          <Button>{t('confirm.submit')}</Button>
        </Buttons>
      </Form>
    </GuestPage>,
    status,
  )
}

async function showEmailSide(visit: Visit, side: 'email_new' | 'email_old'): Promise<Response> {
  const change = await changeBehind(visit, side)
  if (change instanceof Response) return change
  const view = visit.view()
  const { t } = view
  const { session } = visit
  return visit.page(
    <GuestPage view={view} title={t('emailChange.h1')} lead={t('emailChange.fromTo', change)}>
      {!session && (
        <>
          <p>{t('emailChange.signIn')}</p>
          <Buttons>
            <LinkButton tone="primary" href={`/login?next=${encodeURIComponent(visit.url.pathname)}`}>
              {t('login.submit')}
            </LinkButton>
          </Buttons>
        </>
      )}
      {session && session.accountId !== change.accountId && <p>{t('emailChange.stranger')}</p>}
      {session && session.accountId === change.accountId && (
        <Form view={view}>
          <Buttons>
            <Button>{t(side === 'email_new' ? 'emailChange.confirmNew' : 'emailChange.approve')}</Button>
          </Buttons>
        </Form>
      )}
    </GuestPage>,
  )
}

async function submitEmailSide(visit: SignedIn, side: 'email_new' | 'email_old'): Promise<Response> {
  const { app, session, visitor } = visit
  const token = visit.param('token')
  const confirmed = await confirmEmailChange(app, { side, token, session, visitor })
  if (confirmed.ok) {
    return confirmed.finished
      ? visit.seeOther('/app/security', {
          tone: 'good',
          key: 'emailChange.done',
          args: { email: confirmed.email },
        })
      : visit.seeOther('/app/security', { tone: 'info', key: 'emailChange.half' })
  }
  if (confirmed.reason === 'stranger') {
    const found = await findLink(app.db.read, side, token)
    return found.ok ? visit.seeOther(visit.url.pathname) : deadLinkPage(visit, 'email', found.dead)
  }
  return deadLinkPage(visit, 'email', { state: confirmed.reason === 'taken' ? 'void' : 'used' })
}

async function changeBehind(
  visit: Visit,
  purpose: Purpose,
): Promise<{ accountId: string; old: string; new: string } | Response> {
  const found = await findLink(visit.app.db.read, purpose, visit.param('token'))
  if (!found.ok) return deadLinkPage(visit, 'email', found.dead)
  const change = await emailChangeById(visit.app.db.read, found.link.subjectId)
  return change ?? deadLinkPage(visit, 'email', { state: 'void' })
}
