import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { lockAdvance } from '../ledger/advance.ts'
import { post } from '../ledger/post.ts'
import { costOf, withDiscount } from '../products/money.ts'
import { type LockedCard, lockCard } from './lock-cards.ts'
import { noteMovement, recordCardAct } from './note-events.ts'

export type ToppedUp =
  | { ok: true; tiyn: bigint; ml: bigint; replayed: boolean }
  /** `price_changed`: today the litres cost `tiyn`. `not_enough`: the advance lacks `tiyn`. */
  | { ok: false; reason: 'price_changed' | 'not_enough'; tiyn: bigint }
  | { ok: false; reason: 'unknown' | 'closed' | 'suspended' | 'scheme' | 'no_price' | 'nothing' }

export type TopUp = {
  clientId: string
  cardId: string
  /** Money for a money wallet; litres at today's price, of which the person saw the cost, for a litre wallet. */
  amount: { tiyn: bigint } | { ml: bigint; agreedTiyn: bigint }
  /** The form's own name (a UUID): sent twice, it moves once. */
  requestKey: string
  by: Actor
}

/**
 * Fills a card's wallet from the client's advance: money, or litres at the network's price of now less the contract's
 * discount (domain E2). Refuses what the advance does not cover.
 */
export async function topUp(tx: Tx, request: TopUp): Promise<ToppedUp> {
  const { clientId, cardId, amount, by } = request
  const card = await lockCard(tx, clientId, cardId, by)
  if (!card) return { ok: false, reason: 'unknown' }
  const before = await findMovement(tx, request)
  if (before) return { ok: true, ...before, replayed: true }
  if (card.closed) return { ok: false, reason: 'closed' }
  if (!card.served) return { ok: false, reason: 'suspended' }
  if (card.scheme !== ('ml' in amount ? 'wallet_litre' : 'wallet_money'))
    return { ok: false, reason: 'scheme' }
  const priced = await priceOf(tx, clientId, card, amount)
  if (!priced.ok) return priced
  const { tiyn, ml } = priced
  const { availableTiyn } = await lockAdvance(tx, clientId)
  if (tiyn > availableTiyn) return { ok: false, reason: 'not_enough', tiyn: tiyn - availableTiyn }

  const details = { tiyn: tiyn.toString(), ml: ml.toString() }
  const refId = await noteMovement(tx, { ...request, what: 'topped_up', details })
  await post(tx, {
    clientId,
    event: 'card_topped_up',
    refId: refId!,
    debit: 'client_advance',
    credit: card.scheme === 'wallet_litre' ? 'card_litre' : 'card_money',
    tiyn,
    cardId,
    ...(card.product ? { product: card.product, ml } : {}),
  })
  await recordCardAct(tx, 'card.topped_up', { clientId, cards: [card], by, after: { tiyn: tiyn.toString() } })
  return { ok: true, tiyn, ml, replayed: false }
}

type Priced = { ok: true; tiyn: bigint; ml: bigint } | Extract<ToppedUp, { ok: false }>

async function priceOf(tx: Tx, clientId: string, card: LockedCard, amount: TopUp['amount']): Promise<Priced> {
  if ('tiyn' in amount)
    return amount.tiyn > 0n ? { ok: true, tiyn: amount.tiyn, ml: 0n } : { ok: false, reason: 'nothing' }
  if (amount.ml <= 0n) return { ok: false, reason: 'nothing' }
  const { rows } = await sql<{ price: bigint | null; discount: number }>`
    select price_at(${card.product}, null, now()) as price, discount_bp as discount
    from contract where client_id = ${clientId} and id = ${card.contractId}`.execute(tx)
  const { price, discount } = rows[0]!
  if (price === null) return { ok: false, reason: 'no_price' }
  const tiyn = costOf(amount.ml, withDiscount(price, discount))
  if (tiyn !== amount.agreedTiyn) return { ok: false, reason: 'price_changed', tiyn }
  return { ok: true, tiyn, ml: amount.ml }
}

/** What a movement under this form's name has moved before, when it has. The caller holds the card. */
export async function findMovement(
  tx: Tx,
  request: { clientId: string; cardId: string; requestKey: string },
): Promise<{ tiyn: bigint; ml: bigint } | undefined> {
  const { rows } = await sql<{ tiyn: bigint; ml: bigint }>`
    select p.tiyn, p.ml from card_event e join posting p on p.client_id = e.client_id and p.ref_id = e.id
    where e.client_id = ${request.clientId} and e.card_id = ${request.cardId} and e.request_key = ${request.requestKey}`.execute(
    tx,
  )
  return rows[0]
}
