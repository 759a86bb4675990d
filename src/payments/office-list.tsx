/** O6: money that came: what waits for whose it is, what is posted, what is nobody's, what goes back. */
import type { PropsWithChildren } from '../web/jsx-runtime.ts'
import { officeNav } from '../accounts/office-nav.ts'
import type { StaffVisit } from '../accounts/visit.ts'
import { oneLine } from '../clients/form-fields.ts'
import { money, shortDate, shortDateTime } from '../i18n/format.ts'
import { parseDay } from '../values/day.ts'
import { showIban } from '../values/iban.ts'
import { addressOf, pageOf, placeOf } from '../web/paging.ts'
import {
  type Chip,
  DataTable,
  DateField,
  Empty,
  FilterBar,
  LinkButton,
  OfficePage,
  Pager,
  SearchField,
  Tabs,
} from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import {
  countMoney,
  findPayments,
  findPayouts,
  findReceipts,
  type PaymentLine,
  type PayoutLine,
  type ReceiptLine,
} from './find-payments.ts'
import { PaymentTag, PayoutTag, WHY } from './tags.tsx'

const PAGE = 50
export const HERE = '/office/payments'

const TABS = ['queue', 'posted', 'aside', 'refunds'] as const
type TabName = (typeof TABS)[number]

/** The accountant works here; the others of the office read. */
export function mayPost(visit: StaffVisit): boolean {
  return visit.session.staff === 'accountant' || visit.session.staff === 'admin'
}

export async function listPayments(visit: StaffVisit): Promise<Response> {
  const view = visit.view({ nav: officeNav(visit, 'payments') })
  const { t, lang } = view
  const tab = TABS.find((one) => one === visit.query('tab')) ?? 'queue'
  const filter = readFilter(visit)
  const counts = await countMoney(visit.app.db.read)
  return visit.page(
    <OfficePage
      view={view}
      title={t('of.pay.h1')}
      lead={counts.todayTiyn > 0n && t('of.today.payments', { amount: money(lang, counts.todayTiyn) })}
      actions={
        mayPost(visit) && (
          <>
            <LinkButton href={`${HERE}/new`} icon="edit">
              {t('of.pay.add')}
            </LinkButton>
            <LinkButton href={`${HERE}/import`} icon="upload" tone="primary">
              {t('of.pay.import')}
            </LinkButton>
          </>
        )
      }
    >
      <Tabs
        label={t('of.pay.state')}
        tabs={[
          {
            href: HERE,
            label: t('of.pay.tab.queue'),
            current: tab === 'queue',
            count: counts.waiting || undefined,
          },
          { href: `${HERE}?tab=posted`, label: t('of.pay.tab.posted'), current: tab === 'posted' },
          { href: `${HERE}?tab=aside`, label: t('of.pay.tab.aside'), current: tab === 'aside' },
          {
            href: `${HERE}?tab=refunds`,
            label: t('of.pay.tab.refunds'),
            current: tab === 'refunds',
            count: counts.asked || undefined,
          },
        ]}
      />
      {tab !== 'refunds' && <Filters view={view} tab={tab} filter={filter} />}
      {await listOf(visit, view, tab, filter)}
    </OfficePage>,
  )
}

type Filter = { typed: string; from: string | undefined; to: string | undefined }

function readFilter(visit: StaffVisit): Filter {
  return {
    typed: oneLine(visit.query('q')).slice(0, 200),
    from: parseDay(visit.query('from')),
    to: parseDay(visit.query('to')),
  }
}

async function listOf(visit: StaffVisit, view: View, tab: TabName, filter: Filter) {
  const { read } = visit.app.db
  const place = placeOf(visit)
  const { typed: q, from, to } = filter
  const href = (next: { older?: string | undefined; newer?: string | undefined }) =>
    addressOf(HERE, { tab: tab === 'queue' ? undefined : tab, q, from, to, ...next })
  if (tab === 'posted') {
    const page = pageOf(await findPayments(read, filter, place, PAGE), place, PAGE, href)
    return (
      <Listed view={view} tab={tab} page={page} filter={filter}>
        <PaymentTable view={view} rows={page.rows} />
      </Listed>
    )
  }
  if (tab === 'refunds') {
    const page = pageOf(await findPayouts(read, place, PAGE), place, PAGE, href)
    return (
      <Listed view={view} tab={tab} page={page} filter={filter}>
        <PayoutTable view={view} rows={page.rows} />
      </Listed>
    )
  }
  const state = tab === 'queue' ? ('waiting' as const) : ('aside' as const)
  const page = pageOf(await findReceipts(read, { ...filter, state }, place, PAGE), place, PAGE, href)
  return (
    <Listed view={view} tab={tab} page={page} filter={filter}>
      <ReceiptTable view={view} rows={page.rows} />
    </Listed>
  )
}

