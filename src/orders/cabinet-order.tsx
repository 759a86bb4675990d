/** C17: one order: what was ordered, how it was paid, what may still be done about it. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { dateTime, longDate, money, shortDate, volume } from '../i18n/format.ts'
import { addressOf } from '../web/paging.ts'
import {
  Buttons,
  CabinetPage,
  DataTable,
  Empty,
  LinkButton,
  Panel,
  SummaryList,
  type SummaryRow,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { View } from '../web/view.ts'
import { mayBuy } from './cabinet-orders.tsx'
import {
  findOrder,
  linesOfOrder,
  type OrderFacts,
  type OrderLine,
  type OrderPayment,
  paymentsOfOrder,
} from './find-orders.ts'
import { LinesTable } from './lines-table.tsx'
import { couponsIn, linesAsText, litresIn } from './order-lines.ts'
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
          <SummaryList view={view} rows={facts(view, order, lines)} />
        </Panel>
        <Panel title={t('order.lines')}>
          <LinesTable view={view} lines={lines} costs={order} />
        </Panel>
        {order.invoiced && <Payments view={view} order={order} payments={payments} />}
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

/** Not paid and not ended: it can still be paid or cancelled. */
export function isOpen({ state }: OrderFacts): boolean {
  return state === 'invoiced' || state === 'part_paid' || state === 'overdue'
}

function facts({ t, lang }: View, order: OrderFacts, lines: OrderLine[]): SummaryRow[] {
  const { tiyn, paidTiyn, payUntil } = order
  return [
    { label: t('order.ordered'), value: dateTime(lang, order.orderedAt) },
    { label: t('order.by'), value: order.orderedBy },
    { label: t('reg.contractNo'), value: order.contract },
    {
      label: t('buy.payment'),
      value: order.invoiced ? t('order.payment.invoice') : t('order.payment.balance'),
    },
    ...(order.invoiced && payUntil ? [{ label: t('order.payBy'), value: longDate(lang, payUntil) }] : []),
    ...(isOpen(order) && paidTiyn > 0n
      ? [{ label: t('order.left'), value: money(lang, tiyn > paidTiyn ? tiyn - paidTiyn : 0n) }]
      : []),
    ...(order.fulfilledAt
      ? [
          { label: t('order.fulfilled'), value: dateTime(lang, order.fulfilledAt) },
          {
            label: t('order.made'),
            value: t('order.made.n', { n: couponsIn(lines), volume: volume(lang, litresIn(lines)) }),
          },
        ]
      : []),
    ...(order.endedAt ? [{ label: t('order.ended'), value: dateTime(lang, order.endedAt) }] : []),
  ]
}

function Payments({ view, order, payments }: { view: View; order: OrderFacts; payments: OrderPayment[] }) {
  const { t, lang } = view
  if (payments.length === 0 && !isOpen(order)) return null
  return (
    <Panel title={t('order.payments')}>
      {payments.length === 0 ? (
        <Empty icon="payment" text={t('order.payments.none')} />
      ) : (
        <DataTable<OrderPayment>
          view={view}
          caption={t('order.payments')}
          rows={payments}
          columns={[
            { label: t('order.pay.date'), lead: true, cell: (row) => shortDate(lang, row.receivedOn) },
            { label: t('order.pay.document'), cell: (row) => row.documentNumber || t('common.notSet') },
            { label: t('order.col.sum'), number: true, cell: (row) => money(lang, row.tiyn) },
          ]}
        />
      )}
    </Panel>
  )
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
