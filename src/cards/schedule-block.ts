import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { type CardOutcome, lockCards, sortOut } from './lock-cards.ts'
import { noteCardEvents, recordCardAct } from './note-events.ts'

export type BlockScheduled = ({ ok: true } & CardOutcome) | { ok: false; reason: 'order' | 'past' }

/**
 * Blocks a client's cards from one moment to another, and then no more; without a time takes such a block away. Refuses an
 * end before the beginning (`order`) and one that is past.
 */
export async function scheduleBlock(
  tx: Tx,
  request: {
    clientId: string
    cardIds: readonly string[]
    time: { from: Date; until: Date } | null
    by: Actor
  },
): Promise<BlockScheduled> {
  const { clientId, time, by } = request
  if (time && time.from >= time.until) return { ok: false, reason: 'order' }
  if (time && time.until <= new Date()) return { ok: false, reason: 'past' }
  const cards = await lockCards(tx, clientId, request.cardIds, by)
  const outcome = sortOut(request.cardIds, cards, (card) => (card.closed ? 'closed' : undefined))
  await sql`
    update card set block_from = ${time?.from ?? null}, block_until = ${time?.until ?? null}
    where client_id = ${clientId} and id = any(${outcome.done.map(({ id }) => id)}::uuid[])`.execute(tx)
  const details = time ? { from: time.from.toISOString(), until: time.until.toISOString() } : undefined
  const what = time ? 'block_scheduled' : 'block_unscheduled'
  await noteCardEvents(tx, clientId, outcome.done, what, by, () => details)
  await recordCardAct(tx, time ? 'card.block_scheduled' : 'card.block_unscheduled', {
    clientId,
    cards: outcome.done,
    by,
    ...(details ? { after: details } : {}),
  })
  return { ok: true, ...outcome }
}
