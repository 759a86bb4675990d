import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { type CardOutcome, lockCards, sortOut } from './lock-cards.ts'
import { noteCardEvents, recordCardAct } from './note-events.ts'

/** To whom cards are given: what is not named stays, null takes it away. */
export type Holder = {
  driverId?: string | null | undefined
  vehicleId?: string | null | undefined
  groupId?: string | null | undefined
}

export type CardsGiven = ({ ok: true } & CardOutcome) | { ok: false; reason: 'driver' | 'vehicle' | 'group' }

/**
 * Who looks after some groups alone moves cards between these, and into no other. Gives cards to a driver, to a vehicle, into a group, or any of it at once. Refuses as a whole a driver, vehicle or group
 * the client does not have or has archived.
 */
export async function giveCards(
  tx: Tx,
  request: { clientId: string; cardIds: readonly string[]; to: Holder; by: Actor },
): Promise<CardsGiven> {
  const { clientId, to, by } = request
  const names = {
    driver: await nameOf(tx, clientId, 'driver', to.driverId),
    vehicle: await nameOf(tx, clientId, 'vehicle', to.vehicleId),
    group: await nameOf(tx, clientId, 'group', to.groupId),
  }
  if (to.groupId !== undefined && by.reach && !by.reach.includes(to.groupId ?? ''))
    return { ok: false, reason: 'group' }
  for (const what of ['driver', 'vehicle', 'group'] as const)
    if (names[what] === false) return { ok: false, reason: what }

  const cards = await lockCards(tx, clientId, request.cardIds, by)
  const outcome = sortOut(request.cardIds, cards, (card) => (card.closed ? 'closed' : undefined))
  const ids = outcome.done.map(({ id }) => id)
  await sql`
    update card set
      driver_id = case when ${to.driverId === undefined} then driver_id else ${to.driverId ?? null}::uuid end,
      vehicle_id = case when ${to.vehicleId === undefined} then vehicle_id else ${to.vehicleId ?? null}::uuid end,
      group_id = case when ${to.groupId === undefined} then group_id else ${to.groupId ?? null}::uuid end
    where client_id = ${clientId} and id = any(${ids}::uuid[])`.execute(tx)
  const after = Object.fromEntries(
    Object.entries(names).flatMap(([what, name]) => (typeof name === 'string' ? [[what, name]] : [])),
  )
  await noteCardEvents(tx, clientId, outcome.done, 'given', by, () => after)
  await recordCardAct(tx, 'card.given', { clientId, cards: outcome.done, by, after })
  return { ok: true, ...outcome }
}

const TABLES = {
  driver: { table: 'driver', name: 'name' },
  vehicle: { table: 'vehicle', name: 'plate' },
  group: { table: 'card_group', name: 'name' },
} as const

// Shared, so that nobody is archived while they are given a card. '' for nobody, undefined for «as it is», false for none.
async function nameOf(
  tx: Tx,
  clientId: string,
  what: keyof typeof TABLES,
  id: string | null | undefined,
): Promise<string | undefined | false> {
  if (id === undefined) return undefined
  if (id === null) return ''
  const { table, name } = TABLES[what]
  const { rows } = await sql<{ name: string }>`
    select ${sql.ref(name)} as name from ${sql.table(table)}
    where client_id = ${clientId} and id = ${id} and archived_at is null for share`.execute(tx)
  return rows[0]?.name ?? false
}
