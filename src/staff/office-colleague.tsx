/** O13: one of the retailer's own people: what they may do, and the door closed behind those who leave. */
import { unlock } from '../accounts/lock.ts'
import { isStaffRole } from '../accounts/roles.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { type Mistakes, readReason } from '../clients/form-fields.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { PersonTag } from '../clients/states.tsx'
import { restoreAccount, suspendAccount, type SuspensionRefusal } from '../clients/suspend-account.ts'
import { dateTime } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import {
  Button,
  Buttons,
  Confirm,
  Empty,
  Form,
  LinkButton,
  Notice,
  OfficePage,
  Panel,
  RadioCards,
  SummaryList,
  TextArea,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { changeStaffRole, type StaffRoleRefusal } from './change-staff-role.ts'
import { findStaff, type StaffPerson } from './find-staff.ts'
import { pathOf, roleOptions } from './office-staff.tsx'

const LIST = '/office/staff'

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
    return visit.seeOther(LIST, { tone: 'good', key: 'of.staff.disabled', args: { name: closed.name } })
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

async function withPerson(
  visit: StaffVisit,
  then: (person: StaffPerson) => Response | Promise<Response>,
): Promise<Response> {
  const person = await findStaff(visit.app, visit.param('id'))
  return person ? then(person) : missingPage(visit)
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
      back={{ href: LIST, label: t('of.staff.h1') }}
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
