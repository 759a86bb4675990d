import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import type { OperationState } from '../tills/answer.ts'
import type { Duty } from './till.ts'

/** How long after a redemption its cashier may take it back, while the shift runs. Later the office refunds. */
export const UNDO_MINUTES = 15

/** A redemption made at a device. */
export type Operation = {
  /** The name it was asked under. */
  name: string
  /** What people call it: the end of its id, which tells operations of one device apart. */
  number: string
  at: Date
  product: Product
  ml: bigint
  /** What was left on the coupon; after an undoing, what is on it again. */
  leftMl: bigint
  state: OperationState
  shiftNo: number
  lastFour: string
  pump: string
  cashier: string
}

/** What a device has redeemed in a shift, the newest first, undone ones too. */
export async function findOperations(
  db: Queries,
  shift: { terminalId: number; shiftNo: number },
  limit = 1000,
): Promise<Operation[]> {
  return operationsWhere(
    db,
    sql`t.terminal_id = ${shift.terminalId} and t.shift_no = ${shift.shiftNo}`,
    limit,
  )
}

/** One operation of the device by the name it was asked under; undefined when nothing was redeemed under it. */
export async function findOperation(
  db: Queries,
  terminalId: number,
  name: string,
): Promise<Operation | undefined> {
  return (await operationsWhere(db, sql`t.terminal_id = ${terminalId} and t.pos_txn_id = ${name}`, 1))[0]
}

/** Whether the cashier on duty may still take it back. */
export function mayUndo(operation: Operation, duty: Duty): boolean {
  return (
    operation.state === 'completed' &&
    operation.shiftNo === duty.shiftNo &&
    operation.at.getTime() > Date.now() - UNDO_MINUTES * 60_000
  )
}

async function operationsWhere(
  db: Queries,
  where: ReturnType<typeof sql>,
  limit: number,
): Promise<Operation[]> {
  const { rows } = await sql<Operation>`
    select t.pos_txn_id as name, upper(right(t.id::text, 8)) as number, t.completed_at as at, t.product, t.ml,
      coalesce(t.reverse_remaining_ml, t.complete_remaining_ml, 0) as "leftMl", t.state, t.shift_no as "shiftNo",
      c.last_four as "lastFour", t.pump, t.cashier
    from till_transaction t join coupon c on c.client_id = t.client_id and c.id = t.coupon_id
    where ${where} and t.verb = 'redeem' and t.completed_at is not null
    order by t.completed_at desc, t.id desc limit ${limit}`.execute(db)
  return rows
}
