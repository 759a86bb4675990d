/** The invoices a payment may be for, with what they lack. */
import { sql } from 'kysely'
import type { Queries, Tx } from '../db/database.ts'
import type { InvoiceToMatch } from './match-payment.ts'

export type InvoiceFacts = InvoiceToMatch & {
  tiyn: bigint
  issuedOn: string
  payUntil: string
}

/** Invoices by their numbers, whatever their state, and all open ones of the clients with these BINs; the oldest first. */
export async function findInvoices(
  db: Queries,
  which: { numbers?: readonly string[]; bins?: readonly string[] },
): Promise<InvoiceFacts[]> {
  const { rows } = await sql<InvoiceFacts>`
    ${INVOICES}
    where o.number = any(${which.numbers ?? []}::text[])
      or (o.state in ('invoiced', 'part_paid') and o.client_id in (select id from client where bin = any(${which.bins ?? []}::text[])))
    order by o.ordered_at, o.id`.execute(db)
  return rows
}

/** Open invoices of one client, the oldest first. */
export async function openInvoices(db: Queries, clientId: string): Promise<InvoiceFacts[]> {
  const { rows } = await sql<InvoiceFacts>`
    ${INVOICES}
    where o.client_id = ${clientId} and o.state in ('invoiced', 'part_paid') order by o.ordered_at, o.id`.execute(
    db,
  )
  return rows
}

/** The named orders of a client, and nothing is paid for them until the transaction ends. */
export async function lockInvoices(
  tx: Tx,
  clientId: string,
  orderIds: readonly string[],
): Promise<InvoiceFacts[]> {
  const { rows } = await sql<InvoiceFacts>`
    ${INVOICES}
    where o.client_id = ${clientId} and o.id = any(${orderIds}::uuid[]) order by o.id for no key update of o`.execute(
    tx,
  )
  return rows
}

/** An invoice as a payment of that day finds it: after its last day its price does not hold (domain.md §6.3). */
export function onDay<Invoice extends InvoiceFacts>(invoice: Invoice, day: string): Invoice {
  return day > invoice.payUntil ? { ...invoice, lackingTiyn: 0n } : invoice
}

const INVOICES = sql`
  select o.id as "orderId", o.number, o.client_id as "clientId", c.bin, o.tiyn, i.issued_on as "issuedOn", i.pay_until as "payUntil",
    case when o.state in ('invoiced', 'part_paid') then greatest(o.tiyn - (
      select coalesce(sum(f.tiyn), 0)::bigint from payment_for f join payment p on p.client_id = f.client_id and p.id = f.payment_id
      where f.client_id = o.client_id and f.order_id = o.id and p.reversed_at is null), 0) else 0 end as "lackingTiyn"
  from purchase_order o
    join invoice i on i.client_id = o.client_id and i.order_id = o.id
    join client c on c.id = o.client_id`
