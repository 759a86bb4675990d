/** What papers a company has from us, month by month. Invoices are kept; a statement is made anew whenever it is asked for. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { isoDay } from '../i18n/format.ts'
import type { Period } from '../ledger/movements.ts'
import type { OrderState } from '../orders/find-orders.ts'

/** «2026-03» */
export type Month = string

export type InvoiceLine = { number: string; issuedOn: string; tiyn: bigint; state: OrderState }

/** Months that can be chosen: accounts are kept for longer, but nobody pages through more. */
const MOST_MONTHS = 60

/** This month and those before it, down to the first in which the company had anything with us; the newest first. */
export async function monthsWithPapers(db: Queries, clientId: string, now: Date): Promise<Month[]> {
  const { rows } = await sql<{ first: string | null }>`
    select least(
      (select min(issued_on) from invoice where client_id = ${clientId}),
      (select min(received_on) from payment where client_id = ${clientId}),
      (select local_day(min(at)) from posting
        where client_id = ${clientId} and (debit = 'client_advance' or credit = 'client_advance'))) as first`.execute(
    db,
  )
  const latest = isoDay(now).slice(0, 7)
  const first = rows[0]?.first?.slice(0, 7) ?? latest
  const months: Month[] = [latest]
  while (months.at(-1)! > first && months.length < MOST_MONTHS) months.push(monthBefore(months.at(-1)!))
  return months
}

export function daysOf(month: Month): Period {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))]
  return { from: `${month}-01`, to: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) }
}

/** The invoices of a month, by their numbers; `most` of them, and whether there are more. */
export async function invoicesOf(
  db: Queries,
  clientId: string,
  month: Month,
  most: number,
): Promise<{ invoices: InvoiceLine[]; more: boolean }> {
  const { from, to } = daysOf(month)
  const { rows } = await sql<InvoiceLine>`
    select i.number, i.issued_on as "issuedOn", i.tiyn,
      case when o.state in ('invoiced', 'part_paid') and o.pay_until < local_day(now()) then 'overdue' else o.state end as state
    from (
        select * from invoice where client_id = ${clientId} and issued_on between ${from}::date and ${to}::date
        order by issued_on, number limit ${most + 1}) i
      cross join lateral (
        select state, pay_until from purchase_order where client_id = i.client_id and id = i.order_id limit 1) o
    order by i.issued_on, i.number`.execute(db)
  return { invoices: rows.slice(0, most), more: rows.length > most }
}

function monthBefore(month: Month): Month {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 2, 1))
    .toISOString()
    .slice(0, 7)
}
