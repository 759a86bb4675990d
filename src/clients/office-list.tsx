/** O2: the clients, found by what somebody remembers of them. */
import type { StaffVisit } from '../accounts/visit.ts'
import { shortDate } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { addressOf, isId } from '../web/paging.ts'
import {
  type Chip,
  DataTable,
  Empty,
  FilterBar,
  LinkButton,
  OfficePage,
  Pager,
  SearchField,
  SelectField,
} from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import {
  CLIENT_STATES,
  type ClientFilter,
  type ClientPlace,
  type ClientRow,
  type ClientState,
  countClients,
  findClients,
} from './find-clients.ts'
import { oneLine } from './form-fields.ts'
import { officeNav } from '../accounts/office-nav.ts'
import { ClientTag } from './states.tsx'

const PAGE = 25
/** A count beyond this is only «more than»: counting on would take longer than the list. */
const COUNTED = 10_000
const HERE = '/office/clients'

export async function listClients(visit: StaffVisit): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'clients') })
  const { t } = view
  const { read } = visit.app.db
  const filter = readFilter(visit)
  const place = readPlace(visit)
  const [found, n] = await Promise.all([
    findClients(read, filter, place, PAGE),
    countClients(read, filter, COUNTED),
  ])
  const { rows, before, after } = pageOf(found, place)
  const query = { q: filter.typed, state: filter.state }
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.clients.h1')}
      actions={
        mayAdd(visit) && (
          <LinkButton href={`${HERE}/new`} icon="clients" tone="primary">
            {t('of.clients.add')}
          </LinkButton>
        )
      }
    >
      <Filters view={view} filter={filter} />
      {rows.length === 0 ? (
        <Nothing visit={visit} filtered={filter.typed !== '' || filter.state !== undefined} />
      ) : (
        <ClientTable view={view} rows={rows} />
      )}
      <Pager
        view={view}
        prevHref={before && addressOf(HERE, { ...query, before })}
        nextHref={after && addressOf(HERE, { ...query, after })}
        found={
          rows.length === 0
            ? undefined
            : n < COUNTED
              ? t('of.clients.found', { n })
              : t('of.clients.foundMore', { n })
        }
      />
    </OfficePage>,
  )
}

/** Managers add clients; the others only look them up. */
export function mayAdd(visit: StaffVisit): boolean {
  return visit.session.staff === 'admin' || visit.session.staff === 'manager'
}

function readFilter(visit: StaffVisit): ClientFilter {
  const state = visit.query('state')
  return {
    typed: oneLine(visit.query('q')).slice(0, 200),
    state: (CLIENT_STATES as readonly string[]).includes(state) ? (state as ClientState) : undefined,
  }
}

function readPlace(visit: StaffVisit): ClientPlace {
  const [before, after] = [visit.query('before'), visit.query('after')]
  if (isId(before)) return { before }
  return isId(after) ? { after } : {}
}

function pageOf(
  found: ClientRow[],
  place: ClientPlace,
): { rows: ClientRow[]; before?: string; after?: string } {
  const goesOn = found.length > PAGE
  const rows = place.before ? found.slice(0, PAGE).toReversed() : found.slice(0, PAGE)
  const [first, last] = [rows[0], rows.at(-1)]
  const earlier = place.before ? goesOn : place.after !== undefined
  const later = place.before ? true : goesOn
  return {
    rows,
    ...(earlier && first ? { before: first.id } : {}),
    ...(later && last ? { after: last.id } : {}),
  }
}

function stateName(t: T, state: ClientState): string {
  return state === 'waiting' ? t('of.clients.waiting') : t(`status.contract.${state}`)
}

function Filters({ view, filter }: { view: View; filter: ClientFilter }) {
  const { t } = view
  const { typed, state } = filter
  const chips: Chip[] = [
    ...(typed ? [{ label: typed, removeHref: addressOf(HERE, { state }) }] : []),
    ...(state ? [{ label: stateName(t, state), removeHref: addressOf(HERE, { q: typed }) }] : []),
  ]
  return (
    <FilterBar
      view={view}
      action={HERE}
      auto
      chips={chips}
      resetHref={HERE}
      search={
        <SearchField
          view={view}
          name="q"
          label={t('of.clients.search')}
          hint={t('of.clients.searchHint')}
          value={typed}
        />
      }
    >
      <SelectField
        view={view}
        name="state"
        label={t('of.clients.state')}
        value={state}
        empty={t('common.all')}
        options={CLIENT_STATES.map((one) => ({ value: one, label: stateName(t, one) }))}
        optional={false}
      />
    </FilterBar>
  )
}

/** Clients that were found. */
export function ClientTable({ view, rows }: { view: View; rows: ClientRow[] }) {
  const { t, lang } = view
  return (
    <DataTable<ClientRow>
      view={view}
      caption={t('of.clients.h1')}
      rows={rows}
      columns={[
        {
          label: t('of.clients.company'),
          lead: true,
          cell: (row) => <a href={`${HERE}/${row.id}`}>{row.name}</a>,
        },
        { label: t('term.bin'), cell: (row) => <span class="digits">{row.bin}</span> },
        {
          label: t('of.new.contract'),
          cell: (row) =>
            row.contracts > 1
              ? t('of.clients.contracts', { contract: row.contract!, n: row.contracts - 1 })
              : row.contract,
        },
        { label: t('of.clients.people'), cell: (row) => peopleOf(t, row) },
        {
          label: t('of.clients.lastSignIn'),
          cell: (row) => (row.lastSignInAt ? shortDate(lang, row.lastSignInAt) : t('of.clients.never')),
        },
        { label: t('of.clients.state'), cell: (row) => <ClientTag t={t} state={row.state} /> },
      ]}
    />
  )
}

function peopleOf(t: T, { people, invited }: ClientRow) {
  if (people > 0 && invited > 0)
    return (
      <>
        {t('unit.person', { n: people })}, {t('unit.invitation', { n: invited })}
      </>
    )
  if (invited > 0) return t('unit.invitation', { n: invited })
  return people > 0 ? t('unit.person', { n: people }) : t('common.none')
}

function Nothing({ visit, filtered }: { visit: StaffVisit; filtered: boolean }) {
  const { t } = visit
  if (filtered)
    return <Empty icon="search" text={t('of.clients.noMatch')} action={<a href={HERE}>{t('act.reset')}</a>} />
  return (
    <Empty
      icon="clients"
      title={t('of.clients.empty.h')}
      text={t('of.clients.empty.p')}
      action={mayAdd(visit) && <LinkButton href={`${HERE}/new`}>{t('of.clients.add')}</LinkButton>}
    />
  )
}
