/** O2: what the staff who run clients do about one of a client's people. Each asks once more before it is done. */
import { clientRoleOptions } from '../accounts/invite-fields.tsx'
import { isClientRole } from '../accounts/roles.ts'
import { actorOf, type StaffVisit, type Told } from '../accounts/visit.ts'
import type { T } from '../i18n/index.ts'
import {
  Button,
  Buttons,
  Confirm,
  Form,
  LinkButton,
  OfficePage,
  RadioCards,
  TextArea,
} from '../web/parts/index.ts'
import type { Errors } from '../web/view.ts'
import { changeRole, type RoleRefusal } from './change-role.ts'
import { LONGEST, type Mistakes, readReason } from './form-fields.ts'
import { crumbsTo } from './office-contracts.tsx'
import { officeNav } from '../accounts/office-nav.ts'
import { pathOf, withPerson } from './office-person.tsx'
import type { ClientFacts, PersonFacts } from './queries.ts'
import { removePerson, type RemovalRefusal } from './remove-person.ts'
import { restoreAccount, suspendAccount, type SuspensionRefusal } from './suspend-account.ts'

export async function showPersonRole(visit: StaffVisit): Promise<Response> {
  return personRoleAgain(visit, {})
}

export async function personRoleAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  return withPerson(visit, (client, person) => {
    const view = visit.view({ nav: officeNav(visit, 'clients') })
    const { t } = view
    return visit.page(
      <OfficePage
        view={view}
        title={t('people.changeRole')}
        h1={t('people.roleOf', { name: person.name || person.email })}
        errors={errors}
        width="form"
        crumbs={[
          ...crumbsTo(visit, client),
          { href: pathOf(client, person), label: person.name || person.email },
        ]}
      >
        <Form view={view} action={`${pathOf(client, person)}/role`}>
          <RadioCards
            view={view}
            name="role"
            label={t('people.role')}
            value={visit.form.text('role') || person.role}
            options={clientRoleOptions(t)}
            errors={errors}
          />
          <Buttons>
            <Button>{t('act.save')}</Button>
            <LinkButton href={pathOf(client, person)}>{t('act.cancel')}</LinkButton>
          </Buttons>
        </Form>
      </OfficePage>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  })
}

export async function submitPersonRole(visit: StaffVisit): Promise<Response> {
  return withPerson(visit, async (client, person) => {
    const { app, form, t } = visit
    const role = form.text('role')
    if (!isClientRole(role)) return personRoleAgain(visit, { role: t('err.of.role') })
    const changed = await app.db.transaction((tx) =>
      changeRole(tx, { clientId: client.id, accountId: person.accountId, role, by: actorOf(visit) }),
    )
    if (!changed.ok) return personRoleAgain(visit, { role: roleRefusal(t, changed.reason) })
    return visit.seeOther(pathOf(client, person), {
      tone: 'good',
      key: 'people.roleChanged',
      args: { name: changed.name },
    })
  })
}

export function roleRefusal(t: T, reason: RoleRefusal): string {
  const sentences: Record<RoleRefusal, string> = {
    last_owner: t('err.people.lastOwner'),
    not_allowed: t('err.inv.ownRole'),
    unknown: t('err.people.gone'),
  }
  return sentences[reason]
}

export async function showPersonRemove(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withPerson(visit, (client, person) =>
    confirmPage(visit, client, person, errors, {
      question: visit.t('of.person.removeQ', { name: person.name || person.email, company: client.name }),
      body: visit.t('of.person.removeBody'),
      action: 'remove',
      submit: visit.t('of.person.remove'),
      danger: true,
    }),
  )
}

export async function submitPersonRemove(visit: StaffVisit): Promise<Response> {
  return withPerson(visit, async (client, person) => {
    const removed = await visit.app.db.transaction((tx) =>
      removePerson(tx, { clientId: client.id, accountId: person.accountId, by: actorOf(visit) }),
    )
    if (!removed.ok) return showPersonRemove(visit, { form: removalRefusal(visit.t, removed.reason) })
    return visit.seeOther(`/office/clients/${client.id}`, {
      tone: 'good',
      key: 'people.removed',
      args: { name: removed.name },
    })
  })
}

