/** C10: the groups of a company's cards: branches, kinds of vehicles, whoever has a dispatcher of their own. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { mayKeep } from '../coupons/rights.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  DataTable,
  Empty,
  Form,
  Panel,
  Tabs,
  TextField,
} from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { addGroup } from './add-group.ts'
import { type GroupRow, listGroups } from './find-groups.ts'

const HERE = '/app/groups'
export const LONGEST_GROUP_NAME = 60

export async function showGroups(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'cards')
  const archived = visit.query('tab') === 'archive'
  const groups = await listGroups(app.db.write, session.client.id, session.client.reach, archived)
  const view = visit.view({ nav: cabinetNav(visit, 'cards') })
  const { t } = view
  return visit.page(
    <CabinetPage
      view={view}
      title={t('groups.h1')}
      lead={t('groups.lead')}
      errors={errors}
      width="text"
      crumbs={[{ href: '/app/cards', label: t('cards.h1') }]}
    >
      <Tabs
        label={t('groups.h1')}
        tabs={[
          { href: HERE, label: t('groups.tab.active'), current: !archived },
          { href: `${HERE}?tab=archive`, label: t('groups.tab.archive'), current: archived },
        ]}
      />
      {groups.length === 0 ? (
        <Empty icon="card" text={t(archived ? 'groups.emptyArchive' : 'groups.empty')} />
      ) : (
        <DataTable<GroupRow>
          view={view}
          caption={t('groups.h1')}
          rows={groups}
          columns={[
            {
              label: t('groups.group'),
              lead: true,
              long: true,
              cell: (group) => <a href={`${HERE}/${group.id}`}>{group.name}</a>,
            },
            {
              label: t('cards.h1'),
              number: true,
              cell: ({ cards }) => t('unit.card', { n: cards }),
            },
          ]}
        />
      )}
      {!archived && mayKeep(visit) && <NewGroup visit={visit} view={view} errors={errors} />}
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

export async function submitGroup(visit: ClientVisit): Promise<Response> {
  const { app, form, session, t } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'cards')
  const name = readGroupName(form.text('name'))
  if (!name) return showGroups(visit, { name: t('err.group.name', { max: LONGEST_GROUP_NAME }) })
  const { groupId, added } = await app.db.transaction((tx) =>
    addGroup(tx, { clientId: session.client.id, name, by: actorOf(visit) }),
  )
  return visit.seeOther(
    `${HERE}/${groupId}`,
    added
      ? { tone: 'good', key: 'groups.added', args: { name } }
      : { tone: 'info', key: 'groups.known', args: { name } },
  )
}

/** A group's name as typed; undefined when it is none. */
export function readGroupName(typed: string): string | undefined {
  const name = oneLine(typed)
  return name !== '' && name.length <= LONGEST_GROUP_NAME ? name : undefined
}

function NewGroup({ visit, view, errors }: { visit: ClientVisit; view: View; errors: Errors }) {
  const { t } = view
  return (
    <Panel title={t('groups.add')}>
      <Form view={view} action={HERE}>
        <TextField
          view={view}
          name="name"
          label={t('groups.name')}
          hint={t('groups.nameHint')}
          value={visit.form.text('name')}
          maxlength={LONGEST_GROUP_NAME}
          errors={errors}
        />
        <Buttons>
          <Button>{t('groups.add')}</Button>
        </Buttons>
      </Form>
    </Panel>
  )
}
