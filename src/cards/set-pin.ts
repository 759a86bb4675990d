import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import { parsePin } from '../coupons/pin.ts'
import type { Tx } from '../db/database.ts'
import type { Vault } from '../vault.ts'
import { lockCard } from './lock-cards.ts'
import { noteCardEvents, recordCardAct } from './note-events.ts'
import { drawPin, hashPin } from './pin.ts'

export type PinSet =
  /** The PIN, to be shown once: nobody can read it again. */
  { ok: true; pin: string } | { ok: false; reason: 'unknown' | 'closed' | 'format' | 'trivial' }

/**
 * Gives a card a new PIN: the one that was chosen, or a drawn one. A card locked by wrong PINs is open again, with this one.
 * Refuses what is not four digits (`format`) and what everybody tries first (`trivial`).
 */
export async function setPin(
  tx: Tx,
  vault: Vault,
  request: { clientId: string; cardId: string; pin?: string | undefined; by: Actor },
): Promise<PinSet> {
  const { clientId, cardId, by } = request
  const chosen = parsePin(request.pin ?? drawPin())
  if (!chosen.ok) return chosen
  const card = await lockCard(tx, clientId, cardId, by)
  if (!card) return { ok: false, reason: 'unknown' }
  if (card.closed) return { ok: false, reason: 'closed' }
  const hash = await hashPin(vault, cardId, chosen.pin)
  await sql`
    insert into card_pin as p (client_id, card_id, hash, set_by) values (${clientId}, ${cardId}, ${hash}, ${by.accountId ?? null})
    on conflict (client_id, card_id) do update set no = p.no + 1, hash = excluded.hash, set_at = now(), set_by = excluded.set_by`.execute(
    tx,
  )
  await sql`
    update card set pin_fails = 0, pin_locked_at = null where client_id = ${clientId} and id = ${cardId}`.execute(
    tx,
  )
  await noteCardEvents(tx, clientId, [card], 'pin_set', by)
  await recordCardAct(tx, 'card.pin_set', { clientId, cards: [card], by })
  return { ok: true, pin: chosen.pin }
}
