import { sql } from 'kysely'
import { type Action, type Actor, record } from '../audit/record.ts'
import { blockCards } from '../cards/block-cards.ts'
import type { Tx } from '../db/database.ts'
import { type Answer, type ClientSays, type OfficeSays, suspected } from './find-suspicions.ts'

export type Answered =
  | { ok: true }
  /** `said`: it is what was said before, or the retailer's last word is spoken. `no_card`: a coupon's has none to block. */
  | { ok: false; reason: 'unknown' | 'said' | 'no_card' }

type About = { clientId: string; suspicionId: string; by: Actor }

/** Keeps what a client says of a suspicious refuel; it may change its mind, and what was said before stays on record. */
export async function sayForClient(
  tx: Tx,
  request: About & { says: ClientSays; comment: string },
): Promise<Answered> {
  const { clientId, suspicionId, says, by } = request
  const { rows } = await sql<{ txn_id: string }>`
    update suspicion s set client_says = ${says}, client_said_at = now(), client_said_by = ${by.accountId ?? null}
    where client_id = ${clientId} and id = ${suspicionId} and client_says is distinct from ${says} and ${suspected(by.reach ?? null)}
    returning txn_id`.execute(tx)
  if (!rows[0]) return { ok: false, reason: (await exists(tx, request)) ? 'said' : 'unknown' }
  await note(tx, request, 'client', says, says === 'ours' ? 'suspicion.ours' : 'suspicion.disputed')
  return { ok: true }
}

/**
 * Keeps what the retailer decides: whoever is first has decided. `dispute` may still be followed by the other two; they are
 * final. `block` blocks the card in the same commit, for the retailer's side; `reason` is what its people and the client read.
 */
export async function decideForOffice(
  tx: Tx,
  request: About & { says: OfficeSays; comment: string; reason: string },
): Promise<Answered> {
  const { clientId, suspicionId, says, by } = request
  const { rows } = await sql<{ card_id: string | null; decided: boolean }>`
    select card_id, office_says in ('fine', 'block') or office_says is not distinct from ${says} as decided
    from suspicion where client_id = ${clientId} and id = ${suspicionId} for no key update`.execute(tx)
  const asked = rows[0]
  if (!asked) return { ok: false, reason: 'unknown' }
  if (asked.decided) return { ok: false, reason: 'said' }
  if (says === 'block') {
    if (asked.card_id === null) return { ok: false, reason: 'no_card' }
    await blockCards(tx, { clientId, cardIds: [asked.card_id], side: 'retailer', reason: request.reason, by })
  }
  await sql`
    update suspicion set office_says = ${says}, office_said_at = now(), office_said_by = ${by.accountId ?? null}
    where client_id = ${clientId} and id = ${suspicionId}`.execute(tx)
  await note(tx, request, 'retailer', says, DECISIONS[says])
  return { ok: true }
}

/** Adds a comment of either side; both read it. */
export async function commentOn(
  tx: Tx,
  request: About & { side: Answer['side']; comment: string },
): Promise<Answered> {
  if (!(await exists(tx, request))) return { ok: false, reason: 'unknown' }
  await note(tx, request, request.side, 'comment', 'suspicion.commented')
  return { ok: true }
}

/** Blocks the card of a suspicious refuel for its client, in one step; blocked already, it stays so. */
export async function blockForClient(tx: Tx, request: About & { reason: string }): Promise<Answered> {
  const { clientId, suspicionId, reason, by } = request
  const { rows } = await sql<{ card_id: string | null }>`
    select card_id from suspicion where client_id = ${clientId} and id = ${suspicionId}`.execute(tx)
  if (!rows[0]) return { ok: false, reason: 'unknown' }
  const cardId = rows[0].card_id
  if (cardId === null) return { ok: false, reason: 'no_card' }
  const { done } = await blockCards(tx, { clientId, cardIds: [cardId], side: 'client', reason, by })
  if (done.length === 0) return { ok: false, reason: 'said' }
  await note(tx, { ...request, comment: '' }, 'client', 'block', 'suspicion.blocked')
  return { ok: true }
}

const DECISIONS: Record<OfficeSays, Action> = {
  fine: 'suspicion.cleared',
  dispute: 'suspicion.disputed',
  block: 'suspicion.blocked',
}

async function exists(tx: Tx, { clientId, suspicionId, by }: About): Promise<boolean> {
  const { rows } = await sql`
    select from suspicion s where client_id = ${clientId} and id = ${suspicionId} and ${suspected(by.reach ?? null)}`.execute(
    tx,
  )
  return rows.length > 0
}

async function note(
  tx: Tx,
  { clientId, suspicionId, by, comment }: About & { comment: string },
  side: Answer['side'],
  said: Answer['said'],
  action: Action,
): Promise<void> {
  await sql`
    insert into suspicion_answer (client_id, suspicion_id, side, said, comment, by_id, by_name)
    values (${clientId}, ${suspicionId}, ${side}, ${said}, ${comment}, ${by.accountId ?? null}, ${by.name})`.execute(
    tx,
  )
  const { rows } = await sql<{ object: string }>`
    select coalesce(k.number::text, c.number::text, '') as object
    from suspicion s left join card k on k.client_id = s.client_id and k.id = s.card_id
      left join coupon c on c.client_id = s.client_id and c.id = s.coupon_id
    where s.client_id = ${clientId} and s.id = ${suspicionId}`.execute(tx)
  await record(tx, action, { by, clientId, object: rows[0]!.object, reason: comment || undefined })
}
