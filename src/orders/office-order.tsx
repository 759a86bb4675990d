/** O7: one order as the retailer sees it. Nothing is done here: clients order, and money is matched among the payments. */
import { officeNav } from '../accounts/office-nav.ts'
import type { StaffVisit } from '../accounts/visit.ts'
import { LinkButton, OfficePage, Panel, SummaryList } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import { findOrder, linesOfOrder, paymentsOfOrder } from './find-orders.ts'
import { printInvoice } from './invoice-paper.ts'
import { LinesTable } from './lines-table.tsx'
import { OrderPayments, orderRows } from './order-parts.tsx'
import { OrderTag } from './states.tsx'

export async function showClientOrder(visit: StaffVisit): Promise<Response> {
  const { read } = visit.app.db
  const order = await findOrder(read, visit.param('number'))
  if (!order) return missingPage(visit)
  const [lines, payments] = await Promise.all([linesOfOrder(read, order), paymentsOfOrder(read, order)])
  const view = visit.view({ nav: officeNav(visit, 'orders') })
  const { t } = view
  return visit.page(
    <OfficePage
      view={view}
      title={t('order.h1', { number: order.number })}
      lead={<OrderTag t={t} state={order.state} />}
      crumbs={[{ href: '/office/orders', label: t('of.orders.h1') }]}
      actions={
        order.invoiced && (
          <LinkButton href={`/office/orders/${order.number}/invoice.pdf`} icon="download" download>
            {t('invoice.pdf')}
          </LinkButton>
        )
      }
    >
      <Panel>
        <SummaryList
          view={view}
          rows={[
            {
              label: t('of.clients.company'),
              value: <a href={`/office/clients/${order.clientId}`}>{order.company}</a>,
            },
            ...orderRows(view, order, lines),
          ]}
        />
      </Panel>
      <Panel title={t('order.lines')}>
        <LinesTable view={view} lines={lines} costs={order} />
      </Panel>
      {order.invoiced && <OrderPayments view={view} order={order} payments={payments} />}
    </OfficePage>,
  )
}

export async function downloadClientInvoice(visit: StaffVisit): Promise<Response> {
  const order = await findOrder(visit.app.db.read, visit.param('number'))
  return order ? printInvoice(visit, order) : missingPage(visit)
}
