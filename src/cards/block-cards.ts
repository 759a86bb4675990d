import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { type CardOutcome, lockCards, type Side, sortOut } from './lock-cards.ts'
import { noteCardEvents, recordCardAct } from './note-events.ts'

/**
 * Blocks cards for one side: no till takes them from the commit on, because tills read the same row; what runs at a pump
 * still ends. The other side's block, and a lock by PIN, stay what they are.
 */
export async function blockCards(
  tx: Tx,
  request: { clientId: string; cardIds: readonly string[]; side: Side; reason: string; by: Actor },
): Promise<CardOutcome> {
  const { clientId, side, reason, by } = request
  const cards = await lockCards(tx, clientId, request.cardIds, by)
  const outcome = sortOut(request.cardIds, cards, (card) =>
    card.closed ? 'closed' : isBlockedBy(card, side) ? 'already' : undefined,
  )
  await sql`
    update card set ${sql.ref(`${side}_blocked_at`)} = now(), ${sql.ref(`${side}_block_reason`)} = ${reason}
    where client_id = ${clientId} and id = any(${outcome.done.map(({ id }) => id)}::uuid[])`.execute(tx)
  await noteCardEvents(tx, clientId, outcome.done, 'blocked', by, () => ({ side, reason }))
  await recordCardAct(tx, 'card.blocked', { clientId, cards: outcome.done, by, reason })
  return outcome
}

/** Whether a side has blocked a card. */
export function isBlockedBy(
  card: { blockedByClient: boolean; blockedByRetailer: boolean },
  side: Side,
): boolean {
  return side === 'client' ? card.blockedByClient : card.blockedByRetailer
}
