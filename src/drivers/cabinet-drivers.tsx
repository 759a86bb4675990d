/** C22: the company's drivers: who they are and what they have on hand. They have no accounts. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { shortDate, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { showPhone } from '../values/phone.ts'
import { showPlate } from '../values/plate.ts'
import { addressOf, isId } from '../web/paging.ts'
import {
  CabinetPage,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  LinkButton,
  Pager,
  SearchField,
} from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { mayGive } from '../coupons/rights.ts'
import { type DriverFilter, type DriverPlace, type DriverRow, findDrivers } from './find-drivers.ts'
import { FleetTabs } from './fleet-tabs.tsx'
import { type LastRefuel, lastRefuels } from './last-refuel.ts'

const PAGE = 25
const HERE = '/app/drivers'

export async function showDrivers(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  const { client } = session
  if (client.state !== 'active') return suspendedPage(visit, 'drivers')
  const view = visit.view({ nav: cabinetNav(visit, 'drivers') })
  const { t } = view
  const filter: DriverFilter = {
    clientId: client.id,
    typed: oneLine(visit.query('q')).slice(0, 100),
    archived: visit.query('tab') === 'archive',
  }
  const place = readPlace(visit)
  const { rows, ...neighbours } = pageOf(await findDrivers(app.db.read, filter, place, PAGE), place)
  const refuels = await lastRefuels(
    app.db.read,
    client,
    rows.map(({ id }) => id),
  )
  const query = { tab: filter.archived ? 'archive' : undefined, q: filter.typed }
  const acts = mayGive(visit)
  const filtered = filter.typed !== '' || filter.archived
  return visit.page(
    <CabinetPage
      view={view}
      title={t('drivers.h1')}
      actions={
        acts && (
          <>
            <LinkButton href={`${HERE}/new`} icon="driver" tone="primary">
              {t('drivers.add')}
            </LinkButton>
            <LinkButton href={`${HERE}/import`} icon="upload">
              {t('drivers.import')}
            </LinkButton>
          </>
        )
      }
    >
      <FleetTabs view={view} list="drivers" archived={filter.archived} />
      {(rows.length > 0 || filtered) && (
        <FilterBar
          view={view}
          action={HERE}
          resetHref={addressOf(HERE, { tab: query.tab })}
          keep={query.tab ? { tab: query.tab } : {}}
          chips={
            filter.typed ? [{ label: filter.typed, removeHref: addressOf(HERE, { tab: query.tab }) }] : []
          }
          search={<SearchField view={view} name="q" label={t('drivers.search')} value={filter.typed} />}
        />
      )}
      {rows.length === 0 ? (
        <Nothing view={view} filtered={filtered} adds={acts} />
      ) : (
        <DataTable<DriverRow>
          view={view}
          caption={t('drivers.h1')}
          rows={rows}
          columns={columnsOf(view, refuels)}
        />
      )}
      <Pager
        view={view}
        prevHref={neighbours.before && addressOf(HERE, { ...query, before: neighbours.before })}
        nextHref={neighbours.after && addressOf(HERE, { ...query, after: neighbours.after })}
      />
    </CabinetPage>,
  )
}

function readPlace(visit: ClientVisit): DriverPlace {
  const [before, after] = [visit.query('before'), visit.query('after')]
  if (isId(before)) return { before }
  return isId(after) ? { after } : {}
}

function pageOf(
  found: DriverRow[],
  place: DriverPlace,
): { rows: DriverRow[]; before?: string; after?: string } {
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

function columnsOf({ t, lang }: View, refuels: ReadonlyMap<string, LastRefuel>): Column<DriverRow>[] {
  return [
    {
      label: t('issue.driver'),
      lead: true,
      cell: (row) => <a href={`${HERE}/${row.id}`}>{row.name}</a>,
    },
    {
      label: t('drivers.phone'),
      cell: (row) =>
        row.phone && (
          <a class="digits" href={`tel:${row.phone}`}>
            {showPhone(row.phone)}
          </a>
        ),
    },
    {
      label: t('drivers.plate'),
      cell: (row) => row.plate && <span class="digits">{showPlate(row.plate)}</span>,
    },
    { label: t('drivers.fuel'), cell: (row) => (row.product ? productName(t, row.product) : t('fuel.any')) },
    {
      label: t('drivers.onHand'),
      number: true,
      cell: (row) =>
        row.coupons > 0 ? (
          <a href={addressOf('/app/coupons', { tab: 'given', driver: row.id })}>
            {t('drivers.coupons', { n: row.coupons, volume: volume(lang, row.ml) })}
          </a>
        ) : (
          t('common.none')
        ),
    },
    {
      label: t('drivers.lastRefuel'),
      cell: (row) => {
        const refuel = refuels.get(row.id)
        return refuel ? shortDate(lang, refuel.at) : t('common.none')
      },
    },
  ]
}

function Nothing({ view, filtered, adds }: { view: View; filtered: boolean; adds: boolean }) {
  const { t } = view
  if (filtered)
    return <Empty icon="search" text={t('drivers.noMatch')} action={<a href={HERE}>{t('act.reset')}</a>} />
  return (
    <Empty
      icon="driver"
      text={t('drivers.empty')}
      action={adds && <LinkButton href={`${HERE}/new`}>{t('drivers.add')}</LinkButton>}
    />
  )
}
