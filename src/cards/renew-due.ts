import { sql } from 'kysely'
import type { App } from '../app.ts'
import type { Tx } from '../db/database.ts'
import { defineJob } from '../jobs/jobs.ts'
import type { Vault } from '../vault.ts'
import { lockCards } from './lock-cards.ts'
import { renewCard } from './renew-card.ts'
import { SOON_DAYS } from './states.tsx'

/** Cards in one transaction: few, because tills wait for them. */
const LOT = 100
const WORKER = { name: 'mycoupon' }

/**
 * In the night, before people hear of what ends: cards that end soon, under contracts that say so, get another medium of
 * the same kind. The later hours are for a worker that was down.
 */
export const cardsRenew = defineJob<App, Record<string, never>>({
  name: 'cards-renew',
  cron: '20 0-5 * * *',
  async run(app) {
    let renewed: number
    do renewed = await app.db.transaction((tx) => renewDueCards(tx, app.vault))
    while (renewed > 0)
  },
})

/**
 * Renews some of the cards that end within `SOON_DAYS` and work: what is blocked, lost or suspended is left to people.
 * Once for a card and its last day, however many workers look, and even if the new one was ended by hand since. Answers
 * with how many.
 */
export async function renewDueCards(tx: Tx, vault: Vault): Promise<number> {
  let renewed = 0
  for (const [clientId, due] of Map.groupBy(await findDue(tx), ({ clientId: client }) => client)) {
    const ids = due.map(({ cardId }) => cardId)
    const cards = new Map((await lockCards(tx, clientId, ids, WORKER)).map((card) => [card.id, card]))
    // Whoever was before has committed by now: what is due is asked again, of these alone.
    for (const { cardId, kind, endsOn } of await findDue(tx, { clientId, ids })) {
      if (cards.get(cardId)?.state !== 'active') continue
      const answer = await renewCard(tx, vault, { clientId, cardId, kind, by: WORKER })
      if (!answer.ok) continue
      await sql`
        insert into card_renewal (client_id, card_id, ends_on, medium_id)
        values (${clientId}, ${cardId}, ${endsOn}, ${answer.mediumId})`.execute(tx)
      renewed++
    }
  }
  return renewed
}

type Due = { clientId: string; cardId: string; kind: 'plastic' | 'virtual'; endsOn: string }

// A card with plastic and a number gets plastic: whoever has it in their hand needs a new one most.
async function findDue(tx: Tx, among?: { clientId: string; ids: readonly string[] }): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select m.client_id as "clientId", m.card_id as "cardId", case when bool_or(m.kind = 'plastic') then 'plastic' else 'virtual' end as kind,
      max(m.valid_to) as "endsOn"
    from card_medium m
      join card c on c.client_id = m.client_id and c.id = m.card_id and c.closed_at is null and card_state(c) = 'active'
      join contract k on k.client_id = c.client_id and k.id = c.contract_id and k.state = 'active' and k.renew_cards
      join client cl on cl.id = c.client_id and cl.state = 'active'
    where m.ended_at is null and m.state = 'active' and m.kind in ('plastic', 'virtual')
      and m.valid_to between local_day(now()) and local_day(now()) + ${SOON_DAYS}::int
      and not exists (select from card_medium o where o.client_id = m.client_id and o.card_id = m.card_id and o.ended_at is null
        and o.valid_to > local_day(now()) + ${SOON_DAYS}::int)
      and not exists (select from card_renewal r where r.client_id = m.client_id and r.card_id = m.card_id and r.ends_on >= m.valid_to)
      and ${among ? sql`m.client_id = ${among.clientId} and m.card_id = any(${among.ids}::uuid[])` : sql`true`}
    group by m.client_id, m.card_id order by m.client_id, m.card_id limit ${LOT}`.execute(tx)
  return rows
}
