/** O9: one station: what is known of it, what it sells, its tills. */
import { officeNav } from '../accounts/office-nav.ts'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import { findCashiers } from '../cashier/cashiers.ts'
import { CashiersPanel, submitCashier } from '../cashier/office-cashiers.tsx'
import { connectAddress, submitBrowser, submitTill, TerminalsPanel } from '../cashier/office-tills.tsx'
import { findTerminals } from '../cashier/terminals.ts'
import { type Mistakes, typedIn } from '../clients/form-fields.ts'
import { isoDay, money } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { PRODUCTS, type Product } from '../products/products.ts'
import { missingPage } from '../web/system-pages.tsx'
import {
  Button,
  Buttons,
  Form,
  LinkButton,
  OfficePage,
  Panel,
  SelectField,
  SummaryList,
} from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { findStation, stationId, type StationRow } from './find-stations.ts'
import { mayChange } from './office-list.tsx'
import { changeStation, NumberTaken, type Supply, supplyStation } from './save-station.ts'
import { FIELDS, readStation, StationFields, type Typed } from './station-form.tsx'
import { StationTag } from './states.tsx'

export async function showStation(visit: StaffVisit, errors: Errors = {}): Promise<Response> {
  return withStation(visit, async (station) => {
    const { db } = visit.app
    const [terminals, cashiers] = await Promise.all([
      findTerminals(db.write, station.id),
      findCashiers(db.write, station.id),
    ])
    const panel = { station, typed: visit.form.text, errors, may: mayChange(visit) }
    const view = visit.view({ nav: officeNav(visit, 'stations') })
    const { t } = view
    return visit.page(
      <OfficePage
        view={view}
        title={`№ ${station.number} ${station.name}`}
        errors={errors}
        crumbs={[{ href: '/office/stations', label: t('of.stations.h1') }]}
        actions={
          <>
            <LinkButton href={`/office/shifts?station=${station.id}`} icon="report">
              {t('of.shifts.h1')}
            </LinkButton>
            {mayChange(visit) && (
              <LinkButton href={`${pathOf(station)}/edit`} icon="edit">
                {t('act.change')}
              </LinkButton>
            )}
          </>
        }
      >
        <Panel>
          <Facts view={view} station={station} />
        </Panel>
        <Panel title={t('of.stations.sells')}>
          <SupplyForm view={view} station={station} errors={errors} may={mayChange(visit)} />
        </Panel>
        <TerminalsPanel view={view} {...panel} terminals={terminals} connectAt={connectAddress(visit)} />
        <CashiersPanel view={view} {...panel} cashiers={cashiers} />
      </OfficePage>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  })
}

function Facts({ view, station }: { view: View; station: StationRow }) {
  const { t } = view
  return (
    <SummaryList
      view={view}
      rows={[
        { label: t('people.col.state'), value: <StationTag t={t} station={station} /> },
        { label: t('of.stations.nameKk'), value: station.nameKk },
        {
          label: t('of.stations.address'),
          value: [station.region, station.city, station.address].filter(Boolean).join(', '),
        },
        {
          label: t('of.stations.point'),
          value:
            station.latitude === null
              ? ''
              : `${station.latitude.toFixed(5)}, ${station.longitude!.toFixed(5)}`,
        },
        { label: t('of.stations.hours'), value: station.hours || t('st.open24') },
        { label: t('st.coupons'), value: station.takesCoupons ? t('act.yes') : t('act.no') },
        { label: t('st.cards'), value: station.takesCards ? t('act.yes') : t('act.no') },
      ]}
    />
  )
}

function SupplyForm({
  view,
  station,
  errors,
  may,
}: {
  view: View
  station: StationRow
  errors: Errors
  may: boolean
}) {
  const { t, lang } = view
  const now = new Map(station.sells.map((row) => [row.product, row]))
  const supplyOf = (product: (typeof PRODUCTS)[number]): Supply =>
    now.has(product) ? (now.get(product)!.out ? 'out' : 'sold') : 'none'
  const price = (product: (typeof PRODUCTS)[number]) => {
    const tiyn = now.get(product)?.tiynPerLitre
    return tiyn ? t('of.stations.price', { amount: money(lang, tiyn) }) : undefined
  }
  if (!may)
    return (
      <SummaryList
        view={view}
        rows={PRODUCTS.map((product) => ({
          label: productName(t, product),
          value: [t(SUPPLY[supplyOf(product)]), price(product)].filter(Boolean).join(', '),
        }))}
      />
    )
  return (
    <Form view={view} action={`${pathOf(station)}/products`}>
      {PRODUCTS.map((product) => (
        <SelectField
          view={view}
          name={product}
          label={productName(t, product)}
          hint={price(product)}
          value={supplyOf(product)}
          errors={errors}
          optional={false}
          options={(['sold', 'out', 'none'] as const).map((value) => ({ value, label: t(SUPPLY[value]) }))}
        />
      ))}
      <Buttons>
        <Button>{t('act.save')}</Button>
      </Buttons>
    </Form>
  )
}

const SUPPLY = {
  sold: 'of.stations.sold',
  out: 'of.stations.out',
  none: 'of.stations.notSold',
} as const satisfies Record<Supply, string>

export async function submitSupply(visit: StaffVisit): Promise<Response> {
  return withStation(visit, async (station) => {
    const supply = new Map<Product, Supply>(
      PRODUCTS.flatMap((product): [Product, Supply][] => {
        const typed = visit.form.text(product)
        return typed === 'sold' || typed === 'out' || typed === 'none' ? [[product, typed]] : []
      }),
    )
    await visit.app.db.transaction((tx) => supplyStation(tx, station.id, supply, actorOf(visit)))
    return visit.seeOther(pathOf(station), { tone: 'good', key: 'of.stations.supplied' })
  })
}

export const submitNewBrowser = (visit: StaffVisit) => submitBrowser(visit, showStation)
export const submitNewTill = (visit: StaffVisit) => submitTill(visit, showStation)
export const submitNewCashier = (visit: StaffVisit) => submitCashier(visit, showStation)

export async function showEditStation(visit: StaffVisit): Promise<Response> {
  return withStation(visit, (station) =>
    editPage(
      visit,
      station,
      {
        ...station,
        point:
          station.latitude === null ? '' : `${station.latitude.toFixed(5)}, ${station.longitude!.toFixed(5)}`,
        takesCoupons: station.takesCoupons ? 'on' : '',
        takesCards: station.takesCards ? 'on' : '',
        closedUntil: station.closedUntil ? isoDay(station.closedUntil) : '',
      },
      {},
    ),
  )
}

export async function editStationAgain(visit: StaffVisit, errors: Errors): Promise<Response> {
  return withStation(visit, (station) => editPage(visit, station, typedIn(visit.form, FIELDS), errors))
}

export async function submitEditStation(visit: StaffVisit): Promise<Response> {
  return withStation(visit, async (station) => {
    const { t, form } = visit
    const mistakes: Mistakes = {}
    const facts = readStation(t, mistakes, form)
    if (Object.keys(mistakes).length > 0) return editStationAgain(visit, mistakes)
    try {
      await visit.app.db.transaction((tx) => changeStation(tx, station.id, facts, actorOf(visit)))
    } catch (error) {
      if (!(error instanceof NumberTaken)) throw error
      return editStationAgain(visit, { number: t('err.of.station.taken') })
    }
    return visit.seeOther(pathOf(station), { tone: 'good', key: 'of.stations.changed' })
  })
}

function editPage(visit: StaffVisit, station: StationRow, typed: Typed, errors: Errors): Response {
  const view = visit.view({ nav: officeNav(visit, 'stations') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.stations.edit')}
      errors={errors}
      width="form"
      crumbs={[
        { href: '/office/stations', label: t('of.stations.h1') },
        { href: pathOf(station), label: `№ ${station.number} ${station.name}` },
      ]}
    >
      <Form view={view} action={`${pathOf(station)}/edit`} guard>
        <StationFields view={view} typed={typed} errors={errors} />
        <Buttons>
          <Button>{t('act.save')}</Button>
          <LinkButton href={pathOf(station)}>{t('act.cancel')}</LinkButton>
        </Buttons>
      </Form>
    </OfficePage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

function pathOf(station: { id: number }): string {
  return `/office/stations/${station.id}`
}

async function withStation(
  visit: StaffVisit,
  then: (station: StationRow) => Response | Promise<Response>,
): Promise<Response> {
  const id = stationId(visit.param('id'))
  // The newest state, not a replica's: the page that was just saved is shown again.
  const station = id === undefined ? undefined : await findStation(visit.app.db.write, id)
  return station ? then(station) : missingPage(visit)
}
