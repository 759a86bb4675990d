/** What a person of a client was told: a page of it, what is new of it, what they chose to hear of. */
import { sql } from 'kysely'
import type { ClientRole } from '../accounts/roles.ts'
import type { Queries } from '../db/database.ts'
import type { Facts } from './alert-words.ts'
import { type AlertKind, USUALLY_MAILED } from './kinds.ts'

export type Alert = {
  no: bigint
  kind: AlertKind
  at: Date
  txnId: string | null
  /** The transaction was a refuel, not a refusal. */
  done: boolean
  facts: Facts
  unread: boolean
}

export type Reader = { clientId: string; accountId: string; role: ClientRole }

const ABOUT = sql`coalesce(r.read_to, 0)`
const OF = ({ clientId, accountId }: Reader) => sql`
  from alert a left join alert_reader r on r.client_id = a.client_id and r.account_id = ${accountId}
    left join till_transaction t on t.id = a.txn_id
  where a.client_id = ${clientId}`
const COLUMNS = sql`a.no, a.kind, a.happened_at as at, a.txn_id as "txnId", coalesce(t.state <> 'declined', false) as done, a.facts,
  a.no > ${ABOUT} as unread`

/**
 * What a person hears of, the newest first, older than `before` when that is given; one more than `size` when the list goes on.
 * What they turned off for the cabinet is left out.
 */
export async function findAlerts(
  db: Queries,
  reader: Reader,
  before: bigint | undefined,
  size: number,
): Promise<Alert[]> {
  const { rows } = await sql<Alert>`
    select ${COLUMNS} ${OF(reader)} and is_told(${reader.role}, ${reader.accountId}, a) and not a.kind = any(coalesce(r.quiet, '{}'))
      ${before === undefined ? sql`` : sql`and a.no < ${before}`}
    order by a.no desc limit ${size + 1}`.execute(db)
  return rows
}

/** What is new to a person and cannot wait, of the last days, at most `most`: for the first page. */
export async function findUrgent(
  db: Queries,
  reader: Reader,
  kinds: readonly AlertKind[],
  most: number,
): Promise<Alert[]> {
  const { rows } = await sql<Alert>`
    select ${COLUMNS} ${OF(reader)} and is_told(${reader.role}, ${reader.accountId}, a) and not a.kind = any(coalesce(r.quiet, '{}'))
      and a.no > ${ABOUT} and a.found_at > now() - interval '7 days' and a.kind = any(${kinds}::text[])
    order by a.no desc limit ${most}`.execute(db)
  return rows
}

/** What one hears of and how: kinds that are off in the cabinet, kinds that come by letter. */
export type Channels = { quiet: AlertKind[]; byMail: AlertKind[] }

export async function readChannels(db: Queries, { clientId, accountId }: Reader): Promise<Channels> {
  const { rows } = await sql<{ quiet: AlertKind[]; byMail: AlertKind[] | null }>`
    select quiet, by_mail as "byMail" from alert_reader where client_id = ${clientId} and account_id = ${accountId}`.execute(
    db,
  )
  return { quiet: rows[0]?.quiet ?? [], byMail: rows[0]?.byMail ?? [...USUALLY_MAILED] }
}

/** From when on a client hears; percents, minutes, tiyn, ml; ISO days and minutes of the day in Almaty. */
export type Thresholds = {
  limitPercent: number
  tankPercent: number
  rapidMinutes: number
  lowTiyn: bigint
  bigMl: bigint | null
  weekdays: number[] | null
  fromMinute: number | null
  untilMinute: number | null
}

export async function readThresholds(db: Queries, clientId: string): Promise<Thresholds> {
  const { rows } = await sql<Thresholds>`
    select limit_percent as "limitPercent", tank_percent as "tankPercent", rapid_minutes as "rapidMinutes", low_tiyn::bigint as "lowTiyn",
      big_ml::bigint as "bigMl", weekdays, from_minute as "fromMinute", until_minute as "untilMinute"
    from watch_settings(${clientId})`.execute(db)
  return rows[0]!
}
