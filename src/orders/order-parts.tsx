/** The parts of an order's page that the cabinet and the office share. */
import { dateTime, longDate, money, shortDate, volume } from '../i18n/format.ts'
import { DataTable, Empty, Panel, type SummaryRow } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import type { OrderFacts, OrderLine, OrderPayment } from './find-orders.ts'
import { couponsIn, litresIn } from './order-lines.ts'

/** Not paid and not ended: it can still be paid or cancelled. */
export function isOpen({ state }: OrderFacts): boolean {
  return state === 'invoiced' || state === 'part_paid' || state === 'overdue'
}

/** What an order's page says first. */
export function orderRows({ t, lang }: View, order: OrderFacts, lines: OrderLine[]): SummaryRow[] {
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

/** The money that came for an invoice; nothing about one that nobody paid and that is over. */
export function OrderPayments({
  view,
  order,
  payments,
}: {
  view: View
  order: OrderFacts
  payments: OrderPayment[]
}) {
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
