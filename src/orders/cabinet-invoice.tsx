/** C18: an invoice on the screen, with everything a bank asks for ready to copy. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { paymentPurpose } from '../documents/invoice.ts'
import { amount, longDate, money, shortDate } from '../i18n/format.ts'
import { CabinetPage, LinkButton, Notice, Panel, SummaryList } from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { View } from '../web/view.ts'
import { withOrder } from './cabinet-order.tsx'
import { findInvoice, type Invoice, linesOfOrder, type OrderFacts } from './find-orders.ts'
import { printInvoice } from './invoice-paper.ts'
import { LinesTable } from './lines-table.tsx'
import { isOpen } from './order-parts.tsx'
import { type PayField, PayTo, sellerFields, sellerName } from './pay-to.tsx'

export async function showInvoice(visit: ClientVisit): Promise<Response> {
  return withOrder(visit, async (order) => {
    const { read } = visit.app.db
    const invoice = await findInvoice(read, order)
    if (!invoice) return missingPage(visit)
    const lines = await linesOfOrder(read, order)
    const view = visit.view({ nav: cabinetNav(visit, 'orders') })
    const { t, lang } = view
    return visit.page(
      <CabinetPage
        view={view}
        title={t('invoice.h1', { number: invoice.number, date: longDate(lang, invoice.issuedOn) })}
        width="text"
        back={{ href: `/app/orders/${order.number}`, label: t('order.h1', { number: order.number }) }}
        actions={
          <LinkButton href={`/app/invoices/${order.number}.pdf`} icon="download" download>
            {t('invoice.pdf')}
          </LinkButton>
        }
      >
        <State view={view} order={order} invoice={invoice} />
        {isOpen(order) && <PayTo view={view} fields={payFields(view, invoice)} />}
        <Panel title={t('order.lines')}>
          <LinesTable view={view} lines={lines} costs={invoice} />
        </Panel>
        <Panel>
          <SummaryList
            view={view}
            rows={[
              ...(isOpen(order)
                ? []
                : [{ label: t('invoice.payee'), value: sellerName(view, invoice.seller) }]),
              {
                label: t('invoice.buyer'),
                value: `${invoice.buyer.name}, ${t('term.bin')} ${invoice.buyer.bin}`,
              },
              { label: t('reg.contractNo'), value: invoice.buyer.contract },
              { label: t('order.payBy'), value: longDate(lang, invoice.payUntil) },
            ]}
          />
        </Panel>
      </CabinetPage>,
    )
  })
}

export async function downloadInvoice(visit: ClientVisit): Promise<Response> {
  return withOrder(visit, (order) => printInvoice(visit, order))
}

function State({ view, order, invoice }: { view: View; order: OrderFacts; invoice: Invoice }) {
  const { t, lang } = view
  switch (order.state) {
    case 'invoiced':
      return (
        <Notice tone="info">
          <p>{t('buy.inv.p', { date: shortDate(lang, invoice.payUntil) })}</p>
          <p>
            <b>{t('buy.inv.ref', { number: invoice.number })}</b>
          </p>
        </Notice>
      )
    case 'part_paid':
      return (
        <Notice tone="warning">
          <p>{t('invoice.paid', { amount: money(lang, order.paidTiyn), total: money(lang, order.tiyn) })}</p>
          <p>{t('invoice.part')}</p>
        </Notice>
      )
    case 'overdue':
      return <Notice tone="danger">{t('invoice.state.overdue')}</Notice>
    case 'fulfilled':
      return <Notice tone="good">{t('invoice.state.paid')}</Notice>
    case 'cancelled':
      return <Notice tone="info">{t('invoice.state.cancelled')}</Notice>
    case 'lapsed':
      return <Notice tone="warning">{t('err.order.expired', { number: order.number })}</Notice>
  }
}

// As a bank's form asks for them, with the sum and the number that the payment is known by.
function payFields(view: View, invoice: Invoice): PayField[] {
  const { t, lang } = view
  return [
    ...sellerFields(view, invoice.seller),
    { name: 'sum', label: t('invoice.sum'), value: amount(lang, invoice.tiyn) },
    {
      name: 'purpose',
      label: t('invoice.purpose'),
      value: paymentPurpose(t, { ...invoice, contract: { number: invoice.buyer.contract } }),
    },
  ]
}
