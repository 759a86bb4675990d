/** Closed shifts of tills and browsers, as the office reads them. */
import { sql, type RawBuilder } from 'kysely'
import type { Queries } from '../db/database.ts'
import { atPlace, type Place } from '../web/paging.ts'

export type ClosedShiftRow = {
  id: string
  terminalId: number
  no: number
  stationId: number
  station: string
  terminal: string
  kind: 'till' | 'browser'
  /** Who had it; of an integrated till, what it said. */
  cashier: string
  openedAt: Date | null
  closedAt: Date
  /** The office took the device away; nobody at the station has said what they counted. */
  withdrawn: boolean
  reconciledAt: Date | null
  reconciledBy: string | null
  note: string
}

/** Closed shifts, the newest first: all, or those of withdrawn devices that nobody has compared yet. */
export async function findShifts(
  db: Queries,
  filter: { waiting: boolean; stationId?: number | undefined },
  place: Place,
  size: number,
): Promise<ClosedShiftRow[]> {
  const { condition, order } = atPlace(place, 'shift', 'x', size)
  const waiting = filter.waiting ? sql`x.closed_as = 'withdrawn' and x.reconciled_at is null` : sql`true`
  const station = filter.stationId === undefined ? sql`` : sql`and s.id = ${filter.stationId}`
  return shiftsWhere(db, sql`${waiting} ${station} ${condition} ${order}`)
}

export async function findShift(db: Queries, id: string): Promise<ClosedShiftRow | undefined> {
  return (await shiftsWhere(db, sql`x.id = ${id}`))[0]
}

async function shiftsWhere(db: Queries, where: RawBuilder<unknown>): Promise<ClosedShiftRow[]> {
  const { rows } = await sql<ClosedShiftRow>`
    select x.id, x.terminal_id as "terminalId", x.no, s.id as "stationId", '№ ' || s.number || ' ' || s.name as station,
      t.name as terminal, t.kind, x.closed_by as cashier, d.opened_at as "openedAt", x.closed_at as "closedAt",
      x.closed_as = 'withdrawn' as withdrawn, x.reconciled_at as "reconciledAt", coalesce(nullif(a.name, ''), a.email) as "reconciledBy",
      x.reconcile_note as note
    from shift x join terminal t on t.id = x.terminal_id join station s on s.id = t.station_id
      left join duty d on d.terminal_id = x.terminal_id and d.shift_no = x.no
      left join account a on a.id = x.reconciled_by
    where ${where}`.execute(db)
  return rows
}
