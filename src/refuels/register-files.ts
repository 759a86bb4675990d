/** The register of refuels as bytes: an Excel file and the table for 1C. Made for a download or by the worker, piece by piece. */
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { findClient } from '../clients/queries.ts'
import type { Queries } from '../db/database.ts'
import { type SheetColumn, writeWorkbook, XLSX_TYPE } from '../documents/workbook.ts'
import { dateTime, longDate } from '../i18n/format.ts'
import type { Lang, T } from '../i18n/index.ts'
import { vatInside } from '../products/money.ts'
import { productName } from '../products/product-name.ts'
import { showPlate } from '../values/plate.ts'
import { CSV_START, CSV_TYPE, csvLines, spreadsheetMoney, spreadsheetTime, textStream } from '../web/csv.ts'
import { filterNames } from './filter-names.ts'
import {
  type DriverTotal,
  eachRefuel,
  type Refuel,
  type RefuelFilter,
  sumByDriver,
  sumRefuels,
} from './find-refuels.ts'
import { readVatRates, type VatRate, vatRateOn } from './vat-rates.ts'

/** Rows read at once: some 300 kB. */
export const PIECE = 1_000

/** Excel, and the table that «Загрузка из табличного документа» of 1C takes. */
export const FILE_FORMATS = ['xlsx', 'csv'] as const
export type FileFormat = (typeof FILE_FORMATS)[number]
export const FILE_TYPES: Record<FileFormat, string> = { xlsx: XLSX_TYPE, csv: CSV_TYPE }

export type RegisterAsk = {
  filter: RefuelFilter
  /** Whether the columns of money are in it. */
  money: boolean
  /** Of the Excel file; the table for 1C is always Russian. */
  lang: Lang
  /** Who asks, as the file names them. */
  email: string
  /** Hears of every piece of rows before it is written; what it throws ends the file. */
  onRows?: (rows: number) => Promise<void>
}

/** The bytes of a file as they come: constant memory, however many rows. */
export function writeRegister(
  app: Pick<App, 'db' | 'texts'>,
  format: FileFormat,
  ask: RegisterAsk,
): Promise<ReadableStream<Uint8Array>> {
  return format === 'xlsx' ? writeExcel(app, ask) : writeOneC(app, ask)
}

/** `refuels_2026-03_210440000804`, or both days where it is no whole month; the table for 1C says so. */
export function registerName(
  { bin }: { bin: string },
  { period: { from, to } }: RefuelFilter,
  format: FileFormat | 'pdf',
): string {
  const month = from.slice(0, 7)
  const next = new Date(Date.UTC(Number(from.slice(0, 4)), Number(from.slice(5, 7)), 0))
  const whole = from.endsWith('-01') && to === next.toISOString().slice(0, 10)
  return `refuels_${whole ? month : `${from}_${to}`}_${bin}${format === 'csv' ? '_1c' : ''}.${format}`
}

async function writeExcel(
  { db: { read }, texts }: Pick<App, 'db' | 'texts'>,
  { filter, money, lang, email, onRows }: RegisterAsk,
): Promise<ReadableStream<Uint8Array>> {
  const t = texts[lang]
  const [client, totals, drivers, rates, words] = await Promise.all([
    findClient(read, filter.clientId),
    sumRefuels(read, filter),
    sumByDriver(read, filter),
    readVatRates(read),
    filterWords(read, t, filter),
  ])
  const columns = excelColumns(t, money, rates)
  return writeWorkbook({
    table: {
      name: t('export.sheet.data'),
      columns: columns.map(({ column }) => column),
      rows: piecesOf(read, filter, onRows, (row) => columns.map(({ cell }) => cell(row))),
      total: t('export.total'),
    },
    facts: {
      name: t('export.sheet.totals'),
      rows: [
        [t('paper.buyer'), client!.name],
        [t('export.bin'), client!.bin],
        [t('refuels.f.period'), periodWords(t, filter)],
        [t('export.filter'), words.join('; ')],
        [t('export.made'), `${email}, ${dateTime(lang, new Date())}`],
        [],
        [
          t('refuels.col.fuel'),
          t('refuels.h1'),
          t('export.col.litres'),
          ...(money ? [t('export.col.sum')] : []),
        ],
        ...totals.map((total) => totalRow(productName(t, total.product), total, money)),
        [],
        [
          t('refuels.col.driver'),
          t('refuels.h1'),
          t('export.col.litres'),
          ...(money ? [t('export.col.sum')] : []),
        ],
        ...drivers.map((total) => totalRow(total.driver || t('reports.nobody'), total, money)),
      ],
    },
  })
}

