/** The list of refuels as files that come at once: Excel, a table for 1C, a paper. The filter is the list's own. */
import { actorOf, type ClientVisit, type Told } from '../accounts/visit.ts'
import { record } from '../audit/record.ts'
import { findClient } from '../clients/queries.ts'
import { seesMoney } from '../coupons/rights.ts'
import type { RegisterPaper } from '../documents/register.ts'
import { MOST_ROWS } from '../documents/workbook.ts'
import { number } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import { showPlate } from '../values/plate.ts'
import { addressOf } from '../web/paging.ts'
import { busyPage } from '../web/system-pages.tsx'
import { queryOf, readFilter } from './filter.ts'
import { eachRefuel, findRefuels, type Refuel, type RefuelFilter, sumRefuels } from './find-refuels.ts'
import {
  FILE_TYPES,
  type FileFormat,
  filterWords,
  paidWithWords,
  PIECE,
  registerName,
  writeRegister,
} from './register-files.ts'

/** As many rows come within two seconds or so (npm run bench -- export); for more, a worker makes the file (src/exports/). */
export const MOST_AT_ONCE = 20_000
/** More than this no one reads on paper, and the press would hold it all. */
export const MOST_PDF_ROWS = 2_000

export const downloadExcel = (visit: ClientVisit): Promise<Response> => downloadFile(visit, 'xlsx')
export const downloadOneC = (visit: ClientVisit): Promise<Response> => downloadFile(visit, 'csv')

function downloadFile(visit: ClientVisit, format: FileFormat): Promise<Response> {
  return withFilter(visit, async (filter) => {
    const { app, lang, session } = visit
    const [client, totals] = await Promise.all([
      findClient(app.db.read, session.client.id),
      sumRefuels(app.db.read, filter),
    ])
    const n = totals.reduce((sum, { count }) => sum + count, 0)
    if (format === 'xlsx' && n > MOST_ROWS)
      return backToList(visit, filter, { tone: 'warning', key: 'err.export.big' })
    if (n > MOST_AT_ONCE) return backToList(visit, filter, { tone: 'info', key: 'export.large', args: { n } })
    const name = registerName(client!, filter, format)
    await noteTaken(visit, { name, rows: n })
    const body = await writeRegister(app, format, {
      filter,
      money: seesMoney(visit),
      lang,
      email: session.email,
    })
    return new Response(body, {
      headers: {
        'content-type': FILE_TYPES[format],
        'cache-control': 'no-store',
        'content-disposition': `attachment; filename="${name}"`,
      },
    })
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
      filter: await filterWords(app.db.read, t, filter),
      soldTiyn: sees ? rows.reduce((sum, { sold, tiyn }) => (sold ? sum + tiyn : sum), 0n) : 0n,
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
    const name = registerName(client, filter, 'pdf')
    await noteTaken(visit, { name, rows: rows.length })
    return visit.download(pdf, 'application/pdf', name)
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

/** Writes down that a file of refuels left the house. Whoever only looks at a cabinet can write nothing: their look is on record. */
export async function noteTaken(visit: ClientVisit, file: { name: string; rows: number }): Promise<void> {
  if (visit.looking) return
  await visit.app.db.transaction((tx) =>
    record(tx, 'refuels.exported', {
      by: actorOf(visit),
      clientId: visit.session.client.id,
      object: file.name,
      after: { rows: file.rows },
    }),
  )
}
