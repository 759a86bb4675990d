/** O2: one client. Its people, contracts, invitations and log are tabs, each with an address of its own. */
import { sql } from 'kysely'
import type { StaffVisit } from '../accounts/visit.ts'
import { longDate, money, shortDate, shortDateTime } from '../i18n/format.ts'
import { clientMoney } from '../ledger/office-client-money.tsx'
import { clientOrders } from '../orders/office-client-orders.tsx'
import { placeOf } from '../web/paging.ts'
import { DataTable, Empty, LinkButton, Notice, OfficePage, Panel, Tabs } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { View } from '../web/view.ts'
import { ClientLog, readLog } from './office-client-log.tsx'
import { mayAdd } from './office-list.tsx'
import { mayOpen, officeNav } from '../accounts/office-nav.ts'
import {
  type ClientFacts,
  type ContractFacts,
  findClient,
  type InvitationLine,
  listContracts,
  listInvitations,
  listPeople,
  type PersonFacts,
} from './queries.ts'
import { ClientTag, InvitationTag, PersonTag } from './states.tsx'

const TABS = ['people', 'contracts', 'orders', 'money', 'invitations', 'log'] as const
type TabName = (typeof TABS)[number]

/** The newest of a client's invitations; older ones are found in the list of all. */
const INVITATIONS = 100

export async function showClient(visit: StaffVisit): Promise<Response> {
  const client = await findClient(visit.app.db.read, visit.param('id'))
  if (!client) return missingPage(visit)
  const view = visit.view({ nav: officeNav(visit, 'clients') })
  const { t } = view
  const tab = TABS.find((name) => name === visit.query('tab')) ?? 'people'
  return visit.page(
    <OfficePage
      view={view}
      title={client.name}
      lead={
        <>
          {t('of.client.bin', { bin: client.bin })} <ClientTag t={t} state={client.state} />
        </>
      }
      crumbs={[{ href: '/office/clients', label: t('of.clients.h1') }]}
      actions={client.state !== 'closed' && <Actions view={view} client={client} acts={mayAdd(visit)} />}
    >
      {client.state === 'suspended' && (
        <WhySuspended view={view} why={await whySuspended(visit, client.id)} />
      )}
      <Tabs
        label={t('of.client.parts')}
        tabs={TABS.map((name) => ({
          href: name === 'people' ? pathOf(client) : `${pathOf(client)}?tab=${name}`,
          label: t(`of.client.tab.${name}`),
          current: name === tab,
        }))}
      />
      {await partOf(visit, view, client, tab)}
    </OfficePage>,
  )
}

const pathOf = (client: { id: string }) => `/office/clients/${client.id}`

async function partOf(visit: StaffVisit, view: View, client: ClientFacts, tab: TabName) {
  const { app } = visit
  switch (tab) {
    case 'people':
      return (
        <People view={view} client={client} people={await listPeople(app, client.id)} acts={mayAdd(visit)} />
      )
    case 'contracts':
      return (
        <Contracts
          view={view}
          client={client}
          rows={await listContracts(app.db.read, client.id)}
          acts={mayAdd(visit)}
        />
      )
    case 'invitations': {
      const rows = await listInvitations(app.db.read, client.id, { open: false, most: INVITATIONS })
      return <Invitations view={view} rows={rows} opens={mayOpen(visit.session.staff, 'invitations')} />
    }
    case 'orders':
      return clientOrders(visit, view, client.id)
    case 'money':
      return clientMoney(visit, view, client.id)
    case 'log':
      return <ClientLog view={view} {...await readLog(app.db.read, client, placeOf(visit))} />
  }
}

// Everybody who may open this page may look at the cabinet; the rest is for those who run clients.
function Actions({ view, client, acts }: { view: View; client: ClientFacts; acts: boolean }) {
  const { t } = view
  const active = client.state === 'active'
  return (
    <>
      {acts && active && (
        <LinkButton href={`${pathOf(client)}/invite`} icon="invitation" tone="primary">
          {t('people.invite')}
        </LinkButton>
      )}
      <LinkButton href={`${pathOf(client)}/look`} icon="eye">
        {t('of.client.viewAs')}
      </LinkButton>
      {acts && active && (
        <LinkButton href={`${pathOf(client)}/suspend`} icon="ban">
          {t('of.client.suspend')}
        </LinkButton>
      )}
      {acts && !active && (
        <LinkButton href={`${pathOf(client)}/restore`}>{t('of.client.restore')}</LinkButton>
      )}
    </>
  )
}

type Why = { at: Date; actor: string; reason: string | null }

async function whySuspended(visit: StaffVisit, clientId: string): Promise<Why | undefined> {
  const { rows } = await sql<Why>`
    select at, actor, reason from audit_entry
    where client_id = ${clientId} and action = 'client.suspended' order by at desc, id desc limit 1`.execute(
    visit.app.db.read,
  )
  return rows[0]
}

