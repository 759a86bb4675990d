import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'

/**
 * Says that the report of a shift was compared with what the station counted; the note says what was found. Once: false when
 * somebody has, or there is no such shift.
 */
export async function reconcileShift(
  tx: Tx,
  request: { shiftId: string; note: string; by: Actor },
): Promise<boolean> {
  const { shiftId, note, by } = request
  const { rows } = await sql<{ place: string }>`
    update shift x set reconciled_by = ${by.accountId ?? null}, reconciled_at = now(), reconcile_note = ${note}
    from terminal t join station s on s.id = t.station_id
    where x.id = ${shiftId} and x.reconciled_at is null and t.id = x.terminal_id
    returning '№ ' || s.number || ' ' || s.name || ', ' || t.name || ', ' || x.no as place`.execute(tx)
  if (!rows[0]) return false
  await record(tx, 'cashier.shift_reconciled', { by, object: rows[0].place, reason: note })
  return true
}
