/** The list of refuels as files: Excel, a table for 1C, a paper. The filter is the list's own. */
import { sql } from 'kysely'
import type { ClientVisit, Told } from '../accounts/visit.ts'
import { findClient, type ClientFacts } from '../clients/queries.ts'
import { seesMoney } from '../coupons/rights.ts'
import type { Queries } from '../db/database.ts'
import type { RegisterPaper } from '../documents/register.ts'
import { MOST_ROWS, type SheetColumn, writeWorkbook, XLSX_TYPE } from '../documents/workbook.ts'
import { dateTime, longDate, number } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { vatInside } from '../products/money.ts'
import { productName } from '../products/product-name.ts'
import { showPlate } from '../values/plate.ts'
import { csvDownload, csvLines, CSV_START, spreadsheetMoney, spreadsheetTime } from '../web/csv.ts'
import { addressOf } from '../web/paging.ts'
import { busyPage } from '../web/system-pages.tsx'
import { eachRefuel, findRefuels, type Refuel, type RefuelFilter, sumRefuels } from './find-refuels.ts'
import { queryOf, readFilter } from './filter.ts'
import { filterNames } from './filter-names.ts'
import { readVatRates, type VatRate, vatRateOn } from './vat-rates.ts'

/** Rows read at once: some 300 kB. */
const PIECE = 1_000
/** More than this no one reads on paper, and the press would hold it all. */
export const MOST_PDF_ROWS = 2_000

export async function downloadExcel(visit: ClientVisit): Promise<Response> {
  return withFilter(visit, async (filter) => {
    const { app, t, session } = visit
    const sees = seesMoney(visit)
    const [client, totals, rates] = await Promise.all([
      findClient(app.db.read, session.client.id),
      sumRefuels(app.db.read, filter),
      readVatRates(app.db.read),
    ])
    const n = totals.reduce((sum, { count }) => sum + count, 0)
    if (n > MOST_ROWS) return backToList(visit, filter, { tone: 'warning', key: 'err.export.big' })
    const columns = excelColumns(t, sees, rates)
    const body = writeWorkbook({
      table: {
        name: t('export.sheet.data'),
        columns: columns.map(({ column }) => column),
        rows: cellsOf(app.db.read, filter, (row) => columns.map(({ cell }) => cell(row))),
        total: t('export.total'),
      },
      facts: {
        name: t('export.sheet.totals'),
        rows: [
          [t('paper.buyer'), client!.name],
          [t('export.bin'), client!.bin],
          [t('refuels.f.period'), periodWords(t, filter)],
          [t('export.filter'), (await filterWords(visit, filter)).join('; ')],
          [t('export.made'), `${visit.session.email}, ${dateTime(t.lang, new Date())}`],
          [],
          [
            t('refuels.col.fuel'),
            t('refuels.h1'),
            t('export.col.litres'),
            ...(sees ? [t('export.col.sum')] : []),
          ],
          ...totals.map(({ product, count, ml, tiyn }) => [
            productName(t, product),
            String(count),
            { value: ml, kind: 'litres' as const },
            ...(sees ? [{ value: tiyn, kind: 'money' as const }] : []),
          ]),
        ],
      },
    })
    return new Response(body, {
      headers: {
        'content-type': XLSX_TYPE,
        'cache-control': 'no-store',
        'content-disposition': `attachment; filename="${fileName(client!, filter)}.xlsx"`,
      },
    })
  })
}

/** The table that «Загрузка из табличного документа» of 1C takes: always the same columns, in Russian, without totals. */
export async function downloadOneC(visit: ClientVisit): Promise<Response> {
  return withFilter(visit, async (filter) => {
    const { app, session } = visit
    const t = app.texts.ru
    const sees = seesMoney(visit)
    const [client, rates] = await Promise.all([
      findClient(app.db.read, session.client.id),
      readVatRates(app.db.read),
    ])
    const columns = oneCColumns(t, rates).filter(({ money }) => sees || !money)
    async function* lines() {
      yield CSV_START + csvLines([columns.map(({ head }) => head)])
      for await (const rows of eachRefuel(app.db.read, filter, PIECE))
        yield csvLines(rows.map((row) => columns.map(({ cell }) => cell(row))))
    }
    return csvDownload(lines(), `${fileName(client!, filter)}_1c.csv`)
  })
}

