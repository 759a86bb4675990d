/** C22: the company's vehicles: what they run on, who drives them, what they refuelled. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { mayGive } from '../coupons/rights.ts'
import { FleetTabs } from '../drivers/fleet-tabs.tsx'
import { shortDate, volume } from '../i18n/format.ts'
import { readVehicleRefuels, type VehicleRefuels } from '../refuels/vehicle-refuels.ts'
import { showPlate } from '../values/plate.ts'
import { addressOf, pageOf, placeOf } from '../web/paging.ts'
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
import { findVehicles, type VehicleFilter, type VehicleRow } from './find-vehicles.ts'
import { fuelWords } from './vehicle-fields.tsx'

const PAGE = 25
const HERE = '/app/vehicles'

export async function showVehicles(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  const { client } = session
  if (client.state !== 'active') return suspendedPage(visit, 'drivers')
  const view = visit.view({ nav: cabinetNav(visit, 'drivers') })
  const { t } = view
  const filter: VehicleFilter = {
    clientId: client.id,
    reach: client.reach,
    typed: oneLine(visit.query('q')).slice(0, 100),
    archived: visit.query('tab') === 'archive',
  }
  const place = placeOf(visit)
  const query = { tab: filter.archived ? 'archive' : undefined, q: filter.typed }
  const page = pageOf(await findVehicles(app.db.read, filter, place, PAGE), place, PAGE, (next) =>
    addressOf(HERE, { ...query, ...next }),
  )
  const refuels = await readVehicleRefuels(app.db.read, client, page.rows)
  const filtered = filter.typed !== '' || filter.archived
  const resetHref = addressOf(HERE, { tab: query.tab })
  return visit.page(
    <CabinetPage
      view={view}
      title={t('vehicles.h1')}
      actions={
        mayGive(visit) && (
          <>
            <LinkButton href={`${HERE}/new`} icon="driver" tone="primary">
              {t('drivers.addVehicle')}
            </LinkButton>
            <LinkButton href={`${HERE}/import`} icon="upload">
              {t('drivers.import')}
            </LinkButton>
          </>
        )
      }
    >
      <FleetTabs view={view} list="vehicles" archived={filter.archived} />
      {(page.rows.length > 0 || filtered) && (
        <FilterBar
          view={view}
          action={HERE}
          resetHref={resetHref}
          keep={query.tab ? { tab: query.tab } : {}}
          chips={filter.typed ? [{ label: filter.typed, removeHref: resetHref }] : []}
          search={<SearchField view={view} name="q" label={t('vehicles.search')} value={filter.typed} />}
        />
      )}
      {page.rows.length === 0 ? (
        <Nothing view={view} filtered={filtered} adds={mayGive(visit)} />
      ) : (
        <DataTable<VehicleRow>
          view={view}
          caption={t('vehicles.h1')}
          rows={page.rows}
          columns={columnsOf(view, refuels)}
        />
      )}
      <Pager view={view} {...page} />
    </CabinetPage>,
  )
}

function columnsOf({ t, lang }: View, refuels: ReadonlyMap<string, VehicleRefuels>): Column<VehicleRow>[] {
  return [
    {
      label: t('refuels.col.vehicle'),
      lead: true,
      cell: (row) => (
        <>
          <a href={`${HERE}/${row.id}`} class="digits">
            {showPlate(row.plate)}
          </a>
          {row.name && <div class="faint">{row.name}</div>}
        </>
      ),
    },
    { label: t('drivers.fuel'), cell: (row) => fuelWords(t, row) },
    {
      label: t('vehicles.tank'),
      number: true,
      cell: (row) => (row.tankMl > 0n ? volume(lang, row.tankMl) : ''),
    },
    {
      label: t('vehicles.usedBy'),
      long: true,
      cell: (row) => (
        <>
          {row.drivers.join(', ') || t('common.none')}
          {row.groups.length > 0 && <div class="faint">{row.groups.join(', ')}</div>}
        </>
      ),
    },
    {
      label: t('cards.h1'),
      number: true,
      cell: (row) =>
        row.cards > 0 ? (
          <a href={addressOf('/app/cards', { vehicle: row.id })}>{t('unit.card', { n: row.cards })}</a>
        ) : (
          t('common.none')
        ),
    },
    {
      label: t('vehicles.month'),
      number: true,
      cell: (row) => volume(lang, refuels.get(row.id)?.monthMl ?? 0n),
    },
    {
      label: t('drivers.lastRefuel'),
      cell: (row) => {
        const last = refuels.get(row.id)?.last
        return last ? shortDate(lang, last.at) : t('common.none')
      },
    },
  ]
}

function Nothing({ view, filtered, adds }: { view: View; filtered: boolean; adds: boolean }) {
  const { t } = view
  if (filtered)
    return <Empty icon="search" text={t('vehicles.noMatch')} action={<a href={HERE}>{t('act.reset')}</a>} />
  return (
    <Empty
      icon="driver"
      text={t('vehicles.empty')}
      action={adds && <LinkButton href={`${HERE}/new`}>{t('drivers.addVehicle')}</LinkButton>}
    />
  )
}
