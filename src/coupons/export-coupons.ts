import type { ClientVisit } from '../accounts/visit.ts'
import type { Queries } from '../db/database.ts'
import { litres, number } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import { CSV_START, CSV_TYPE, csvLines } from '../web/csv.ts'
import { readFilter } from './cabinet-list.tsx'
import { type CouponFilter, type CouponRow, findCoupons } from './find-coupons.ts'
import { standingOf } from './states.tsx'

/** Rows of one file; more than this a spreadsheet opens badly, and a filter helps more. */
const MOST = 100_000
const CHUNK = 1_000

/** The list as a CSV file under the same filter: read and sent a thousand rows at a time. No codes stand in it. */
export function downloadCoupons(visit: ClientVisit): Response {
  const lines = exportCoupons(visit.app.db.read, visit.t, readFilter(visit))
  const bytes = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(bytes.encode(value))
    },
    async cancel() {
      await lines.return()
    },
  })
  return new Response(body, {
    headers: {
      'content-type': CSV_TYPE,
      'cache-control': 'no-store',
      'content-disposition': 'attachment; filename="coupons.csv"',
    },
  })
}

/** The file's lines. Beyond `most` rows the last one says that the file ends early. */
export async function* exportCoupons(
  db: Queries,
  t: T,
  filter: CouponFilter,
  most = MOST,
): AsyncGenerator<string, void, void> {
  const columns = columnsOf(t)
  yield CSV_START + csvLines([columns.map(({ head }) => head)])
  let after: bigint | undefined
  for (let left = most; ;) {
    const { rows, later } = await findCoupons(db, filter, { after }, Math.min(CHUNK, left))
    if (rows.length > 0) yield csvLines(rows.map((row) => columns.map(({ cell }) => cell(row))))
    left -= rows.length
    after = rows.at(-1)?.number
    if (!later) return
    if (left === 0) return yield csvLines([[t('of.audit.exportCut', { max: number(t.lang, most) })]])
  }
}

function columnsOf(t: T): { head: string; cell: (row: CouponRow) => string }[] {
  return [
    { head: t('coupons.col.no'), cell: (row) => String(row.number) },
    { head: t('coupons.col.fuel'), cell: (row) => productName(t, row.product) },
    { head: t('coupons.col.nominalLitres'), cell: (row) => litres(t.lang, row.nominalMl) },
    { head: t('coupons.col.leftLitres'), cell: (row) => litres(t.lang, row.remainingMl) },
    { head: t('coupons.col.driver'), cell: (row) => row.driver ?? '' },
    { head: t('drivers.plate'), cell: (row) => row.plate },
    { head: t('coupons.col.validTo'), cell: (row) => row.validTo },
    { head: t('coupons.col.givenUntil'), cell: (row) => row.givenUntil ?? '' },
    { head: t('coupons.col.status'), cell: (row) => t(standingOf(row).key) },
  ]
}
