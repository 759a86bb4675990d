import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { sumShift } from './close-duty.ts'

/**
 * Closes the shift that runs at a terminal which is being taken away, with our own sums: nobody is left there to say theirs.
 * Waits for what the terminal has under way. Until the transaction ends nothing else of it begins, so that the report has all
 * there was; its number is not used again. Nothing is written where there was neither a cashier nor an operation.
 */
export async function closeWithdrawnShift(
  tx: Tx,
  { terminalId, by }: { terminalId: number; by: string },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(till_lock(), ${terminalId})`.execute(tx)
  const { rows } = await sql<{ shiftNo: number; cashier: string | null; used: boolean }>`
    select t.shift_no as "shiftNo", c.name as cashier,
      exists (select from till_transaction where terminal_id = t.id and shift_no = t.shift_no) as used
    from terminal t left join duty d on d.terminal_id = t.id and d.ended_at is null left join cashier c on c.id = d.cashier_id
    where t.id = ${terminalId} and t.revoked_at is null`.execute(tx)
  const shift = rows[0]
  if (!shift || (!shift.used && shift.cashier === null)) return
  const sums = await sumShift(tx, terminalId, shift.shiftNo)
  const lines = sums.map(({ product, count, ml, tiyn }) => ({
    product,
    count,
    ml: Number(ml),
    tiyn: Number(tiyn),
  }))
  await sql`
    insert into shift (terminal_id, no, name, closed_by, lines, closed_as)
    values (${terminalId}, ${shift.shiftNo}, 'withdrawn-' || new_id(), ${shift.cashier ?? by}, ${JSON.stringify(lines)}::jsonb, 'withdrawn')
    on conflict do nothing`.execute(tx)
}
