import { sql } from 'kysely'
import type { App } from '../app.ts'
import { type AnswerRow, type Approved, type Declined, storedAnswer } from './answer.ts'

export type FoundOperation = Approved | Declined | { outcome: 'refused'; reason: 'unknown_key' | 'not_found' }

/** What became of a till's operation: its stored answer, as far as it has got. */
export async function findOperation(
  app: App,
  request: { keyHash: Buffer; posTxnId: string },
): Promise<FoundOperation> {
  const { rows } = await sql<AnswerRow>`
    select x.id, x.pos_txn_id, x.verb, x.state, x.reason, x.product, x.tiyn_per_l, x.at, x.held_ml, x.hold_until, x.remaining_ml,
      x.completed_at, x.ml, x.short_ml, x.tiyn, x.complete_remaining_ml, x.reversed_at, x.reverse_remaining_ml, x.extra,
      x.asked_ml, x.scheme
    from terminal t left join till_transaction x on x.terminal_id = t.id and x.pos_txn_id = ${request.posTxnId}
    where t.key_hash = ${request.keyHash} and t.revoked_at is null`.execute(app.db.write)
  const row = rows[0]
  if (!row) return { outcome: 'refused', reason: 'unknown_key' }
  return row.id === null ? { outcome: 'refused', reason: 'not_found' } : storedAnswer(row)
}
