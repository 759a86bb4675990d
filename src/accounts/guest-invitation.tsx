/** G3 and G4: the invitation of the contract's letter, and the welcome behind it. */
import { sql } from 'kysely'
import type { ClientRole, StaffRole } from './roles.ts'
import { isClientRole } from './roles.ts'
import { Button, Buttons, Form, GuestPage, LinkButton, SummaryList } from '../web/parts/index.ts'
import { busyPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import {
  acceptInvitation,
  findInvitation,
  joinByInvitation,
  noteOpened,
  type InvitationFacts,
} from './accept-invitation.ts'
import { deadLinkPage } from './dead-link.tsx'
import { resendInvitation } from './invite.ts'
import { findLink } from './link.ts'
import { NewPasswordFields, readNewPassword } from './new-password.tsx'
import { spendLetterBudget } from './guest-recover.tsx'
import { actorOf, homeOf, type SignedIn, type Visit } from './visit.ts'

/** Mail scanners open links: the visit only shows the invitation, the typed password accepts it. */
export async function showInvitation(visit: Visit): Promise<Response> {
  const found = await findInvitation(visit.app.db.read, visit.param('token'))
  if (!found.ok) return deadLinkPage(visit, 'invitation', found.dead)
  await visit.app.db.transaction((tx) => noteOpened(tx, found.invitation.id))
  return invitationPage(visit, found.invitation, {})
}

export async function invitationAgain(visit: Visit, errors: Errors): Promise<Response> {
  const found = await findInvitation(visit.app.db.read, visit.param('token'))
  return found.ok
    ? invitationPage(visit, found.invitation, errors, 422)
    : deadLinkPage(visit, 'invitation', found.dead)
}

export async function submitInvitation(visit: Visit): Promise<Response> {
  const { app, visitor, cookies } = visit
  const token = visit.param('token')
  const found = await findInvitation(app.db.read, token)
  if (!found.ok) return deadLinkPage(visit, 'invitation', found.dead)
  if (found.invitation.hasAccount) return invitationPage(visit, found.invitation, {})
  const typed = await readNewPassword(visit, found.invitation)
  if (!typed.ok)
    return typed.reason === 'busy'
      ? busyPage(visit, 2)
      : invitationPage(visit, found.invitation, typed.errors, 422)
  const accepted = await acceptInvitation(app, {
    token,
    passwordHash: typed.hash,
    deviceCookie: cookies.get('device'),
    visitor,
  })
  if (!accepted.ok) {
    const now = await findInvitation(app.db.write, token)
    return now.ok ? invitationPage(visit, now.invitation, {}) : deadLinkPage(visit, 'invitation', now.dead)
  }
  cookies.set('session', accepted.token)
  cookies.set('device', accepted.deviceCookie)
  return visit.seeOther('/welcome')
}

/** Somebody with an account joins one more company with it. */
export async function submitJoin(visit: SignedIn): Promise<Response> {
  const { app, session, visitor } = visit
  const token = visit.param('token')
  if (await app.db.transaction((tx) => joinByInvitation(tx, { token, session, visitor }))) {
    return visit.seeOther('/', { tone: 'good', key: 'invite.join.done' })
  }
  const found = await findInvitation(app.db.read, token)
  return found.ok
    ? invitationPage(visit, found.invitation, {}, 403)
    : deadLinkPage(visit, 'invitation', found.dead)
}

/** «Прислать новое» on the page of an invitation that is over: only a holder of the old link gets here. */
export async function submitRenew(visit: Visit): Promise<Response> {
  const refused = await spendLetterBudget(visit)
  if (refused) return refused
  const { app } = visit
  const found = await findLink(app.db.write, 'invitation', visit.param('token'))
  if (found.ok) return visit.seeOther(`/invitations/${visit.param('token')}`)
  const { subjectId, state } = found.dead
  if (!subjectId || state !== 'expired') return deadLinkPage(visit, 'invitation', found.dead)
  const resent = await app.db.transaction((tx) =>
    resendInvitation(app, tx, { invitationId: subjectId, by: actorOf(visit), renew: false }),
  )
  if (resent.ok) return visit.seeOther('/login', { tone: 'good', key: 'link.renewed' })
  if (resent.reason === 'too_soon') return visit.seeOther('/login', { tone: 'info', key: 'link.renewWait' })
  if (resent.reason === 'too_many')
    return visit.seeOther('/login', { tone: 'warning', key: 'link.renewLimit' })
  return deadLinkPage(visit, 'invitation', { state: resent.reason === 'withdrawn' ? 'revoked' : 'used' })
}

/** «Добро пожаловать в Личный кабинет!», once; afterwards the address leads on. */
export async function showWelcome(visit: SignedIn): Promise<Response> {
  const { app, session } = visit
  if (!session.welcomeDue) return visit.seeOther(homeOf(session))
  await sql`update session set welcome_due = false where id = ${session.id}`.execute(app.db.write)
  const view = visit.view()
  const { t } = view
  const company = await contractOf(visit)
  const steps = session.client
    ? [t('welcome.step1'), ...(session.client.role === 'owner' ? [t('welcome.step2')] : [])]
    : []
  return visit.page(
    <GuestPage
      view={view}
      title={t('welcome.h1')}
      lead={company && (company.contract ? t('welcome.lead', company) : company.company)}
    >
      {!session.client && !session.staff && <p>{t('home.noContract')}</p>}
      {steps.length > 0 && (
        <>
          <h2>{t('welcome.next')}</h2>
          <ol class="list">
            {steps.map((step) => (
              <li>{step}</li>
            ))}
          </ol>
        </>
      )}
      <Buttons>
        <LinkButton tone="primary" href={homeOf(session)}>
          {t('welcome.cta')}
        </LinkButton>
      </Buttons>
    </GuestPage>,
  )
}

function invitationPage(visit: Visit, invitation: InvitationFacts, errors: Errors, status = 200): Response {
  const view = visit.view()
  const { t } = view
  const role = isClientRole(invitation.role)
    ? t(`role.${invitation.role satisfies ClientRole}`)
    : t(`role.of.${invitation.role as StaffRole}`)
  const facts = [
    ...(invitation.company ? [{ label: t('invite.company'), value: invitation.company }] : []),
    ...(invitation.contract ? [{ label: t('reg.contractNo'), value: invitation.contract }] : []),
    { label: t('invite.role'), value: role },
  ]
  if (invitation.hasAccount || visit.session) return joinPage(visit, invitation, facts, status)
  return visit.page(
    <GuestPage
      view={view}
      title={t('invite.h1')}
      lead={invitation.company ? t('invite.lead') : t('invite.staff.lead')}
      errors={errors}
    >
      <SummaryList view={view} rows={facts} />
      <Form view={view} action={visit.url.pathname}>
        <NewPasswordFields
          view={view}
          email={{ label: t('invite.email'), value: invitation.email }}
          labels={{ password: t('pw.new'), confirmation: t('pw.confirm') }}
          errors={errors}
        />
        <p class="hint">{t('invite.terms')}</p>
        <Buttons>
          <Button>{t('invite.submit')}</Button>
        </Buttons>
      </Form>
      <p class="quiet">{t('invite.notYou')}</p>
    </GuestPage>,
    status,
  )
}

// Signed in already, or the address has an account: no second password, one button.
function joinPage(
  visit: Visit,
  invitation: InvitationFacts,
  facts: { label: string; value: string }[],
  status: number,
): Response {
  const view = visit.view()
  const { t } = view
  const { session } = visit
  const own = session !== undefined && session.email.toLowerCase() === invitation.email.toLowerCase()
  const here = visit.url.pathname
  return visit.page(
    <GuestPage
      view={view}
      title={t('invite.join.h1')}
      lead={invitation.hasAccount ? t('invite.join.lead') : undefined}
    >
      <SummaryList view={view} rows={[...facts, { label: t('invite.email'), value: invitation.email }]} />
      {session && !own && (
        <Form view={view} action="/logout">
          <p>{t('invite.other', { email: session.email })}</p>
          <Buttons>
            <Button>{t('nav.logout')}</Button>
          </Buttons>
        </Form>
      )}
      {own && (
        <Form view={view} action={`${here}/join`}>
          <Buttons>
            <Button>{t('invite.join.submit')}</Button>
          </Buttons>
        </Form>
      )}
      {!session && (
        <Buttons>
          <LinkButton tone="primary" href={`/login?next=${encodeURIComponent(here)}`}>
            {t('login.submit')}
          </LinkButton>
        </Buttons>
      )}
    </GuestPage>,
    status,
  )
}

async function contractOf(visit: SignedIn): Promise<{ company: string; contract: string } | undefined> {
  const { client } = visit.session
  if (!client) return undefined
  const { rows } = await sql<{ number: string }>`
    select number from contract where client_id = ${client.id} order by signed_on desc limit 1`.execute(
    visit.app.db.read,
  )
  return { company: client.name, contract: rows[0]?.number ?? '' }
}
