import { sql } from 'kysely'
import { type Actor, record } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { clock } from '../limits/limit-words.ts'
import { type Channels, readThresholds, type Reader, type Thresholds } from './find-alerts.ts'

/** Keeps what a person wants to hear of, in the cabinet and by letter. */
export async function chooseChannels(
  tx: Tx,
  { clientId, accountId }: Reader,
  { quiet, byMail }: Channels,
): Promise<void> {
  await sql`
    insert into alert_reader as r (client_id, account_id, quiet, by_mail) values (${clientId}, ${accountId}, ${quiet}, ${byMail})
    on conflict (client_id, account_id) do update set quiet = excluded.quiet, by_mail = excluded.by_mail`.execute(
    tx,
  )
}

/** Marks as read what a person was told up to a number; what came after stays new. Later marks do not go back. */
export async function markRead(tx: Tx, { clientId, accountId }: Reader, upTo: bigint): Promise<void> {
  await sql`
    insert into alert_reader as r (client_id, account_id, read_to)
    select ${clientId}, ${accountId}, coalesce(max(no), 0) from alert where client_id = ${clientId} and no <= ${upTo}
    on conflict (client_id, account_id) do update set read_to = greatest(r.read_to, excluded.read_to)`.execute(
    tx,
  )
}

/** Sets from when on a client hears; holds for what happens from the commit on. The log keeps what was and what is. */
export async function setThresholds(
  tx: Tx,
  { clientId, by, thresholds }: { clientId: string; by: Actor; thresholds: Thresholds },
): Promise<void> {
  const was = await readThresholds(tx, clientId)
  const { limitPercent, tankPercent, rapidMinutes, lowTiyn, bigMl, weekdays, fromMinute, untilMinute } =
    thresholds
  await sql`
    insert into watch_setting (client_id, limit_percent, tank_percent, rapid_minutes, low_tiyn, big_ml, weekdays, from_minute, until_minute)
    values (${clientId}, ${limitPercent}, ${tankPercent}, ${rapidMinutes}, ${lowTiyn}, ${bigMl}, ${weekdays}::int[], ${fromMinute}, ${untilMinute})
    on conflict (client_id) do update set limit_percent = excluded.limit_percent, tank_percent = excluded.tank_percent,
      rapid_minutes = excluded.rapid_minutes, low_tiyn = excluded.low_tiyn, big_ml = excluded.big_ml, weekdays = excluded.weekdays,
      from_minute = excluded.from_minute, until_minute = excluded.until_minute`.execute(tx)
  const [before, after] = [inLog(was), inLog(thresholds)]
  const changed = Object.keys(after).filter((name) => before[name] !== after[name])
  if (changed.length === 0) return
  const only = (all: Record<string, string>) => Object.fromEntries(changed.map((name) => [name, all[name]]))
  await record(tx, 'alerts.thresholds_changed', { by, clientId, before: only(before), after: only(after) })
}

function inLog(thresholds: Thresholds): Record<string, string> {
  const { limitPercent, tankPercent, rapidMinutes, lowTiyn, bigMl, weekdays, fromMinute, untilMinute } =
    thresholds
  return {
    limitPercent: `${limitPercent} %`,
    tankPercent: `${tankPercent} %`,
    rapidMinutes: `${rapidMinutes}`,
    lowTiyn: `${lowTiyn}`,
    bigMl: bigMl === null ? '' : `${bigMl}`,
    workingDays: weekdays?.join(', ') ?? '',
    workingHours:
      fromMinute === null || untilMinute === null ? '' : `${clock(fromMinute)}–${clock(untilMinute)}`,
  }
}
