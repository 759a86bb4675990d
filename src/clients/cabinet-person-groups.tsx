/** C21: the groups of cards a dispatcher looks after. Without any they look after all cards of the company. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { listGroups } from '../cards/find-groups.ts'
import { isId } from '../web/paging.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  Checkboxes,
  Empty,
  Form,
  LinkButton,
  RadioCards,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors } from '../web/view.ts'
import { bindToGroups, groupsOf } from './bind-to-groups.ts'
import { nameOf, pathOf, withColleague } from './cabinet-person.tsx'

export async function showPersonGroups(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withColleague(visit, async (person) => {
    if (person.role !== 'dispatcher')
      return visit.seeOther(pathOf(person), { tone: 'warning', key: 'err.people.notDispatcher' })
    const { app, form, session } = visit
    const { client } = session
    const [groups, bound] = await Promise.all([
      listGroups(app.db.read, client.id, client.reach),
      groupsOf(app.db.write, client.id, person.accountId),
    ])
    const view = visit.view({ nav: cabinetNav(visit, 'people') })
    const { t } = view
    const posted = visit.method === 'POST'
    const gone = bound.filter(({ archived }) => archived)
    return visit.page(
      <CabinetPage
        view={view}
        title={t('people.groupsH1', { name: nameOf(person) })}
        errors={errors}
        width="form"
        back={{ href: pathOf(person) }}
      >
        {groups.length + gone.length === 0 ? (
          <Empty
            icon="card"
            text={t('people.groupsNone')}
            action={<LinkButton href="/app/groups">{t('groups.h1')}</LinkButton>}
          />
        ) : (
          <Form view={view} action={`${pathOf(person)}/groups`}>
            <RadioCards
              view={view}
              name="cards"
              label={t('people.groups')}
              value={posted ? form.text('cards') : bound.length > 0 ? 'some' : 'all'}
              options={[
                { value: 'all', label: t('people.groupsAll'), hint: t('people.groupsAllD') },
                { value: 'some', label: t('people.groupsSome'), hint: t('people.groupsSomeD') },
              ]}
            />
            <Checkboxes
              view={view}
              name="group"
              label={t('people.groupsWhich')}
              values={posted ? form.all('group') : bound.map(({ id }) => id)}
              options={[
                ...groups.map(({ id, name }) => ({ value: id, label: name })),
                ...gone.map(({ id, name }) => ({ value: id, label: t('people.groupsArchived', { name }) })),
              ]}
              errors={errors}
            />
            <Buttons>
              <Button>{t('act.save')}</Button>
              <LinkButton href={pathOf(person)}>{t('act.cancel')}</LinkButton>
            </Buttons>
          </Form>
        )}
      </CabinetPage>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  })
}

export async function submitPersonGroups(visit: ClientVisit): Promise<Response> {
  return withColleague(visit, async (person) => {
    const { app, form, session, t } = visit
    // Nothing ticked is never taken for everything: that is said with the other answer.
    const all = form.text('cards') === 'all'
    const groupIds = all ? [] : form.all('group')
    if (!all && (groupIds.length === 0 || !groupIds.every(isId)))
      return showPersonGroups(visit, { group: t('err.people.groups') })
    const bound = await app.db.transaction((tx) =>
      bindToGroups(tx, {
        ...{ clientId: session.client.id, accountId: person.accountId, groupIds },
        by: actorOf(visit),
      }),
    )
    if (bound.ok)
      return visit.seeOther(pathOf(person), {
        tone: 'good',
        key: 'people.groupsSaved',
        args: { name: bound.name },
      })
    switch (bound.reason) {
      case 'groups':
        return showPersonGroups(visit, { group: t('err.people.groups') })
      case 'not_dispatcher':
        return visit.seeOther(pathOf(person), { tone: 'warning', key: 'err.people.notDispatcher' })
      case 'not_allowed':
        return showPersonGroups(visit, { form: t('err.inv.ownRole') })
      case 'unknown':
        return missingPage(visit)
    }
  })
}
