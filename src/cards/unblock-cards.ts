import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { isBlockedBy } from './block-cards.ts'
import { type CardOutcome, lockCards, type Side, sortOut } from './lock-cards.ts'
import { noteCardEvents, recordCardAct } from './note-events.ts'

/** Takes back a side's own block of cards. The other's stays, and so does a lock by PIN, which ends with a new PIN. */
export async function unblockCards(
  tx: Tx,
  request: { clientId: string; cardIds: readonly string[]; side: Side; by: Actor },
): Promise<CardOutcome> {
  const { clientId, side, by } = request
  const cards = await lockCards(tx, clientId, request.cardIds, by)
  const outcome = sortOut(request.cardIds, cards, (card) =>
    card.closed ? 'closed' : isBlockedBy(card, side) ? undefined : 'not_blocked',
  )
  await sql`
    update card set ${sql.ref(`${side}_blocked_at`)} = null, ${sql.ref(`${side}_block_reason`)} = null
    where client_id = ${clientId} and id = any(${outcome.done.map(({ id }) => id)}::uuid[])`.execute(tx)
  await noteCardEvents(tx, clientId, outcome.done, 'unblocked', by, () => ({ side }))
  await recordCardAct(tx, 'card.unblocked', { clientId, cards: outcome.done, by })
  return outcome
}