function totalRow(name: string, { count, ml, tiyn }: Omit<DriverTotal, 'driver'>, money: boolean) {
  return [
    name,
    { value: BigInt(count), kind: 'count' as const },
    { value: ml, kind: 'litres' as const },
    ...(money ? [{ value: tiyn, kind: 'money' as const }] : []),
  ]
}

// Always the same columns, in Russian, without totals.
async function writeOneC(
  { db: { read }, texts: { ru } }: Pick<App, 'db' | 'texts'>,
  { filter, money: sees, onRows }: RegisterAsk,
): Promise<ReadableStream<Uint8Array>> {
  const columns = oneCColumns(ru, await readVatRates(read)).filter(({ money }) => sees || !money)
  async function* lines() {
    yield CSV_START + csvLines([columns.map(({ head }) => head)])
    for await (const rows of piecesOf(read, filter, onRows, (row) => columns.map(({ cell }) => cell(row))))
      yield csvLines(rows)
  }
  return textStream(lines())
}

async function* piecesOf<Cell>(
  db: Queries,
  filter: RefuelFilter,
  onRows: RegisterAsk['onRows'],
  cells: (row: Refuel) => Cell[],
): AsyncGenerator<Cell[][], void, void> {
  for await (const rows of eachRefuel(db, filter, PIECE)) {
    await onRows?.(rows.length)
    yield rows.map(cells)
  }
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
    cell: (row: Refuel) => bigint | null,
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
          figure(t('export.col.vatRate'), 'percent', (row) =>
            row.sold ? null : BigInt(vatRateOn(rates, row.at)),
          ),
          figure(
            t('export.col.vat'),
            'money',
            (row) => (row.sold ? null : vatInside(row.tiyn, vatRateOn(rates, row.at))),
            true,
          ),
        ]
      : []),
    text(t('export.col.operation'), 38, (row) => row.id),
    {
      column: { head: t('export.col.odometer'), width: 12, kind: 'count' },
      cell: (row) => (row.odometerKm === null ? null : BigInt(row.odometerKm)),
    },
    ...(sees ? [text(t('export.col.sale'), 18, (row) => saleWords(t, row))] : []),
    text(t('export.col.fiscal'), 20, (row) => row.fiscalReceipt?.number ?? null),
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
    // What was sold with its coupon's issue is in the sales and the tax of that day, and in no other's.
    {
      head: 'Ставка НДС',
      money: true,
      cell: ({ at, sold }) => (sold ? '' : spreadsheetMoney(BigInt(vatRateOn(rates, at)))),
    },
    {
      head: 'Сумма НДС',
      money: true,
      cell: ({ at, tiyn, sold }) => (sold ? '' : spreadsheetMoney(vatInside(tiyn, vatRateOn(rates, at)))),
    },
    // The order is fixed: what came later stands behind.
    { head: 'Пробег, км', cell: ({ odometerKm }) => String(odometerKm ?? '') },
    { head: 'Реализация', money: true, cell: (row) => saleWords(t, row) },
    { head: 'Фискальный чек', cell: ({ fiscalReceipt }) => fiscalReceipt?.number ?? '' },
  ]
}

function saleWords(t: T, { sold }: Refuel): string {
  return t(sold ? 'export.sale.atIssue' : 'export.sale.atRefuel')
}

/** The coupon or card a refuel was paid with. */
export function paidWithWords(t: T, { couponNumber, cardNumber, cardLastFour }: Refuel): string {
  return couponNumber === null
    ? t('refuels.card', { number: cardLastFour ? `…${cardLastFour}` : String(cardNumber) })
    : t('refuels.coupon', { number: String(couponNumber) })
}

function periodWords(t: T, { period }: RefuelFilter): string {
  return `${longDate(t.lang, period.from)} – ${longDate(t.lang, period.to)}`
}

/** What was filtered, as the list's own chips name it. */
export async function filterWords(read: Queries, t: T, filter: RefuelFilter): Promise<string[]> {
  const { product, stationId, paidWith, cardNumber, typed } = filter
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
