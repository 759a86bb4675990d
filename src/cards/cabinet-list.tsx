/** C10: a company's cards: who holds them, what is on them, what was refuelled this month. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { oneLine } from '../clients/form-fields.ts'
import { mayGive, mayKeep, seesMoney } from '../coupons/rights.ts'
import { findDriver } from '../drivers/find-drivers.ts'
import type { PlainKey } from '../i18n/index.ts'
import { type OfCard, readDayAndMonth, Spent } from '../limits/day-and-month.tsx'
import { productName } from '../products/product-name.ts'
import { showPlate } from '../values/plate.ts'
import { findVehicle } from '../vehicles/find-vehicles.ts'
import { addressOf, isId, pageOf, placeOf } from '../web/paging.ts'
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
  LinkButton,
  Notice,
  Pager,
  SearchField,
  SelectField,
  Tabs,
} from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { isCardNumber } from './asked-cards.ts'
import { type Group, listGroups } from './find-groups.ts'
import { CARD_SHELVES, type CardRow, type CardShelf, findCards, hasCards } from './find-cards.ts'
import { cardWords, CardTag, walletWords } from './states.tsx'

const PAGE = 50
const HERE = '/app/cards'

const SHELVES: Record<CardShelf, PlainKey> = {
  open: 'cards.tab.open',
  blocked: 'cards.tab.blocked',
  making: 'cards.tab.making',
  over: 'cards.tab.over',
}

export async function showCards(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  const { client } = session
  if (client.state !== 'active') return suspendedPage(visit, 'cards')
  const view = visit.view({ nav: cabinetNav(visit, 'cards') })
  const { t } = view
  const shelf = CARD_SHELVES.find((one) => one === visit.query('show')) ?? 'open'
  const typed = oneLine(visit.query('q')).slice(0, 100) || undefined
  const driverId = isId(visit.query('driver')) ? visit.query('driver') : undefined
  const vehicleId = isId(visit.query('vehicle')) ? visit.query('vehicle') : undefined
  const groupId = isId(visit.query('group')) ? visit.query('group') : undefined
  const query = { show: shelf, q: typed, driver: driverId, vehicle: vehicleId, group: groupId }
  const place = placeOf(visit, isCardNumber)
  const [found, any, groups, driver, vehicle] = await Promise.all([
    findCards(
      app.db.read,
      { clientId: client.id, reach: client.reach, shelf, typed, driverId, vehicleId, groupId },
      place,
      PAGE,
    ),
    hasCards(app.db.read, client.id, client.reach),
    listGroups(app.db.read, client.id, client.reach),
    driverId ? findDriver(app.db.read, client.id, driverId) : undefined,
    vehicleId ? findVehicle(app.db.read, client.id, vehicleId) : undefined,
  ])
  const page = pageOf(
    found,
    place,
    PAGE,
    (next) => addressOf(HERE, { ...query, ...next }),
    ({ number }) => String(number),
  )
  const limits = await readDayAndMonth(
    app.db.read,
    client.id,
    page.rows.map(({ id }) => id),
  )
  const group = groups.find(({ id }) => id === groupId)
  const without = (name: keyof typeof query) => addressOf(HERE, { ...query, [name]: undefined })
  const chips: Chip[] = [
    ...(typed ? [{ label: typed, removeHref: without('q') }] : []),
    ...(driver ? [{ label: driver.name, removeHref: without('driver') }] : []),
    ...(vehicle
      ? [{ label: t('vehicles.filter', { plate: showPlate(vehicle.plate) }), removeHref: without('vehicle') }]
      : []),
    ...(group ? [{ label: t('groups.filter', { name: group.name }), removeHref: without('group') }] : []),
  ]
  return visit.page(
    <CabinetPage
      view={view}
      title={t('cards.h1')}
      actions={
        <>
          {mayKeep(visit) && (
            <LinkButton href={`${HERE}/order`} icon="card" tone="primary">
              {t('cards.order')}
            </LinkButton>
          )}
          <LinkButton href="/app/groups">{t('groups.h1')}</LinkButton>
          {mayKeep(visit) && <LinkButton href="/app/limits">{t('limits.all')}</LinkButton>}
        </>
      }
    >
      {client.reach && <ReachNotice view={view} groups={groups} />}
      {!any ? (
        <Empty
          icon="card"
          title={t('cards.empty.h')}
          text={t('cards.empty.p')}
          action={mayKeep(visit) && <LinkButton href={`${HERE}/order`}>{t('cards.order')}</LinkButton>}
        />
      ) : (
        <>
          <Tabs
            label={t('cards.h1')}
            tabs={CARD_SHELVES.map((one) => ({
              href: addressOf(HERE, { ...query, show: one }),
              label: t(SHELVES[one]),
              current: one === shelf,
            }))}
          />
          <FilterBar
            view={view}
            action={HERE}
            chips={chips}
            resetHref={addressOf(HERE, { show: shelf })}
            keep={{
              show: shelf,
              ...(driverId ? { driver: driverId } : {}),
              ...(vehicleId ? { vehicle: vehicleId } : {}),
            }}
            search={<SearchField view={view} name="q" label={t('cards.search')} value={typed ?? ''} />}
          >
            {groups.length > 0 && (
              <SelectField
                view={view}
                name="group"
                label={t('groups.group')}
                value={groupId}
                empty={t('groups.all')}
                options={groups.map(({ id, name }) => ({ value: id, label: name }))}
              />
            )}
          </FilterBar>
          {page.rows.length === 0 ? (
            <Empty icon="search" text={t('cards.noMatch')} />
          ) : (
            <Ticking visit={visit} view={view} shelf={shelf} rows={page.rows} limits={limits} />
          )}
          <Pager view={view} {...page} />
        </>
      )}
    </CabinetPage>,
  )
}

// Whoever looks after some groups alone is told so, lest they take their cards for all.
function ReachNotice({ view, groups }: { view: View; groups: readonly Group[] }) {
  const { t } = view
  return groups.length > 0 ? (
    <p class="faint">{t('cards.reach', { names: groups.map(({ name }) => name).join(', ') })}</p>
  ) : (
    <Notice tone="warning">{t('cards.reachNone')}</Notice>
  )
}

// A form that gets: the pages it leads to ask before anything happens.
function Ticking({
  visit,
  view,
  shelf,
  rows,
  limits,
}: {
  visit: ClientVisit
  view: View
  shelf: CardShelf
  rows: readonly CardRow[]
  limits: ReadonlyMap<string, OfCard>
}) {
  const { t } = view
  const acts = shelf !== 'over' && mayGive(visit)
  const table = (
    <DataTable<CardRow>
      view={view}
      caption={t('cards.h1')}
      rows={rows}
      columns={columnsOf(view, seesMoney(visit), limits)}
      select={
        acts
          ? {
              name: 'n',
              value: (row) => String(row.number),
              label: (row) => t('a11y.selectRow', { number: String(row.number) }),
            }
          : undefined
      }
    />
  )
  if (!acts) return table
  return (
    <form method="get" action={`${HERE}/block`} class="ticking">
      {table}
      <div class="ticked">
        <p>{t('cards.ticked')}</p>
        <Buttons>
          <Button tone="secondary" small action={`${HERE}/block`}>
            {t('card.block')}
          </Button>
          <Button tone="secondary" small action={`${HERE}/unblock`}>
            {t('card.unblock.submit')}
          </Button>
          <Button tone="secondary" small action={`${HERE}/limits`}>
            {t('limits.title')}
          </Button>
          {mayKeep(visit) && (
            <Button tone="secondary" small action={`${HERE}/group`}>
              {t('groups.put')}
            </Button>
          )}
        </Buttons>
      </div>
    </form>
  )
}

function columnsOf(view: View, sees: boolean, limits: ReadonlyMap<string, OfCard>): Column<CardRow>[] {
  const { t } = view
  return [
    {
      label: t('cards.col.card'),
      lead: true,
      cell: (row) => (
        <a href={`${HERE}/${String(row.number)}`} class="digits">
          {cardWords(row)}
        </a>
      ),
    },
    {
      label: t('card.holder'),
      long: true,
      cell: (row) => (
        <>
          {row.driver ?? t('common.none')}
          {row.plate && <div class="faint">{showPlate(row.plate)}</div>}
          {row.group && <div class="faint">{row.group}</div>}
        </>
      ),
    },
    {
      label: t('coupons.col.fuel'),
      cell: ({ product, products }) => (
        <>
          {(product ? [product] : (products ?? [])).map((one) => (
            <FuelTag product={one}>{productName(t, one)}</FuelTag>
          ))}
          {!product && !products && t('common.all')}
        </>
      ),
    },
    { label: t('cards.col.wallet'), number: true, cell: (row) => walletWords(t, row, sees) },
    {
      label: t('cards.col.today'),
      number: true,
      cell: (row) => (
        <Spent view={view} label={t('cards.col.today')} ml={row.todayMl} of={limits.get(row.id)?.day} />
      ),
    },
    {
      label: t('cards.col.month'),
      number: true,
      cell: (row) => (
        <Spent view={view} label={t('cards.col.month')} ml={row.monthMl} of={limits.get(row.id)?.month} />
      ),
    },
    { label: t('cards.col.state'), cell: (row) => <CardTag t={t} card={row} /> },
  ]
}
