import { sql } from 'kysely'
import type { App } from '../app.ts'
import { repeatOnConflict } from '../db/database.ts'
import { type AnswerRow, answerOf, storedAnswer, type TillAnswer } from './answer.ts'
import type { FiscalReceipt } from './fiscal-receipt.ts'

export type ReceiptAnswer = TillAnswer | { outcome: 'refused'; reason: 'receipt_known' }

/**
 * Notes the fiscal receipt of a refuel that was asked for under this name, when the till did not say it with the refuel itself.
 * A refuel has one receipt: said again it is a repetition, and another is refused with `receipt_known`. Nothing else about the
 * refuel changes, and its stored answer is given. What was refused or taken back has no receipt: `already_final`.
 */
export async function sayFiscalReceipt(
  app: App,
  { keyHash, posTxnId, fiscalReceipt }: { keyHash: Buffer; posTxnId: string; fiscalReceipt: FiscalReceipt },
): Promise<ReceiptAnswer> {
  const receipt = JSON.stringify(fiscalReceipt)
  const { write } = app.db
  const { numAffectedRows } = await repeatOnConflict(() =>
    sql`
      update till_transaction x set fiscal_receipt = ${receipt} from terminal t
      where t.key_hash = ${keyHash} and t.revoked_at is null and x.terminal_id = t.id and x.pos_txn_id = ${posTxnId}
        and x.fiscal_receipt is null and ${HAS_RECEIPT}`.execute(write),
  )
  const { rows } = await sql<AnswerRow>`
    select case
        when x.id is null then till_whose(t.id, t.station_id, ${posTxnId})
        when not (${HAS_RECEIPT}) then 'already_final'
        when x.fiscal_receipt = ${receipt}::jsonb then 'stored'
        else 'receipt_known' end as outcome,
      x.id, x.pos_txn_id, x.verb, x.state, x.reason, x.product, x.tiyn_per_l, x.at, x.held_ml, x.hold_until, x.remaining_ml,
      x.completed_at, x.ml, x.short_ml, x.tiyn, x.complete_remaining_ml, x.reversed_at, x.reverse_remaining_ml, x.extra,
      x.asked_ml, x.scheme
    from terminal t left join till_transaction x on x.terminal_id = t.id and x.pos_txn_id = ${posTxnId}
    where t.key_hash = ${keyHash} and t.revoked_at is null`.execute(write)
  const row = rows[0]
  if (!row) return { outcome: 'refused', reason: 'unknown_key' }
  if (row.outcome === 'receipt_known') return { outcome: 'refused', reason: 'receipt_known' }
  if (row.outcome === 'stored') return { ...storedAnswer(row), replayed: numAffectedRows !== 1n }
  return answerOf('complete', posTxnId, row)
}

const HAS_RECEIPT = sql`x.verb in ('redeem', 'authorize') and x.state not in ('declined', 'reversed')`
