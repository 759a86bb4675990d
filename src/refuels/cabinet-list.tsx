/** C14: what a company has refuelled in a period, with coupons and cards; sums by fuel; the same as files. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { type GroupRow, listGroups } from '../cards/find-groups.ts'
import { seesMoney } from '../coupons/rights.ts'
import { fileSize, money, number, shortDate, shortDateTime, volume } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { usualPeriods } from '../ledger/period.ts'
import { productName } from '../products/product-name.ts'
import { showLastFour } from '../values/last-four.ts'
import { PRODUCTS } from '../products/products.ts'
import { findStations, type StationRow } from '../stations/find-stations.ts'
import { showPlate } from '../values/plate.ts'
import { addressOf, pageOf, placeOf } from '../web/paging.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  type Chip,
  type Column,
  DataTable,
  DateField,
  Empty,
  FilterBar,
  Form,
  FuelTag,
  LinkButton,
  Pager,
  Panel,
  SearchField,
  SelectField,
  SummaryList,
  Tabs,
} from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { queryOf, readFilter } from './filter.ts'
import { filterNames } from './filter-names.ts'
import { findRefuels, type Refuel, type RefuelFilter, type RefuelTotal, sumRefuels } from './find-refuels.ts'
import { MOST_AT_ONCE, MOST_PDF_ROWS } from './register.ts'

const PAGE = 50
const HERE = '/app/refuels'
/** Of a row in an Excel file, compressed: measured with a quarter of a million (npm run bench -- export). */
const BYTES_A_ROW = 90

export async function showRefuels(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'refuels')
  const view = visit.view({ nav: cabinetNav(visit, 'refuels') })
  const { t } = view
  const { filter, errors } = readFilter(visit)
  const wrong = Object.keys(errors).length > 0
  const query = queryOf(filter)
  const place = placeOf(visit)
  const { read } = app.db
  const [found, totals, stations, names, groups] = await Promise.all([
    findRefuels(read, filter, place, PAGE),
    sumRefuels(read, filter),
    findStations(read),
    filterNames(read, t, filter),
    listGroups(read, session.client.id, session.client.reach),
  ])
  const page = pageOf(found, place, PAGE, (next) => addressOf(HERE, { ...query, ...next }))
  const sees = seesMoney(visit)
  return visit.page(
    <CabinetPage
      view={view}
      title={t('refuels.h1')}
      errors={errors}
      actions={
        <LinkButton href="/app/reports" icon="report">
          {t('reports.h1')}
        </LinkButton>
      }
    >
      <Filters
        view={view}
        filter={filter}
        typed={wrong ? { from: visit.query('from'), to: visit.query('to') } : filter.period}
        errors={errors}
        stations={stations}
        names={names}
        groups={groups}
      />
      {!wrong &&
        (page.rows.length === 0 ? (
          <Empty icon="refuel" title={t('refuels.empty.h')} text={t('refuels.empty.p')} />
        ) : (
          <>
            <Totals view={view} totals={totals} sees={sees} />
            <DataTable<Refuel>
              view={view}
              caption={t('refuels.h1')}
              rows={page.rows}
              columns={refuelColumns(view, sees)}
            />
            <Pager view={view} {...page} />
            <Exports
              view={view}
              filter={filter}
              rows={totals.reduce((sum, { count }) => sum + count, 0)}
              own={!visit.looking}
            />
          </>
        ))}
    </CabinetPage>,
    wrong ? 422 : 200,
  )
}

