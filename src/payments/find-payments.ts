/** The lists of the payments' pages: what waits, what is posted, what goes back. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { parseTiyn } from '../values/tiyn.ts'
import { atPlace, type Place } from '../web/paging.ts'

export type ReceiptWhy = 'other_payer' | 'no_number' | 'unknown' | 'twin' | 'undone' | 'doubtful'

export type ReceiptLine = {
  id: string
  day: string
  tiyn: bigint
  number: string
  /** As we know the client with this BIN; else as the bank has it. */
  payerName: string
  payerBin: string
  purpose: string
  why: ReceiptWhy | null
  reason: string
}

/**
 * How a payment stands. `matched`: all of it is meant for invoices; `part`: some of it; `advance`: none. `refunded`: all of it
 * went back to the bank.
 */
export type PaymentState = 'matched' | 'part' | 'advance' | 'undone' | 'refunded'

export type PaymentLine = {
  id: string
  day: string
  tiyn: bigint
  number: string
  clientId: string
  client: string
  bin: string
  purpose: string
  state: PaymentState
}

export type PayoutState = 'asked' | 'paid' | 'cancelled'

export type PayoutLine = {
  id: string
  askedAt: Date
  tiyn: bigint
  iban: string
  clientId: string
  client: string
  bin: string
  state: PayoutState
  askedBy: string
}

/** What to look for: words of a payer, a client, a purpose, a number, or a sum. */
export type MoneyFilter = { typed: string }

/** What waits for whose it is, or was set aside; the newest first, one more than `size` when the list goes on. */
export async function findReceipts(
  db: Queries,
  filter: MoneyFilter & { state: 'waiting' | 'aside' },
  place: Place,
  size: number,
): Promise<ReceiptLine[]> {
  const { condition, order } = atPlace(place, 'bank_receipt', 'r', size)
  const { rows } = await sql<ReceiptLine>`
    select r.id, r.day, ${LEFT} as tiyn, r.number, coalesce(c.name, r.payer_name) as "payerName", r.payer_bin as "payerBin", r.purpose, r.why, r.reason
    from bank_receipt r left join client c on c.bin = r.payer_bin
    where r.state = ${filter.state} and ${
      isAsked(filter.typed)
        ? sql`(search_text(r.payer_bin || ' ' || r.payer_name || ' ' || r.number || ' ' || r.purpose) @@ search_query(${filter.typed}) or r.tiyn = ${sumOf(filter.typed)})`
        : sql`true`
    } ${condition} ${order}`.execute(db)
  return rows
}

/** Posted payments between two days of the bank; the newest first. */
export async function findPayments(
  db: Queries,
  filter: MoneyFilter & { from?: string | undefined; to?: string | undefined },
  place: Place,
  size: number,
): Promise<PaymentLine[]> {
  const { condition, order } = atPlace(place, 'payment', 'p', size)
  const conditions = [
    ...(filter.from ? [sql`p.received_on >= ${filter.from}`] : []),
    ...(filter.to ? [sql`p.received_on <= ${filter.to}`] : []),
    ...(isAsked(filter.typed) ? [foundPayment(filter.typed)] : []),
  ]
  const { rows } = await sql<PaymentLine>`
    select p.id, p.received_on as day, p.tiyn, p.document_number as number, p.client_id as "clientId", c.name as client, c.bin, p.purpose,
      ${PAYMENT_STATE} as state
    from payment p join client c on c.id = p.client_id
    where ${conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`} ${condition} ${order}`.execute(
    db,
  )
  return rows
}

/** How many wait for whose they are, how many refunds wait for the bank, and what came today. */
export async function countMoney(
  db: Queries,
): Promise<{ waiting: number; asked: number; todayTiyn: bigint }> {
  const { rows } = await sql<{ waiting: number; asked: number; todayTiyn: bigint }>`
    select (select count(*)::int from bank_receipt where state = 'waiting') as waiting,
      (select count(*)::int from payout where paid_at is null and cancelled_at is null) as asked,
      (select coalesce(sum(tiyn), 0)::bigint from payment
        where received_on = local_day(now()) and reversed_at is null) as "todayTiyn"`.execute(db)
  return rows[0]!
}

/** Refunds to the bank, those that wait first of all states; the newest first. */
export async function findPayouts(db: Queries, place: Place, size: number): Promise<PayoutLine[]> {
  const { condition, order } = atPlace(place, 'payout', 'o', size)
  const { rows } = await sql<PayoutLine>`
    select o.id, o.asked_at as "askedAt", o.tiyn, o.iban, o.client_id as "clientId", c.name as client, c.bin, o.state,
      coalesce(nullif(a.name, ''), a.email, '') as "askedBy"
    from payout o join client c on c.id = o.client_id left join account a on a.id = o.asked_by
    where true ${condition} ${order}`.execute(db)
  return rows
}

/** What of a receipt is no client's yet, for a query in which it is `r`. */
export const LEFT = sql`r.tiyn - coalesce((select sum(tiyn) from payment where receipt_id = r.id and reversed_at is null), 0)::bigint`

/** A payment's state, for a query in which it is `p`. */
export const PAYMENT_STATE = sql`case
    when p.reversed_at is not null then 'undone'
    when p.tiyn <= (select coalesce(sum(o.tiyn), 0) from payout o
      where o.client_id = p.client_id and o.payment_id = p.id and o.paid_at is not null) then 'refunded'
    else (select case when coalesce(sum(f.tiyn), 0) = 0 then 'advance' when sum(f.tiyn) < p.tiyn then 'part' else 'matched' end
      from payment_for f where f.client_id = p.client_id and f.payment_id = p.id) end`

// Each index answers by itself: the payer's words, the client's, the sum.
function foundPayment(typed: string) {
  return sql`p.id in (
    with q as materialized (select search_query(${typed}) as asked)
    select id from payment, q
      where search_text(payer_bin || ' ' || payer_name || ' ' || document_number || ' ' || purpose) @@ q.asked
    union select m.id from client c join payment m on m.client_id = c.id, q where search_text(c.bin || ' ' || c.name) @@ q.asked
    union select id from payment where tiyn = ${sumOf(typed)})`
}

function sumOf(typed: string): bigint | null {
  const parsed = parseTiyn(typed)
  return parsed.ok ? parsed.tiyn : null
}

function isAsked(typed: string): boolean {
  return /[\p{L}\p{N}]/u.test(typed)
}
