import { sql } from 'kysely'
import type { App } from '../app.ts'
import type { Queries } from '../db/database.ts'
import { closeShift } from '../tills/close-shift.ts'
import type { Product } from '../products/products.ts'
import type { Duty } from './till.ts'

/** What a shift has of a product: refuels, of them with cards, and litres (ml) and money (tiyn) less what was refunded. */
export type ShiftSum = { product: Product; count: number; cards: number; ml: bigint; tiyn: bigint }

/** The sums of a terminal's shift by product, as the closing of shifts counts them. */
export async function sumShift(db: Queries, terminalId: number, shiftNo: number): Promise<ShiftSum[]> {
  const { rows } = await sql<ShiftSum>`
    select product, (count(*) filter (where verb <> 'refund'))::int as count,
      (count(*) filter (where verb <> 'refund' and card_id is not null))::int as cards,
      sum(case verb when 'refund' then -ml else ml end)::bigint as ml,
      sum(case verb when 'refund' then -tiyn else tiyn end)::bigint as tiyn
    from till_transaction
    where terminal_id = ${terminalId} and shift_no = ${shiftNo} and state in ('completed', 'late_posted')
    group by product order by product`.execute(db)
  return rows
}

/**
 * Closes a cashier's shift: after that nothing of it is undone any more. A browser keeps no sums of its own, so the server's are
 * closed. Asked again after a broken link it goes on where it stopped; a shift is closed once.
 */
export async function closeDuty(app: App, duty: Duty, as: 'closed' | 'taken_over'): Promise<void> {
  // What somebody redeems between the sums and the closing makes them differ; a shift has no hundred such moments.
  for (let tries = 1; ; tries++) {
    const { rows } = await sql<{ keyHash: Buffer }>`
      select key_hash as "keyHash" from terminal where id = ${duty.terminalId}`.execute(app.db.write)
    const sums = await sumShift(app.db.write, duty.terminalId, duty.shiftNo)
    const closed = await closeShift(app, {
      keyHash: rows[0]!.keyHash,
      shift: duty.id,
      lines: sums.map(({ product, count, ml, tiyn }) => ({
        product,
        count,
        ml: Number(ml),
        tiyn: Number(tiyn),
      })),
      cashier: duty.cashier,
    })
    // A key that is withdrawn closes no shift; its cashier still goes home.
    if (closed.outcome === 'match' || closed.outcome === 'refused') break
    if (tries === 20) throw new Error(`the shift ${duty.id} would not close`)
  }
  await sql`update duty set ended_at = now(), ended_as = ${as} where id = ${duty.id} and ended_at is null`.execute(
    app.db.write,
  )
}
