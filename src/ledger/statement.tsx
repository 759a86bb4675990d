/** A period of a client's account on a page: the cabinet's and the office's are the same. */
import { dateTime, longDate, money, shortDateTime } from '../i18n/format.ts'
import { addressOf, type ListPage } from '../web/paging.ts'
import {
  DataTable,
  DateField,
  Empty,
  FilterBar,
  Pager,
  Panel,
  SummaryList,
  Tabs,
} from '../web/parts/index.ts'
import type { Errors, View } from '../web/view.ts'
import { eventName, papersOf } from './movement-words.ts'
import type { Movement, Period, PeriodTotals } from './movements.ts'
import { usualPeriods } from './period.ts'

/** `here` is the page's own address without the period, `keep` what else its address says. */
export function PeriodForm({
  view,
  here,
  keep = {},
  typed,
  errors,
}: {
  view: View
  here: string
  keep?: Readonly<Record<string, string>>
  typed: Period
  errors: Errors
}) {
  const { t } = view
  return (
    <>
      <Tabs
        label={t('balance.periods')}
        tabs={usualPeriods(new Date()).map(({ label, from, to }) => ({
          href: addressOf(here, { ...keep, from, to }),
          label: t(label),
          current: from === typed.from && to === typed.to,
        }))}
      />
      <FilterBar view={view} action={here} keep={keep} resetHref={addressOf(here, keep)}>
        <DateField view={view} name="from" label={t('date.from')} value={typed.from} errors={errors} />
        <DateField view={view} name="to" label={t('date.to')} value={typed.to} errors={errors} />
      </FilterBar>
    </>
  )
}

export function TotalsPanel({ view, period, totals }: { view: View; period: Period; totals: PeriodTotals }) {
  const { t, lang } = view
  return (
    <Panel>
      <SummaryList
        view={view}
        rows={[
          {
            label: `${t('balance.open')}, ${longDate(lang, period.from)}`,
            value: money(lang, totals.openingTiyn),
          },
          { label: t('balance.in'), value: money(lang, totals.inTiyn) },
          { label: t('balance.out'), value: money(lang, totals.outTiyn) },
          {
            label: `${t('balance.close')}, ${longDate(lang, period.to)}`,
            value: <b>{money(lang, totals.closingTiyn)}</b>,
          },
        ]}
      />
    </Panel>
  )
}

/** The movements; `orderHref` is where an order's number leads. */
export function Movements({
  view,
  page,
  orderHref,
}: {
  view: View
  page: ListPage<Movement>
  orderHref: (number: string) => string
}) {
  const { t, lang } = view
  if (page.rows.length === 0) return <Empty icon="balance" text={t('balance.empty')} />
  return (
    <>
      <DataTable<Movement>
        view={view}
        caption={t('balance.h1')}
        rows={page.rows}
        columns={[
          {
            label: t('balance.col.when'),
            cell: (row) => (
              <time datetime={row.at.toISOString()} title={dateTime(lang, row.at)}>
                {shortDateTime(lang, row.at)}
              </time>
            ),
          },
          { label: t('balance.col.what'), lead: true, cell: (row) => eventName(t, row.event) },
          {
            label: t('balance.col.paper'),
            long: true,
            cell: (row) =>
              papersOf(t, row).map(({ text, order }) => (
                <div>{order ? <a href={orderHref(order)}>{text}</a> : text}</div>
              )),
          },
          {
            label: t('balance.col.sum'),
            number: true,
            cell: (row) => `${row.tiyn > 0n ? '+' : ''}${money(lang, row.tiyn)}`,
          },
        ]}
      />
      <Pager view={view} prevHref={page.prevHref} nextHref={page.nextHref} />
    </>
  )
}
