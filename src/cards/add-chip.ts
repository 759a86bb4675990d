import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Vault } from '../vault.ts'
import { addMedia } from './add-media.ts'
import { lockCard } from './lock-cards.ts'
import { noteCardEvents, recordCardAct } from './note-events.ts'
import { chipRecord } from './number.ts'

export type ChipAdded =
  | { ok: true }
  /** `format`: that is no chip's number. `taken`: the chip is, or was, another medium. */
  | { ok: false; reason: 'unknown' | 'closed' | 'format' | 'taken' }

/** Lets a chip (a tag on a key ring, a sticker) pay for a card from now on. `uid` is the number its maker gave it, in hex. */
export async function addChip(
  tx: Tx,
  vault: Vault,
  request: { clientId: string; cardId: string; uid: string; by: Actor },
): Promise<ChipAdded> {
  const { clientId, cardId, by } = request
  const number = chipRecord(vault, request.uid)
  if (!number) return { ok: false, reason: 'format' }
  const card = await lockCard(tx, clientId, cardId, by)
  if (!card) return { ok: false, reason: 'unknown' }
  if (card.closed) return { ok: false, reason: 'closed' }
  // Two who bind one chip at once: the second waits here and sees the first's.
  await sql`select pg_advisory_xact_lock(hashtextextended(encode(${number.hash}::bytea, 'hex'), 0))`.execute(
    tx,
  )
  const { rows } = await sql`select from card_medium where number_hash = ${number.hash}`.execute(tx)
  if (rows.length > 0) return { ok: false, reason: 'taken' }
  await addMedia(tx, vault, clientId, [cardId], 'nfc', number)
  await noteCardEvents(tx, clientId, [card], 'made', by, () => ({ kind: 'nfc' }))
  await recordCardAct(tx, 'card.made', { clientId, cards: [card], by })
  return { ok: true }
}
