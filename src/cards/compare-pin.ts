import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Vault } from '../vault.ts'
import { isPin } from './pin.ts'

/**
 * Compares a typed PIN with that of the card a number's hash finds: whether it is right, and the number of the PIN it was
 * compared with, so that the database can tell that there is a newer one. Nothing when there is no such card or no PIN.
 */
export async function comparePin(
  db: Queries,
  vault: Vault,
  cardHash: Buffer,
  typed: string,
): Promise<{ pinNo: number; pinRight: boolean } | undefined> {
  const { rows } = await sql<{ cardId: string; no: number; hash: string }>`
    select p.card_id as "cardId", p.no, p.hash
    from card_medium m join card_pin p on p.client_id = m.client_id and p.card_id = m.card_id
    where m.number_hash = ${cardHash}`.execute(db)
  const pin = rows[0]
  return pin && { pinNo: pin.no, pinRight: await isPin(vault, pin.cardId, typed, pin.hash) }
}
