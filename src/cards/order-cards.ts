import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import type { Vault } from '../vault.ts'
import { addMedia } from './add-media.ts'
import type { Scheme } from './lock-cards.ts'
import { noteCardEvents, recordCardAct } from './note-events.ts'

/** What a new card is to be: litres are of one product, everything else may be narrowed to some. */
export type CardPlan =
  | { scheme: 'wallet_litre'; product: Product }
  | { scheme: Exclude<Scheme, 'wallet_litre'>; products?: readonly Product[] | undefined }

export type CardsOrder = {
  clientId: string
  contractId: string
  plan: CardPlan
  /** 1 to 500. */
  count: number
  deliverTo: string
  /** The form's own name (a UUID): sent twice, it is one order. */
  requestKey: string
  by: Actor
}

export type OrderedCards =
  | { ok: true; orderId: string; cardIds: string[]; replayed: boolean }
  | { ok: false; reason: 'contract_inactive' | 'count' }

/** How many cards one order may ask for. */
export const MOST_CARDS = 500

/**
 * Orders plastic cards of a contract: the accounts are there at once, to be given to drivers; the plastic is made, brought
 * and activated by the retailer. Refuses under a contract that is not active.
 */
export async function orderCards(tx: Tx, vault: Vault, order: CardsOrder): Promise<OrderedCards> {
  const { clientId, contractId, by } = order
  if (!Number.isInteger(order.count) || order.count < 1 || order.count > MOST_CARDS)
    return { ok: false, reason: 'count' }
  if (!(await isActive(tx, order))) return { ok: false, reason: 'contract_inactive' }
  const { rows } = await sql<{ id: string }>`
    insert into card_order (client_id, contract_id, request_key, count, deliver_to, ordered_by)
    values (${clientId}, ${contractId}, ${order.requestKey}, ${order.count}, ${order.deliverTo}, ${by.accountId ?? null})
    on conflict (client_id, request_key) do nothing returning id`.execute(tx)
  const orderId = rows[0]?.id
  if (!orderId) return { ok: true, ...(await orderByKey(tx, order)), replayed: true }

  const cards = await addCards(tx, vault, { ...order, orderId, kind: 'plastic' })
  await noteCardEvents(tx, clientId, cards, 'ordered', by)
  await recordCardAct(tx, 'card.ordered', { clientId, cards, by })
  return { ok: true, orderId, cardIds: cards.map(({ id }) => id), replayed: false }
}

/** Whether cards may be had under a contract now; it stays so until the transaction ends. */
export async function isActive(tx: Tx, contract: { clientId: string; contractId: string }): Promise<boolean> {
  const { rows } = await sql`
    select from contract k join client c on c.id = k.client_id
    where k.client_id = ${contract.clientId} and k.id = ${contract.contractId} and k.state = 'active' and c.state = 'active'
    for key share of k`.execute(tx)
  return rows.length > 0
}

/** Adds cards with a medium each. The caller has seen that the contract is active, and writes their story. */
export async function addCards(
  tx: Tx,
  vault: Vault,
  request: {
    clientId: string
    contractId: string
    plan: CardPlan
    count: number
    orderId?: string | undefined
    kind: 'plastic' | 'virtual'
  },
): Promise<{ id: string; number: bigint; lastFour: string }[]> {
  const { clientId, plan } = request
  const litres = plan.scheme === 'wallet_litre'
  const { rows } = await sql<{ id: string }>`
    insert into card (client_id, contract_id, order_id, scheme, product, products)
    select ${clientId}, ${request.contractId}, ${request.orderId ?? null}::uuid, ${plan.scheme}, ${litres ? plan.product : null},
      ${litres ? null : (plan.products ?? null)}::text[]
    from generate_series(1, ${request.count}::int)
    returning id`.execute(tx)
  const ids = rows.map(({ id }) => id)
  await addMedia(tx, vault, clientId, ids, request.kind)
  const { rows: cards } = await sql<{ id: string; number: bigint; lastFour: string }>`
    select id, number, last_four as "lastFour" from card
    where client_id = ${clientId} and id = any(${ids}::uuid[]) order by number`.execute(tx)
  return cards
}

async function orderByKey(
  tx: Tx,
  { clientId, requestKey }: CardsOrder,
): Promise<{ orderId: string; cardIds: string[] }> {
  const { rows } = await sql<{ orderId: string; cardIds: string[] }>`
    select o.id as "orderId", array_agg(c.id order by c.number) as "cardIds"
    from card_order o join card c on c.client_id = o.client_id and c.order_id = o.id
    where o.client_id = ${clientId} and o.request_key = ${requestKey} group by o.id`.execute(tx)
  return rows[0]!
}
