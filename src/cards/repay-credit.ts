import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { lockAdvance } from '../ledger/advance.ts'
import { post } from '../ledger/post.ts'

/**
 * Pays what a client's contracts owe for refuels on credit with what its advance has to spare, the oldest contract first.
 * `refId` is the fact that brought the money. Answers with the tiyn that were paid.
 */
export async function repayCredit(tx: Tx, request: { clientId: string; refId: string }): Promise<bigint> {
  const { clientId, refId } = request
  const { rows: owing } = await sql<{ id: string }>`
    select id from contract where client_id = ${clientId} and owed_tiyn > 0 order by signed_on, id`.execute(
    tx,
  )
  if (owing.length === 0) return 0n
  const advance = await lockAdvance(tx, clientId)
  // The credit that lets the advance go below nought pays no debts: what is there does.
  let spare = advance.tiyn < advance.availableTiyn ? advance.tiyn : advance.availableTiyn
  let paid = 0n
  for (const { id } of owing) {
    const { rows } = await sql<{ owed: bigint; ref: string }>`
      select owed_tiyn as owed, case when ${paid} = 0 then ${refId}::uuid else new_id() end as ref
      from contract where client_id = ${clientId} and id = ${id} for no key update`.execute(tx)
    const { owed, ref } = rows[0]!
    const tiyn = owed < spare ? owed : spare
    if (tiyn <= 0n) continue
    await post(tx, {
      ...{ clientId, event: 'credit_repaid', refId: ref, debit: 'client_advance', credit: 'receivable' },
      ...{ tiyn, contractId: id },
    })
    spare -= tiyn
    paid += tiyn
  }
  return paid
}
