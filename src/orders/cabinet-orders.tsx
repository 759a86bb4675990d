/** C17: what the company has ordered, the newest first. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { money, shortDate } from '../i18n/format.ts'
import { addressOf, pageOf, placeOf } from '../web/paging.ts'
import { CabinetPage, type Column, DataTable, Empty, LinkButton, Pager, Tabs } from '../web/parts/index.ts'
import { mayBuy } from '../coupons/rights.ts'
import type { View } from '../web/view.ts'
import {
  isOrderNumber,
  listOrders,
  ORDER_SHELVES,
  type OrderFacts,
  type OrderLine,
  type OrderShelf,
} from './find-orders.ts'
import { lineInWords, OrderTag } from './states.tsx'

const PAGE = 25
const HERE = '/app/orders'

export type OrderRow = OrderFacts & { lines: OrderLine[] }

export async function showOrders(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  const { client } = session
  if (client.state !== 'active') return suspendedPage(visit, 'orders')
  const view = visit.view({ nav: cabinetNav(visit, 'orders') })
  const { t } = view
  const shelf = readShelf(visit)
  const place = placeOf(visit, isOrderNumber)
  const found = await listOrders(app.db.read, { clientId: client.id, shelf }, place, PAGE)
  const page = pageOf(
    found,
    place,
    PAGE,
    (next) => addressOf(HERE, { show: shelf, ...next }),
    ({ number }) => number,
  )
  return visit.page(
    <CabinetPage
      view={view}
      title={t('orders.h1')}
      actions={
        <>
          {mayBuy(visit) && (
            <LinkButton href="/app/coupons/buy" icon="coupon" tone="primary">
              {t('home.buy')}
            </LinkButton>
          )}
          {client.role !== 'manager' && (
            <LinkButton href="/app/balance" icon="balance">
              {t('balance.see')}
            </LinkButton>
          )}
        </>
      }
    >
      <Tabs
        label={t('orders.tabs')}
        tabs={[
          { href: HERE, label: t('orders.tab.all'), current: shelf === undefined },
          ...ORDER_SHELVES.map((one) => ({
            href: `${HERE}?show=${one}`,
            label: t(`orders.tab.${one}`),
            current: one === shelf,
          })),
        ]}
      />
      {page.rows.length === 0 ? (
        <Nothing view={view} filtered={shelf !== undefined} buys={mayBuy(visit)} />
      ) : (
        <DataTable<OrderRow>
          view={view}
          caption={t('orders.h1')}
          rows={page.rows}
          columns={[
            {
              label: t('order.col.number'),
              lead: true,
              cell: (row) => <a href={`${HERE}/${row.number}`}>{row.number}</a>,
            },
            ...orderColumns(view),
          ]}
        />
      )}
      <Pager view={view} {...page} />
    </CabinetPage>,
  )
}

export function readShelf(visit: { query(name: string): string }): OrderShelf | undefined {
  return ORDER_SHELVES.find((one) => one === visit.query('show'))
}

/** What a list of orders says of each, beside its number. */
export function orderColumns({ t, lang }: View): Column<OrderRow>[] {
  return [
    { label: t('order.col.date'), cell: (row) => shortDate(lang, row.orderedAt) },
    {
      label: t('order.col.what'),
      long: true,
      cell: (row) => row.lines.map((line) => <div>{lineInWords(t, line)}</div>),
    },
    { label: t('order.col.sum'), number: true, cell: (row) => money(lang, row.tiyn) },
    { label: t('order.col.status'), cell: (row) => <OrderTag t={t} state={row.state} /> },
  ]
}

function Nothing({ view, filtered, buys }: { view: View; filtered: boolean; buys: boolean }) {
  const { t } = view
  if (filtered)
    return (
      <Empty icon="search" text={t('orders.noMatch')} action={<a href={HERE}>{t('orders.tab.all')}</a>} />
    )
  return (
    <Empty
      icon="order"
      title={t('orders.empty.h')}
      text={t('orders.empty.p')}
      action={buys && <LinkButton href="/app/coupons/buy">{t('home.buy')}</LinkButton>}
    />
  )
}
