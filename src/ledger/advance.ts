import { sql } from 'kysely'
import type { Queries, Tx } from '../db/database.ts'

/**
 * A client's money with the retailer, in tiyn: what is there, and what may be spent of it: with the credit there is, less
 * what running pumps were promised to limit cards.
 */
export type Advance = { tiyn: bigint; availableTiyn: bigint }

/** What a client has, for pages: it may have changed a moment later. */
export async function readAdvance(db: Queries, clientId: string): Promise<Advance> {
  const { rows } = await sql<Row>`
    select tiyn, credit_tiyn, hold_tiyn from ledger_account where client_id = ${clientId} and kind = 'client_advance'`.execute(
    db,
  )
  return toAdvance(rows[0])
}

/**
 * The same, and nobody spends of it until the transaction ends. Everybody takes what they need in one order: orders and
 * cards, then the client's advance, then its coupons (docs/decisions/one-order-of-locks.md).
 */
export async function lockAdvance(tx: Tx, clientId: string): Promise<Advance> {
  // A row that does not exist cannot be locked, and a first payment beside us must wait too.
  await sql`insert into ledger_account (client_id, kind) values (${clientId}, 'client_advance') on conflict do nothing`.execute(
    tx,
  )
  const { rows } = await sql<Row>`
    select tiyn, credit_tiyn, hold_tiyn from ledger_account where client_id = ${clientId} and kind = 'client_advance'
    for no key update`.execute(tx)
  return toAdvance(rows[0])
}

type Row = { tiyn: bigint; credit_tiyn: bigint; hold_tiyn: bigint }

function toAdvance(row: Row | undefined): Advance {
  if (!row) return { tiyn: 0n, availableTiyn: 0n }
  return { tiyn: row.tiyn, availableTiyn: row.tiyn + row.credit_tiyn - row.hold_tiyn }
}
