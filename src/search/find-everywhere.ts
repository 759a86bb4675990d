import { findCardsAnywhere, type OfficeCard, readWantedCard } from '../cards/find-anywhere.ts'
import { type ClientRow, findClients, isAsked } from '../clients/find-clients.ts'
import { findAnywhere, type FoundCoupon, readWanted } from '../coupons/find-anywhere.ts'
import type { Queries } from '../db/database.ts'
import { findOrder, type OrderFacts } from '../orders/find-orders.ts'
import { findInvoiceNumbers } from '../payments/find-invoice-numbers.ts'
import { findOperations, type FoundOperation } from '../tills/find-operations.ts'
import type { Vault } from '../vault.ts'

export type Everything = {
  coupons: FoundCoupon[]
  cards: OfficeCard[]
  operations: FoundOperation[]
  orders: OrderFacts[]
  clients: ClientRow[]
  /** What was typed is a whole code or card number, which no page shows again. */
  secret: boolean
}

/**
 * Whatever of the network a text names, at most `most` of a kind: a coupon or a card by its number, its whole code, last four
 * digits or plate; a till's operation by the number on its slip or the till's own name for it; an order by its number, which
 * is its invoice's; a client by BIN, name, contract or person. Each kind is asked by an index of its own.
 */
export async function findEverywhere(
  db: Queries,
  vault: Vault,
  typed: string,
  most: number,
): Promise<Everything> {
  const coupon = readWanted(vault, typed)
  const card = readWantedCard(vault, typed)
  // A code is looked for by its hash; nothing else is asked with it, so that it stands in no other query.
  const secret = coupon?.codeHash !== undefined || card?.numberHash !== undefined
  const [coupons, cards, operations, orders, clients] = await Promise.all([
    coupon ? findAnywhere(db, coupon, most) : [],
    card ? findCardsAnywhere(db, card, most) : [],
    secret ? [] : findOperations(db, typed, most),
    secret ? [] : findOrders(db, typed, most),
    secret || !isAsked(typed) ? [] : findClients(db, { typed, state: undefined }, {}, most - 1),
  ])
  return { coupons, cards, operations, orders, clients: clients.slice(0, most), secret }
}

async function findOrders(db: Queries, typed: string, most: number): Promise<OrderFacts[]> {
  const numbers = findInvoiceNumbers(typed).slice(0, most)
  const found = await Promise.all(numbers.map(({ number }) => findOrder(db, number)))
  return found.filter((order) => order !== undefined)
}
