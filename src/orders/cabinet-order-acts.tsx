/** C17: an open order is paid from the balance or cancelled; both ask once more. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import { actorOf, type ClientVisit } from '../accounts/visit.ts'
import { money } from '../i18n/format.ts'
import { readAdvance } from '../ledger/advance.ts'
import { CabinetPage, Confirm, type SummaryRow } from '../web/parts/index.ts'
import type { Errors } from '../web/view.ts'
import { withOrder } from './cabinet-order.tsx'
import { type CancelledOrder, cancelOrder } from './cancel-order.ts'
import { linesOfOrder, type OrderFacts } from './find-orders.ts'
import { couponsIn } from './order-lines.ts'
import { isOpen } from './order-parts.tsx'
import { type PaidOrder, payOrder } from './pay-order.ts'

export async function showCancel(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withOrder(visit, (order) => {
    if (!isOpen(order) && Object.keys(errors).length === 0) return visit.seeOther(pathOf(order))
    const { t, lang } = visit
    return confirmPage(visit, order, errors, {
      title: t('order.cancel'),
      question: t('order.cancelQ', { number: order.number }),
      ...(order.paidTiyn > 0n
        ? { body: t('order.cancelKeeps', { amount: money(lang, order.paidTiyn) }) }
        : {}),
      facts: [{ label: t('order.col.sum'), value: money(lang, order.tiyn) }],
      action: 'cancel',
      submit: t('order.cancel'),
      danger: true,
    })
  })
}

export async function submitCancel(visit: ClientVisit): Promise<Response> {
  return withOrder(visit, async (order) => {
    const cancelled = await visit.app.db.transaction((tx) =>
      cancelOrder(tx, { clientId: order.clientId, orderId: order.id, by: actorOf(visit) }),
    )
    if (!cancelled.ok) return notCancelled(visit, order, cancelled)
    return visit.seeOther(pathOf(order), {
      tone: 'good',
      key: 'order.cancelled',
      args: { number: order.number },
    })
  })
}

function notCancelled(
  visit: ClientVisit,
  order: OrderFacts,
  { reason }: CancelledOrder & { ok: false },
): Response {
  return visit.seeOther(
    pathOf(order),
    reason === 'paid'
      ? { tone: 'warning', key: 'err.order.paidCancel' }
      : { tone: 'info', key: 'err.double' },
  )
}

export async function showPay(visit: ClientVisit, errors: Errors = {}): Promise<Response> {
  return withOrder(visit, async (order) => {
    if (!isOpen(order)) return visit.seeOther(pathOf(order))
    const { t, lang } = visit
    const advance = await readAdvance(visit.app.db.read, order.clientId)
    return confirmPage(visit, order, errors, {
      title: t('order.pay'),
      question: t('order.payQ', { number: order.number }),
      facts: [
        { label: t('order.col.sum'), value: money(lang, order.tiyn) },
        { label: t('home.money'), value: money(lang, advance.tiyn) },
      ],
      action: 'pay',
      submit: t('buy.submit.balance', { amount: money(lang, order.tiyn) }),
    })
  })
}

export async function submitPay(visit: ClientVisit): Promise<Response> {
  return withOrder(visit, async (order) => {
    const { app } = visit
    const paid = await app.db.transaction((tx) =>
      payOrder(tx, app.vault, { clientId: order.clientId, orderId: order.id, by: actorOf(visit) }),
    )
    if (!paid.ok) return notPaid(visit, order, paid)
    const lines = await linesOfOrder(app.db.write, order)
    return visit.seeOther(pathOf(order), {
      tone: 'good',
      key: 'buy.done.p',
      args: { n: couponsIn(lines) },
    })
  })
}

function notPaid(
  visit: ClientVisit,
  order: OrderFacts,
  paid: PaidOrder & { ok: false },
): Response | Promise<Response> {
  const { t, lang } = visit
  switch (paid.reason) {
    case 'not_enough':
      return showPay(visit, { form: t('err.c.money', { amount: money(lang, paid.lackingTiyn) }) })
    case 'overdue':
      return visit.seeOther(pathOf(order), {
        tone: 'warning',
        key: 'err.order.expired',
        args: { number: order.number },
      })
    case 'ended':
    case 'unknown':
      return visit.seeOther(pathOf(order), { tone: 'info', key: 'err.double' })
  }
}

const pathOf = (order: OrderFacts) => `/app/orders/${order.number}`

function confirmPage(
  visit: ClientVisit,
  order: OrderFacts,
  errors: Errors,
  asked: {
    title: string
    question: string
    body?: string
    facts: SummaryRow[]
    action: 'cancel' | 'pay'
    submit: string
    danger?: boolean
  },
): Response {
  const view = visit.view({ nav: cabinetNav(visit, 'orders') })
  return visit.page(
    <CabinetPage
      view={view}
      title={asked.title}
      h1={asked.question}
      errors={errors}
      width="form"
      back={{ href: pathOf(order) }}
    >
      <Confirm
        view={view}
        body={asked.body}
        facts={asked.facts}
        action={`${pathOf(order)}/${asked.action}`}
        submit={asked.submit}
        danger={asked.danger}
        cancelHref={pathOf(order)}
      />
    </CabinetPage>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}
