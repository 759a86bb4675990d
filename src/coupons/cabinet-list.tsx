/** C2: a company's coupons: where they are, until when they are good, and what to do with those that are ticked. */
import type { PropsWithChildren } from '../web/jsx-runtime.ts'
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { oneLine } from '../clients/form-fields.ts'
import { number, shortDate, volume } from '../i18n/format.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import { isProduct, PRODUCTS } from '../products/products.ts'
import { showPlate } from '../values/plate.ts'
import { addressOf, isId } from '../web/paging.ts'
import {
  Button,
  Buttons,
  CabinetPage,
  type Chip,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  FuelTag,
  IconLink,
  LinkButton,
  Pager,
  RowMenu,
  SearchField,
  SelectField,
  Tabs,
} from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { findDriver } from '../drivers/find-drivers.ts'
import { readNumber } from './asked-coupons.ts'
import {
  countShelves,
  type CouponFilter,
  type CouponPlace,
  type CouponRow,
  ENDS,
  type Ends,
  findCoupons,
  LISTED_STATES,
  type ListedState,
} from './find-coupons.ts'
import { lastDayOf, SHELVES, type Shelf, whyOver, whyUseless } from './lock-coupons.ts'
import { mayGive, mayKeep } from './rights.ts'
import { CouponTag } from './states.tsx'

const PAGE = 50
/** A tab's count beyond this is only «more than». */
const COUNTED = 5_000
const HERE = '/app/coupons'

export async function showCoupons(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  const { client } = session
  if (client.state !== 'active') return suspendedPage(visit, 'coupons')
  const view = visit.view({ nav: cabinetNav(visit, 'coupons') })
  const { t } = view
  const { read } = app.db
  const filter = readFilter(visit)
  const [page, counts, driver] = await Promise.all([
    findCoupons(read, filter, readPlace(visit), PAGE),
    countShelves(read, client.id, COUNTED + 1),
    filter.driverId ? findDriver(read, client.id, filter.driverId) : undefined,
  ])
  const query = queryOf(filter)
  const [first, last] = [page.rows[0], page.rows.at(-1)]
  const acts = bulkActs(visit, filter.shelf)
  const empty = SHELVES.every((shelf) => counts[shelf] === 0)
  return visit.page(
    <CabinetPage view={view} title={t('coupons.h1')} actions={<HeadActs visit={visit} counts={counts} />}>
      <Tabs label={t('coupons.tabs')} tabs={tabsOf(view, filter, counts)} />
      {!empty && <Filters view={view} filter={filter} driver={driver?.name} />}
      {page.rows.length === 0 ? (
        <Nothing view={view} empty={empty} buys={mayKeep(visit)} />
      ) : (
        <Ticking view={view} acts={acts}>
          <CouponTable
            view={view}
            rows={page.rows}
            ticks={acts.length > 0}
            acts={(row) => rowActs(visit, row)}
            drivers={filter.shelf !== 'stock'}
          />
        </Ticking>
      )}
      <Pager
        view={view}
        prevHref={
          page.earlier && first ? addressOf(HERE, { ...query, before: String(first.number) }) : undefined
        }
        nextHref={page.later && last ? addressOf(HERE, { ...query, after: String(last.number) }) : undefined}
      />
      {page.rows.length > 0 && (
        <p>
          <IconLink href={addressOf(`${HERE}/export.csv`, query)} icon="download">
            {t('coupons.export')}
          </IconLink>
        </p>
      )}
    </CabinetPage>,
  )
}

/** The filter that an address names; nonsense is no filter. A search without a tab looks on every shelf. */
export function readFilter(visit: ClientVisit): CouponFilter {
  const typed = oneLine(visit.query('q')).slice(0, 100)
  const ends = ENDS.find((one) => one === visit.query('ends'))
  const driverId = isId(visit.query('driver')) ? visit.query('driver') : undefined
  const product = visit.query('fuel')
  const tab = SHELVES.find((shelf) => shelf === visit.query('tab'))
  return {
    clientId: visit.session.client.id,
    shelf: tab ?? (typed || ends || driverId ? undefined : 'stock'),
    product: isProduct(product) ? product : undefined,
    state: LISTED_STATES.find((state) => state === visit.query('state')),
    ends,
    driverId,
    typed,
  }
}

