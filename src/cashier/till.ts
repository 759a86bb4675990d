/** The browser that stands for a till, and the cashier whose shift is open at it. */
import { sql } from 'kysely'
import type { Database, Queries } from '../db/database.ts'
import { sha256 } from '../secrets.ts'

export type Till = {
  id: number
  name: string
  stationId: number
  station: string
  stationKk: string
  /** What the verbs of tills know it by. */
  keyHash: Buffer
  /** The shift that runs. */
  shiftNo: number
}

/** A cashier's open shift at a device. */
export type Duty = {
  id: string
  terminalId: number
  shiftNo: number
  cashierId: number
  cashier: string
  openedAt: Date
}

/** The till whose secret a browser's cookie holds; undefined when it was revoked or never was. Notes that it was seen. */
export async function findTill(db: Database, secret: string): Promise<Till | undefined> {
  const { rows } = await sql<Till & { seenLongAgo: boolean }>`
    select t.id, t.name, s.id as "stationId", s.name as station, coalesce(nullif(s.name_kk, ''), s.name) as "stationKk",
      t.key_hash as "keyHash", t.shift_no as "shiftNo",
      coalesce(t.last_seen_at < now() - interval '1 minute', true) as "seenLongAgo"
    from terminal t join station s on s.id = t.station_id
    where t.key_hash = ${sha256(secret)} and t.kind = 'browser' and t.revoked_at is null`.execute(db.write)
  const row = rows[0]
  if (!row) return undefined
  if (row.seenLongAgo)
    await sql`update terminal set last_seen_at = now() where id = ${row.id}`.execute(db.write)
  return row
}

/** The shift that is open at a device; undefined when there is none. */
export async function findDuty(db: Queries, terminalId: number): Promise<Duty | undefined> {
  return (await dutiesWhere(db, sql`d.terminal_id = ${terminalId}`))[0]
}

/** The shifts that stand in the way of a cashier's at a device: somebody else's at it, and their own elsewhere. */
export async function findDutiesInTheWay(
  db: Queries,
  terminalId: number,
  cashierId: number,
): Promise<(Duty & { place: string })[]> {
  return dutiesWhere(
    db,
    sql`(d.terminal_id = ${terminalId} or d.cashier_id = ${cashierId})
      and (d.terminal_id, d.cashier_id) <> (${terminalId}, ${cashierId})`,
  )
}

async function dutiesWhere(
  db: Queries,
  where: ReturnType<typeof sql>,
): Promise<(Duty & { place: string })[]> {
  const { rows } = await sql<Duty & { place: string }>`
    select d.id, d.terminal_id as "terminalId", d.shift_no as "shiftNo", d.cashier_id as "cashierId", c.name as cashier,
      d.opened_at as "openedAt", t.name as place
    from duty d join cashier c on c.id = d.cashier_id join terminal t on t.id = d.terminal_id
    where d.ended_at is null and ${where} order by d.terminal_id`.execute(db)
  return rows
}
