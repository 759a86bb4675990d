/** C16: a month by driver, vehicle, fuel and station, beside the month before; the last months as a chart. */
import { cabinetNav } from '../accounts/cabinet-nav.ts'
import type { ClientVisit } from '../accounts/visit.ts'
import { suspendedPage } from '../clients/suspended.tsx'
import { seesMoney } from '../coupons/rights.ts'
import { isoDay, money, monthHeading, number, percent, volume } from '../i18n/format.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import { isProduct } from '../products/products.ts'
import { showPlate } from '../values/plate.ts'
import { usageWords } from '../vehicles/usage-panel.tsx'
import { addressOf } from '../web/paging.ts'
import {
  CabinetPage,
  type Column,
  DataTable,
  Empty,
  LinkButton,
  Notice,
  Panel,
  Tabs,
} from '../web/parts/index.ts'
import { missingPage } from '../web/system-pages.tsx'
import type { View } from '../web/view.ts'
import { LitresChart, litresOf } from './litres-chart.tsx'
import { readUsage, type Usage } from './read-usage.ts'
import { readMonths, readReport, REPORT_GROUPS, type ReportGroup, type ReportLine } from './read-report.ts'

const HERE = '/app/reports'
const MONTHS = 6

export const GROUP_NAMES: Record<ReportGroup, PlainKey> = {
  driver: 'reports.byDriver',
  vehicle: 'reports.byVehicle',
  fuel: 'reports.byFuel',
  station: 'reports.byStation',
}
export const GROUP_HEADS: Record<ReportGroup, PlainKey> = {
  driver: 'refuels.col.driver',
  vehicle: 'refuels.col.vehicle',
  fuel: 'refuels.col.fuel',
  station: 'refuels.col.station',
}

/** The last months, each leading to its report. */
export async function showReports(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'refuels')
  const view = visit.view({ nav: cabinetNav(visit, 'refuels') })
  const { t, lang } = view
  const found = await readMonths(app.db.read, ofClient(visit), MONTHS)
  const months = [...new Set(found.map(({ month }) => month))].toReversed()
  return visit.page(
    <CabinetPage view={view} title={t('reports.h1')} back={{ href: '/app/refuels', label: t('refuels.h1') }}>
      {months.length === 0 ? (
        <Empty icon="report" title={t('reports.empty.h')} text={t('reports.empty.p')} />
      ) : (
        <>
          <Panel title={t('reports.litres')}>
            <LitresChart view={view} found={found} months={MONTHS} />
          </Panel>
          <DataTable<string>
            view={view}
            caption={t('reports.h1')}
            rows={months}
            columns={[
              {
                label: t('reports.month'),
                lead: true,
                cell: (month) => <a href={`${HERE}/${month}`}>{monthHeading(lang, month)}</a>,
              },
              {
                label: t('refuels.col.litres'),
                number: true,
                cell: (month) => volume(lang, litresOf(found.filter((one) => one.month === month))),
              },
            ]}
          />
        </>
      )}
    </CabinetPage>,
  )
}

/** One month by one group. */
export async function showReport(visit: ClientVisit): Promise<Response> {
  const { app, session } = visit
  if (session.client.state !== 'active') return suspendedPage(visit, 'refuels')
  const month = visit.param('month')
  if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(month)) return missingPage(visit)
  const group = REPORT_GROUPS.find((one) => one === visit.query('tab')) ?? 'driver'
  const view = visit.view({ nav: cabinetNav(visit, 'refuels') })
  const { t, lang } = view
  const lines = await readReport(app.db.read, ofClient(visit), month, group)
  const plates = lines.flatMap(({ name }) => name || [])
  const usage = group === 'vehicle' ? await readUsage(app.db.read, session.client, month, plates) : undefined
  const days = { from: `${month}-01`, to: lastDay(month) }
  const running = month === isoDay(new Date()).slice(0, 7)
  return visit.page(
    <CabinetPage
      view={view}
      title={t('reports.monthly', { month: monthHeading(lang, month) })}
      back={{ href: HERE, label: t('reports.h1') }}
      actions={
        <>
          <LinkButton href={addressOf('/app/refuels', days)} icon="refuel">
            {t('reports.refuels')}
          </LinkButton>
          {lines.length > 0 && (
            <LinkButton
              href={addressOf(`${HERE}/${month}/report.xlsx`, { tab: group })}
              icon="download"
              download
            >
              {t('export.excel')}
            </LinkButton>
          )}
        </>
      }
    >
      {running && <Notice tone="info">{t('reports.soFar')}</Notice>}
      <Tabs
        label={t('reports.groups')}
        tabs={REPORT_GROUPS.map((one) => ({
          href: addressOf(`${HERE}/${month}`, { tab: one }),
          label: t(GROUP_NAMES[one]),
          current: one === group,
        }))}
      />
      {lines.length === 0 ? (
        <Empty icon="report" title={t('refuels.empty.h')} text={t('reports.empty.p')} />
      ) : (
        <DataTable<ReportLine>
          view={view}
          caption={t(GROUP_NAMES[group])}
          rows={lines}
          columns={lineColumns(view, group, seesMoney(visit), usage)}
          foot={footOf(view, lines, seesMoney(visit), usage !== undefined)}
        />
      )}
    </CabinetPage>,
  )
}

