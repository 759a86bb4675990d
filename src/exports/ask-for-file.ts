import { sql } from 'kysely'
import type { App } from '../app.ts'
import type { Tx } from '../db/database.ts'
import { MOST_ROWS } from '../documents/workbook.ts'
import type { Lang } from '../i18n/index.ts'
import { queryOf } from '../refuels/filter.ts'
import { type RefuelFilter, sumRefuels } from '../refuels/find-refuels.ts'
import type { FileFormat } from '../refuels/register-files.ts'
import { fileAsked } from './build-file.ts'
import { type ExportFile, findUnfinished } from './find-files.ts'

/** Files of one person that are kept at once; each may be a hundred megabytes. */
const MOST_KEPT = 5

export type FileAsk = {
  accountId: string
  filter: RefuelFilter
  format: FileFormat
  lang: Lang
  /** Whether the asker sees money; how far their reach goes is the filter's. */
  money: boolean
}

/** `no` is the file that is made now: `same` is the very one that was asked for before. */
export type FileAsked =
  | { ok: true; no: bigint; same: boolean }
  /** `busy`: another one of theirs is being made. `big`: more rows than Excel holds. */
  | { ok: false; reason: 'busy'; no: bigint }
  | { ok: false; reason: 'empty' | 'big' }

/**
 * Leaves the making of a file to a worker. One person has one made at a time: the same asked for again is the same file, however
 * many ask at once. Their oldest files make room.
 */
export async function askForFile(app: Pick<App, 'jobs'>, tx: Tx, ask: FileAsk): Promise<FileAsked> {
  const { accountId, filter, format } = ask
  const asker = { clientId: filter.clientId, accountId }
  const running = await findUnfinished(tx, asker)
  if (running) return whichRuns(running, ask)
  const rows = (await sumRefuels(tx, filter)).reduce((sum, { count }) => sum + count, 0)
  if (rows === 0) return { ok: false, reason: 'empty' }
  if (format === 'xlsx' && rows > MOST_ROWS) return { ok: false, reason: 'big' }

  const no = await openFile(tx, ask, rows)
  if (no === undefined) {
    // Another ask of theirs was first, by a moment; its file may be finished by now.
    const first = await findUnfinished(tx, asker)
    return first ? whichRuns(first, ask) : askForFile(app, tx, ask)
  }
  await makeRoom(tx, asker)
  await app.jobs.later(tx, fileAsked, { clientId: filter.clientId, no: String(no) })
  return { ok: true, no, same: false }
}

function whichRuns(running: ExportFile, { filter, format, lang, money }: FileAsk): FileAsked {
  const same =
    running.format === format &&
    running.lang === lang &&
    running.money === money &&
    asText(running.reach ?? []) === asText(filter.reach ?? []) &&
    asText(Object.entries(running.query)) === asText(Object.entries(textsOf(filter)))
  return same ? { ok: true, no: running.no, same } : { ok: false, reason: 'busy', no: running.no }
}

async function openFile(tx: Tx, ask: FileAsk, rows: number): Promise<bigint | undefined> {
  const { accountId, filter, format, lang, money } = ask
  const { rows: opened } = await sql<{ no: bigint }>`
    insert into export_file (client_id, account_id, format, lang, query, money, reach, rows_total)
    values (${filter.clientId}, ${accountId}, ${format}, ${lang}, ${JSON.stringify(textsOf(filter))}::jsonb, ${money},
      ${filter.reach === null ? null : [...filter.reach]}::uuid[], ${rows})
    on conflict (client_id, account_id) where state in ('waiting', 'building') do nothing
    returning no`.execute(tx)
  return opened[0]?.no
}

// The bytes go with the next sweep (sweep-files.ts).
async function makeRoom(tx: Tx, { clientId, accountId }: { clientId: string; accountId: string }) {
  await sql`
    update export_file set state = 'expired'
    where client_id = ${clientId} and no in (
      select no from export_file where client_id = ${clientId} and account_id = ${accountId} and state = 'ready'
      order by no desc offset ${MOST_KEPT - 1})`.execute(tx)
}

function textsOf(filter: RefuelFilter): Record<string, string> {
  return Object.fromEntries(
    Object.entries(queryOf(filter)).filter((one): one is [string, string] => one[1] !== undefined),
  )
}

function asText(list: readonly unknown[]): string {
  return JSON.stringify([...list].map((one) => JSON.stringify(one)).toSorted())
}
