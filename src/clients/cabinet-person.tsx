/** C21: one of the company's people: what they may do, and what an owner may do about it. */
import { clientRoleOptions } from '../accounts/invite-fields.tsx'
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { isClientRole, mayGive } from '../accounts/roles.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { dateTime, longDate } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  Confirm,
  Form,
  LinkButton,
  Panel,
  RadioCards,
  SummaryList,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { type BoundGroup, groupsOf } from './bind-to-groups.ts'
import { changeRole } from './change-role.ts'
import { handOver } from './hand-over.ts'
import { removalRefusal, roleRefusal } from './office-person-acts.tsx'
import { findPerson, type PersonFacts } from './queries.ts'
import { removePerson } from './remove-person.ts'
import { PersonTag } from './states.tsx'
import { suspendedPage } from './suspended.tsx'

export async function showColleague(visit: ClientVisit): Promise<Response> {
  return withColleague(visit, async (person) => {
    const { id: clientId } = visit.session.client
    const bound =
      person.role === 'dispatcher' ? await groupsOf(visit.app.db.read, clientId, person.accountId) : undefined
    const view = visit.view({ nav: cabinetNav(visit, 'people') })
    const { t, lang } = view
    return visit.page(
      <CabinetPage view={view} title={nameOf(person)} width="text" back={{ href: '/app/people' }}>
        <Panel>
          <SummaryList
            view={view}
            rows={[
              { label: t('people.role'), value: t(`role.${person.role}`) },
              { label: t('people.may'), value: t(`role.${person.role}.d`) },
              ...(bound
                ? [
                    {
                      label: t('people.groups'),
                      value: bound.map(boundWords(t)).join(', ') || t('people.groupsAll'),
                    },
                  ]
                : []),
              { label: t('login.email'), value: person.email },
              { label: t('people.since'), value: longDate(lang, person.since) },
              {
                label: t('people.col.lastSignIn'),
                value: person.lastSignInAt ? dateTime(lang, person.lastSignInAt) : t('people.never'),
              },
              { label: t('people.col.state'), value: <PersonTag t={t} state={person.state} /> },
            ]}
          />
        </Panel>
        {visit.session.client.role === 'owner' && (
          <Acts view={view} person={person} self={person.accountId === visit.session.accountId} />
        )}
      </CabinetPage>,
    )
  })
}

export async function showRole(visit: ClientVisit): Promise<Response> {
  return roleAgain(visit, {})
}

export async function roleAgain(visit: ClientVisit, errors: Errors): Promise<Response> {
  return withColleague(visit, (person) => {
    const view = visit.view({ nav: cabinetNav(visit, 'people') })
    const { t } = view
    return visit.page(
      <CabinetPage
        view={view}
        title={t('people.changeRole')}
        h1={t('people.roleOf', { name: nameOf(person) })}
        errors={errors}
        width="form"
        back={{ href: pathOf(person) }}
      >
        <Form view={view} action={`${pathOf(person)}/role`}>
          <RadioCards
            view={view}
            name="role"
            label={t('people.role')}
            value={visit.form.text('role') || person.role}
            options={clientRoleOptions(t).filter(({ value }) => mayGive(visit.session.client.role, value))}
            errors={errors}
          />
          <Buttons>
            <Button>{t('act.save')}</Button>
            <LinkButton href={pathOf(person)}>{t('act.cancel')}</LinkButton>
          </Buttons>
        </Form>
      </CabinetPage>,
      statusOf(errors),
    )
  })
}

export async function submitRole(visit: ClientVisit): Promise<Response> {
  return withColleague(visit, async (person) => {
    const { app, form, session, t } = visit
    const role = form.text('role')
    if (!isClientRole(role)) return roleAgain(visit, { role: t('err.of.role') })
    const changed = await app.db.transaction((tx) =>
      changeRole(tx, { clientId: session.client.id, accountId: person.accountId, role, by: actorOf(visit) }),
    )
    if (!changed.ok) return roleAgain(visit, { role: roleRefusal(t, changed.reason) })
    return visit.seeOther(pathOf(person), {
      tone: 'good',
      key: 'people.roleChanged',
      args: { name: changed.name },
    })
  })
}

