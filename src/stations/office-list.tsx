/** O9: the network's stations, and a new one. */
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { type Mistakes, oneLine, typedIn } from '../clients/form-fields.ts'
import { productName } from '../products/product-name.ts'
import { isProduct, PRODUCTS } from '../products/products.ts'
import {
  Button,
  Buttons,
  DataTable,
  Empty,
  FilterBar,
  Form,
  FuelTag,
  LinkButton,
  OfficePage,
  SearchField,
  SelectField,
} from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { findStations, type StationRow } from './find-stations.ts'
import { addStation } from './save-station.ts'
import { FIELDS, readStation, StationFields, type Typed } from './station-form.tsx'
import { StationTag } from './states.tsx'

const HERE = '/office/stations'

export async function listStations(visit: StaffVisit): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'stations') })
  const { t } = view
  const typed = oneLine(visit.query('q')).slice(0, 200)
  const fuel = visit.query('fuel')
  const product = isProduct(fuel) ? fuel : undefined
  const rows = await findStations(visit.app.db.read, { typed, product })
  const filtered = typed !== '' || product !== undefined
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.stations.h1')}
      actions={
        mayChange(visit) && (
          <LinkButton href={`${HERE}/new`} icon="station" tone="primary">
            {t('of.stations.add')}
          </LinkButton>
        )
      }
    >
      <FilterBar
        view={view}
        action={HERE}
        auto
        resetHref={HERE}
        chips={
          product
            ? [
                {
                  label: productName(t, product),
                  removeHref: typed ? `${HERE}?q=${encodeURIComponent(typed)}` : HERE,
                },
              ]
            : []
        }
        search={<SearchField view={view} name="q" label={t('of.stations.search')} value={typed} />}
      >
        <SelectField
          view={view}
          name="fuel"
          label={t('st.fuel')}
          value={product}
          empty={t('fuel.any')}
          options={PRODUCTS.map((one) => ({ value: one, label: productName(t, one) }))}
          optional={false}
        />
      </FilterBar>
      {rows.length > 0 ? (
        <StationTable view={view} rows={rows} />
      ) : filtered ? (
        <Empty icon="search" text={t('st.none')} action={<a href={HERE}>{t('act.reset')}</a>} />
      ) : (
        <Empty
          icon="station"
          title={t('of.stations.empty.h')}
          text={t('of.stations.empty.p')}
          action={mayChange(visit) && <LinkButton href={`${HERE}/new`}>{t('of.stations.add')}</LinkButton>}
        />
      )}
    </OfficePage>,
  )
}

/** Whoever sets prices looks after the stations; the others read. */
export function mayChange(visit: StaffVisit): boolean {
  return visit.session.staff === 'admin' || visit.session.staff === 'pricing'
}

function StationTable({ view, rows }: { view: View; rows: StationRow[] }) {
  const { t } = view
  return (
    <DataTable
      view={view}
      caption={t('of.stations.h1')}
      rows={rows}
      columns={[
        {
          label: t('of.stations.name'),
          lead: true,
          cell: (row) => (
            <a href={`${HERE}/${row.id}`}>
              № {row.number} {row.name}
            </a>
          ),
        },
        {
          label: t('of.stations.address'),
          long: true,
          cell: (row) => [row.city || row.region, row.address].filter(Boolean).join(', '),
        },
        {
          label: t('of.stations.sells'),
          cell: (row) => (
            <span class="tags">
              {row.sells
                .filter(({ out }) => !out)
                .map(({ product }) => (
                  <FuelTag product={product}>{productName(t, product)}</FuelTag>
                ))}
            </span>
          ),
        },
        { label: t('of.stations.tills'), number: true, cell: (row) => row.terminals },
        { label: t('people.col.state'), cell: (row) => <StationTag t={t} station={row} /> },
      ]}
    />
  )
}

export function showNewStation(visit: StaffVisit): Response {
  return newPage(visit, { takesCoupons: 'on', takesCards: 'on' }, {})
}

export function newStationAgain(visit: StaffVisit, errors: Errors): Response {
  return newPage(visit, typedIn(visit.form, FIELDS), errors)
}

export async function submitNewStation(visit: StaffVisit): Promise<Response> {
  const { t, form } = visit
  const mistakes: Mistakes = {}
  const facts = readStation(t, mistakes, form)
  if (Object.keys(mistakes).length > 0) return newStationAgain(visit, mistakes)
  const added = await visit.app.db.transaction((tx) => addStation(tx, facts, actorOf(visit)))
  if (!added.ok) return newStationAgain(visit, { number: t('err.of.station.taken') })
  return visit.seeOther(`${HERE}/${added.id}`, { tone: 'good', key: 'of.stations.added' })
}

function newPage(visit: StaffVisit, typed: Typed, errors: Errors): Response {
  const view = visit.view({ nav: officeNav(visit, 'stations') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.stations.add')}
      errors={errors}
      width="form"
      crumbs={[{ href: HERE, label: t('of.stations.h1') }]}
    >
      <Form view={view} action={`${HERE}/new`} guard>
        <StationFields view={view} typed={typed} errors={errors} />
        <Buttons>
          <Button>{t('of.stations.add')}</Button>
          <LinkButton href={HERE}>{t('act.cancel')}</LinkButton>
        </Buttons>
      </Form>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}