/** The address of the same list. */
export function queryOf(filter: CouponFilter): Record<string, string | undefined> {
  return {
    tab: filter.shelf,
    q: filter.typed,
    fuel: filter.product,
    state: filter.state,
    ends: filter.ends,
    driver: filter.driverId,
  }
}

function readPlace(visit: ClientVisit): CouponPlace {
  const before = readNumber(visit.query('before'))
  return before === undefined ? { after: readNumber(visit.query('after')) } : { before }
}

const TABS: Record<Shelf, PlainKey> = {
  stock: 'coupons.tab.stock',
  given: 'coupons.tab.issued',
  used: 'coupons.tab.used',
  closed: 'coupons.tab.closed',
}

function tabsOf({ t, lang }: View, filter: CouponFilter, counts: Record<Shelf, number>) {
  const query = { ...queryOf(filter), state: undefined }
  const shelves = SHELVES.map((shelf) => ({
    href: addressOf(HERE, { ...query, tab: shelf }),
    label: t(TABS[shelf]),
    current: filter.shelf === shelf,
    count: counts[shelf] > COUNTED ? `${number(lang, COUNTED)}+` : number(lang, counts[shelf]),
  }))
  // A search or a driver's coupons are looked for everywhere: then that is a tab of its own.
  const everywhere = { ...query, tab: undefined }
  const all = Object.values(everywhere).some(Boolean)
  return all
    ? [
        {
          href: addressOf(HERE, everywhere),
          label: t('coupons.tab.all'),
          current: filter.shelf === undefined,
        },
        ...shelves,
      ]
    : shelves
}

function HeadActs({ visit, counts }: { visit: ClientVisit; counts: Record<Shelf, number> }) {
  const { t } = visit
  return (
    <>
      {mayGive(visit) && counts.stock > 0 && (
        <LinkButton href={`${HERE}/issue`} icon="driver" tone="primary">
          {t('coupon.act.issue')}
        </LinkButton>
      )}
      {mayKeep(visit) && (
        <LinkButton href={`${HERE}/buy`} icon="coupon" tone={counts.stock > 0 ? 'secondary' : 'primary'}>
          {t('home.buy')}
        </LinkButton>
      )}
    </>
  )
}

const STATES: Record<ListedState, PlainKey> = {
  partial: 'status.coupon.part',
  blocked: 'status.coupon.blocked',
  return_pending: 'status.coupon.returning',
  expired: 'status.coupon.expired',
  returned: 'status.coupon.returned',
  replaced: 'status.coupon.replaced',
  void: 'status.coupon.void',
}
const OPEN: readonly ListedState[] = ['partial', 'blocked', 'return_pending']

function statesOn(shelf: Shelf | undefined): readonly ListedState[] {
  if (shelf === undefined) return LISTED_STATES
  if (shelf === 'used') return []
  return LISTED_STATES.filter((state) => OPEN.includes(state) === (shelf !== 'closed'))
}

function endsName(t: T, ends: Ends): string {
  return ends === 'past' ? t('coupons.ends.past') : t('coupons.ends.within', { n: Number(ends) })
}

