import { sql } from 'kysely'
import { within } from '../accounts/reach.ts'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Product } from '../products/products.ts'

/** What a card draws on (domain §6.2). */
export const SCHEMES = ['wallet_money', 'wallet_litre', 'limit'] as const
export type Scheme = (typeof SCHEMES)[number]

/** Where a card stands, in one word (`card_state`). */
export const CARD_STATES = [
  'ordered',
  'produced',
  'delivered',
  'active',
  'blocked_scheduled',
  'pin_locked',
  'blocked_client',
  'blocked_retailer',
  'damaged',
  'lost',
  'stolen',
  'expired',
  'closed',
] as const
export type CardState = (typeof CARD_STATES)[number]

/** Whose block: each takes back its own. */
export type Side = 'client' | 'retailer'

/** A card as its verbs see it; its row is theirs until the transaction ends. */
export type LockedCard = {
  id: string
  number: bigint
  contractId: string
  scheme: Scheme
  /** Of a litre wallet. */
  product: Product | null
  state: CardState
  /** How its media stand, whatever is blocked. */
  stage: CardState
  lastFour: string
  walletTiyn: bigint
  walletMl: bigint
  /** Promised of the wallet to pumps that are running. */
  holdTiyn: bigint
  holdMl: bigint
  blockedByClient: boolean
  blockedByRetailer: boolean
  pinLocked: boolean
  closed: boolean
  driverId: string | null
  vehicleId: string | null
  groupId: string | null
  /** Neither the client nor the contract is suspended. */
  served: boolean
}

/** Why an act leaves a card as it is. */
export type CardRefusal =
  | 'unknown'
  | 'closed'
  /** It is so already. */
  | 'already'
  | 'not_blocked'
  | 'suspended'
  /** A wallet of another kind, or none. */
  | 'scheme'
  /** The wallet, less what running pumps were promised, has not so much. */
  | 'not_enough'
  /** A pump is running on it. */
  | 'held'
  | 'not_active'

/** What became of each of the cards an act was asked for: those that could not were left as they are. */
export type CardOutcome = {
  done: LockedCard[]
  refused: { id: string; number?: bigint; reason: CardRefusal }[]
}

/**
 * Locks a client's cards in the order of their ids and reads them as they are then. Those the client does not have, and those
 * that are not in reach of whoever acts, are left out: to them there are none. Whoever also takes the client's advance takes it afterwards (`lockAdvance`).
 */
export async function lockCards(
  tx: Tx,
  clientId: string,
  cardIds: readonly string[],
  by: Actor,
): Promise<LockedCard[]> {
  const { rows } = await sql<LockedCard>`
    select c.id, c.number, c.contract_id as "contractId", c.scheme, c.product, card_state(c) as state, c.stage,
      c.last_four as "lastFour", c.wallet_tiyn as "walletTiyn", c.wallet_ml as "walletMl", c.hold_tiyn as "holdTiyn",
      c.hold_ml as "holdMl", c.client_blocked_at is not null as "blockedByClient",
      c.retailer_blocked_at is not null as "blockedByRetailer", c.pin_locked_at is not null as "pinLocked",
      c.closed_at is not null as closed, c.driver_id as "driverId", c.vehicle_id as "vehicleId", c.group_id as "groupId",
      k.state = 'active' and cl.state = 'active' as served
    from card c
      join contract k on k.client_id = c.client_id and k.id = c.contract_id
      join client cl on cl.id = c.client_id
    where c.client_id = ${clientId} and c.id = any(${cardIds}::uuid[]) and ${within(by.reach ?? null)}
    order by c.id
    for no key update of c`.execute(tx)
  return rows
}

/** Locks one card; undefined when there is none of this id for whoever acts. */
export async function lockCard(
  tx: Tx,
  clientId: string,
  cardId: string,
  by: Actor,
): Promise<LockedCard | undefined> {
  return (await lockCards(tx, clientId, [cardId], by))[0]
}

/** Sorts an act's cards into those it may do and those it may not, by what `refuse` says of each. */
export function sortOut(
  asked: readonly string[],
  cards: readonly LockedCard[],
  refuse: (card: LockedCard) => CardRefusal | undefined,
): CardOutcome {
  const known = new Map(cards.map((card) => [card.id, card]))
  const outcome: CardOutcome = { done: [], refused: [] }
  for (const id of new Set(asked)) {
    const card = known.get(id)
    const reason = card ? refuse(card) : 'unknown'
    if (card && !reason) outcome.done.push(card)
    else outcome.refused.push({ id, ...(card ? { number: card.number } : {}), reason: reason ?? 'unknown' })
  }
  return outcome
}
