/** O10: every operation of the network's tills, whoever's: what was refuelled, refused and given back. */
import { officeNav } from '../accounts/office-nav.ts'
import type { StaffVisit } from '../accounts/visit.ts'
import type { PlainKey } from '../i18n/index.ts'
import { readPeriod } from '../ledger/period.ts'
import { productName } from '../products/product-name.ts'
import { isProduct, PRODUCTS } from '../products/products.ts'
import { findStations } from '../stations/find-stations.ts'
import { type FoundOperation, listOperations, type OperationFilter } from '../tills/find-operations.ts'
import { operationColumns } from '../tills/operation-columns.tsx'
import { parseBin } from '../values/bin.ts'
import { addressOf, pageOf, placeOf } from '../web/paging.ts'
import {
  type Chip,
  DataTable,
  DateField,
  Empty,
  FilterBar,
  OfficePage,
  Pager,
  SearchField,
  SelectField,
} from '../web/parts/index.ts'

const HERE = '/office/refuels'
const PAGE = 50
/** Longer periods are asked of one company or one card: of the network they are millions of rows. */
const MOST_DAYS = 92
const WHAT = {
  refuels: 'of.refuels.refuels',
  refusals: 'of.refuels.refusals',
  refunds: 'of.refuels.refunds',
} as const satisfies Record<string, PlainKey>

export async function showOfficeRefuels(visit: StaffVisit): Promise<Response> {
  const { read } = visit.app.db
  const { filter, errors, query } = readFilter(visit)
  const wrong = Object.keys(errors).length > 0
  const place = placeOf(visit)
  const [found, stations] = await Promise.all([
    wrong ? [] : listOperations(read, filter, place, PAGE),
    findStations(read),
  ])
  const page = pageOf(found, place, PAGE, (next) => addressOf(HERE, { ...query, ...next }))
  const view = visit.view({ nav: officeNav(visit, 'cards') })
  const { t } = view
  const chips: Chip[] = filter.cardNumber
    ? [
        {
          label: t('of.search.card', { number: filter.cardNumber }),
          removeHref: addressOf(HERE, { ...query, card: undefined }),
        },
      ]
    : []
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.refuels.h1')}
      lead={t('of.refuels.p')}
      errors={errors}
      crumbs={[{ href: '/office/cards', label: t('office.nav.cards') }]}
    >
      <FilterBar
        view={view}
        action={HERE}
        chips={chips}
        resetHref={HERE}
        keep={filter.cardNumber ? { card: filter.cardNumber } : {}}
        search={
          <SearchField view={view} name="bin" label={t('of.refuels.bin')} value={query.bin} errors={errors} />
        }
      >
        <DateField view={view} name="from" label={t('date.from')} value={query.from} errors={errors} />
        <DateField view={view} name="to" label={t('date.to')} value={query.to} errors={errors} />
        <SelectField
          view={view}
          name="what"
          label={t('pos.col.state')}
          value={query.what}
          empty={t('common.all')}
          options={Object.entries(WHAT).map(([value, label]) => ({ value, label: t(label) }))}
        />
        <SelectField
          view={view}
          name="fuel"
          label={t('refuels.f.fuel')}
          value={query.fuel}
          empty={t('common.all')}
          options={PRODUCTS.map((value) => ({ value, label: productName(t, value) }))}
        />
        <SelectField
          view={view}
          name="station"
          label={t('refuels.f.station')}
          value={query.station}
          empty={t('common.all')}
          options={stations.map(({ id, number, name }) => ({
            value: String(id),
            label: `№ ${number}, ${name}`,
          }))}
        />
        <SelectField
          view={view}
          name="paid"
          label={t('refuels.f.kind')}
          value={query.paid}
          empty={t('common.all')}
          options={[
            { value: 'card', label: t('refuels.f.kind.card') },
            { value: 'coupon', label: t('refuels.f.kind.coupon') },
          ]}
        />
      </FilterBar>
      {!wrong &&
        (page.rows.length === 0 ? (
          <Empty icon="refuel" text={t('of.refuels.none')} />
        ) : (
          <DataTable<FoundOperation>
            view={view}
            caption={t('of.refuels.h1')}
            rows={page.rows}
            columns={operationColumns(view)}
          />
        ))}
      <Pager view={view} {...page} />
    </OfficePage>,
    wrong ? 422 : 200,
  )
}

type Query = Record<'from' | 'to' | 'bin' | 'card' | 'what' | 'fuel' | 'station' | 'paid', string | undefined>

// Nonsense is no filter; days and a BIN that cannot be read are said.
function readFilter(visit: StaffVisit): {
  filter: OperationFilter
  errors: Record<string, string>
  query: Query
} {
  const { t } = visit
  const typed = { from: visit.query('from'), to: visit.query('to') }
  const read = readPeriod(t, typed, new Date())
  const errors: Record<string, string> = { ...read.errors }
  const bin = visit.query('bin').trim()
  const parsed = bin === '' ? undefined : parseBin(bin)
  if (parsed && !parsed.ok) errors['bin'] = t('err.of.refuels.bin')
  const [what, fuel, station, paid, card] = ['what', 'fuel', 'station', 'paid', 'card'].map((name) =>
    visit.query(name),
  )
  const filter: OperationFilter = {
    period: read.period,
    bin: parsed?.ok ? parsed.bin : undefined,
    cardNumber: /^\d{1,15}$/.test(card!) ? card : undefined,
    stationId: /^[1-9]\d{0,8}$/.test(station!) ? Number(station) : undefined,
    product: isProduct(fuel!) ? fuel : undefined,
    what: Object.hasOwn(WHAT, what!) ? (what as keyof typeof WHAT) : undefined,
    paidWith: paid === 'card' || paid === 'coupon' ? paid : undefined,
  }
  if (!filter.bin && !filter.cardNumber && daysOf(filter) > MOST_DAYS)
    errors['from'] ??= t('err.of.refuels.range', { n: MOST_DAYS })
  const shown = Object.keys(read.errors).length > 0 ? typed : read.period
  return {
    filter,
    errors,
    query: {
      ...{ from: shown.from, to: shown.to, bin: bin || undefined, card: filter.cardNumber },
      ...{ what: filter.what, fuel: filter.product, station: filter.stationId?.toString() },
      paid: filter.paidWith,
    },
  }
}

function daysOf({ period: { from, to } }: OperationFilter): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1
}