export function removalRefusal(t: T, reason: RemovalRefusal): string {
  const sentences: Record<RemovalRefusal, string> = {
    last_owner: t('err.people.lastOwner'),
    self: t('err.people.self'),
    not_allowed: t('err.inv.ownRole'),
    unknown: t('err.people.gone'),
  }
  return sentences[reason]
}

export async function showPersonSuspend(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withPerson(visit, (client, person) =>
    confirmPage(visit, client, person, errors, {
      question: visit.t('of.person.suspendQ', { name: person.name || person.email }),
      body: visit.t('of.person.suspendBody'),
      action: 'suspend',
      submit: visit.t('of.person.suspend'),
      danger: true,
      reason: true,
    }),
  )
}

export async function submitPersonSuspend(visit: StaffVisit): Promise<Response> {
  return withPerson(visit, async (client, person) => {
    const { app, form, t } = visit
    const mistakes: Mistakes = {}
    const reason = readReason(t, mistakes, form.text('reason'))
    if (Object.keys(mistakes).length > 0) return showPersonSuspend(visit, mistakes)
    const suspended = await app.db.transaction((tx) =>
      suspendAccount(tx, { accountId: person.accountId, reason, by: actorOf(visit) }),
    )
    return told(visit, client, person, suspended, 'of.person.suspended')
  })
}

export async function showPersonRestore(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withPerson(visit, (client, person) =>
    confirmPage(visit, client, person, errors, {
      question: visit.t('of.person.restoreQ', { name: person.name || person.email }),
      body: visit.t('of.person.restoreBody'),
      action: 'restore',
      submit: visit.t('of.person.restore'),
    }),
  )
}

export async function submitPersonRestore(visit: StaffVisit): Promise<Response> {
  return withPerson(visit, async (client, person) => {
    const restored = await visit.app.db.transaction((tx) =>
      restoreAccount(tx, { accountId: person.accountId, by: actorOf(visit) }),
    )
    return told(visit, client, person, restored, 'of.person.restored')
  })
}

function told(
  visit: StaffVisit,
  client: ClientFacts,
  person: PersonFacts,
  done: { ok: true; name: string } | { ok: false; reason: SuspensionRefusal },
  key: 'of.person.suspended' | 'of.person.restored',
): Response {
  const refusals: Record<SuspensionRefusal, Told> = {
    unknown: { tone: 'warning', key: 'err.people.gone' },
    already: { tone: 'info', key: 'err.double' },
    self: { tone: 'warning', key: 'err.people.self' },
    not_allowed: { tone: 'warning', key: 'err.of.person.colleague' },
    last_admin: { tone: 'warning', key: 'err.of.person.lastAdmin' },
  }
  const notice: Told = done.ok ? { tone: 'good', key, args: { name: done.name } } : refusals[done.reason]
  return visit.seeOther(pathOf(client, person), notice)
}

type Question = {
  question: string
  body: string
  action: 'remove' | 'suspend' | 'restore'
  submit: string
  danger?: boolean
  reason?: boolean
}

function confirmPage(
  visit: StaffVisit,
  client: ClientFacts,
  person: PersonFacts,
  errors: Errors,
  { question, body, action, submit, danger, reason }: Question,
): Response {
  const view = visit.view({ nav: officeNav(visit, 'clients') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      title={submit}
      h1={question}
      errors={errors}
      width="form"
      crumbs={[
        ...crumbsTo(visit, client),
        { href: pathOf(client, person), label: person.name || person.email },
      ]}
    >
      <Confirm
        view={view}
        body={body}
        facts={[
          { label: t('login.email'), value: person.email },
          { label: t('people.role'), value: t(`role.${person.role}`) },
        ]}
        action={`${pathOf(client, person)}/${action}`}
        submit={submit}
        danger={danger}
        cancelHref={pathOf(client, person)}
      >
        {reason && (
          <TextArea
            view={view}
            name="reason"
            label={t('of.reason')}
            hint={t('of.reasonHint')}
            value={visit.form.text('reason')}
            maxlength={LONGEST.reason}
            errors={errors}
          />
        )}
      </Confirm>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}
