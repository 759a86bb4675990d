import { sql } from 'kysely'
import type { App } from '../app.ts'
import type { Tx } from '../db/database.ts'
import { defineJob } from '../jobs/jobs.ts'
import { lockCards } from './lock-cards.ts'
import { noteCardEvents } from './note-events.ts'

/** Media in one transaction: few, because tills wait for their cards. */
const LOT = 200
const WORKER = { name: 'mycoupon' }

/**
 * Soon after midnight in Kazakhstan: plastic and numbers whose last day is past end. Tills have refused them since midnight
 * by the day itself. What is in the wallet stays there, for the card's next medium or its owner.
 */
export const cardsExpire = defineJob<App, Record<string, never>>({
  name: 'cards-expire',
  cron: '10 0 * * *',
  async run(app) {
    let ended: number
    do ended = await app.db.transaction((tx) => expireMedia(tx))
    while (ended === LOT)
  },
})

/** Ends some media whose last day is past; answers with how many it looked at. */
export async function expireMedia(tx: Tx): Promise<number> {
  const { rows } = await sql<{ id: string; clientId: string; cardId: string }>`
    select id, client_id as "clientId", card_id as "cardId" from card_medium
    where ended_at is null and valid_to < local_day(now()) order by client_id, card_id limit ${LOT}`.execute(
    tx,
  )
  for (const [clientId, media] of Map.groupBy(rows, ({ clientId: client }) => client)) {
    const cards = await lockCards(
      tx,
      clientId,
      media.map(({ cardId }) => cardId),
      WORKER,
    )
    const { rows: ended } = await sql<{ cardId: string }>`
      update card_medium set state = 'expired', ended_at = now()
      where client_id = ${clientId} and id = any(${media.map(({ id }) => id)}::uuid[]) and ended_at is null
      returning card_id as "cardId"`.execute(tx)
    const theirs = cards.filter(({ id }) => ended.some(({ cardId }) => cardId === id))
    await noteCardEvents(tx, clientId, theirs, 'expired', WORKER)
  }
  return rows.length
}