export async function downloadRegister(visit: ClientVisit): Promise<Response> {
  return withFilter(visit, async (filter) => {
    const { app, t, lang, session } = visit
    const sees = seesMoney(visit)
    const client = (await findClient(app.db.read, session.client.id))!
    const rows: Refuel[] = []
    for await (const piece of eachRefuel(app.db.read, filter, PIECE)) {
      rows.push(...piece)
      if (rows.length > MOST_PDF_ROWS)
        return backToList(visit, filter, {
          tone: 'warning',
          key: 'refuels.pdfTooLong',
          args: { max: number(lang, MOST_PDF_ROWS) },
        })
    }
    const paper: RegisterPaper = {
      ...filter.period,
      buyer: { name: client.name, bin: client.bin },
      filter: await filterWords(visit, filter),
      rows: rows.map((row) => ({
        at: row.at,
        station: row.station,
        paidWith: paidWithWords(t, row),
        driver: row.driver ?? '',
        plate: showPlate(row.plate),
        fuel: productName(t, row.product),
        ml: row.ml,
        tiyn: sees ? row.tiyn : null,
      })),
    }
    const pdf = await app.press.print('register', lang, paper)
    if (pdf === 'overloaded') return busyPage(visit, 5)
    return visit.download(pdf, 'application/pdf', `${fileName(client, filter)}.pdf`)
  })
}

// A file of a period that cannot be read would be of another one, and an empty file tells nobody why.
async function withFilter(
  visit: ClientVisit,
  then: (filter: RefuelFilter) => Promise<Response>,
): Promise<Response> {
  const { filter, errors } = readFilter(visit)
  if (Object.keys(errors).length > 0 || visit.session.client.state !== 'active')
    return visit.seeOther(addressOf('/app/refuels', { from: visit.query('from'), to: visit.query('to') }))
  const [first] = await findRefuels(visit.app.db.read, filter, {}, 0)
  return first ? then(filter) : backToList(visit, filter, { tone: 'info', key: 'err.export.empty' })
}

function backToList(visit: ClientVisit, filter: RefuelFilter, told: Told): Response {
  return visit.seeOther(addressOf('/app/refuels', queryOf(filter)), told)
}

async function* cellsOf<Cell>(db: Queries, filter: RefuelFilter, cells: (row: Refuel) => Cell[]) {
  for await (const rows of eachRefuel(db, filter, PIECE)) yield rows.map(cells)
}

type ExcelCell = string | bigint | Date | null

function excelColumns(
  t: T,
  sees: boolean,
  rates: readonly VatRate[],
): { column: SheetColumn; cell: (row: Refuel) => ExcelCell }[] {
  const text = (head: string, width: number, cell: (row: Refuel) => ExcelCell) => ({
    column: { head, width, kind: 'text' as const },
    cell,
  })
  const figure = (
    head: string,
    kind: 'litres' | 'money' | 'percent',
    cell: (row: Refuel) => bigint,
    total = false,
  ) => ({ column: { head, width: 14, kind, total }, cell })
  return [
    { column: { head: t('refuels.col.time'), width: 17, kind: 'time' }, cell: (row) => row.at },
    text(t('refuels.col.station'), 28, (row) => row.station),
    text(t('refuels.col.source'), 20, (row) => paidWithWords(t, row)),
    text(t('refuels.col.driver'), 30, (row) => row.driver),
    text(t('refuels.col.vehicle'), 14, (row) => showPlate(row.plate)),
    text(t('refuels.col.fuel'), 16, (row) => productName(t, row.product)),
    figure(t('export.col.litres'), 'litres', (row) => row.ml, true),
    ...(sees
      ? [
          figure(t('export.col.price'), 'money', (row) => row.tiynPerLitre),
          figure(t('export.col.sum'), 'money', (row) => row.tiyn, true),
          figure(t('export.col.vatRate'), 'percent', (row) => BigInt(vatRateOn(rates, row.at))),
          figure(t('export.col.vat'), 'money', (row) => vatInside(row.tiyn, vatRateOn(rates, row.at)), true),
        ]
      : []),
    text(t('export.col.operation'), 38, (row) => row.id),
    {
      column: { head: t('export.col.odometer'), width: 12, kind: 'count' },
      cell: (row) => (row.odometerKm === null ? null : BigInt(row.odometerKm)),
    },
  ]
}

