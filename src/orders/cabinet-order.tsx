/** C17: one order: what was ordered, how it was paid, what may still be done about it. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { addressOf } from '../web/paging.ts'
import { Buttons, CabinetPage, LinkButton, Panel, SummaryList } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import { mayBuy } from '../coupons/rights.ts'
import { findOrder, linesOfOrder, type OrderFacts, type OrderLine, paymentsOfOrder } from './find-orders.ts'
import { LinesTable } from './lines-table.tsx'
import { linesAsText } from './order-lines.ts'
import { isOpen, OrderPayments, orderRows } from './order-parts.tsx'
import { OrderTag } from './states.tsx'

export async function showOrder(visit: ClientVisit): Promise<Response> {
  return withOrder(visit, async (order) => {
    const { read } = visit.app.db
    const [lines, payments] = await Promise.all([linesOfOrder(read, order), paymentsOfOrder(read, order)])
    const view = visit.view({ nav: cabinetNav(visit, 'orders') })
    const { t } = view
    return visit.page(
      <CabinetPage
        view={view}
        title={t('order.h1', { number: order.number })}
        lead={<OrderTag t={t} state={order.state} />}
        width="text"
        back={{ href: '/app/orders', label: t('orders.h1') }}
      >
        <Panel>
          <SummaryList view={view} rows={orderRows(view, order, lines)} />
        </Panel>
        <Panel title={t('order.lines')}>
          <LinesTable view={view} lines={lines} costs={order} />
        </Panel>
        {order.invoiced && <OrderPayments view={view} order={order} payments={payments} />}
        <Acts visit={visit} order={order} lines={lines} />
      </CabinetPage>,
    )
  })
}

/** Hands on the company's order that the address names; any other does not exist for it. */
export async function withOrder(
  visit: ClientVisit,
  then: (order: OrderFacts) => Response | Promise<Response>,
): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'orders')
  const order = await findOrder(app.db.read, visit.param('number').replace(/\.pdf$/, ''), session.client.id)
  return order ? then(order) : missingPage(visit)
}

function Acts({ visit, order, lines }: { visit: ClientVisit; order: OrderFacts; lines: OrderLine[] }) {
  const { t } = visit
  const here = `/app/orders/${order.number}`
  const buys = mayBuy(visit)
  return (
    <Buttons>
      {order.invoiced && (
        <LinkButton
          href={`/app/invoices/${order.number}`}
          icon="document"
          tone={isOpen(order) ? 'primary' : 'secondary'}
        >
          {t('order.invoice')}
        </LinkButton>
      )}
      {buys && isOpen(order) && order.state !== 'overdue' && (
        <LinkButton href={`${here}/pay`}>{t('order.pay')}</LinkButton>
      )}
      {buys && (
        <LinkButton
          href={addressOf('/app/coupons/buy', { lines: linesAsText(lines), contract: order.contractId })}
          icon="refresh"
        >
          {t('order.repeat')}
        </LinkButton>
      )}
      {buys && isOpen(order) && <LinkButton href={`${here}/cancel`}>{t('order.cancel')}</LinkButton>}
    </Buttons>
  )
}
