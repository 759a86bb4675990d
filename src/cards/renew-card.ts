import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Vault } from '../vault.ts'
import { addMedia, type MediumKind } from './add-media.ts'
import { lockCard } from './lock-cards.ts'
import { noteCardEvents, recordCardAct } from './note-events.ts'
import { SOON_DAYS } from './states.tsx'

/** `early`: what the card has lives longer than `SOON_DAYS`, or another is on its way already. */
export type CardRenewed =
  | { ok: true; mediumId: string }
  | { ok: false; reason: 'unknown' | 'closed' | 'early' }

/**
 * Gives a card that ends soon, or has ended, another medium before the driver stands without one. The old one works until
 * its last day; wallet, limits, holder, PIN and history are the card's and stay.
 */
export async function renewCard(
  tx: Tx,
  vault: Vault,
  request: { clientId: string; cardId: string; kind: Exclude<MediumKind, 'nfc'>; by: Actor },
): Promise<CardRenewed> {
  const { clientId, cardId, kind, by } = request
  const card = await lockCard(tx, clientId, cardId, by)
  if (!card) return { ok: false, reason: 'unknown' }
  if (card.closed) return { ok: false, reason: 'closed' }
  const { rows } = await sql`
    select from card_medium
    where client_id = ${clientId} and card_id = ${cardId} and ended_at is null
      and valid_to > local_day(now()) + ${SOON_DAYS}::int limit 1`.execute(tx)
  if (rows.length > 0) return { ok: false, reason: 'early' }
  const [mediumId] = await addMedia(tx, vault, clientId, [cardId], kind)
  await noteCardEvents(tx, clientId, [card], 'replaced', by, () => ({ kind }))
  await recordCardAct(tx, 'card.replaced', { clientId, cards: [card], by })
  return { ok: true, mediumId: mediumId! }
}
