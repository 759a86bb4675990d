/** O2: one client's orders, a part of its page in the office. */
import type { StaffVisit } from '../accounts/visit.ts'
import { addressOf, pageOf, placeOf } from '../web/paging.ts'
import { DataTable, Empty, Pager } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { orderColumns, type OrderRow } from './cabinet-orders.tsx'
import { isOrderNumber, listOrders } from './find-orders.ts'

const PAGE = 25

export async function clientOrders(visit: StaffVisit, view: View, clientId: string) {
  const { t } = view
  const place = placeOf(visit, isOrderNumber)
  const found = await listOrders(visit.app.db.read, { clientId }, place, PAGE)
  const page = pageOf(
    found,
    place,
    PAGE,
    (next) => addressOf(`/office/clients/${clientId}`, { tab: 'orders', ...next }),
    ({ number }) => number,
  )
  if (page.rows.length === 0) return <Empty icon="order" text={t('orders.empty.h')} />
  return (
    <>
      <DataTable<OrderRow>
        view={view}
        caption={t('of.orders.h1')}
        rows={page.rows}
        columns={[
          {
            label: t('order.col.number'),
            lead: true,
            cell: (row) => <a href={`/office/orders/${row.number}`}>{row.number}</a>,
          },
          ...orderColumns(view),
        ]}
      />
      <Pager view={view} prevHref={page.prevHref} nextHref={page.nextHref} />
    </>
  )
}
