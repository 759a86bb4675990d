import { sql } from 'kysely'
import { within } from '../accounts/reach.ts'
import { record, type Actor } from '../audit/record.ts'
import { blockCards } from '../cards/block-cards.ts'
import { giveCards } from '../cards/give-cards.ts'
import type { Tx } from '../db/database.ts'

export type DriverArchived =
  | { ok: true; name: string }
  /**
   * `has_coupons`: they still have some: take them back first. `has_cards`: they hold some, and nobody said what becomes of
   * them. `out_of_reach`: of these, whoever acts does not look after all. `already`: they are where they should go.
   */
  | { ok: false; reason: 'unknown' | 'already' | 'has_coupons' | 'has_cards' | 'out_of_reach' }

/** What becomes of the cards of somebody who leaves: they gave them back, or went away with them. */
export type CardsOfLeaver = { act: 'take_back' } | { act: 'block'; reason: string }

type Request = { clientId: string; driverId: string; by: Actor }

/**
 * Takes a driver out of the lists; their story stays. Nobody is given anything by mistake who has left, and no card of
 * theirs is left to chance: it is taken from them, or blocked beside their being gone.
 */
export async function archiveDriver(
  tx: Tx,
  request: Request & { cards?: CardsOfLeaver | undefined },
): Promise<DriverArchived> {
  const { clientId, driverId } = request
  const driver = await lockDriver(tx, request)
  if (!driver) return { ok: false, reason: 'unknown' }
  if (driver.archived) return { ok: false, reason: 'already' }
  const { rows } = await sql`
    select from coupon where client_id = ${clientId} and driver_id = ${driverId} and shelf = 'given' limit 1`.execute(
    tx,
  )
  if (rows.length > 0) return { ok: false, reason: 'has_coupons' }
  const { cardIds, beyond } = await cardsOf(tx, request)
  if (beyond) return { ok: false, reason: 'out_of_reach' }
  if (cardIds.length > 0) {
    if (!request.cards) return { ok: false, reason: 'has_cards' }
    await leaveCards(tx, { ...request, cardIds, cards: request.cards })
  }
  await sql`update driver set archived_at = now() where client_id = ${clientId} and id = ${driverId}`.execute(
    tx,
  )
  await record(tx, 'driver.archived', { by: request.by, clientId, object: driver.name })
  return { ok: true, name: driver.name }
}

/** Brings an archived driver back into the lists. */
export async function restoreDriver(tx: Tx, request: Request): Promise<DriverArchived> {
  const { clientId, driverId } = request
  const driver = await lockDriver(tx, request)
  if (!driver) return { ok: false, reason: 'unknown' }
  if (!driver.archived) return { ok: false, reason: 'already' }
  // Their cards pay again from then on.
  if ((await cardsOf(tx, request)).beyond) return { ok: false, reason: 'out_of_reach' }
  await sql`update driver set archived_at = null where client_id = ${clientId} and id = ${driverId}`.execute(
    tx,
  )
  await record(tx, 'driver.restored', { by: request.by, clientId, object: driver.name })
  return { ok: true, name: driver.name }
}

async function leaveCards(
  tx: Tx,
  { clientId, cardIds, cards, by }: Request & { cardIds: string[]; cards: CardsOfLeaver },
): Promise<void> {
  if (cards.act === 'take_back') await giveCards(tx, { clientId, cardIds, to: { driverId: null }, by })
  else await blockCards(tx, { clientId, cardIds, side: 'client', reason: cards.reason, by })
}

async function cardsOf(
  tx: Tx,
  { clientId, driverId, by }: Request,
): Promise<{ cardIds: string[]; beyond: boolean }> {
  const { rows } = await sql<{ id: string; mine: boolean }>`
    select c.id, (${within(by.reach ?? null)}) is true as mine from card c
    where c.client_id = ${clientId} and c.driver_id = ${driverId} and c.closed_at is null order by c.id`.execute(
    tx,
  )
  return { cardIds: rows.map(({ id }) => id), beyond: rows.some(({ mine }) => !mine) }
}

// Who gives coupons or cards shares this row, so that nobody is given anything while they are archived.
async function lockDriver(
  tx: Tx,
  { clientId, driverId }: Request,
): Promise<{ name: string; archived: boolean } | undefined> {
  const { rows } = await sql<{ name: string; archived: boolean }>`
    select name, archived_at is not null as archived from driver
    where client_id = ${clientId} and id = ${driverId} for no key update`.execute(tx)
  return rows[0]
}
