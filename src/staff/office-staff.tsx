/** O13: the retailer's own people: who they are, who is invited, and the invitations still open. */
import { InviteFields } from '../accounts/invite-fields.tsx'
import { invite, type Invited, resendInvitation, withdrawInvitation } from '../accounts/invite.ts'
import { isStaffRole, STAFF_ROLES } from '../accounts/roles.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { type Mistakes, readEmail, readLang, readPerson, sureOf, typedIn } from '../clients/form-fields.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { PersonTag } from '../clients/states.tsx'
import { shortDateTime } from '../i18n/format.ts'
import type { Key, T } from '../i18n/index.ts'
import { LetterTag, ServerAnswer } from '../letters/office.tsx'
import {
  Button,
  Buttons,
  Confirm,
  DataTable,
  Form,
  LinkButton,
  OfficePage,
  StatusTag,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { listStaff, openStaffInvitations, type StaffInvitation, type StaffPerson } from './find-staff.ts'

const HERE = '/office/staff'

export async function showStaff(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  const [people, invitations] = [await listStaff(visit.app), await openStaffInvitations(visit.app.db.write)]
  const view = visit.view({ nav: officeNav(visit, 'staff') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      errors={errors}
      title={t('of.staff.h1')}
      actions={
        <LinkButton href={`${HERE}/invite`} icon="invitation" tone="primary">
          {t('people.invite')}
        </LinkButton>
      }
    >
      <PeopleTable view={view} rows={people} />
      {invitations.length > 0 && <InvitationTable view={view} rows={invitations} />}
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

const FIELDS = ['email', 'person', 'role', 'lang'] as const
type Typed = Partial<Record<(typeof FIELDS)[number], string>>

export function showStaffInvite(visit: StaffVisit): Response {
  return invitePage(visit, { lang: 'ru' }, {})
}

export function staffInviteAgain(visit: StaffVisit, errors: Errors): Response {
  return invitePage(visit, typedIn(visit.form, FIELDS), errors)
}

export async function submitStaffInvite(visit: StaffVisit): Promise<Response> {
  const { app, form, t } = visit
  const mistakes: Mistakes = {}
  const address = readEmail(t, mistakes, form)
  const name = readPerson(t, mistakes, form.text('person'))
  const role = form.text('role')
  if (!isStaffRole(role)) mistakes['role'] = t('err.of.staff.role')
  if (Object.keys(mistakes).length > 0 || !isStaffRole(role)) return staffInviteAgain(visit, mistakes)
  const lang = readLang(form.text('lang'))
  const invited = await app.db.transaction((tx) =>
    invite(app, tx, { address, name, role, lang, by: actorOf(visit) }),
  )
  if (!invited.ok) return staffInviteAgain(visit, { email: inviteRefusal(t, invited.reason, address.shown) })
  return visit.seeOther(HERE, { tone: 'good', key: 'of.inv.sent', args: { email: address.shown } })
}

export async function submitStaffResend(visit: StaffVisit): Promise<Response> {
  return withInvitation(visit, async (invitation) => {
    const { app } = visit
    const sent = await app.db.transaction((tx) =>
      resendInvitation(app, tx, { invitationId: invitation.id, by: actorOf(visit), renew: true }),
    )
    if (sent.ok)
      return visit.seeOther(HERE, { tone: 'good', key: 'of.inv.sent', args: { email: invitation.email } })
    return visit.seeOther(HERE, { tone: 'warning', key: RESEND[sent.reason] })
  })
}

const RESEND: Record<'unknown' | 'accepted' | 'withdrawn' | 'too_soon' | 'too_many', Key> = {
  unknown: 'of.inv.r.revoked',
  accepted: 'of.inv.r.accepted',
  withdrawn: 'of.inv.r.revoked',
  too_soon: 'of.inv.r.tooSoon',
  too_many: 'of.inv.r.tooSoon',
}

export async function showStaffWithdraw(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withInvitation(visit, (invitation) => {
    const view = visit.view({ nav: officeNav(visit, 'staff') })
    const { t } = view
    return visit.page(
      <OfficePage
        view={view}
        errors={errors}
        title={t('of.inv.withdrawQ')}
        width="form"
        back={{ href: HERE, label: t('of.staff.h1') }}
      >
        <Confirm
          view={view}
          body={t('of.inv.withdrawBody')}
          facts={[
            { label: t('login.email'), value: invitation.email },
            { label: t('people.role'), value: t(`role.of.${invitation.role}`) },
          ]}
          action={`${HERE}/invitations/${invitation.id}/withdraw`}
          submit={t('people.revoke')}
          danger
          cancelHref={HERE}
        />
      </OfficePage>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  })
}

export async function submitStaffWithdraw(visit: StaffVisit): Promise<Response> {
  return withInvitation(visit, async (invitation) => {
    const done = await visit.app.db.transaction((tx) =>
      withdrawInvitation(tx, { invitationId: invitation.id, by: actorOf(visit) }),
    )
    return done
      ? visit.seeOther(HERE, { tone: 'good', key: 'of.inv.withdrawn', args: { email: invitation.email } })
      : visit.seeOther(HERE, { tone: 'info', key: 'of.inv.r.accepted' })
  })
}

/** The address of one colleague’s page. */
export function pathOf(person: StaffPerson): string {
  return `${HERE}/${person.accountId}`
}

async function withInvitation(
  visit: StaffVisit,
  then: (invitation: StaffInvitation) => Response | Promise<Response>,
): Promise<Response> {
  const [invitation] = await openStaffInvitations(visit.app.db.write, visit.param('id'))
  return invitation ? then(invitation) : missingPage(visit)
}

function inviteRefusal(t: T, reason: (Invited & { ok: false })['reason'], email: string): string {
  switch (reason) {
    case 'already_member':
      return t('err.of.staff.member', { email })
    case 'too_soon':
      return t('of.inv.r.tooSoon')
    case 'inactive':
    case 'unknown_client':
      return t('err.of.inv.personSuspended')
  }
}

/** The choices of what a colleague may do. */
export function roleOptions(t: T) {
  return STAFF_ROLES.map((role) => ({
    value: role,
    label: t(`role.of.${role}`),
    hint: t(`role.of.${role}.d`),
  }))
}

function PeopleTable({ view, rows }: { view: View; rows: StaffPerson[] }) {
  const { t, lang } = view
  return (
    <DataTable
      view={view}
      caption={t('of.staff.h1')}
      rows={rows}
      columns={[
        {
          label: t('people.col.person'),
          lead: true,
          cell: (row) => <a href={pathOf(row)}>{row.name || row.email}</a>,
        },
        { label: t('login.email'), long: true, cell: (row) => row.email },
        { label: t('people.role'), cell: (row) => t(`role.of.${row.role}`) },
        {
          label: t('people.col.lastSignIn'),
          cell: (row) => (row.lastSignInAt ? shortDateTime(lang, row.lastSignInAt) : t('people.never')),
        },
        { label: t('people.col.state'), cell: (row) => <PersonTag t={t} state={row.state} /> },
      ]}
    />
  )
}

function InvitationTable({ view, rows }: { view: View; rows: StaffInvitation[] }) {
  const { t, lang } = view
  return (
    <DataTable
      view={view}
      caption={t('of.inv.h1')}
      showCaption
      rows={rows}
      columns={[
        { label: t('login.email'), lead: true, cell: (row) => row.email },
        { label: t('people.role'), cell: (row) => t(`role.of.${row.role}`) },
        { label: t('status.inv.sent'), cell: (row) => shortDateTime(lang, row.sentAt) },
        { label: t('of.inv.expires'), cell: (row) => shortDateTime(lang, row.expiresAt) },
        { label: t('people.col.state'), cell: (row) => <InvitationState t={t} row={row} /> },
        {
          label: t('of.staff.acts'),
          hideLabel: true,
          cell: (row) => <InvitationActs view={view} row={row} />,
        },
      ]}
    />
  )
}

function InvitationState({ t, row }: { t: T; row: StaffInvitation }) {
  if (row.expired) return <StatusTag tone="warning">{t('status.inv.expired')}</StatusTag>
  if (row.letterState === 'bounced' || row.letterState === 'deferred')
    return (
      <div>
        <LetterTag t={t} state={row.letterState} />
        {row.serverAnswer && <ServerAnswer t={t} answer={row.serverAnswer} />}
      </div>
    )
  return <StatusTag tone="info">{t(row.openedAt ? 'status.inv.opened' : 'status.inv.sent')}</StatusTag>
}

function InvitationActs({ view, row }: { view: View; row: StaffInvitation }) {
  const { t } = view
  const path = `${HERE}/invitations/${row.id}`
  return (
    <div class="buttons">
      <Form view={view} action={`${path}/resend`} inline>
        <Button tone="secondary" small label={`${t('act.resend')}: ${row.email}`}>
          {t('act.resend')}
        </Button>
      </Form>
      <LinkButton href={`${path}/withdraw`} small label={`${t('people.revoke')}: ${row.email}`}>
        {t('people.revoke')}
      </LinkButton>
    </div>
  )
}

function invitePage(visit: StaffVisit, typed: Typed, errors: Errors): Response {
  const view = visit.view({ nav: officeNav(visit, 'staff') })
  const { t } = view
  const wrong = Object.keys(errors).length > 0
  return visit.page(
    <OfficePage
      view={view}
      title={t('people.invite')}
      lead={t('of.inv.valid', { n: visit.app.config.limits.invitationDays })}
      errors={errors}
      width="form"
      back={{ href: HERE, label: t('of.staff.h1') }}
    >
      <Form view={view} action={`${HERE}/invite`} hidden={wrong ? sureOf(visit.form) : {}}>
        <InviteFields
          view={view}
          errors={errors}
          typed={typed}
          labels={{ email: t('login.email'), person: t('of.inv.person') }}
          roles={roleOptions(t)}
        />
        <Buttons>
          <Button icon="send">{t('of.inv.send')}</Button>
          <LinkButton href={HERE}>{t('act.cancel')}</LinkButton>
        </Buttons>
      </Form>
    </OfficePage>,
    wrong ? 422 : 200,
  )
}
