import { sql } from 'kysely'
import type { Action, Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { lockCards } from './lock-cards.ts'
import { type CardEvent, noteCardEvents, recordCardAct } from './note-events.ts'

/** Where plastic stands on its way to the driver, and what comes next. */
export type Step = 'produced' | 'delivered' | 'active'
export const BEFORE: Record<Step, 'ordered' | 'produced' | 'delivered'> = {
  produced: 'ordered',
  delivered: 'produced',
  active: 'delivered',
}

export type MediaMoved = { done: string[]; refused: { mediumId: string; reason: 'unknown' | 'not_there' }[] }

/**
 * Moves plastic one step on: each medium that is where the step begins. The others are left (`not_there`): two people who
 * press the same button move it once.
 */
export async function moveMedia(
  tx: Tx,
  request: {
    mediumIds: readonly string[]
    step: Step
    event: CardEvent
    action: Action
    by: Actor
    /** Only media of this client. */
    clientId?: string | undefined
  },
): Promise<MediaMoved> {
  const { step, by } = request
  const { rows: found } = await sql<{ id: string; clientId: string; cardId: string }>`
    select id, client_id as "clientId", card_id as "cardId" from card_medium
    where id = any(${request.mediumIds}::uuid[]) and (${request.clientId ?? null}::uuid is null or client_id = ${request.clientId ?? null})
    order by client_id, card_id`.execute(tx)
  const done: string[] = []
  for (const [clientId, media] of byClient(found)) {
    const cards = await lockCards(
      tx,
      clientId,
      media.map(({ cardId }) => cardId),
      by,
    )
    const { rows: moved } = await sql<{ id: string; cardId: string }>`
      update card_medium set state = ${step}, ${sql.ref(AT[step])} = now()
      where client_id = ${clientId} and id = any(${media.map(({ id }) => id)}::uuid[]) and state = ${BEFORE[step]}
        and card_id = any(${cards.filter(({ closed }) => !closed).map(({ id }) => id)}::uuid[])
      returning id, card_id as "cardId"`.execute(tx)
    await sql`
      update card_medium set state = ${step}, ${sql.ref(AT[step])} = now()
      where client_id = ${clientId} and part_of = any(${moved.map(({ id }) => id)}::uuid[]) and state = ${BEFORE[step]}`.execute(
      tx,
    )
    const theirs = cards.filter(({ id }) => moved.some(({ cardId }) => cardId === id))
    await noteCardEvents(tx, clientId, theirs, request.event, by)
    await recordCardAct(tx, request.action, { clientId, cards: theirs, by })
    done.push(...moved.map(({ id }) => id))
  }
  const known = new Set(found.map(({ id }) => id))
  const refused = request.mediumIds
    .filter((id) => !done.includes(id))
    .map((mediumId) => ({
      mediumId,
      reason: known.has(mediumId) ? ('not_there' as const) : ('unknown' as const),
    }))
  return { done, refused }
}

const AT = { produced: 'produced_at', delivered: 'delivered_at', active: 'activated_at' } as const

function byClient<Medium extends { clientId: string }>(media: readonly Medium[]): Map<string, Medium[]> {
  return Map.groupBy(media, ({ clientId }) => clientId)
}
