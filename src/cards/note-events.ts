import { sql } from 'kysely'
import { record, type Action, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { EventDetails } from '../coupons/note-events.ts'

/** What people do with a card. Refuels are not here: they are the tills' transactions. */
export const CARD_EVENTS = [
  'ordered',
  'made',
  'produced',
  'delivered',
  'activated',
  'blocked',
  'unblocked',
  'block_scheduled',
  'block_unscheduled',
  'pin_locked',
  'pin_set',
  'lost',
  'stolen',
  'damaged',
  'replaced',
  'expired',
  'given',
  'products_changed',
  'limits_changed',
  'topped_up',
  'moved_out',
  'moved_in',
  'swept',
  'closed',
  'number_shown',
] as const
export type CardEvent = (typeof CARD_EVENTS)[number]

/**
 * Writes the same event into the story of several cards, each with details of its own where `detailsOf` gives some. Answers
 * with the events' ids by card: a posting that belongs to the event names it.
 */
export async function noteCardEvents<Card extends { id: string }>(
  tx: Tx,
  clientId: string,
  cards: readonly Card[],
  what: CardEvent,
  by: Actor,
  detailsOf: (card: Card) => EventDetails | undefined = () => undefined,
): Promise<Map<string, string>> {
  if (cards.length === 0) return new Map()
  const details = cards.map((card) => {
    const said = detailsOf(card)
    return said ? JSON.stringify(said) : null
  })
  const { rows } = await sql<{ card_id: string; id: string }>`
    insert into card_event (client_id, card_id, what, actor_id, actor, details, ip)
    select ${clientId}, noted.card_id, ${what}, ${by.accountId ?? null}::uuid, ${by.name}, noted.details::jsonb, ${by.ip ?? null}
    from unnest(${cards.map(({ id }) => id)}::uuid[], ${details}::text[]) as noted (card_id, details)
    returning card_id, id`.execute(tx)
  return new Map(rows.map((row) => [row.card_id, row.id]))
}

/**
 * Writes an event that moves money under the name its form gave it, and answers with its id; undefined when that form was
 * sent before: the money has moved then.
 */
export async function noteMovement(
  tx: Tx,
  event: {
    clientId: string
    cardId: string
    what: CardEvent
    requestKey: string
    by: Actor
    details: EventDetails
  },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into card_event (client_id, card_id, what, actor_id, actor, details, ip, request_key)
    values (${event.clientId}, ${event.cardId}, ${event.what}, ${event.by.accountId ?? null}::uuid, ${event.by.name},
      ${JSON.stringify(event.details)}::jsonb, ${event.by.ip ?? null}, ${event.requestKey})
    on conflict (client_id, card_id, request_key) do nothing returning id`.execute(tx)
  return rows[0]?.id
}

/** How many numbers the log names in one line. */
const NAMED = 5

/** Writes what was done to one card or many into the log of actions, as one line. Nothing when nothing was done. */
export async function recordCardAct(
  tx: Tx,
  action: Action,
  act: {
    clientId: string
    cards: readonly { number: bigint; lastFour: string }[]
    by: Actor
    before?: Record<string, unknown>
    after?: Record<string, unknown>
    reason?: string | undefined
  },
): Promise<void> {
  const { cards } = act
  if (cards.length === 0) return
  const names = cards.slice(0, NAMED).map((card) => cardName(card))
  await record(tx, action, {
    by: act.by,
    clientId: act.clientId,
    object: names.join(', ') + (cards.length > NAMED ? ' …' : ''),
    ...(act.before ? { before: act.before } : {}),
    after: { ...act.after, ...(cards.length > 1 ? { count: cards.length } : {}) },
    reason: act.reason,
  })
}

/** «100023 ·1234»: the card's own number, and the last four digits people see on it. */
export function cardName({ number, lastFour }: { number: bigint; lastFour: string }): string {
  return lastFour === '' ? String(number) : `${number} ·${lastFour}`
}
