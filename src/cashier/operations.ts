import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import type { OperationState } from '../tills/answer.ts'
import type { Decline } from '../tills/decline.ts'
import type { Duty } from './till.ts'

/** How long after a redemption its cashier may take it back, while the shift runs. Later the office refunds. */
export const UNDO_MINUTES = 15

/** What was done at a device: a redemption, or fuel that a pump was promised. */
export type Operation = {
  /** The name it was asked under. */
  name: string
  /** What people call it: the end of its id, which tells operations of one device apart. */
  number: string
  of: 'coupon' | 'card'
  verb: 'redeem' | 'authorize'
  state: Exclude<OperationState, 'declined'>
  at: Date
  product: Product
  /** Dispensed; while it waits for the pump, what was promised. */
  ml: bigint
  heldMl: bigint
  holdUntil: Date | null
  /** So much was asked for, and this is why less was promised; null when it is all. */
  partial: { askedMl: bigint; reason: Decline } | null
  /** What was left on the coupon or card; after an undoing, what is on it again. Null where nothing limits a card. */
  leftMl: bigint | null
  shiftNo: number
  lastFour: string
  company: string
  pump: string
  cashier: string
  /** The number of its fiscal receipt, once somebody has said it. */
  receipt: string | null
}

/** What was done at a device in a shift, the newest first, undone ones too. */
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

/** One operation of the device by the name it was asked under; undefined when nothing was done under it. */
export async function findOperation(
  db: Queries,
  terminalId: number,
  name: string,
): Promise<Operation | undefined> {
  return (await operationsWhere(db, sql`t.terminal_id = ${terminalId} and t.pos_txn_id = ${name}`, 1))[0]
}

/** The newest operation of the device that has this number on its slip, of whatever shift. */
export async function findByNumber(
  db: Queries,
  terminalId: number,
  number: string,
): Promise<Operation | undefined> {
  return (
    await operationsWhere(
      db,
      sql`right(t.id::text, 8) = ${number.toLowerCase()} and t.terminal_id = ${terminalId}`,
      1,
    )
  )[0]
}

/** Whether the cashier on duty may still take it back. What a pump was said to have given stays: the office refunds it. */
export function mayUndo(operation: Operation, duty: Duty): boolean {
  return (
    operation.verb === 'redeem' &&
    operation.state === 'completed' &&
    operation.shiftNo === duty.shiftNo &&
    operation.at.getTime() > Date.now() - UNDO_MINUTES * 60_000
  )
}

/** Whether a pump has still to say how much it gave. A promise whose time is over may have been kept all the same. */
export function isWaiting({ state }: Operation): boolean {
  return state === 'authorized' || state === 'hold_expired'
}

type Row = Omit<Operation, 'partial'> & { askedMl: bigint | null; why: Decline | null }

async function operationsWhere(
  db: Queries,
  where: ReturnType<typeof sql>,
  limit: number,
): Promise<Operation[]> {
  const { rows } = await sql<Row>`
    select t.pos_txn_id as name, upper(right(t.id::text, 8)) as number, case when t.card_id is null then 'coupon' else 'card' end as of,
      t.verb, case when t.state = 'authorized' and t.hold_until <= now() then 'hold_expired' else t.state end as state,
      coalesce(t.completed_at, t.at) as at, t.product, coalesce(t.ml, t.held_ml, 0) as ml, coalesce(t.held_ml, 0) as "heldMl",
      t.hold_until as "holdUntil", t.asked_ml as "askedMl", t.extra ->> 'partial' as why,
      case when t.completed_at is null and t.reversed_at is null then t.remaining_ml
        else coalesce(t.reverse_remaining_ml, t.complete_remaining_ml) end as "leftMl",
      t.shift_no as "shiftNo", coalesce(c.last_four, m.last_four) as "lastFour", cl.name as company, t.pump, t.cashier,
      t.fiscal_receipt ->> 'number' as receipt
    from till_transaction t join client cl on cl.id = t.client_id
      left join coupon c on c.client_id = t.client_id and c.id = t.coupon_id
      left join card_medium m on m.client_id = t.client_id and m.id = t.medium_id
    where ${where} and t.verb in ('redeem', 'authorize') and t.state <> 'declined'
    order by coalesce(t.completed_at, t.at) desc, t.id desc limit ${limit}`.execute(db)
  return rows.map(({ askedMl, why, ...row }) => ({
    ...row,
    partial: why ? { askedMl: askedMl ?? 0n, reason: why } : null,
  }))
}
