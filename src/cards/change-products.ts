import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import { type CardOutcome, lockCards, sortOut } from './lock-cards.ts'
import { noteCardEvents, recordCardAct } from './note-events.ts'

/** Says what cards may buy; null is whatever the network sells. A litre wallet has its product (`scheme`). */
export async function changeProducts(
  tx: Tx,
  request: { clientId: string; cardIds: readonly string[]; products: readonly Product[] | null; by: Actor },
): Promise<CardOutcome> {
  const { clientId, products, by } = request
  const cards = await lockCards(tx, clientId, request.cardIds, by)
  const outcome = sortOut(request.cardIds, cards, (card) =>
    card.closed ? 'closed' : card.scheme === 'wallet_litre' ? 'scheme' : undefined,
  )
  await sql`
    update card set products = ${products}::text[]
    where client_id = ${clientId} and id = any(${outcome.done.map(({ id }) => id)}::uuid[])`.execute(tx)
  const after = { products: products?.join(', ') ?? '' }
  await noteCardEvents(tx, clientId, outcome.done, 'products_changed', by, () => after)
  await recordCardAct(tx, 'card.products_changed', { clientId, cards: outcome.done, by, after })
  return outcome
}