function oneCColumns(
  t: T,
  rates: readonly VatRate[],
): { head: string; money?: boolean; cell: (row: Refuel) => string }[] {
  const sumOf = (ml: bigint) => {
    const digits = String(ml).padStart(4, '0')
    return `${digits.slice(0, -3)},${digits.slice(-3)}`
  }
  return [
    { head: 'Дата', cell: ({ at }) => spreadsheetTime(at) },
    { head: 'Номер операции', cell: ({ id }) => id },
    { head: 'АЗС', cell: ({ stationNumber }) => stationNumber },
    { head: 'Наименование АЗС', cell: ({ station }) => station },
    { head: 'Вид', cell: ({ couponNumber }) => (couponNumber === null ? 'Карта' : 'Талон') },
    { head: 'Номер карты или талона', cell: (row) => String(row.couponNumber ?? row.cardNumber ?? '') },
    { head: 'Водитель', cell: ({ driver }) => driver ?? '' },
    { head: 'Госномер', cell: ({ plate }) => plate },
    { head: 'Топливо', cell: ({ product }) => productName(t, product) },
    { head: 'Литры', cell: ({ ml }) => sumOf(ml) },
    { head: 'Цена с НДС', money: true, cell: ({ tiynPerLitre }) => spreadsheetMoney(tiynPerLitre) },
    { head: 'Сумма с НДС', money: true, cell: ({ tiyn }) => spreadsheetMoney(tiyn) },
    { head: 'Ставка НДС', money: true, cell: ({ at }) => spreadsheetMoney(BigInt(vatRateOn(rates, at))) },
    {
      head: 'Сумма НДС',
      money: true,
      cell: ({ at, tiyn }) => spreadsheetMoney(vatInside(tiyn, vatRateOn(rates, at))),
    },
    // The order is fixed: what came later stands behind.
    { head: 'Пробег, км', cell: ({ odometerKm }) => String(odometerKm ?? '') },
  ]
}

function paidWithWords(t: T, { couponNumber, cardNumber, cardLastFour }: Refuel): string {
  return couponNumber === null
    ? t('refuels.card', { number: cardLastFour ? `…${cardLastFour}` : String(cardNumber) })
    : t('refuels.coupon', { number: String(couponNumber) })
}

function periodWords(t: T, { period }: RefuelFilter): string {
  return `${longDate(t.lang, period.from)} – ${longDate(t.lang, period.to)}`
}

/** What was filtered, as the list's own chips name it. */
async function filterWords({ app, t }: ClientVisit, filter: RefuelFilter): Promise<string[]> {
  const { product, stationId, paidWith, cardNumber, typed } = filter
  const { read } = app.db
  const [station, names] = await Promise.all([
    stationId === undefined ? undefined : nameOfStation(read, stationId),
    filterNames(read, t, filter),
  ])
  return [
    ...(product ? [productName(t, product)] : []),
    ...(station ? [station] : []),
    ...(paidWith ? [t(`refuels.f.kind.${paidWith}`)] : []),
    ...Object.values(names),
    ...(cardNumber ? [t('refuels.card', { number: cardNumber })] : []),
    ...(typed ? [typed] : []),
  ]
}

async function nameOfStation(db: Queries, id: number): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select name from station where id = ${id}`.execute(db)
  return rows[0]?.name
}

/** `refuels_2026-03_210440000804`, or both days where it is no whole month. */
function fileName({ bin }: ClientFacts, { period: { from, to } }: RefuelFilter): string {
  const month = from.slice(0, 7)
  const next = new Date(Date.UTC(Number(from.slice(0, 4)), Number(from.slice(5, 7)), 0))
  const whole = from.endsWith('-01') && to === next.toISOString().slice(0, 10)
  return `refuels_${whole ? month : `${from}_${to}`}_${bin}`
}