function Filters({
  view,
  filter,
  typed,
  errors,
  stations,
  names,
  groups,
}: {
  view: View
  filter: RefuelFilter
  typed: { from: string; to: string }
  errors: Errors
  stations: readonly StationRow[]
  names: Awaited<ReturnType<typeof filterNames>>
  groups: readonly GroupRow[]
}) {
  const { t } = view
  const query = queryOf(filter)
  const without = (name: string) => addressOf(HERE, { ...query, [name]: undefined })
  const station = stations.find(({ id }) => id === filter.stationId)
  const paid = { card: t('refuels.f.kind.card'), coupon: t('refuels.f.kind.coupon') }
  const chips: Chip[] = [
    ...(filter.typed ? [{ label: filter.typed, removeHref: without('q') }] : []),
    ...(filter.driverId
      ? [{ label: names.driver ?? t('refuels.col.driver'), removeHref: without('driver') }]
      : []),
    ...(filter.vehicleId
      ? [{ label: names.vehicle ?? t('refuels.col.vehicle'), removeHref: without('vehicle') }]
      : []),
    ...(filter.groupId ? [{ label: names.group ?? t('groups.group'), removeHref: without('group') }] : []),
    ...(filter.cardNumber
      ? [{ label: t('refuels.card', { number: filter.cardNumber }), removeHref: without('card') }]
      : []),
    ...(filter.product ? [{ label: productName(t, filter.product), removeHref: without('fuel') }] : []),
    ...(station ? [{ label: station.name, removeHref: without('station') }] : []),
    ...(filter.paidWith ? [{ label: paid[filter.paidWith], removeHref: without('paid') }] : []),
  ]
  return (
    <>
      <Tabs
        label={t('balance.periods')}
        tabs={usualPeriods(new Date()).map(({ label, from, to }) => ({
          href: addressOf(HERE, { ...query, from, to }),
          label: t(label),
          current: from === typed.from && to === typed.to,
        }))}
      />
      <FilterBar
        view={view}
        action={HERE}
        chips={chips}
        resetHref={addressOf(HERE, filter.period)}
        keep={{
          ...(filter.driverId ? { driver: filter.driverId } : {}),
          ...(filter.vehicleId ? { vehicle: filter.vehicleId } : {}),
          ...(filter.cardNumber ? { card: filter.cardNumber } : {}),
        }}
        search={<SearchField view={view} name="q" label={t('refuels.f.driver')} value={filter.typed ?? ''} />}
      >
        <DateField view={view} name="from" label={t('date.from')} value={typed.from} errors={errors} />
        <DateField view={view} name="to" label={t('date.to')} value={typed.to} errors={errors} />
        <SelectField
          view={view}
          name="fuel"
          label={t('refuels.f.fuel')}
          value={filter.product}
          empty={t('common.all')}
          options={PRODUCTS.map((product) => ({ value: product, label: productName(t, product) }))}
        />
        <SelectField
          view={view}
          name="station"
          label={t('refuels.f.station')}
          value={filter.stationId?.toString()}
          empty={t('common.all')}
          options={stations.map(({ id, name, city }) => ({
            value: String(id),
            label: city ? `${name}, ${city}` : name,
          }))}
        />
        {(groups.length > 0 || filter.groupId) && (
          <SelectField
            view={view}
            name="group"
            label={t('groups.group')}
            value={filter.groupId}
            empty={t('common.all')}
            options={groups.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <SelectField
          view={view}
          name="paid"
          label={t('refuels.f.kind')}
          value={filter.paidWith}
          empty={t('common.all')}
          options={(['card', 'coupon'] as const).map((value) => ({ value, label: paid[value] }))}
        />
      </FilterBar>
    </>
  )
}

/** «12 заправок, 340 л, 81 600 ₸», and the same of each fuel when there are several. */
export function Totals({
  view,
  totals,
  sees,
}: {
  view: View
  totals: readonly RefuelTotal[]
  sees: boolean
}) {
  const { t } = view
  const all = {
    count: totals.reduce((sum, { count }) => sum + count, 0),
    ml: totals.reduce((sum, { ml }) => sum + ml, 0n),
    tiyn: totals.reduce((sum, { tiyn }) => sum + tiyn, 0n),
  }
  return (
    <Panel>
      <p>
        <b>{sumWords(t, all, sees)}</b>
      </p>
      {totals.length > 1 && (
        <SummaryList
          view={view}
          rows={totals.map((total) => ({
            label: productName(t, total.product),
            value: sumWords(t, total, sees),
          }))}
        />
      )}
    </Panel>
  )
}

export function sumWords(t: T, { count, ml, tiyn }: Omit<RefuelTotal, 'product'>, sees: boolean): string {
  const facts = { n: count, volume: volume(t.lang, ml) }
  return sees
    ? t('refuels.totals', { ...facts, amount: money(t.lang, tiyn) })
    : t('refuels.totalsLitres', facts)
}

/** What a list of refuels says of each. */
export function refuelColumns({ t, lang }: View, sees: boolean): Column<Refuel>[] {
  return [
    {
      label: t('refuels.col.time'),
      lead: true,
      cell: (row) => <a href={`${HERE}/${row.id}`}>{shortDateTime(lang, row.at)}</a>,
    },
    { label: t('refuels.col.station'), long: true, cell: (row) => row.station },
    { label: t('refuels.col.source'), cell: (row) => <PaidWith t={t} refuel={row} /> },
    {
      label: t('refuels.col.driver'),
      long: true,
      cell: (row) => (
        <>
          {row.driver ?? t('common.none')}
          {row.plate && <div class="faint">{showPlate(row.plate)}</div>}
        </>
      ),
    },
    {
      label: t('refuels.col.fuel'),
      cell: (row) => <FuelTag product={row.product}>{productName(t, row.product)}</FuelTag>,
    },
    { label: t('refuels.col.litres'), number: true, cell: (row) => volume(lang, row.ml) },
    ...(sees
      ? [
          {
            label: t('refuels.col.sum'),
            number: true,
            cell: (row: Refuel) => (
              <div>
                {money(lang, row.tiyn)}
                <div class="faint">{t('refuels.perLitre', { price: money(lang, row.tiynPerLitre) })}</div>
              </div>
            ),
          },
        ]
      : []),
  ]
}

/** The coupon or card a refuel was paid with, as a link to it. */
export function PaidWith({ t, refuel }: { t: T; refuel: Refuel }) {
  const { couponNumber, cardNumber, cardLastFour } = refuel
  if (couponNumber !== null)
    return (
      <a href={`/app/coupons/${String(couponNumber)}`} class="digits">
        {t('refuels.coupon', { number: String(couponNumber) })}
      </a>
    )
  return (
    <a href={`/app/cards/${String(cardNumber)}`} class="digits">
      {t('refuels.card', { number: cardLastFour ? showLastFour(cardLastFour) : String(cardNumber) })}
    </a>
  )
}

function Exports({
  view,
  filter,
  rows,
  own,
}: {
  view: View
  filter: RefuelFilter
  rows: number
  own: boolean
}) {
  const { t, lang } = view
  const period = `${shortDate(lang, filter.period.from)} – ${shortDate(lang, filter.period.to)}`
  return (
    <Panel title={t('refuels.files', { period })}>
      <p class="faint">
        {t('export.size', { format: 'Excel', n: rows, size: fileSize(lang, 6_000 + rows * BYTES_A_ROW) })}
      </p>
      {rows > MOST_AT_ONCE ? (
        <AskForFile view={view} filter={filter} />
      ) : (
        <FileLinks view={view} filter={filter} rows={rows} />
      )}
      {rows > MOST_PDF_ROWS && (
        <p class="faint">{t('refuels.pdfTooLong', { max: number(lang, MOST_PDF_ROWS) })}</p>
      )}
      {own && (
        <p>
          <a href="/app/exports">{t('export.list.h1')}</a>
        </p>
      )}
    </Panel>
  )
}

function FileLinks({ view: { t }, filter, rows }: { view: View; filter: RefuelFilter; rows: number }) {
  const query = queryOf(filter)
  return (
    <Buttons>
      <LinkButton href={addressOf(`${HERE}.xlsx`, query)} icon="download" download>
        {t('export.excel')}
      </LinkButton>
      <LinkButton href={addressOf(`${HERE}.csv`, query)} icon="download" download>
        {t('export.onec')}
      </LinkButton>
      {rows <= MOST_PDF_ROWS && (
        <LinkButton href={addressOf(`${HERE}.pdf`, query)} icon="download" download>
          {t('export.pdf')}
        </LinkButton>
      )}
    </Buttons>
  )
}

// What takes longer than somebody likes to wait is left to the worker (exports/).
function AskForFile({ view, filter }: { view: View; filter: RefuelFilter }) {
  const { t } = view
  const hidden = Object.fromEntries(
    Object.entries(queryOf(filter)).map(([name, value]) => [name, value ?? '']),
  )
  return (
    <>
      <p>{t('export.largeNote')}</p>
      <Form view={view} action="/app/exports" hidden={hidden}>
        <Buttons>
          <Button tone="secondary" name="format" value="xlsx">
            {t('export.prepareExcel')}
          </Button>
          <Button tone="secondary" name="format" value="csv">
            {t('export.prepareOnec')}
          </Button>
        </Buttons>
      </Form>
    </>
  )
}
