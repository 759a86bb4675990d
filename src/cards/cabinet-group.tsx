/** C10: one group of cards: what its limits leave, what it refuelled this month, its cards; renamed and archived. */
import { askArchive, cabinetForm } from '../accounts/cabinet-form.tsx'
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { dispatchersOf } from '../clients/bind-to-groups.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { mayKeep, seesMoney } from '../coupons/rights.ts'
import { usualPeriods } from '../ledger/period.ts'
import { readPlaces } from '../limits/asked.ts'
import { InForceBars, readOwnInForce } from '../limits/in-force.tsx'
import { Totals } from '../refuels/cabinet-list.tsx'
import { sumRefuels } from '../refuels/find-refuels.ts'
import { addressOf, isId } from '../web/paging.ts'
import {
  Button,
  CabinetPage,
  Form,
  LinkButton,
  Notice,
  Panel,
  SummaryList,
  TextField,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { Errors, View } from '../web/view.ts'
import { archiveGroup, restoreGroup } from './archive-group.ts'
import { LONGEST_GROUP_NAME, readGroupName } from './cabinet-groups.tsx'
import { CARDS_SHOWN, CardsTable } from './cards-table.tsx'
import { findCards } from './find-cards.ts'
import { findGroup, type GroupRow } from './find-groups.ts'
import { renameGroup } from './rename-group.ts'

const LIST = '/app/groups'

export async function showGroup(visit: ClientVisit): Promise<Response> {
  return withGroup(visit, async (group) => {
    const { read } = visit.app.db
    const { id: clientId, reach } = visit.session.client
    const of = { clientId, reach, groupId: group.id }
    const [month] = usualPeriods(new Date())
    const [limits, totals, cards, places, dispatchers] = await Promise.all([
      readOwnInForce(read, of.clientId, 'group', group.id),
      sumRefuels(read, { ...of, period: month! }),
      findCards(read, of, {}, CARDS_SHOWN),
      readPlaces(visit),
      dispatchersOf(read, clientId, group.id),
    ])
    const view = visit.view({ nav: cabinetNav(visit, 'cards') })
    const { t } = view
    return visit.page(
      <CabinetPage
        view={view}
        title={group.name}
        width="text"
        crumbs={[{ href: LIST, label: t('groups.h1') }]}
        actions={<Acts visit={visit} view={view} group={group} />}
      >
        {group.archivedAt && <Notice tone="info">{t('groups.archived')}</Notice>}
        <Panel title={t('groups.limits')}>
          <InForceBars view={view} rules={limits} stations={places.stations} about="group" />
        </Panel>
        <h2>{t('groups.month')}</h2>
        {totals.length > 0 ? (
          <Totals view={view} totals={totals} sees={seesMoney(visit)} />
        ) : (
          <p>{t('groups.noRefuels')}</p>
        )}
        {dispatchers.length > 0 && (
          <SummaryList
            view={view}
            rows={[
              {
                label: t('groups.dispatchers'),
                value: dispatchers.map(({ name }) => name).join(', '),
              },
            ]}
          />
        )}
        <Panel title={t('groups.cards')}>
          <CardsTable
            view={view}
            caption={t('groups.cards')}
            cards={cards}
            allHref={addressOf('/app/cards', { group: group.id })}
            none={t('groups.noCards')}
          />
        </Panel>
      </CabinetPage>,
    )
  })
}

export async function showRenameGroup(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withGroup(visit, (group) => {
    const { t, form, method } = visit
    return cabinetForm(
      visit,
      errors,
      {
        ...{ place: 'cards', title: t('groups.renameH1', { name: group.name }) },
        ...{ action: `${pathOf(group)}/rename`, back: pathOf(group) },
      },
      <TextField
        view={visit.view()}
        name="name"
        label={t('groups.name')}
        value={method === 'POST' ? form.text('name') : group.name}
        maxlength={LONGEST_GROUP_NAME}
        errors={errors}
      />,
    )
  })
}

export async function submitRenameGroup(visit: ClientVisit): Promise<Response> {
  return withGroup(visit, async (group) => {
    const { app, form, session, t } = visit
    const name = readGroupName(form.text('name'))
    if (!name) return showRenameGroup(visit, { name: t('err.group.name', { max: LONGEST_GROUP_NAME }) })
    const renamed = await app.db.transaction((tx) =>
      renameGroup(tx, { clientId: session.client.id, groupId: group.id, name, by: actorOf(visit) }),
    )
    if (!renamed.ok) return showRenameGroup(visit, { name: t('err.group.taken') })
    return visit.seeOther(pathOf(group), { tone: 'good', key: 'groups.renamed', args: { name } })
  })
}

export async function showArchiveGroup(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withGroup(visit, async (group) => {
    if (group.archivedAt) return visit.seeOther(pathOf(group))
    const dispatchers = await dispatchersOf(visit.app.db.read, visit.session.client.id, group.id)
    const left = dispatchers.filter(({ alone }) => alone)
    const { t } = visit
    return askArchive(visit, errors, {
      place: 'cards',
      question: t('groups.archiveQ', { name: group.name }),
      body: t('groups.archiveP'),
      here: pathOf(group),
      before: (
        <>
          {group.cards > 0 && <Notice tone="warning">{t('groups.archiveCards', { n: group.cards })}</Notice>}
          {left.length > 0 && (
            <Notice tone="warning">
              {t('groups.archiveBound', { names: left.map(({ name }) => name).join(', ') })}
            </Notice>
          )}
        </>
      ),
    })
  })
}

export async function submitArchiveGroup(visit: ClientVisit): Promise<Response> {
  return withGroup(visit, async (group) => {
    const archived = await visit.app.db.transaction((tx) =>
      archiveGroup(tx, { clientId: visit.session.client.id, groupId: group.id, by: actorOf(visit) }),
    )
    return visit.seeOther(
      LIST,
      archived.ok
        ? { tone: 'good', key: 'groups.archivedDone', args: { name: group.name } }
        : { tone: 'info', key: 'err.double' },
    )
  })
}

export async function submitRestoreGroup(visit: ClientVisit): Promise<Response> {
  return withGroup(visit, async (group) => {
    const restored = await visit.app.db.transaction((tx) =>
      restoreGroup(tx, { clientId: visit.session.client.id, groupId: group.id, by: actorOf(visit) }),
    )
    const taken = !restored.ok && restored.reason === 'taken'
    return visit.seeOther(
      pathOf(group),
      restored.ok
        ? { tone: 'good', key: 'groups.restored', args: { name: group.name } }
        : { tone: taken ? 'warning' : 'info', key: taken ? 'err.group.taken' : 'err.double' },
    )
  })
}

// A group of another company does not exist for this one.
async function withGroup(
  visit: ClientVisit,
  then: (group: GroupRow) => Response | Promise<Response>,
): Promise<Response> {
  const { client } = visit.session
  if (client.state !== 'active') return suspendedPage(visit, 'cards')
  const id = visit.param('id')
  const group = isId(id) ? await findGroup(visit.app.db.write, client.id, id, client.reach) : undefined
  return group ? then(group) : missingPage(visit)
}

const pathOf = (group: GroupRow) => `${LIST}/${group.id}`

function Acts({ visit, view, group }: { visit: ClientVisit; view: View; group: GroupRow }) {
  const { t } = view
  const refuels = (
    <LinkButton href={addressOf('/app/refuels', { group: group.id })} icon="refuel">
      {t('groups.refuels')}
    </LinkButton>
  )
  if (!mayKeep(visit)) return refuels
  if (group.archivedAt)
    return (
      <>
        {refuels}
        <Form view={view} action={`${pathOf(group)}/restore`} inline>
          <Button tone="secondary">{t('drivers.restore')}</Button>
        </Form>
      </>
    )
  return (
    <>
      {refuels}
      <LinkButton href={`/app/limits/group/${group.id}`}>{t('limits.title')}</LinkButton>
      <LinkButton href={`${pathOf(group)}/rename`}>{t('groups.rename')}</LinkButton>
      <LinkButton href={`${pathOf(group)}/archive`}>{t('drivers.archive')}</LinkButton>
    </>
  )
}
