/** Reads about orders that the cabinet and the office share. */
import { sql, type RawBuilder } from 'kysely'
import { clientsNamed, isAsked } from '../clients/find-clients.ts'
import type { Queries } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import type { Seller } from '../products/seller.ts'
import { atPlace, type Place } from '../web/paging.ts'

/** `overdue`: not paid by its day and not yet lapsed; the stored state is still one of the first two. */
export type OrderState = 'invoiced' | 'part_paid' | 'overdue' | 'fulfilled' | 'cancelled' | 'lapsed'

export type OrderFacts = {
  id: string
  clientId: string
  company: string
  number: string
  state: OrderState
  tiyn: bigint
  vatBp: number
  vatTiyn: bigint
  /** Of the sum so far: the money named for it, or all of it once the coupons are made. */
  paidTiyn: bigint
  orderedAt: Date
  orderedBy: string
  contractId: string
  contract: string
  /** By invoice; else from the balance. */
  invoiced: boolean
  payUntil: string | null
  fulfilledAt: Date | null
  endedAt: Date | null
}

export type OrderLine = {
  n: number
  product: Product
  nominalMl: bigint
  count: number
  tiynPerLitre: bigint
  nominalTiyn: bigint
}

/** What names an order in addresses and on payments: «2026-000123». */
export function isOrderNumber(text: string): boolean {
  return /^\d{4}-\d{6,12}$/.test(text)
}

/** An order by its number; with a client only one of that client's. */
export async function findOrder(
  db: Queries,
  number: string,
  clientId?: string,
): Promise<OrderFacts | undefined> {
  if (!isOrderNumber(number)) return undefined
  const { rows } = await selectOrders(
    sql`o.number = ${number} ${clientId ? sql`and o.client_id = ${clientId}` : sql``}`,
    sql``,
  ).execute(db)
  return rows[0]
}

/** The order that a form's request key has become, if it has. */
export async function findOrderByKey(
  db: Queries,
  clientId: string,
  requestKey: string,
): Promise<{ number: string } | undefined> {
  const { rows } = await sql<{ number: string }>`
    select number from purchase_order where client_id = ${clientId} and request_key = ${requestKey}`.execute(
    db,
  )
  return rows[0]
}

export const ORDER_SHELVES = ['open', 'done', 'ended'] as const
export type OrderShelf = (typeof ORDER_SHELVES)[number]

// Written out, not bound: only so does the planner see which partial index answers.
const SHELF_STATES: Record<OrderShelf, RawBuilder<unknown>> = {
  open: sql`o.state in ('invoiced', 'part_paid')`,
  done: sql`o.state = 'fulfilled'`,
  ended: sql`o.state in ('cancelled', 'lapsed')`,
}

/** `typed`: an order's number, or whatever names a client. */
export type OrderFilter = { clientId?: string; shelf?: OrderShelf | undefined; typed?: string }

/** A page of orders, the newest first, each with its lines; see `pageOf`. */
export async function listOrders(
  db: Queries,
  filter: OrderFilter,
  place: Place,
  size: number,
): Promise<(OrderFacts & { lines: OrderLine[] })[]> {
  const { condition, order } = atPlace(place, 'purchase_order', 'o', size)
  const { rows } = await selectOrders(
    sql`true ${filter.clientId ? sql`and o.client_id = ${filter.clientId}` : sql``}
      ${filter.shelf ? sql`and ${SHELF_STATES[filter.shelf]}` : sql``} ${named(filter.typed ?? '')} ${condition}`,
    order,
  ).execute(db)
  const lines = await readLines(db, rows)
  return rows.map((row) => ({ ...row, lines: lines.get(row.id) ?? [] }))
}

/** What an order consists of. */
export async function linesOfOrder(
  db: Queries,
  order: { id: string; clientId: string },
): Promise<OrderLine[]> {
  return (await readLines(db, [order])).get(order.id) ?? []
}

export type OrderPayment = { receivedOn: string; tiyn: bigint; documentNumber: string }

/** The money that came for an order, in the order it came; what was undone is left out. */
export async function paymentsOfOrder(
  db: Queries,
  order: { id: string; clientId: string },
): Promise<OrderPayment[]> {
  const { rows } = await sql<OrderPayment>`
    select p.received_on as "receivedOn", f.tiyn, p.document_number as "documentNumber"
    from payment_for f join payment p on p.client_id = f.client_id and p.id = f.payment_id
    where f.client_id = ${order.clientId} and f.order_id = ${order.id} and p.reversed_at is null
    order by p.received_on, p.id`.execute(db)
  return rows
}

export type Invoice = {
  number: string
  issuedOn: string
  payUntil: string
  tiyn: bigint
  vatBp: number
  vatTiyn: bigint
  seller: Seller
  buyer: { name: string; bin: string; contract: string; signedOn: string }
}

/** An order's invoice as it was given out; undefined for an order that was paid from the balance. */
export async function findInvoice(
  db: Queries,
  order: { id: string; clientId: string },
): Promise<Invoice | undefined> {
  const { rows } = await sql<Invoice>`
    select number, issued_on as "issuedOn", pay_until as "payUntil", tiyn, vat_bp as "vatBp", vat_tiyn as "vatTiyn", seller, buyer
    from invoice where client_id = ${order.clientId} and order_id = ${order.id}`.execute(db)
  return rows[0]
}

function named(typed: string): RawBuilder<unknown> {
  if (isOrderNumber(typed)) return sql`and o.number = ${typed}`
  return isAsked(typed) ? sql`and o.client_id in (${clientsNamed(typed)})` : sql``
}

function selectOrders(where: RawBuilder<unknown>, end: RawBuilder<unknown>) {
  return sql<OrderFacts>`
    select o.id, o.client_id as "clientId", c.name as company, o.number, o.tiyn, o.vat_bp as "vatBp", o.vat_tiyn as "vatTiyn",
      case when o.state in ('invoiced', 'part_paid') and o.pay_until < local_day(now()) then 'overdue' else o.state end as state,
      case when o.state = 'fulfilled' then o.tiyn else coalesce((
        select sum(f.tiyn) from payment_for f join payment p on p.client_id = f.client_id and p.id = f.payment_id
        where f.client_id = o.client_id and f.order_id = o.id and p.reversed_at is null), 0)::bigint end as "paidTiyn",
      o.ordered_at as "orderedAt", coalesce(nullif(a.name, ''), a.email, '') as "orderedBy",
      o.contract_id as "contractId", k.number as contract, o.pay_until is not null as invoiced, o.pay_until as "payUntil",
      o.fulfilled_at as "fulfilledAt", o.ended_at as "endedAt"
    from purchase_order o join client c on c.id = o.client_id
      join contract k on k.client_id = o.client_id and k.id = o.contract_id
      left join account a on a.id = o.ordered_by
    where ${where} ${end}`
}

async function readLines(
  db: Queries,
  orders: readonly { id: string; clientId: string }[],
): Promise<Map<string, OrderLine[]>> {
  const { rows } = await sql<OrderLine & { orderId: string }>`
    select order_id as "orderId", n, product, nominal_ml as "nominalMl", count, tiyn_per_l as "tiynPerLitre",
      nominal_tiyn as "nominalTiyn"
    from order_line l
      join unnest(${orders.map(({ clientId }) => clientId)}::uuid[], ${orders.map(({ id }) => id)}::uuid[]) as wanted (client_id, id)
        on l.client_id = wanted.client_id and l.order_id = wanted.id
    order by n`.execute(db)
  return Map.groupBy(rows, ({ orderId }) => orderId)
}
