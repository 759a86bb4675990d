import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { lockCard } from './lock-cards.ts'
import { noteCardEvents, recordCardAct } from './note-events.ts'
import { sweepLocked } from './sweep-card.ts'

export type CardClosed =
  | { ok: true; tiyn: bigint; ml: bigint }
  /** `held`: a pump runs on it; when that has ended, or in an hour, it can be closed. */
  | { ok: false; reason: 'unknown' | 'already' | 'held' }

/**
 * Closes a card for ever: what is in its wallet goes to the client's advance, its media end, nothing pays with it again. A
 * refuel of before that is refunded later returns to the advance.
 */
export async function closeCard(
  tx: Tx,
  request: { clientId: string; cardId: string; reason: string; by: Actor },
): Promise<CardClosed> {
  const { clientId, cardId, reason, by } = request
  const card = await lockCard(tx, clientId, cardId, by)
  if (!card) return { ok: false, reason: 'unknown' }
  if (card.closed) return { ok: false, reason: 'already' }
  if (await isHeld(tx, cardId)) return { ok: false, reason: 'held' }

  const swept = await sweepLocked(tx, { ...request, card, requestKey: randomUUID() })
  await sql`
    update card_medium set state = 'closed', ended_at = now()
    where client_id = ${clientId} and card_id = ${cardId} and ended_at is null`.execute(tx)
  await sql`update card set closed_at = now() where client_id = ${clientId} and id = ${cardId}`.execute(tx)
  await noteCardEvents(tx, clientId, [card], 'closed', by, () => ({ reason, tiyn: swept.tiyn.toString() }))
  await recordCardAct(tx, 'card.closed', {
    ...{ clientId, cards: [card], by, reason },
    after: { tiyn: swept.tiyn.toString() },
  })
  return { ok: true, ...swept }
}

// A hold that has lapsed is the job's to release; it has up to a minute.
async function isHeld(tx: Tx, cardId: string): Promise<boolean> {
  const { rows } = await sql`
    select from till_transaction where card_id = ${cardId} and state = 'authorized' limit 1`.execute(tx)
  return rows.length > 0
}
