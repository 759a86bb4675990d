import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Vault } from '../vault.ts'
import { addMedia, type MediumKind } from './add-media.ts'
import { type LockedCard, lockCard } from './lock-cards.ts'
import { noteCardEvents, recordCardAct } from './note-events.ts'

/** How a medium is gone for good. */
export type MediumLoss = 'lost' | 'stolen' | 'damaged'

export type MediumEnded =
  /** `newMediumId` when another takes its place: a number in a phone works at once, plastic is ordered. */
  { ok: true; newMediumId?: string } | { ok: false; reason: 'unknown' | 'closed' | 'already' }

/**
 * Ends what a driver held: lost, stolen or broken, for ever, from the commit on. With `replaceBy` another medium takes its
 * place; wallet, limits, holder and history stay, because they are the card's. A stolen or lost card's PIN may be known to
 * others: whoever replaces it is told to set a new one.
 */
export async function endMedium(
  tx: Tx,
  vault: Vault,
  request: {
    clientId: string
    mediumId: string
    loss: MediumLoss
    replaceBy?: Exclude<MediumKind, 'nfc'> | undefined
    by: Actor
  },
): Promise<MediumEnded> {
  const { clientId, mediumId, loss, by } = request
  const card = await lockCardOf(tx, clientId, mediumId, by)
  if (!card) return { ok: false, reason: 'unknown' }
  if (card.closed) return { ok: false, reason: 'closed' }
  const { rows } = await sql<{ lastFour: string }>`
    update card_medium set state = ${loss}, ended_at = now()
    where client_id = ${clientId} and id = ${mediumId} and ended_at is null
    returning last_four as "lastFour"`.execute(tx)
  await sql`
    update card_medium set state = ${loss}, ended_at = now()
    where client_id = ${clientId} and part_of = ${mediumId} and ended_at is null`.execute(tx)
  if (!rows[0]) return { ok: false, reason: 'already' }
  await noteCardEvents(tx, clientId, [card], loss, by, () => ({ lastFour: rows[0]!.lastFour }))
  await recordCardAct(tx, `card.${loss}`, { clientId, cards: [card], by })
  if (!request.replaceBy) return { ok: true }
  return {
    ok: true,
    newMediumId: await giveAnother(tx, vault, { ...request, card, kind: request.replaceBy }),
  }
}

/**
 * Gives a card whose medium has ended another one. Refuses `closed`, and `already` for a medium that still lives or was
 * replaced before.
 */
export async function replaceMedium(
  tx: Tx,
  vault: Vault,
  request: { clientId: string; mediumId: string; kind: Exclude<MediumKind, 'nfc'>; by: Actor },
): Promise<MediumEnded> {
  const { clientId, mediumId, by } = request
  const card = await lockCardOf(tx, clientId, mediumId, by)
  if (!card) return { ok: false, reason: 'unknown' }
  if (card.closed) return { ok: false, reason: 'closed' }
  const { rows } = await sql`
    select from card_medium
    where client_id = ${clientId} and id = ${mediumId} and ended_at is not null and replaced_by is null`.execute(
    tx,
  )
  if (rows.length === 0) return { ok: false, reason: 'already' }
  return { ok: true, newMediumId: await giveAnother(tx, vault, { ...request, card }) }
}

async function giveAnother(
  tx: Tx,
  vault: Vault,
  request: { clientId: string; mediumId: string; card: LockedCard; kind: MediumKind; by: Actor },
): Promise<string> {
  const { clientId, mediumId, card, kind, by } = request
  const [newId] = await addMedia(tx, vault, clientId, [card.id], kind)
  await sql`
    update card_medium set replaced_by = ${newId!} where client_id = ${clientId} and id = ${mediumId}`.execute(
    tx,
  )
  await noteCardEvents(tx, clientId, [card], 'replaced', by, () => ({ kind }))
  await recordCardAct(tx, 'card.replaced', { clientId, cards: [card], by })
  return newId!
}

async function lockCardOf(
  tx: Tx,
  clientId: string,
  mediumId: string,
  by: Actor,
): Promise<LockedCard | undefined> {
  const { rows } = await sql<{ cardId: string }>`
    select card_id as "cardId" from card_medium where client_id = ${clientId} and id = ${mediumId}`.execute(
    tx,
  )
  return rows[0] && lockCard(tx, clientId, rows[0].cardId, by)
}
