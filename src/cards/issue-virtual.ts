import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Vault } from '../vault.ts'
import { addMedia } from './add-media.ts'
import { lockCard } from './lock-cards.ts'
import { noteCardEvents, recordCardAct } from './note-events.ts'
import { addCards, type CardPlan, isActive } from './order-cards.ts'

export type VirtualIssued =
  | { ok: true; cardId: string; replayed: boolean }
  | { ok: false; reason: 'contract_inactive' | 'unknown' | 'closed' | 'already' }

/**
 * Makes a card that lives in a phone and works at once: a number, shown as a QR code. `requestKey` is the form's own name:
 * sent twice, it is one card. Refuses under a contract that is not active.
 */
export async function issueVirtual(
  tx: Tx,
  vault: Vault,
  request: { clientId: string; contractId: string; plan: CardPlan; requestKey: string; by: Actor },
): Promise<VirtualIssued> {
  const { clientId, contractId, by } = request
  if (!(await isActive(tx, request))) return { ok: false, reason: 'contract_inactive' }
  const { rows } = await sql<{ id: string }>`
    insert into card_order (client_id, contract_id, request_key, count, ordered_by)
    values (${clientId}, ${contractId}, ${request.requestKey}, 1, ${by.accountId ?? null})
    on conflict (client_id, request_key) do nothing returning id`.execute(tx)
  if (!rows[0]) {
    const { rows: made } = await sql<{ id: string }>`
      select c.id from card c join card_order o on o.client_id = c.client_id and o.id = c.order_id
      where o.client_id = ${clientId} and o.request_key = ${request.requestKey}`.execute(tx)
    return { ok: true, cardId: made[0]!.id, replayed: true }
  }
  const cards = await addCards(tx, vault, { ...request, count: 1, orderId: rows[0].id, kind: 'virtual' })
  await noteCardEvents(tx, clientId, cards, 'made', by, () => ({ kind: 'virtual' }))
  await recordCardAct(tx, 'card.made', { clientId, cards, by })
  return { ok: true, cardId: cards[0]!.id, replayed: false }
}

/** Gives a card a number in a phone beside its plastic, at once. `already` when it has one that works. */
export async function addVirtual(
  tx: Tx,
  vault: Vault,
  request: { clientId: string; cardId: string; by: Actor },
): Promise<VirtualIssued> {
  const { clientId, cardId, by } = request
  const card = await lockCard(tx, clientId, cardId, by)
  if (!card) return { ok: false, reason: 'unknown' }
  if (card.closed) return { ok: false, reason: 'closed' }
  const { rows } = await sql`
    select from card_medium where client_id = ${clientId} and card_id = ${cardId} and kind = 'virtual' and ended_at is null`.execute(
    tx,
  )
  if (rows.length > 0) return { ok: false, reason: 'already' }
  await addMedia(tx, vault, clientId, [cardId], 'virtual')
  await noteCardEvents(tx, clientId, [card], 'made', by, () => ({ kind: 'virtual' }))
  await recordCardAct(tx, 'card.made', { clientId, cards: [card], by })
  return { ok: true, cardId, replayed: false }
}
