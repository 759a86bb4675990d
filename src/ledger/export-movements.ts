import type { Queries } from '../db/database.ts'
import { number } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { csvLines, CSV_START, spreadsheetMoney, spreadsheetTime } from '../web/csv.ts'
import { eventName, papersOf } from './movement-words.ts'
import { listMovements, type Movement, type Period, readTotals } from './movements.ts'

/** Rows of one file; a shorter period helps more than a longer file. */
const MOST = 50_000
const CHUNK = 1_000

/**
 * A client's movements of a period as a CSV file, the newest first, between the balances at its ends; read and sent a
 * thousand at a time. Movements added meanwhile are not in it.
 */
export async function* exportMovements(
  db: Queries,
  t: T,
  clientId: string,
  period: Period,
): AsyncGenerator<string, void, void> {
  const totals = await readTotals(db, clientId, period)
  yield (
    CSV_START +
      csvLines([
        [
          `${t('balance.col.when')} (UTC+5)`,
          t('balance.col.what'),
          t('balance.col.paper'),
          t('balance.in'),
          t('balance.out'),
        ],
        ['', t('balance.close'), '', spreadsheetMoney(totals.closingTiyn), ''],
      ])
  )
  let left = MOST
  let older: string | undefined
  do {
    const size = Math.min(CHUNK, left)
    const found = await listMovements(db, clientId, period, { older }, size)
    const rows = found.slice(0, size)
    if (rows.length > 0) yield csvLines(rows.map((row) => cells(t, row)))
    left -= rows.length
    older = found.length > size ? rows.at(-1)?.id : undefined
  } while (older !== undefined && left > 0)
  yield csvLines([
    older === undefined
      ? ['', t('balance.open'), '', spreadsheetMoney(totals.openingTiyn), '']
      : ['', t('balance.exportCut', { max: number(t.lang, MOST) }), '', '', ''],
  ])
}

function cells(t: T, row: Movement): string[] {
  const papers = papersOf(t, row).map(({ text }) => text)
  return [
    spreadsheetTime(row.at),
    eventName(t, row.event),
    papers.join('; '),
    row.tiyn > 0n ? spreadsheetMoney(row.tiyn) : '',
    row.tiyn < 0n ? spreadsheetMoney(-row.tiyn) : '',
  ]
}
