/** C23: what a person decides about their own account, in the cabinet and in the office alike. */
import { sql } from 'kysely'
import type { Child } from '../web/jsx-runtime.ts'
import { officeNav } from './office-nav.ts'
import { actionName } from '../audit/names.ts'
import { record } from '../audit/record.ts'
import { dateTime, longDate, relative } from '../i18n/format.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  EmailField,
  Form,
  Notice,
  OfficePage,
  Panel,
  PasswordField,
  SessionRow,
  SummaryList,
  Timeline,
} from '../web/parts/index.ts'
import { busyPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { cabinetNav } from './cabinet-nav.ts'
import { dropEmailChange, pendingEmailChange, requestEmailChange } from './change-email.ts'
import { changePassword, proveIdentity } from './change-password.ts'
import { describeDevice } from './describe-device.ts'
import { parseEmailAddress } from '../values/email-address.ts'
import { emailError } from './field-errors.ts'
import { lockState, unlock } from './lock.ts'
import { NewPasswordFields, readNewPassword } from './new-password.tsx'
import { endSession, endSessions, listSessions } from './session.ts'
import { actorOf, type SignedIn } from './visit.ts'

export function showSecurity(visit: SignedIn): Promise<Response> {
  return securityPage(visit, { errors: {}, email: '' })
}

export function securityAgain(visit: SignedIn, errors: Errors): Promise<Response> {
  return securityPage(visit, { errors, email: visit.form.text('email') }, 422)
}

/** A new password, with the current one typed beside it: the strongest proof there is, so no other is asked for. */
export async function submitPassword(visit: SignedIn): Promise<Response> {
  const { app, session, visitor, form, t } = visit
  const current = form.text('currentPassword')
  if (current === '')
    return securityPage(visit, { errors: { currentPassword: t('err.login.pw.empty') }, email: '' }, 422)
  if (form.text('password') === current)
    return securityPage(visit, { errors: { password: t('err.pw.same') }, email: '' }, 422)
  const proof = await proveIdentity(app, { session, password: current, visitor })
  if (!proof.ok && proof.reason === 'busy') return busyPage(visit, 2)
  if (!proof.ok && proof.reason === 'ended') return ended(visit)
  if (!proof.ok)
    return securityPage(visit, { errors: { currentPassword: t('err.pw.current') }, email: '' }, 422)
  const typed = await readNewPassword(visit, {
    email: session.email,
    name: session.name,
    company: session.client?.name,
  })
  if (!typed.ok)
    return typed.reason === 'busy'
      ? busyPage(visit, 2)
      : securityPage(visit, { errors: typed.errors, email: '' }, 422)
  const changed = await changePassword(app, {
    session,
    verifiedHash: proof.hash,
    passwordHash: typed.hash,
    visitor,
  })
  if (!changed) return securityPage(visit, { errors: { form: t('sec.pwRace') }, email: '' }, 422)
  visit.cookies.set('session', changed.token)
  return visit.seeOther('/app/security', { tone: 'good', key: 'sec.pwDone' })
}

export async function submitEmail(visit: SignedIn): Promise<Response> {
  const { app, session, visitor, form, t } = visit
  const email = form.text('email')
  const address = parseEmailAddress(email)
  if (!address.ok)
    return securityPage(visit, { errors: { email: emailError(t, address.reason) }, email }, 422)
  const asked = await app.db.transaction((tx) => requestEmailChange(app, tx, { session, address, visitor }))
  if (!asked.ok) return securityPage(visit, { errors: { email: t('err.email.same') }, email }, 422)
  return visit.seeOther('/app/security', {
    tone: 'info',
    key: 'sec.emailAsked',
    args: { email: address.shown },
  })
}

export async function submitEmailDrop(visit: SignedIn): Promise<Response> {
  const { app, session, visitor } = visit
  await app.db.transaction((tx) => dropEmailChange(tx, { session, visitor }))
  return visit.seeOther('/app/security', { tone: 'good', key: 'sec.emailDropped' })
}

export async function submitEndSession(visit: SignedIn): Promise<Response> {
  const { app, session } = visit
  await app.db.transaction(async (tx) => {
    if (!(await endSession(tx, session.accountId, visit.param('id')))) return
    await record(tx, 'session.ended', {
      by: actorOf(visit),
      accountId: session.accountId,
      object: session.email,
    })
  })
  return visit.seeOther('/app/security', { tone: 'good', key: 'sec.session.ended' })
}

export async function submitEndOthers(visit: SignedIn): Promise<Response> {
  const { app, session } = visit
  const n = await app.db.transaction(async (tx) => {
    const count = await endSessions(tx, session.accountId, session.id)
    if (count > 0)
      await record(tx, 'sessions.ended', {
        by: actorOf(visit),
        accountId: session.accountId,
        object: session.email,
        after: { count },
      })
    return count
  })
  return visit.seeOther('/app/security', { tone: 'good', key: 'sec.endedAll', args: { n } })
}

/** Opens the sign-in again from inside a living session; the password was given a moment ago. */
export async function submitUnlock(visit: SignedIn): Promise<Response> {
  const { app, session } = visit
  await app.db.transaction((tx) => unlock(app, tx, { accountId: session.accountId, by: actorOf(visit) }))
  return visit.seeOther('/app/security', { tone: 'good', key: 'sec.unlocked' })
}

/** The frame a signed-in person is used to: the office's or the cabinet's. */
export function OwnPage({
  visit,
  title,
  errors,
  children,
}: {
  visit: SignedIn
  title: string
  errors?: Errors
  children: Child
}) {
  const { session } = visit
  if (session.staff && !session.client) {
    return (
      <OfficePage
        view={visit.view({
          nav: officeNav({ ...visit, session: { ...session, staff: session.staff } }, undefined),
        })}
        title={title}
        errors={errors}
        width="text"
      >
        {children}
      </OfficePage>
    )
  }
  return (
    <CabinetPage
      view={visit.view({ nav: cabinetNav(visit, 'security') })}
      title={title}
      errors={errors}
      width="text"
    >
      {children}
    </CabinetPage>
  )
}

function ended(visit: SignedIn): Response {
  visit.cookies.clear('session')
  return visit.seeOther('/login', { tone: 'warning', key: 'err.proof.ended' })
}

async function securityPage(
  visit: SignedIn,
  typed: { errors: Errors; email: string },
  status = 200,
): Promise<Response> {
  const { app, session, t, lang } = visit
  const [facts, lock, change, sessions, events] = await Promise.all([
    ownFacts(visit),
    lockState(app, app.db.read, session.accountId),
    pendingEmailChange(app.db.read, session.accountId),
    listSessions(app.db.read, app.config.limits, session.accountId),
    ownEvents(visit),
  ])
  const view = visit.view()
  const { errors } = typed
  const now = new Date()
  return visit.page(
    <OwnPage visit={visit} title={t('sec.h1')} errors={errors}>
      {lock.state !== 'open' && (
        <Notice tone="warning">
          <p>
            {lock.state === 'all'
              ? t('sec.lockedAll', { datetime: dateTime(lang, lock.since) })
              : t('sec.locked', { n: lock.fails, datetime: dateTime(lang, lock.since) })}
          </p>
          <Form view={view} action="/app/security/unlock" inline>
            <Button tone="secondary" small>
              {t('sec.unlock')}
            </Button>
          </Form>
        </Notice>
      )}
      <Panel title={t('sec.changePw')}>
        <p class="quiet">{t('sec.password', { date: longDate(lang, facts.password_changed_at) })}</p>
        <Form view={view} action="/app/security/password">
          <input type="email" name="username" autocomplete="username" value={session.email} readonly hidden />
          <PasswordField
            view={view}
            name="currentPassword"
            label={t('sec.currentPw')}
            show={t('login.showPw')}
            hide={t('login.hidePw')}
            autocomplete="current-password"
            errors={errors}
          />
          <NewPasswordFields
            view={view}
            email={undefined}
            labels={{ password: t('reset.new'), confirmation: t('reset.confirm') }}
            errors={errors}
          />
          <Buttons>
            <Button>{t('sec.changePw')}</Button>
          </Buttons>
        </Form>
      </Panel>
      <Panel title={t('sec.email')}>
        <p>{session.email}</p>
        {change ? (
          <>
            <p>{t('sec.emailPending', { email: change.new })}</p>
            <SummaryList
              view={view}
              rows={[
                {
                  label: t('sec.email.old'),
                  value: t(change.oldConfirmed ? 'sec.email.done' : 'sec.email.waiting'),
                },
                {
                  label: t('sec.email.new'),
                  value: t(change.newConfirmed ? 'sec.email.done' : 'sec.email.waiting'),
                },
              ]}
            />
            <Form view={view} action="/app/security/email/drop" inline>
              <Button tone="secondary">{t('sec.emailDrop')}</Button>
            </Form>
          </>
        ) : (
          <Form view={view} action="/app/security/email">
            <EmailField
              view={view}
              name="email"
              label={t('sec.emailNew')}
              hint={t('sec.emailHow')}
              value={typed.email}
              errors={errors}
            />
            <Buttons>
              <Button tone="secondary">{t('sec.changeEmail')}</Button>
            </Buttons>
          </Form>
        )}
      </Panel>
      <Panel title={t('sec.sessions')}>
        {sessions.map((line) => (
          <SessionRow
            view={view}
            device={describeDevice(t, line.userAgent)}
            place={line.ip}
            at={line.lastSeenAt.toISOString()}
            time={relative(lang, line.lastSeenAt, now)}
            current={line.id === session.id}
            end={line.id === session.id ? undefined : { action: `/app/security/sessions/${line.id}/end` }}
          />
        ))}
        {sessions.length > 1 && (
          <Form view={view} action="/app/security/sessions/end-others" inline>
            <Button tone="secondary">{t('sec.session.endAll')}</Button>
          </Form>
        )}
      </Panel>
      <Panel title={t('sec.log')}>
        {events.length === 0 && <p class="quiet">{t('sec.noEvents')}</p>}
        {events.length > 0 && (
          <Timeline
            label={t('sec.log')}
            events={events.map((event) => ({
              at: event.at.toISOString(),
              time: dateTime(lang, event.at),
              title: actionName(t, event.action),
              detail: event.by_another
                ? ''
                : [describeDevice(t, event.user_agent ?? ''), event.ip].filter(Boolean).join(', '),
            }))}
          />
        )}
      </Panel>
      <p class="quiet">
        <a href="/app/security/close">{t('sec.close.h1')}</a>
      </p>
    </OwnPage>,
    status,
  )
}

async function ownFacts(visit: SignedIn): Promise<{ password_changed_at: Date }> {
  const { rows } = await sql<{ password_changed_at: Date }>`
    select password_changed_at from account where id = ${visit.session.accountId}`.execute(visit.app.db.read)
  return rows[0]!
}

type OwnEvent = {
  at: Date
  action: string
  ip: string | null
  user_agent: string | null
  by_another: boolean
}

/**
 * What happened to this account of late, by whomever: enough to notice a stranger. Where a colleague or one of the
 * retailer's people sat when they did something about it is theirs.
 */
async function ownEvents(visit: SignedIn): Promise<OwnEvent[]> {
  const { rows } = await sql<OwnEvent>`
    select at, action, ip, user_agent, actor_id is not null and actor_id <> account_id as by_another
    from audit_entry where account_id = ${visit.session.accountId}
    order by at desc, id desc limit 10`.execute(visit.app.db.read)
  return rows
}