export async function showRemove(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withColleague(visit, (person) =>
    confirmPage(visit, person, errors, {
      title: visit.t('people.disable'),
      question: visit.t('people.disableQ', { name: nameOf(person) }),
      action: 'remove',
      danger: true,
    }),
  )
}

export async function submitRemove(visit: ClientVisit): Promise<Response> {
  return withColleague(visit, async (person) => {
    const { app, session, t } = visit
    const removed = await app.db.transaction((tx) =>
      removePerson(tx, { clientId: session.client.id, accountId: person.accountId, by: actorOf(visit) }),
    )
    if (!removed.ok) return showRemove(visit, { form: removalRefusal(t, removed.reason) })
    return visit.seeOther('/app/people', {
      tone: 'good',
      key: 'people.removed',
      args: { name: removed.name },
    })
  })
}

export async function showHandOver(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withColleague(visit, (person) =>
    confirmPage(visit, person, errors, {
      title: visit.t('people.transfer'),
      question: visit.t('people.transferQ', { name: nameOf(person) }),
      body: visit.t('people.transferBody'),
      action: 'hand-over',
    }),
  )
}

export async function submitHandOver(visit: ClientVisit): Promise<Response> {
  return withColleague(visit, async (person) => {
    const { app, session, t } = visit
    const by = { ...actorOf(visit), accountId: session.accountId }
    const given = await app.db.transaction((tx) =>
      handOver(tx, { clientId: session.client.id, toAccountId: person.accountId, by }),
    )
    if (!given.ok)
      return showHandOver(visit, {
        form: given.reason === 'unknown' ? t('err.people.cannotOwn') : t('err.inv.ownRole'),
      })
    return visit.seeOther('/app/people', {
      tone: 'good',
      key: 'people.transferred',
      args: { name: given.name },
    })
  })
}

function boundWords(t: T) {
  return ({ name, archived }: BoundGroup) => (archived ? t('people.groupsArchived', { name }) : name)
}

// Anybody who is not among the company's people does not exist for it.
export async function withColleague(
  visit: ClientVisit,
  then: (person: PersonFacts) => Response | Promise<Response>,
): Promise<Response> {
  const { client } = visit.session
  if (client.state !== 'active') return suspendedPage(visit, 'people')
  const person = await findPerson(visit.app, client.id, visit.param('account'))
  return person ? then(person) : missingPage(visit)
}

export const nameOf = (person: PersonFacts) => person.name || person.email
export const pathOf = (person: PersonFacts) => `/app/people/${person.accountId}`
const statusOf = (errors: Errors) => (Object.keys(errors).length > 0 ? 422 : 200)

function Acts({ view, person, self }: { view: View; person: PersonFacts; self: boolean }) {
  const { t } = view
  return (
    <Buttons>
      <LinkButton href={`${pathOf(person)}/role`}>{t('people.changeRole')}</LinkButton>
      {person.role === 'dispatcher' && (
        <LinkButton href={`${pathOf(person)}/groups`}>{t('people.groupsChange')}</LinkButton>
      )}
      {!self && person.state === 'active' && person.role !== 'owner' && (
        <LinkButton href={`${pathOf(person)}/hand-over`}>{t('people.transfer')}</LinkButton>
      )}
      {!self && <LinkButton href={`${pathOf(person)}/remove`}>{t('people.disable')}</LinkButton>}
    </Buttons>
  )
}

function confirmPage(
  visit: ClientVisit,
  person: PersonFacts,
  errors: Errors,
  asked: { title: string; question: string; body?: string; action: 'remove' | 'hand-over'; danger?: boolean },
): Response {
  const view = visit.view({ nav: cabinetNav(visit, 'people') })
  const { t } = view
  return visit.page(
    <CabinetPage
      view={view}
      title={asked.title}
      h1={asked.question}
      errors={errors}
      width="form"
      back={{ href: pathOf(person) }}
    >
      <Confirm
        view={view}
        body={asked.body}
        facts={[
          { label: t('login.email'), value: person.email },
          { label: t('people.role'), value: t(`role.${person.role}`) },
        ]}
        action={`${pathOf(person)}/${asked.action}`}
        submit={asked.title}
        danger={asked.danger}
        cancelHref={pathOf(person)}
      />
    </CabinetPage>,
    statusOf(errors),
  )
}
