import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { lockAdvance } from '../ledger/advance.ts'
import { post } from '../ledger/post.ts'
import { type LockedCard, lockCard } from './lock-cards.ts'
import { noteMovement, recordCardAct } from './note-events.ts'
import { findMovement } from './top-up.ts'
import { freeOf, valueOf } from './wallet.ts'

export type Swept =
  | { ok: true; tiyn: bigint; ml: bigint; replayed: boolean }
  | { ok: false; reason: 'unknown' | 'closed' | 'scheme' | 'nothing' }

/**
 * Takes what is in a card's wallet back to the client's advance, all but what running pumps were promised: money as it is,
 * litres for what was paid for them.
 */
export async function sweepCard(
  tx: Tx,
  request: { clientId: string; cardId: string; requestKey: string; by: Actor },
): Promise<Swept> {
  const { clientId, by } = request
  const card = await lockCard(tx, clientId, request.cardId, by)
  if (!card) return { ok: false, reason: 'unknown' }
  const before = await findMovement(tx, request)
  if (before) return { ok: true, ...before, replayed: true }
  if (card.closed) return { ok: false, reason: 'closed' }
  if (card.scheme === 'limit') return { ok: false, reason: 'scheme' }
  const moved = await sweepLocked(tx, { ...request, card })
  if (moved.tiyn === 0n && moved.ml === 0n) return { ok: false, reason: 'nothing' }
  await recordCardAct(tx, 'card.swept', {
    clientId,
    cards: [card],
    by,
    after: { tiyn: moved.tiyn.toString() },
  })
  return { ok: true, ...moved, replayed: false }
}

/** The same for a card the caller has locked; nought when there is nothing to take. */
export async function sweepLocked(
  tx: Tx,
  request: { clientId: string; card: LockedCard; requestKey: string; by: Actor },
): Promise<{ tiyn: bigint; ml: bigint }> {
  const { clientId, card } = request
  const free = freeOf(card)
  const ml = card.scheme === 'wallet_litre' ? free.ml : 0n
  const tiyn = card.scheme === 'wallet_litre' ? (ml > 0n ? valueOf(ml, card) : 0n) : free.tiyn
  if (tiyn === 0n && ml === 0n) return { tiyn, ml }
  await lockAdvance(tx, clientId)
  const refId = await noteMovement(tx, {
    ...{ clientId, cardId: card.id, what: 'swept', requestKey: request.requestKey, by: request.by },
    details: { tiyn: tiyn.toString(), ml: ml.toString() },
  })
  await post(tx, {
    ...{ clientId, event: 'card_swept', refId: refId!, credit: 'client_advance', tiyn, cardId: card.id },
    debit: card.scheme === 'wallet_litre' ? 'card_litre' : 'card_money',
    ...(card.product ? { product: card.product, ml } : {}),
  })
  return { tiyn, ml }
}