function Filters({ view, filter, driver }: { view: View; filter: CouponFilter; driver: string | undefined }) {
  const { t } = view
  const query = queryOf(filter)
  const without = (name: string) => addressOf(HERE, { ...query, [name]: undefined })
  const states = statesOn(filter.shelf)
  const open = filter.shelf !== 'used' && filter.shelf !== 'closed'
  const chips: Chip[] = [
    ...(filter.typed ? [{ label: filter.typed, removeHref: without('q') }] : []),
    ...(filter.driverId ? [{ label: driver ?? t('coupons.col.driver'), removeHref: without('driver') }] : []),
    ...(filter.product ? [{ label: productName(t, filter.product), removeHref: without('fuel') }] : []),
    ...(filter.ends ? [{ label: endsName(t, filter.ends), removeHref: without('ends') }] : []),
    ...(filter.state ? [{ label: t(STATES[filter.state]), removeHref: without('state') }] : []),
  ]
  const kept = { tab: filter.typed ? undefined : query['tab'], driver: query['driver'] }
  return (
    <FilterBar
      view={view}
      action={HERE}
      auto
      chips={chips}
      resetHref={addressOf(HERE, { tab: query['tab'] })}
      keep={Object.fromEntries(Object.entries(kept).filter((entry): entry is [string, string] => !!entry[1]))}
      search={<SearchField view={view} name="q" label={t('coupons.search')} value={filter.typed} />}
    >
      <SelectField
        view={view}
        name="fuel"
        label={t('coupons.col.fuel')}
        value={filter.product}
        empty={t('common.all')}
        options={PRODUCTS.map((product) => ({ value: product, label: productName(t, product) }))}
      />
      {open && (
        <SelectField
          view={view}
          name="ends"
          label={t('coupons.ends')}
          value={filter.ends}
          empty={t('coupons.ends.any')}
          options={ENDS.map((ends) => ({ value: ends, label: endsName(t, ends) }))}
        />
      )}
      {states.length > 0 && (
        <SelectField
          view={view}
          name="state"
          label={t('coupons.col.status')}
          value={filter.state}
          empty={t('common.all')}
          options={states.map((state) => ({ value: state, label: t(STATES[state]) }))}
        />
      )}
    </FilterBar>
  )
}

type Act = { path: string; key: PlainKey; tone?: 'primary' }

/** What may be done with ticked coupons of a shelf; each act has a page that asks once more. */
function bulkActs(visit: ClientVisit, shelf: Shelf | undefined): Act[] {
  if (shelf === 'used' || shelf === 'closed') return []
  const acts: (Act & { on: readonly Shelf[]; may: boolean })[] = [
    { path: 'issue/to', key: 'coupon.act.issue', tone: 'primary', on: ['stock'], may: mayGive(visit) },
    { path: 'send', key: 'coupon.act.send', tone: 'primary', on: ['given'], may: mayGive(visit) },
    { path: 'print', key: 'coupon.act.print', on: ['stock', 'given'], may: mayGive(visit) },
    { path: 'take-back', key: 'coupon.act.takeBack', on: ['given'], may: mayGive(visit) },
    { path: 'block', key: 'coupon.act.block', on: ['stock', 'given'], may: mayGive(visit) },
    { path: 'unblock', key: 'coupon.act.unblock', on: ['stock', 'given'], may: mayGive(visit) },
    { path: 'return', key: 'coupon.act.return', on: ['stock', 'given'], may: mayKeep(visit) },
  ]
  return acts.filter(({ on, may }) => may && (shelf === undefined || on.includes(shelf)))
}

// A form that gets: the pages it leads to ask before anything happens, and can be left and opened again.
function Ticking({ view, acts, children }: PropsWithChildren<{ view: View; acts: readonly Act[] }>) {
  const { t } = view
  if (acts.length === 0) return <>{children}</>
  return (
    <form method="get" action={`${HERE}/${acts[0]!.path}`} class="ticking">
      {children}
      <div class="ticked">
        <p>{t('coupons.ticked')}</p>
        <Buttons>
          {acts.map(({ path, key, tone }) => (
            <Button tone={tone ?? 'secondary'} small action={`${HERE}/${path}`}>
              {t(key)}
            </Button>
          ))}
        </Buttons>
      </div>
    </form>
  )
}

function CouponTable({
  view,
  rows,
  ticks,
  acts,
  drivers,
}: {
  view: View
  rows: CouponRow[]
  ticks: boolean
  acts: (row: CouponRow) => Act[]
  drivers: boolean
}) {
  const { t } = view
  return (
    <DataTable<CouponRow>
      view={view}
      caption={t('coupons.h1')}
      rows={rows}
      columns={[...columnsOf(view, drivers), ...(ticks ? [menuColumn(view, acts)] : [])]}
      select={
        ticks
          ? {
              name: 'n',
              value: (row) => String(row.number),
              label: (row) => t('a11y.selectRow', { number: String(row.number) }),
            }
          : undefined
      }
    />
  )
}

