/** The files that somebody has asked for: the rows that say how far each has come, and whose it is. */
import { sql } from 'kysely'
import type { Reach } from '../accounts/reach.ts'
import type { Queries } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import type { FileFormat } from '../refuels/register-files.ts'

/** `waiting` for a worker, `building`; the rest are ends. `expired`: its bytes are gone, by time or by newer files. */
export type FileState = 'waiting' | 'building' | 'ready' | 'failed' | 'cancelled' | 'expired'

export type ExportFile = {
  /** Numbers the files of all clients: what people tell the support. */
  no: bigint
  format: FileFormat
  lang: Lang
  /** The list's filter as its address says it (refuels/filter.ts). */
  query: Readonly<Record<string, string>>
  /** What is in it, and who may see that. */
  money: boolean
  reach: Reach
  state: FileState
  rowsTotal: number
  rowsDone: number
  askedAt: Date
  storedAs: string | null
  name: string | null
  bytes: bigint | null
  expiresAt: Date | null
}

/** Whose files: one person's, of one client. */
export type Asker = { clientId: string; accountId: string }

const COLUMNS = sql`no, format, lang, query, money, reach, state, rows_total as "rowsTotal", rows_done as "rowsDone",
  asked_at as "askedAt", stored_as as "storedAs", name, bytes, expires_at as "expiresAt"`

/** A person's files, the newest first, at most `most`. */
export async function findFiles(
  db: Queries,
  { clientId, accountId }: Asker,
  most: number,
): Promise<ExportFile[]> {
  const { rows } = await sql<ExportFile>`
    select ${COLUMNS} from export_file where client_id = ${clientId} and account_id = ${accountId}
    order by no desc limit ${most}`.execute(db)
  return rows
}

/** One of a person's files; nobody else's is found. */
export async function findFile(
  db: Queries,
  { clientId, accountId }: Asker,
  no: bigint,
): Promise<ExportFile | undefined> {
  const { rows } = await sql<ExportFile>`
    select ${COLUMNS} from export_file
    where client_id = ${clientId} and account_id = ${accountId} and no = ${no}`.execute(db)
  return rows[0]
}

/** The one file of a person that is not finished. */
export async function findUnfinished(
  db: Queries,
  { clientId, accountId }: Asker,
): Promise<ExportFile | undefined> {
  const { rows } = await sql<ExportFile>`
    select ${COLUMNS} from export_file
    where client_id = ${clientId} and account_id = ${accountId} and state in ('waiting', 'building')`.execute(
    db,
  )
  return rows[0]
}

/** Whether somebody still sees all that is in a file: its columns of money, and every card it was made for. */
export function maySee(
  file: Pick<ExportFile, 'money' | 'reach'>,
  now: { money: boolean; reach: Reach },
): boolean {
  const { reach } = now
  return (
    (now.money || !file.money) &&
    (reach === null || (file.reach !== null && file.reach.every((group) => reach.includes(group))))
  )
}
