/** C20: the company's papers of a month: invoices and the reconciliation statement, one by one or in one file. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { isoDay, longDate, money, monthHeading, shortDate } from '../i18n/format.ts'
import type { PlainKey } from '../i18n/index.ts'
import { OrderTag } from '../orders/states.tsx'
import { addressOf } from '../web/paging.ts'
import {
  CabinetPage,
  DataTable,
  Empty,
  FilterBar,
  LinkButton,
  Notice,
  SelectField,
  Tabs,
} from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { daysOf, type InvoiceLine, invoicesOf, type Month, monthsWithPapers } from './find-papers.ts'
import { MOST_PAPERS, zipPapers } from './zip-papers.ts'

const HERE = '/app/documents'
const KINDS = ['invoices', 'statements'] as const
type Kind = (typeof KINDS)[number]

const KIND_NAMES: Record<Kind, PlainKey> = {
  invoices: 'docs.tab.invoices',
  statements: 'docs.tab.statements',
}

export async function showDocuments(visit: ClientVisit): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'documents')
  const { months, month, over } = await readMonth(visit)
  const kind = KINDS.find((one) => one === visit.query('show'))
  const view = visit.view({ nav: cabinetNav(visit, 'documents') })
  const { t } = view
  const { invoices, more } =
    kind === 'statements'
      ? { invoices: [], more: false }
      : await invoicesOf(visit.app.db.read, visit.session.client.id, month, MOST_PAPERS)
  const something = invoices.length > 0 || over
  return visit.page(
    <CabinetPage
      view={view}
      title={t('docs.h1')}
      lead={t('docs.lead')}
      actions={
        something && (
          <LinkButton href={addressOf(`${HERE}.zip`, { month })} icon="download" download>
            {t('docs.zip')}
          </LinkButton>
        )
      }
    >
      <Tabs
        label={t('docs.tabs')}
        tabs={[undefined, ...KINDS].map((one) => ({
          href: addressOf(HERE, { month, show: one }),
          label: t(one ? KIND_NAMES[one] : 'common.all'),
          current: one === kind,
        }))}
      />
      <FilterBar view={view} action={HERE} auto keep={kind ? { show: kind } : {}} resetHref={HERE}>
        <SelectField
          view={view}
          name="month"
          label={t('docs.month')}
          value={month}
          options={months.map((one) => ({ value: one, label: monthHeading(view.lang, `${one}-01`) }))}
        />
      </FilterBar>
      {kind !== 'invoices' && <Statement view={view} month={month} over={over} />}
      {kind !== 'statements' && <Invoices view={view} invoices={invoices} />}
      {more && <Notice tone="info">{t('docs.more', { n: MOST_PAPERS })}</Notice>}
      <p class="hint">{t('docs.notHere', { phone: view.support.phone })}</p>
    </CabinetPage>,
  )
}

/** The month's papers in one file. */
export async function downloadDocuments(visit: ClientVisit): Promise<Response> {
  if (visit.session.client.state !== 'active') return suspendedPage(visit, 'documents')
  const { month, over } = await readMonth(visit)
  return zipPapers(visit, month, over)
}

/** The month an address names among those there are; this month when it names none. */
async function readMonth(visit: ClientVisit): Promise<{ months: Month[]; month: Month; over: boolean }> {
  const now = new Date()
  const months = await monthsWithPapers(visit.app.db.read, visit.session.client.id, now)
  const month = months.find((one) => one === visit.query('month')) ?? months[0]!
  return { months, month, over: daysOf(month).to < isoDay(now) }
}

// A month that is not over has a statement, too; but who signs it signs it twice.
function Statement({ view, month, over }: { view: View; month: Month; over: boolean }) {
  const { t, lang } = view
  const { from, to } = daysOf(month)
  if (!over) return <p>{t('docs.statementLater', { date: longDate(lang, dayAfter(to)) })}</p>
  const page = '/app/balance/reconciliation'
  return (
    <DataTable
      view={view}
      caption={t('docs.tab.statements')}
      rows={[{ from, to }]}
      columns={[
        {
          label: t('docs.col.paper'),
          lead: true,
          cell: (row) => <a href={addressOf(page, row)}>{t('paper.recon.h1')}</a>,
        },
        {
          label: t('docs.reconPeriod'),
          cell: (row) => `${shortDate(lang, row.from)} – ${shortDate(lang, row.to)}`,
        },
        {
          label: t('docs.col.file'),
          cell: (row) => <Pdf href={addressOf(`${page}.pdf`, row)} of={t('paper.recon.h1')} />,
        },
      ]}
    />
  )
}

function Invoices({ view, invoices }: { view: View; invoices: InvoiceLine[] }) {
  const { t, lang } = view
  if (invoices.length === 0) return <Empty icon="document" text={t('docs.noInvoices')} />
  return (
    <DataTable<InvoiceLine>
      view={view}
      caption={t('docs.tab.invoices')}
      rows={invoices}
      columns={[
        {
          label: t('docs.col.paper'),
          lead: true,
          cell: (row) => (
            <a href={`/app/invoices/${row.number}`}>
              {t('invoice.h1', { number: row.number, date: longDate(lang, row.issuedOn) })}
            </a>
          ),
        },
        { label: t('order.col.sum'), number: true, cell: (row) => money(lang, row.tiyn) },
        { label: t('order.col.status'), cell: (row) => <OrderTag t={t} state={row.state} /> },
        {
          label: t('docs.col.file'),
          cell: (row) => <Pdf href={`/app/invoices/${row.number}.pdf`} of={row.number} />,
        },
      ]}
    />
  )
}

function Pdf({ href, of }: { href: string; of: string }) {
  return (
    <a href={href} aria-label={`PDF, ${of}`}>
      PDF
    </a>
  )
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}
