/** O7: everybody's orders, the newest first. */
import { officeNav } from '../accounts/office-nav.ts'
import type { StaffVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { addressOf, pageOf, placeOf } from '../web/paging.ts'
import { DataTable, Empty, FilterBar, OfficePage, Pager, SearchField, Tabs } from '../web/parts/index.ts'
import { orderColumns, type OrderRow, readShelf } from './cabinet-orders.tsx'
import { isOrderNumber, listOrders, ORDER_SHELVES } from './find-orders.ts'

const PAGE = 25
const HERE = '/office/orders'

export async function listAllOrders(visit: StaffVisit): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'orders') })
  const { t } = view
  const shelf = readShelf(visit)
  const typed = oneLine(visit.query('q')).slice(0, 200)
  // Whoever types a whole number wants that order.
  if (isOrderNumber(typed) && (await listOrders(visit.app.db.read, { typed }, {}, 1)).length > 0)
    return visit.seeOther(`${HERE}/${typed}`)
  const place = placeOf(visit, isOrderNumber)
  const found = await listOrders(visit.app.db.read, { shelf, typed }, place, PAGE)
  const page = pageOf(
    found,
    place,
    PAGE,
    (next) => addressOf(HERE, { q: typed, show: shelf, ...next }),
    ({ number }) => number,
  )
  return visit.page(
    <OfficePage view={view} title={t('of.orders.h1')}>
      <FilterBar
        view={view}
        action={HERE}
        keep={shelf ? { show: shelf } : {}}
        resetHref={HERE}
        chips={typed ? [{ label: typed, removeHref: addressOf(HERE, { show: shelf }) }] : []}
        search={<SearchField view={view} name="q" label={t('of.orders.search')} value={typed} />}
      />
      <Tabs
        label={t('orders.tabs')}
        tabs={[
          { href: addressOf(HERE, { q: typed }), label: t('orders.tab.all'), current: shelf === undefined },
          ...ORDER_SHELVES.map((one) => ({
            href: addressOf(HERE, { q: typed, show: one }),
            label: t(`orders.tab.${one}`),
            current: one === shelf,
          })),
        ]}
      />
      {page.rows.length === 0 ? (
        <Empty icon="order" text={t('orders.noMatch')} />
      ) : (
        <DataTable<OrderRow>
          view={view}
          caption={t('of.orders.h1')}
          rows={page.rows}
          columns={[
            {
              label: t('order.col.number'),
              lead: true,
              cell: (row) => <a href={`${HERE}/${row.number}`}>{row.number}</a>,
            },
            {
              label: t('of.clients.company'),
              cell: (row) => <a href={`/office/clients/${row.clientId}`}>{row.company}</a>,
            },
            ...orderColumns(view),
          ]}
        />
      )}
      <Pager view={view} prevHref={page.prevHref} nextHref={page.nextHref} />
    </OfficePage>,
  )
}
