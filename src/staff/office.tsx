/** O13: the retailer's own people: who they are, what they may do, and the door closed behind those who leave. */
import { InviteFields } from '../accounts/invite-fields.tsx'
import { invite, type Invited, resendInvitation, withdrawInvitation } from '../accounts/invite.ts'
import { unlock } from '../accounts/lock.ts'
import { isStaffRole, STAFF_ROLES } from '../accounts/roles.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import {
  type Mistakes,
  readEmail,
  readLang,
  readPerson,
  readReason,
  sureOf,
  typedIn,
} from '../clients/form-fields.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { PersonTag } from '../clients/states.tsx'
import { restoreAccount, suspendAccount, type SuspensionRefusal } from '../clients/suspend-account.ts'
import { dateTime, shortDateTime } from '../i18n/format.ts'
import type { Key, T } from '../i18n/index.ts'
import { LetterTag, ServerAnswer } from '../letters/office.tsx'
import {
  Button,
  Buttons,
  Confirm,
  DataTable,
  Empty,
  Form,
  LinkButton,
  Notice,
  OfficePage,
  Panel,
  RadioCards,
  StatusTag,
  SummaryList,
  TextArea,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { changeStaffRole, type StaffRoleRefusal } from './change-staff-role.ts'
import {
  findStaff,
  listStaff,
  openStaffInvitations,
  type StaffInvitation,
  type StaffPerson,
} from './find-staff.ts'

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

export async function showStaffPerson(visit: StaffVisit): Promise<Response> {
  return withPerson(visit, (person) => personPage(visit, person, {}))
}

export async function staffPersonAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  return withPerson(visit, (person) => personPage(visit, person, errors))
}

export async function submitStaffRole(visit: StaffVisit): Promise<Response> {
  return withPerson(visit, async (person) => {
    const { app, form, t } = visit
    const role = form.text('role')
    if (!isStaffRole(role)) return personPage(visit, person, { role: t('err.of.staff.role') })
    const changed = await app.db.transaction((tx) =>
      changeStaffRole(tx, { accountId: person.accountId, role, by: actorOf(visit) }),
    )
    if (!changed.ok) return personPage(visit, person, { role: refusalText(t, changed.reason) })
    return visit.seeOther(pathOf(person), { tone: 'good', key: 'common.saved' })
  })
}

export async function showStaffDisable(visit: StaffVisit): Promise<Response> {
  return withPerson(visit, (person) => disablePage(visit, person, {}))
}

export async function staffDisableAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  return withPerson(visit, (person) => disablePage(visit, person, errors))
}

/** Closes the office and every other door to a colleague who leaves; open sessions end with the transaction. */
export async function submitStaffDisable(visit: StaffVisit): Promise<Response> {
  return withPerson(visit, async (person) => {
    const { app, form, t } = visit
    const mistakes: Mistakes = {}
    const reason = readReason(t, mistakes, form.text('reason'))
    if (Object.keys(mistakes).length > 0) return disablePage(visit, person, mistakes)
    const closed = await app.db.transaction((tx) =>
      suspendAccount(tx, { accountId: person.accountId, reason, by: actorOf(visit) }),
    )
    if (!closed.ok) return disablePage(visit, person, { form: refusalText(t, closed.reason) })
    return visit.seeOther(HERE, { tone: 'good', key: 'of.staff.disabled', args: { name: closed.name } })
  })
}

export async function submitStaffRestore(visit: StaffVisit): Promise<Response> {
  return withPerson(visit, async (person) => {
    const { app, t } = visit
    const restored = await app.db.transaction((tx) =>
      restoreAccount(tx, { accountId: person.accountId, by: actorOf(visit) }),
    )
    if (!restored.ok) return personPage(visit, person, { form: refusalText(t, restored.reason) })
    return visit.seeOther(pathOf(person), {
      tone: 'good',
      key: 'of.staff.restored',
      args: { name: restored.name },
    })
  })
}

