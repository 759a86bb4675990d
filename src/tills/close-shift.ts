import { sql } from 'kysely'
import type { App } from '../app.ts'
import { repeatOnConflict } from '../db/database.ts'
import type { Product } from '../products/products.ts'

/** What a till has of a product in a shift: refuels, and litres (ml) and money (tiyn) less what was refunded. */
export type ShiftSum = { count: number; ml: number; tiyn: number }
export type ShiftLine = ShiftSum & { product: Product }

/** A product of which till and server have different sums, and what the server has of it in this shift. */
export type ShiftDifference = {
  product: Product
  ours: ShiftSum
  yours: ShiftSum
  transactions: {
    posTxnId: string
    operationId: string
    verb: 'redeem' | 'authorize' | 'refund'
    ml: number
    tiyn: number
    at: string
  }[]
}

export type ClosedShift =
  | { outcome: 'match'; replayed: boolean }
  /** The shift stays open; nothing was changed. */
  | { outcome: 'differs'; differences: ShiftDifference[] }
  | { outcome: 'refused'; reason: 'unknown_key' | 'reused' }

/**
 * Closes the till's running shift under the till's own name for it, when its sums are ours, and begins the next. After that
 * its redemptions are not reversed any more. Products without refuels may be left out.
 */
export async function closeShift(
  app: App,
  request: { keyHash: Buffer; shift: string; lines: readonly ShiftLine[]; cashier?: string | undefined },
): Promise<ClosedShift> {
  const lines = JSON.stringify(request.lines.toSorted((a, b) => (a.product < b.product ? -1 : 1)))
  const hash = app.vault.mac('request', JSON.stringify(['shift', lines, request.cashier ?? '']))
  const { rows } = await repeatOnConflict(() =>
    sql<{
      outcome: 'match' | 'differs' | 'unknown_key' | 'reused'
      replayed: boolean | null
      differences: ShiftDifference[] | null
    }>`
      select * from till_close_shift(${request.keyHash}, ${request.shift}, ${hash}, ${lines}::jsonb, ${request.cashier ?? ''})`.execute(
      app.db.write,
    ),
  )
  const { outcome, replayed, differences } = rows[0]!
  switch (outcome) {
    case 'match':
      return { outcome, replayed: replayed ?? false }
    case 'differs':
      return { outcome, differences: differences ?? [] }
    case 'unknown_key':
    case 'reused':
      return { outcome: 'refused', reason: outcome }
  }
}