function Listed({
  view,
  tab,
  page,
  filter,
  children,
}: PropsWithChildren<{
  view: View
  tab: TabName
  page: { rows: readonly unknown[]; prevHref?: string; nextHref?: string }
  filter: Filter
}>) {
  const { t } = view
  const filtered = filter.typed !== '' || filter.from !== undefined || filter.to !== undefined
  return (
    <>
      {page.rows.length === 0 ? (
        <Empty
          icon={filtered ? 'search' : 'payment'}
          text={t(filtered ? 'of.list.noMatch' : `of.pay.empty.${tab}`)}
        />
      ) : (
        children
      )}
      <Pager view={view} prevHref={page.prevHref} nextHref={page.nextHref} />
    </>
  )
}

function Filters({ view, tab, filter }: { view: View; tab: TabName; filter: Filter }) {
  const { t, lang } = view
  const { typed: q, from, to } = filter
  const keep = tab === 'queue' ? {} : { tab }
  const without = (less: object) => addressOf(HERE, { ...keep, q, from, to, ...less })
  const chips: Chip[] = [
    ...(q ? [{ label: q, removeHref: without({ q: undefined }) }] : []),
    ...(from
      ? [
          {
            label: t('of.pay.fromDay', { date: shortDate(lang, from) }),
            removeHref: without({ from: undefined }),
          },
        ]
      : []),
    ...(to
      ? [{ label: t('of.pay.toDay', { date: shortDate(lang, to) }), removeHref: without({ to: undefined }) }]
      : []),
  ]
  return (
    <FilterBar
      view={view}
      action={HERE}
      keep={keep}
      chips={chips}
      resetHref={addressOf(HERE, keep)}
      search={
        <SearchField
          view={view}
          name="q"
          label={t('of.pay.search')}
          hint={t('of.pay.searchHint')}
          value={q}
        />
      }
    >
      {tab === 'posted' && (
        <>
          <DateField view={view} name="from" label={t('common.from')} value={from} />
          <DateField view={view} name="to" label={t('common.to')} value={to} />
        </>
      )}
    </FilterBar>
  )
}

function ReceiptTable({ view, rows }: { view: View; rows: ReceiptLine[] }) {
  const { t, lang } = view
  return (
    <DataTable
      view={view}
      caption={t('of.pay.tab.queue')}
      rows={rows}
      columns={[
        { label: t('of.pay.day'), cell: (row) => shortDate(lang, row.day) },
        {
          label: t('of.pay.payer'),
          lead: true,
          cell: (row) => (
            <div>
              <a href={`${HERE}/${row.id}`}>{row.payerName || t('of.pay.noName')}</a>
              <div class="faint digits">{row.payerBin}</div>
            </div>
          ),
        },
        { label: t('of.pay.purpose'), long: true, cell: (row) => row.purpose },
        { label: t('of.pay.sum'), number: true, cell: (row) => money(lang, row.tiyn) },
        { label: t('of.pay.whyHead'), cell: (row) => (row.why ? t(WHY[row.why]) : row.reason) },
      ]}
    />
  )
}

function PaymentTable({ view, rows }: { view: View; rows: PaymentLine[] }) {
  const { t, lang } = view
  return (
    <DataTable
      view={view}
      caption={t('of.pay.tab.posted')}
      rows={rows}
      columns={[
        { label: t('of.pay.day'), cell: (row) => shortDate(lang, row.day) },
        {
          label: t('of.pay.client'),
          lead: true,
          cell: (row) => (
            <div>
              <a href={`${HERE}/${row.id}`}>{row.client}</a>
              <div class="faint digits">{row.bin}</div>
            </div>
          ),
        },
        { label: t('of.pay.purpose'), long: true, cell: (row) => row.purpose },
        { label: t('of.pay.sum'), number: true, cell: (row) => money(lang, row.tiyn) },
        { label: t('of.pay.state'), cell: (row) => <PaymentTag t={t} state={row.state} /> },
      ]}
    />
  )
}

function PayoutTable({ view, rows }: { view: View; rows: PayoutLine[] }) {
  const { t, lang } = view
  return (
    <DataTable
      view={view}
      caption={t('of.pay.tab.refunds')}
      rows={rows}
      columns={[
        { label: t('of.pay.askedAt'), cell: (row) => shortDateTime(lang, row.askedAt) },
        {
          label: t('of.pay.client'),
          lead: true,
          cell: (row) => (
            <div>
              <a href={`${HERE}/refunds/${row.id}`}>{row.client}</a>
              <div class="faint digits">{row.bin}</div>
            </div>
          ),
        },
        { label: t('of.pay.iban'), cell: (row) => <span class="digits">{showIban(row.iban)}</span> },
        { label: t('of.pay.sum'), number: true, cell: (row) => money(lang, row.tiyn) },
        { label: t('of.pay.askedBy'), cell: (row) => row.askedBy },
        { label: t('of.pay.state'), cell: (row) => <PayoutTag t={t} state={row.state} /> },
      ]}
    />
  )
}