export async function submitStaffUnlock(visit: StaffVisit): Promise<Response> {
  return withPerson(visit, async (person) => {
    const { app, form, t } = visit
    const mistakes: Mistakes = {}
    const reason = readReason(t, mistakes, form.text('reason'))
    if (Object.keys(mistakes).length > 0) return personPage(visit, person, mistakes)
    await app.db.transaction((tx) =>
      unlock(app, tx, { accountId: person.accountId, by: actorOf(visit), reason }),
    )
    return visit.seeOther(pathOf(person), { tone: 'good', key: 'of.staff.unlocked' })
  })
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

function pathOf(person: StaffPerson): string {
  return `${HERE}/${person.accountId}`
}

async function withPerson(
  visit: StaffVisit,
  then: (person: StaffPerson) => Response | Promise<Response>,
): Promise<Response> {
  const person = await findStaff(visit.app, visit.param('id'))
  return person ? then(person) : missingPage(visit)
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

function refusalText(t: T, reason: StaffRoleRefusal | SuspensionRefusal): string {
  switch (reason) {
    case 'unknown':
      return t('err.404')
    case 'self':
      return t('err.of.staff.self')
    case 'not_allowed':
      return t('err.403')
    case 'last_admin':
      return t('err.of.staff.lastAdmin')
    case 'already':
      return t('err.of.staff.already')
  }
}

function roleOptions(t: T) {
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

function personPage(visit: StaffVisit, person: StaffPerson, errors: Errors): Response {
  const view = visit.view({ nav: officeNav(visit, 'staff') })
  const { t, lang } = view
  const self = person.accountId === visit.session.accountId
  const wrong = Object.keys(errors).length > 0
  const chosen = visit.form.text('role') || person.role
  return visit.page(
    <OfficePage
      view={view}
      title={person.name || person.email}
      lead={<PersonTag t={t} state={person.state} />}
      errors={errors}
      width="form"
      back={{ href: HERE, label: t('of.staff.h1') }}
    >
      <Panel>
        <SummaryList
          view={view}
          rows={[
            { label: t('login.email'), value: person.email },
            { label: t('people.role'), value: t(`role.of.${person.role}`) },
            { label: t('of.staff.since'), value: dateTime(lang, person.since) },
            {
              label: t('people.col.lastSignIn'),
              value: person.lastSignInAt ? dateTime(lang, person.lastSignInAt) : t('people.never'),
            },
            { label: t('of.staff.sessions'), value: String(person.sessions) },
            {
              label: t('office.nav.audit'),
              value: <a href={`/office/audit?who=${encodeURIComponent(person.email)}`}>{t('act.more')}</a>,
            },
          ]}
        />
      </Panel>
      {self && <Notice tone="info">{t('err.of.staff.self')}</Notice>}
      {!self && person.state !== 'suspended' && (
        <Panel title={t('people.changeRole')}>
          <Form view={view} action={`${pathOf(person)}/role`}>
            <RadioCards
              view={view}
              name="role"
              label={t('people.role')}
              value={chosen}
              options={roleOptions(t)}
              errors={errors}
              hideLabel
            />
            <Buttons>
              <Button>{t('act.save')}</Button>
            </Buttons>
          </Form>
        </Panel>
      )}
      {!self && person.state === 'locked' && (
        <Panel title={t('of.staff.unlock')}>
          <Form view={view} action={`${pathOf(person)}/unlock`}>
            <TextArea
              view={view}
              name="reason"
              label={t('audit.f.reason')}
              value={visit.form.text('reason')}
              rows={2}
              errors={errors}
            />
            <Buttons>
              <Button tone="secondary">{t('of.staff.unlock')}</Button>
            </Buttons>
          </Form>
        </Panel>
      )}
      {!self &&
        (person.state === 'suspended' ? (
          <Form view={view} action={`${pathOf(person)}/restore`}>
            <Buttons>
              <Button>{t('of.staff.restore')}</Button>
            </Buttons>
          </Form>
        ) : (
          <LinkButton href={`${pathOf(person)}/disable`} icon="ban">
            {t('people.disable')}
          </LinkButton>
        ))}
    </OfficePage>,
    wrong ? 422 : 200,
  )
}

function disablePage(visit: StaffVisit, person: StaffPerson, errors: Errors): Response {
  const view = visit.view({ nav: officeNav(visit, 'staff') })
  const { t } = view
  if (person.state === 'suspended')
    return visit.page(
      <OfficePage view={view} title={t('people.disable')} width="form" back={{ href: pathOf(person) }}>
        <Empty icon="ban" text={t('err.of.staff.already')} />
      </OfficePage>,
    )
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.staff.disableQ')}
      errors={errors}
      width="form"
      back={{ href: pathOf(person) }}
    >
      <Confirm
        view={view}
        body={t('of.staff.disableBody')}
        facts={[
          { label: t('people.col.person'), value: person.name },
          { label: t('login.email'), value: person.email },
          { label: t('people.role'), value: t(`role.of.${person.role}`) },
          { label: t('of.staff.sessions'), value: String(person.sessions) },
        ]}
        action={`${pathOf(person)}/disable`}
        submit={t('people.disable')}
        danger
        cancelHref={pathOf(person)}
      >
        <TextArea
          view={view}
          name="reason"
          label={t('audit.f.reason')}
          value={visit.form.text('reason')}
          rows={2}
          errors={errors}
        />
      </Confirm>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}