function menuColumn({ t }: View, acts: (row: CouponRow) => Act[]): Column<CouponRow> {
  return {
    label: t('coupons.col.acts'),
    hideLabel: true,
    plain: true,
    cell: (row) => {
      const number = String(row.number)
      return (
        acts(row).length > 0 && (
          <RowMenu label={t('a11y.rowMenu', { number })}>
            {acts(row).map(({ path, key }) => (
              <a href={`${HERE}/${number}/${path}`}>{t(key)}</a>
            ))}
          </RowMenu>
        )
      )
    },
  }
}

/** What may be done with one coupon, as far as its row tells; its own page and the act's tell the rest. */
function rowActs(visit: ClientVisit, row: CouponRow): Act[] {
  const [gives, keeps] = [mayGive(visit), mayKeep(visit)]
  const useless = whyUseless(row)
  const open = whyOver(row) === undefined && row.state !== 'return_pending'
  const acts: (Act & { shown: boolean })[] = [
    { path: 'issue', key: 'coupon.act.issue', shown: gives && !useless && row.shelf === 'stock' },
    {
      path: 'send',
      key: 'coupon.act.send',
      shown: gives && !useless && row.shelf === 'given' && !row.giftOver,
    },
    { path: 'print', key: 'coupon.act.print', shown: gives && !useless && !row.giftOver },
    { path: 'until', key: 'coupon.act.until', shown: gives && open && !row.ended && row.shelf === 'given' },
    { path: 'take-back', key: 'coupon.act.takeBack', shown: gives && open && row.shelf === 'given' },
    { path: 'split', key: 'coupon.act.split', shown: keeps && !useless },
    { path: 'block', key: 'coupon.act.block', shown: gives && open && row.blockedBy === null },
    { path: 'unblock', key: 'coupon.act.unblock', shown: gives && row.blockedBy === 'client' },
    { path: 'return', key: 'coupon.act.return', shown: keeps && open },
  ]
  return acts.filter(({ shown }) => shown)
}

// What is in stock has no driver.
function columnsOf({ t, lang }: View, drivers: boolean): Column<CouponRow>[] {
  const driver: Column<CouponRow> = {
    label: t('coupons.col.driver'),
    long: true,
    cell: (row) =>
      row.driver ? (
        <>
          {row.driver}
          {row.plate && <div class="faint">{showPlate(row.plate)}</div>}
        </>
      ) : (
        t('common.none')
      ),
  }
  return [
    {
      label: t('coupons.col.no'),
      lead: true,
      cell: (row) => (
        <a href={`${HERE}/${String(row.number)}`} class="digits">
          {String(row.number)}
        </a>
      ),
    },
    {
      label: t('coupons.col.fuel'),
      cell: (row) => <FuelTag product={row.product}>{productName(t, row.product)}</FuelTag>,
    },
    { label: t('coupons.col.nominal'), number: true, cell: (row) => volume(lang, row.nominalMl) },
    { label: t('coupons.col.left'), number: true, cell: (row) => volume(lang, row.remainingMl) },
    ...(drivers ? [driver] : []),
    { label: t('coupons.col.validTo'), cell: (row) => shortDate(lang, lastDayOf(row)) },
    { label: t('coupons.col.status'), cell: (row) => <CouponTag t={t} coupon={row} /> },
  ]
}

function Nothing({ view, empty, buys }: { view: View; empty: boolean; buys: boolean }) {
  const { t } = view
  if (!empty)
    return <Empty icon="search" text={t('coupons.noMatch')} action={<a href={HERE}>{t('act.reset')}</a>} />
  return (
    <Empty
      icon="coupon"
      title={t('coupons.empty.h')}
      text={t('coupons.empty.p')}
      action={buys && <LinkButton href={`${HERE}/buy`}>{t('home.buy')}</LinkButton>}
    />
  )
}
