import { sql } from 'kysely'
import { actorOf, type StaffVisit } from '../accounts/visit.ts'
import type { Tx } from '../db/database.ts'
import { CSV_START, CSV_TYPE, csvLines } from '../web/csv.ts'
import { noteCardEvents, recordCardAct } from './note-events.ts'
import { numberOf } from './number.ts'

/** What the maker of plastic gets at once. */
const MOST = 500

type Ordered = {
  mediumId: string
  clientId: string
  id: string
  number: bigint
  lastFour: string
  company: string
  validTo: string
}

/**
 * The numbers of plastic that is to be made, as a file for its maker: the longest-waiting first. That somebody has taken it
 * stands in each card's story and in the log; the numbers themselves stand nowhere.
 */
export async function downloadNumbers(visit: StaffVisit): Promise<Response> {
  const { app, t } = visit
  const rows = await app.db.transaction((tx) => takeNumbers(tx, actorOf(visit)))
  const head = [t('of.card.number'), t('of.card.printed'), t('audit.f.validTo'), t('audit.f.company')]
  const lines = rows.map((row) => [
    String(row.number),
    numberOf(app.vault, row.mediumId).replaceAll(/(\d{4})(?=\d)/g, '$1 '),
    `${row.validTo.slice(5, 7)}/${row.validTo.slice(2, 4)}`,
    row.company,
  ])
  return new Response(CSV_START + csvLines([head, ...lines]), {
    headers: {
      'content-type': CSV_TYPE,
      'cache-control': 'no-store',
      'content-disposition': 'attachment; filename="card-numbers.csv"',
    },
  })
}

async function takeNumbers(tx: Tx, by: ReturnType<typeof actorOf>): Promise<Ordered[]> {
  const { rows } = await sql<Ordered>`
    select m.id as "mediumId", c.client_id as "clientId", c.id, c.number, m.last_four as "lastFour", cl.name as company,
      m.valid_to as "validTo"
    from card_medium m join card c on c.client_id = m.client_id and c.id = m.card_id join client cl on cl.id = m.client_id
    where m.state = 'ordered' and m.kind = 'plastic' order by m.ordered_at, m.id limit ${MOST}`.execute(tx)
  for (const [clientId, cards] of Map.groupBy(rows, (row) => row.clientId)) {
    await noteCardEvents(tx, clientId, cards, 'number_shown', by)
    await recordCardAct(tx, 'card.number_shown', { clientId, cards, by })
  }
  return rows
}