function WhySuspended({ view, why }: { view: View; why: Why | undefined }) {
  const { t, lang } = view
  if (!why) return null
  const { at, actor, reason } = why
  return (
    <Notice tone="danger">
      {t('of.client.suspendedSince', { date: longDate(lang, at), name: actor, reason: reason ?? '' })}
    </Notice>
  )
}

function People({
  view,
  client,
  people,
  acts,
}: {
  view: View
  client: ClientFacts
  people: PersonFacts[]
  acts: boolean
}) {
  const { t, lang } = view
  if (people.length === 0)
    return (
      <Empty
        icon="people"
        title={t('of.client.people.h')}
        text={t('of.client.people.p')}
        action={
          acts && client.state === 'active' ? (
            <LinkButton href={`${pathOf(client)}?tab=invitations`}>
              {t('of.client.tab.invitations')}
            </LinkButton>
          ) : undefined
        }
      />
    )
  return (
    <DataTable<PersonFacts>
      view={view}
      caption={t('of.client.tab.people')}
      rows={people}
      columns={[
        {
          label: t('people.col.person'),
          lead: true,
          cell: (row) => (
            <>
              <a href={`${pathOf(client)}/people/${row.accountId}`}>{row.name || row.email}</a>
              {row.name && <div class="faint">{row.email}</div>}
            </>
          ),
        },
        { label: t('people.role'), cell: (row) => t(`role.${row.role}`) },
        {
          label: t('people.col.lastSignIn'),
          cell: (row) => (row.lastSignInAt ? shortDateTime(lang, row.lastSignInAt) : t('people.never')),
        },
        { label: t('people.col.state'), cell: (row) => <PersonTag t={t} state={row.state} /> },
      ]}
    />
  )
}

function Contracts({
  view,
  client,
  rows,
  acts,
}: {
  view: View
  client: ClientFacts
  rows: ContractFacts[]
  acts: boolean
}) {
  const { t, lang } = view
  return (
    <Panel
      title={t('of.client.tab.contracts')}
      actions={
        acts &&
        client.state !== 'closed' && (
          <LinkButton href={`${pathOf(client)}/contracts/new`} icon="document" small>
            {t('of.contract.add')}
          </LinkButton>
        )
      }
    >
      <DataTable<ContractFacts>
        view={view}
        caption={t('of.client.tab.contracts')}
        rows={rows}
        columns={[
          {
            label: t('reg.contractNo'),
            lead: true,
            cell: (row) => (
              <a href={`${pathOf(client)}/contracts/${row.id}/policy`} title={t('policy.terms')}>
                {row.number}
              </a>
            ),
          },
          { label: t('of.contract.signedOn'), cell: (row) => shortDate(lang, row.signedOn) },
          { label: t('of.inv.email'), long: true, cell: (row) => row.email },
          {
            label: t('credit.terms'),
            cell: (row) => (
              <a
                href={`${pathOf(client)}/contracts/${row.id}/credit`}
                title={t('of.credit.h1', { contract: row.number })}
              >
                {row.creditTiyn > 0n ? money(lang, row.creditTiyn) : t('credit.none')}
              </a>
            ),
          },
          { label: t('of.clients.state'), cell: (row) => <ClientTag t={t} state={row.state} /> },
          ...(acts
            ? [
                {
                  label: t('act.change'),
                  hideLabel: true,
                  plain: true,
                  cell: (row: ContractFacts) => (
                    <a
                      href={`${pathOf(client)}/contracts/${row.id}/email`}
                      aria-label={`${t('sec.changeEmail')}: ${row.number}`}
                    >
                      {t('sec.changeEmail')}
                    </a>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Panel>
  )
}

function Invitations({ view, rows, opens }: { view: View; rows: InvitationLine[]; opens: boolean }) {
  const { t, lang } = view
  if (rows.length === 0) return <Empty icon="invitation" text={t('of.client.noInvitations')} />
  return (
    <DataTable<InvitationLine>
      view={view}
      caption={t('of.client.tab.invitations')}
      rows={rows}
      columns={[
        {
          label: t('login.email'),
          lead: true,
          cell: (row) => (opens ? <a href={`/office/invitations/${row.id}`}>{row.email}</a> : row.email),
        },
        { label: t('people.role'), cell: (row) => t(`role.${row.role}`) },
        { label: t('people.col.sent'), cell: (row) => shortDateTime(lang, row.sentAt) },
        { label: t('people.col.expires'), cell: (row) => shortDateTime(lang, row.expiresAt) },
        { label: t('people.col.state'), cell: (row) => <InvitationTag t={t} state={row.state} /> },
      ]}
    />
  )
}
