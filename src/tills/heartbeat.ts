import { sql } from 'kysely'
import type { App } from '../app.ts'

export type Heartbeat = {
  serverTime: Date
  clockAheadMs: number | null
  station: { number: string; name: string }
  terminal: { id: number; name: string }
  shift: number
}

/** Keeps that a till is there, its version and how far its clock is off. Undefined when its key opens nothing. */
export async function heartbeat(
  app: App,
  request: { keyHash: Buffer; version?: string | undefined; clock?: Date | undefined },
): Promise<Heartbeat | undefined> {
  const { rows } = await sql<{
    now: Date
    ahead: number | null
    number: string
    station: string
    id: number
    name: string
    shift_no: number
  }>`
    update terminal t set last_seen_at = now(), version = coalesce(${request.version ?? null}, t.version),
      clock_ahead_ms = case when ${request.clock ?? null}::timestamptz is null then null
        -- A clock of another year is off by as much as the column holds.
        else greatest(least(extract(epoch from ${request.clock ?? null}::timestamptz - clock_timestamp()) * 1000, 2147483647), -2147483648)::int end
    from station s
    where s.id = t.station_id and t.key_hash = ${request.keyHash} and t.revoked_at is null
    returning clock_timestamp() as now, t.clock_ahead_ms as ahead, s.number, s.name as station, t.id, t.name, t.shift_no`.execute(
    app.db.write,
  )
  const row = rows[0]
  return (
    row && {
      serverTime: row.now,
      clockAheadMs: row.ahead,
      station: { number: row.number, name: row.station },
      terminal: { id: row.id, name: row.name },
      shift: row.shift_no,
    }
  )
}
