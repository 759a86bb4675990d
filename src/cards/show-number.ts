import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { lockCard } from './lock-cards.ts'
import { noteCardEvents, recordCardAct } from './note-events.ts'

/** Writes down that a person is about to see what pays with a card. False for a card the client does not have, or a closed one. */
export async function showNumber(
  tx: Tx,
  request: { clientId: string; cardId: string; by: Actor },
): Promise<boolean> {
  const { clientId, by } = request
  const card = await lockCard(tx, clientId, request.cardId, by)
  if (!card || card.closed) return false
  await noteCardEvents(tx, clientId, [card], 'number_shown', by)
  await recordCardAct(tx, 'card.number_shown', { clientId, cards: [card], by })
  return true
}
