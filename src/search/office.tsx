/** One search for whatever somebody on the telephone can name: a coupon, a card, an operation, an invoice, a company. */
import { mayOpen, officeNav } from '../accounts/office-nav.ts'
import type { StaffVisit } from '../accounts/visit.ts'
import { foundCardColumns } from '../cards/office-list.tsx'
import { oneLine } from '../clients/form-fields.ts'
import { ClientTable } from '../clients/office-list.tsx'
import { foundCouponColumns } from '../coupons/office-list.tsx'
import { money, shortDate } from '../i18n/format.ts'
import type { OrderFacts } from '../orders/find-orders.ts'
import { OrderTag } from '../orders/states.tsx'
import { operationColumns } from '../tills/operation-columns.tsx'
import type { Child } from '../web/jsx-runtime.ts'
import {
  type Column,
  DataTable,
  Empty,
  FilterBar,
  OfficePage,
  Panel,
  SearchField,
} from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { type Everything, findEverywhere } from './find-everywhere.ts'

export const SEARCH = '/office/search'
/** Of each kind. Whoever sees so many types more of what they look for. */
const MOST = 10

export async function showSearch(visit: StaffVisit): Promise<Response> {
  const { app } = visit
  const typed = oneLine(visit.query('q'))
    .replace(/^[№#]\s*/, '')
    .slice(0, 200)
  const found = typed === '' ? undefined : await findEverywhere(app.db.read, app.vault, typed, MOST)
  const only = found && theOnlyOne(found)
  if (only) return visit.seeOther(only)
  const view = visit.view({ nav: officeNav(visit, 'today') })
  const { t } = view
  const kinds = found ? kindsOf(view, found, mayOpen(visit.session.staff, 'orders')) : []
  return visit.page(
    <OfficePage view={view} title={t('of.search.h1')} crumbs={[{ href: '/office', label: t('of.today.h1') }]}>
      <FilterBar
        view={view}
        action={SEARCH}
        resetHref={SEARCH}
        search={
          <SearchField
            view={view}
            name="q"
            label={t('of.search.h1')}
            hint={t('of.search.hint')}
            value={found?.secret ? '' : typed}
          />
        }
      />
      {kinds}
      {kinds.length === 0 && (
        <Empty icon="search" text={t(found ? 'of.search.nothing' : 'of.search.empty')} />
      )}
    </OfficePage>,
  )
}

/** The page of what was found when it is one thing and has a page. */
function theOnlyOne({ coupons, cards, operations, orders, clients }: Everything): string | undefined {
  const pages = [
    ...coupons.map(({ number }) => `/office/coupons/${number}`),
    ...cards.map(({ number }) => `/office/cards/${number}`),
    ...operations.map(() => undefined),
    ...orders.map(({ number }) => `/office/orders/${number}`),
    ...clients.map(({ id }) => `/office/clients/${id}`),
  ]
  return pages.length === 1 ? pages[0] : undefined
}

function kindsOf(view: View, found: Everything, seesOrders: boolean): Child[] {
  const { t } = view
  const { coupons, cards, operations, orders, clients } = found
  return [
    operations.length > 0 && (
      <Kind view={view} title={t('of.search.operations')} n={operations.length}>
        <DataTable
          view={view}
          caption={t('of.search.operations')}
          rows={operations}
          columns={operationColumns(view)}
        />
      </Kind>
    ),
    coupons.length > 0 && (
      <Kind view={view} title={t('office.nav.coupons')} n={coupons.length}>
        <DataTable
          view={view}
          caption={t('office.nav.coupons')}
          rows={coupons}
          columns={foundCouponColumns(view)}
        />
      </Kind>
    ),
    cards.length > 0 && (
      <Kind view={view} title={t('office.nav.cards')} n={cards.length}>
        <DataTable
          view={view}
          caption={t('office.nav.cards')}
          rows={cards}
          columns={foundCardColumns(view)}
        />
      </Kind>
    ),
    orders.length > 0 && seesOrders && (
      <Kind view={view} title={t('office.nav.orders')} n={orders.length}>
        <DataTable view={view} caption={t('office.nav.orders')} rows={orders} columns={orderColumns(view)} />
      </Kind>
    ),
    clients.length > 0 && (
      <Kind view={view} title={t('office.nav.clients')} n={clients.length}>
        <ClientTable view={view} rows={clients} />
      </Kind>
    ),
  ].filter((kind) => kind !== false)
}

function Kind({ view, title, n, children }: { view: View; title: string; n: number; children: Child }) {
  return (
    <Panel title={title}>
      {children}
      {n === MOST && <p class="hint">{view.t('of.search.most', { n: MOST })}</p>}
    </Panel>
  )
}

function orderColumns({ t, lang }: View): Column<OrderFacts>[] {
  return [
    {
      label: t('order.col.number'),
      lead: true,
      cell: ({ number }) => <a href={`/office/orders/${number}`}>{number}</a>,
    },
    {
      label: t('of.clients.company'),
      long: true,
      cell: ({ clientId, company }) => <a href={`/office/clients/${clientId}`}>{company}</a>,
    },
    { label: t('order.col.date'), cell: ({ orderedAt }) => shortDate(lang, orderedAt) },
    { label: t('order.col.sum'), number: true, cell: ({ tiyn }) => money(lang, tiyn) },
    { label: t('order.col.status'), cell: ({ state }) => <OrderTag t={t} state={state} /> },
  ]
}