function ofClient({ session }: ClientVisit) {
  return { clientId: session.client.id, reach: session.client.reach }
}

/** What a line is called. */
export function lineName(t: T, group: ReportGroup, { name, names }: ReportLine): string {
  if (name === null) return t('reports.rest', { n: names })
  if (name === '') return t('reports.nobody')
  if (group === 'vehicle') return showPlate(name)
  return group === 'fuel' && isProduct(name) ? productName(t, name) : name
}

function lineColumns(
  { t, lang }: View,
  group: ReportGroup,
  sees: boolean,
  usage: ReadonlyMap<string, Usage> | undefined,
): Column<ReportLine>[] {
  return [
    { label: t(GROUP_HEADS[group]), lead: true, long: true, cell: (line) => lineName(t, group, line) },
    { label: t('refuels.h1'), number: true, cell: ({ count }) => number(lang, count) },
    { label: t('refuels.col.litres'), number: true, cell: ({ ml }) => volume(lang, ml) },
    { label: t('reports.before'), number: true, cell: ({ mlBefore }) => volume(lang, mlBefore) },
    { label: t('reports.change'), number: true, cell: (line) => changeWords(lang, line) },
    ...(sees
      ? [{ label: t('refuels.col.sum'), number: true, cell: ({ tiyn }: ReportLine) => money(lang, tiyn) }]
      : []),
    ...(usage
      ? [
          {
            label: t('reports.per100'),
            number: true,
            cell: ({ name }: ReportLine) => (
              <UsageCell t={t} usage={name === null ? undefined : usage.get(name)} />
            ),
          },
        ]
      : []),
  ]
}

// An odometer that went back is told beside the figure, which leaves it out.
function UsageCell({ t, usage }: { t: T; usage: Usage | undefined }) {
  if (!usage) return <></>
  return (
    <>
      {usageWords(t, usage)}
      {usage.backward > 0 && <div class="faint">{t('reports.backwards')}</div>}
    </>
  )
}

function footOf({ t, lang }: View, lines: readonly ReportLine[], sees: boolean, usage: boolean) {
  const sum = lines.reduce(
    (all, line) => ({
      count: all.count + line.count,
      ml: all.ml + line.ml,
      tiyn: all.tiyn + line.tiyn,
      mlBefore: all.mlBefore + line.mlBefore,
    }),
    { count: 0, ml: 0n, tiyn: 0n, mlBefore: 0n },
  )
  return [
    t('export.total'),
    number(lang, sum.count),
    volume(lang, sum.ml),
    volume(lang, sum.mlBefore),
    changeWords(lang, sum),
    ...(sees ? [money(lang, sum.tiyn)] : []),
    ...(usage ? [''] : []),
  ]
}

// What there was nothing of before has no per cent.
function changeWords(lang: View['lang'], { ml, mlBefore }: Pick<ReportLine, 'ml' | 'mlBefore'>): string {
  if (mlBefore === 0n) return ''
  const change = Number(((ml - mlBefore) * 100n) / mlBefore)
  return `${change > 0 ? '+' : ''}${percent(lang, change)}`
}

function lastDay(month: string): string {
  const [year, n] = [Number(month.slice(0, 4)), Number(month.slice(5))]
  return new Date(Date.UTC(year, n, 0)).toISOString().slice(0, 10)
}
