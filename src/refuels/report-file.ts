/** C16 as an Excel file: a month by driver, vehicle, fuel or station, all of its lines. */
import type { ClientVisit } from '../accounts/visit.ts'
import { findClient } from '../clients/queries.ts'
import { seesMoney } from '../coupons/rights.ts'
import { type Cell, type SheetColumn, writeWorkbook, XLSX_TYPE } from '../documents/workbook.ts'
import { dateTime, monthHeading } from '../i18n/format.ts'
import { addressOf } from '../web/paging.ts'
import { missingPage } from '../web/system-pages.tsx'
import { GROUP_HEADS, GROUP_NAMES, lineName } from './cabinet-reports.tsx'
import { readReport, REPORT_GROUPS, type ReportLine } from './read-report.ts'
import { noteTaken } from './register.ts'

/** More drivers, plates or stations than this no company has; the rest is one line. */
const MOST = 50_000

export async function downloadReport(visit: ClientVisit): Promise<Response> {
  const { app, t, lang, session } = visit
  const { id: clientId, reach, state } = session.client
  const month = visit.param('month')
  if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(month)) return missingPage(visit)
  const group = REPORT_GROUPS.find((one) => one === visit.query('tab')) ?? 'driver'
  const page = addressOf(`/app/reports/${month}`, { tab: group })
  if (state !== 'active') return visit.seeOther(page)
  const [client, lines] = await Promise.all([
    findClient(app.db.read, clientId),
    readReport(app.db.read, { clientId, reach }, month, group, MOST),
  ])
  if (lines.length === 0) return visit.seeOther(page, { tone: 'info', key: 'err.export.empty' })
  const figure = (head: string, kind: SheetColumn['kind'], cell: (line: ReportLine) => bigint) => ({
    column: { head, width: 18, kind, total: true },
    cell,
  })
  const columns: { column: SheetColumn; cell: (line: ReportLine) => Cell }[] = [
    {
      column: { head: t(GROUP_HEADS[group]), width: 36, kind: 'text' },
      cell: (line) => lineName(t, group, line),
    },
    figure(t('refuels.h1'), 'count', ({ count }) => BigInt(count)),
    figure(t('export.col.litres'), 'litres', ({ ml }) => ml),
    figure(t('reports.before'), 'litres', ({ mlBefore }) => mlBefore),
    ...(seesMoney(visit) ? [figure(t('export.col.sum'), 'money', ({ tiyn }) => tiyn)] : []),
  ]
  const name = `report_${month}_${group}_${client!.bin}.xlsx`
  await noteTaken(visit, { name, rows: lines.length })
  const body = writeWorkbook({
    table: {
      name: t(GROUP_NAMES[group]),
      columns: columns.map(({ column }) => column),
      rows: (async function* () {
        yield lines.map((line) => columns.map(({ cell }) => cell(line)))
      })(),
      total: t('export.total'),
    },
    facts: {
      name: t('export.sheet.totals'),
      rows: [
        [t('paper.buyer'), client!.name],
        [t('export.bin'), client!.bin],
        [t('refuels.f.period'), monthHeading(lang, month)],
        [t('export.made'), `${session.email}, ${dateTime(lang, new Date())}`],
      ],
    },
  })
  return new Response(body, {
    headers: {
      'content-type': XLSX_TYPE,
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="${name}"`,
    },
  })
}
