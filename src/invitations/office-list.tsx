/** O3: the invitations of clients: where each stands. */
import type { StaffVisit } from '../accounts/visit.ts'
import { mayOpen, officeNav } from '../accounts/office-nav.ts'
import { InvitationTag } from '../clients/states.tsx'
import { shortDateTime } from '../i18n/format.ts'
import type { Lang, T } from '../i18n/index.ts'
import { ServerAnswer } from '../letters/office.tsx'
import { addressOf, pageOf, type Place, placeOf } from '../web/paging.ts'
import {
  type Chip,
  DataTable,
  Empty,
  FilterBar,
  LinkButton,
  OfficePage,
  Pager,
  SearchField,
  Tabs,
} from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import {
  countInvitations,
  ENDING_DAYS,
  FILTER_STATES,
  type FilterState,
  findInvitations,
  type InvitationFilter,
  type InvitationRow,
} from './find-invitations.ts'

const PAGE = 50
const HERE = '/office/invitations'

export async function listInvitations(visit: StaffVisit): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'invitations') })
  const { t } = view
  const { read } = visit.app.db
  const filter = readFilter(visit)
  const place = placeOf(visit)
  const [found, counts] = await Promise.all([
    findInvitations(read, filter, place, PAGE),
    countInvitations(read, filter),
  ])
  const page = pageOf(found, place, PAGE, (next) => hrefOf(filter, next))
  return visit.page(
    <OfficePage view={view} title={t('of.inv.h1')} actions={mayInvite(visit) && <InviteButtons t={t} />}>
      <Tabs label={t('of.mail.state')} tabs={stateTabs(t, filter, counts)} />
      <FilterBar
        view={view}
        action={HERE}
        keep={{
          ...(filter.state ? { state: filter.state } : {}),
          ...(filter.ending ? { ends: 'soon' } : {}),
        }}
        resetHref={addressOf(HERE, { state: filter.state })}
        chips={chipsOf(t, filter)}
        search={<SearchField view={view} name="q" label={t('of.inv.search')} value={filter.typed} />}
      />
      {page.rows.length === 0 ? (
        <Nothing
          visit={visit}
          filtered={filter.typed !== '' || filter.ending || filter.state !== undefined}
        />
      ) : (
        <InvitationTable visit={visit} view={view} rows={page.rows} />
      )}
      <Pager view={view} prevHref={page.prevHref} nextHref={page.nextHref} />
    </OfficePage>,
  )
}

/** Managers invite; support and auditors look on. */
export function mayInvite(visit: StaffVisit): boolean {
  return visit.session.staff === 'admin' || visit.session.staff === 'manager'
}

/** The address of one invitation’s page. */
export function pathOf(invitation: { id: string }): string {
  return `${HERE}/${invitation.id}`
}

function readFilter(visit: StaffVisit): InvitationFilter {
  const state = visit.query('state')
  return {
    typed: visit.query('q').trim().slice(0, 254),
    state: (FILTER_STATES as readonly string[]).includes(state) ? (state as FilterState) : undefined,
    ending: visit.query('ends') === 'soon',
  }
}

function hrefOf(filter: InvitationFilter, place: Place = {}): string {
  const { state, typed, ending } = filter
  return addressOf(HERE, { state, q: typed, ends: ending ? 'soon' : undefined, ...place })
}

function chipsOf(t: T, filter: InvitationFilter): Chip[] {
  const { typed, ending } = filter
  return [
    ...(typed ? [{ label: typed, removeHref: hrefOf({ ...filter, typed: '' }) }] : []),
    ...(ending
      ? [{ label: t('of.inv.ending', { n: ENDING_DAYS }), removeHref: hrefOf({ ...filter, ending: false }) }]
      : []),
  ]
}

function stateTabs(t: T, filter: InvitationFilter, counts: Record<FilterState, number>) {
  const href = (state?: FilterState) => hrefOf({ ...filter, state })
  const all = FILTER_STATES.reduce((sum, state) => sum + counts[state], 0)
  return [
    { href: href(), label: t('common.all'), current: filter.state === undefined, count: all },
    ...FILTER_STATES.map((state) => ({
      href: href(state),
      label: t(`status.inv.${state}`),
      current: filter.state === state,
      count: counts[state],
    })),
  ]
}

function InviteButtons({ t }: { t: T }) {
  return (
    <>
      <LinkButton href={`${HERE}/new`} icon="invitation" tone="primary">
        {t('of.inv.one')}
      </LinkButton>
      <LinkButton href={`${HERE}/bulk`} icon="upload">
        {t('of.inv.bulk')}
      </LinkButton>
    </>
  )
}

function Nothing({ visit, filtered }: { visit: StaffVisit; filtered: boolean }) {
  const { t } = visit
  if (filtered)
    return <Empty icon="search" text={t('of.list.noMatch')} action={<a href={HERE}>{t('act.reset')}</a>} />
  return (
    <Empty
      icon="invitation"
      text={t('of.inv.empty')}
      action={mayInvite(visit) && <LinkButton href={`${HERE}/new`}>{t('of.inv.one')}</LinkButton>}
    />
  )
}

function InvitationTable({ visit, view, rows }: { visit: StaffVisit; view: View; rows: InvitationRow[] }) {
  const { t, lang } = view
  return (
    <DataTable
      view={view}
      caption={t('of.inv.h1')}
      rows={rows}
      columns={[
        {
          label: t('login.email'),
          lead: true,
          cell: (row) => (
            <>
              <a href={pathOf(row)}>{row.email}</a>
              {row.name && <div class="faint">{row.name}</div>}
            </>
          ),
        },
        { label: t('audit.f.company'), cell: (row) => <Company visit={visit} row={row} /> },
        { label: t('people.role'), cell: (row) => t(`role.${row.role}`) },
        { label: t('status.inv.sent'), cell: (row) => <Moment lang={lang} at={row.sentAt} /> },
        { label: t('status.inv.opened'), cell: (row) => <Moment lang={lang} at={row.openedAt} /> },
        { label: t('status.inv.accepted'), cell: (row) => <Moment lang={lang} at={row.acceptedAt} /> },
        {
          label: t('of.mail.state'),
          cell: (row) => (
            <div>
              <InvitationTag t={t} state={row.state} />
              {row.serverAnswer && (row.letterState === 'bounced' || row.letterState === 'deferred') && (
                <ServerAnswer t={t} answer={row.serverAnswer} />
              )}
            </div>
          ),
        },
      ]}
    />
  )
}

/** A client by name: a link for those who may open it. */
export function Company({
  visit,
  row,
}: {
  visit: StaffVisit
  row: { clientId: string; clientName: string }
}) {
  if (!mayOpen(visit.session.staff, 'clients')) return <>{row.clientName}</>
  return <a href={`/office/clients/${row.clientId}`}>{row.clientName}</a>
}

function Moment({ lang, at }: { lang: Lang; at: Date | null }) {
  return at && <time datetime={at.toISOString()}>{shortDateTime(lang, at)}</time>
}
