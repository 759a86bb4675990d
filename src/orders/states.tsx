/** How orders and their lines are named on pages. */
import type { PlainKey, T } from '../i18n/index.ts'
import { number, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { StatusTag, type TagTone } from '../web/parts/index.ts'
import type { OrderState } from './find-orders.ts'
import type { OrderedLine } from './place-order.ts'

const STATES: Record<OrderState, { tone: TagTone; label: PlainKey }> = {
  invoiced: { tone: 'info', label: 'status.order.unpaid' },
  part_paid: { tone: 'warning', label: 'status.order.partPaid' },
  overdue: { tone: 'danger', label: 'status.order.overdue' },
  fulfilled: { tone: 'good', label: 'status.order.done' },
  cancelled: { tone: 'neutral', label: 'status.order.cancelled' },
  lapsed: { tone: 'neutral', label: 'status.order.lapsed' },
}

/** How far an order has come. */
export function OrderTag({ t, state }: { t: T; state: OrderState }) {
  const { tone, label } = STATES[state]
  return <StatusTag tone={tone}>{t(label)}</StatusTag>
}

/** A line of an order in a few words: «АИ-95, 20 л × 3». */
export function lineInWords(t: T, line: OrderedLine): string {
  return t('order.what', {
    fuel: productName(t, line.product),
    volume: volume(t.lang, line.nominalMl),
    count: number(t.lang, line.count),
  })
}
