import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Vault } from '../vault.ts'
import { codeRecord } from './code.ts'
import { leaveHandouts } from './handout.ts'

/**
 * Gives coupons other codes and ends their links: whoever has seen, photographed or printed the old ones holds nothing
 * from the commit on. The caller holds the coupons' rows.
 */
export async function renewCodes(
  tx: Tx,
  vault: Vault,
  clientId: string,
  coupons: readonly { id: string; codeNo: number }[],
): Promise<void> {
  if (coupons.length === 0) return
  const next = coupons.map(({ id, codeNo }) => ({ id, codeNo: codeNo + 1 }))
  const codes = next.map((name) => codeRecord(vault, name))
  await sql`
    update coupon c set code_no = next.code_no, code_hash = next.code_hash, last_four = next.last_four
    from unnest(${next.map(({ id }) => id)}::uuid[], ${next.map(({ codeNo }) => codeNo)}::int[],
      ${codes.map(({ hash }) => hash)}::bytea[], ${codes.map(({ lastFour }) => lastFour)}::text[])
      as next (id, code_no, code_hash, last_four)
    where c.client_id = ${clientId} and c.id = next.id`.execute(tx)
  await leaveHandouts(
    tx,
    clientId,
    next.map(({ id }) => id),
  )
}
