/** What moved a client's money with the retailer, over a period of days in Kazakhstan. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { atPlace, type Place } from '../web/paging.ts'

/** Days, ISO, both inclusive. */
export type Period = { from: string; to: string }

export type PeriodTotals = { openingTiyn: bigint; inTiyn: bigint; outTiyn: bigint; closingTiyn: bigint }

export type Movement = {
  id: string
  at: Date
  event: MoneyEvent
  /** Above nought when the account grew. */
  tiyn: bigint
  /** The numbers of the orders it paid, or was meant for. */
  orders: string[]
  paymentDocument: string | null
  coupon: bigint | null
  card: bigint | null
}

/** The events that touch the advance (posting_between_accounts). */
export const MONEY_EVENTS = [
  'payment',
  'payment_reversed',
  'issue',
  'void',
  'redeem_reversed',
  'refund',
  'remainder',
  'expire',
  'prolong',
  'return',
  'replace_out',
  'replace_in',
  'payout_due',
  'payout_cancelled',
  'card_topped_up',
  'card_swept',
  'card_refuel',
  'card_reversed',
  'card_refund',
  'card_credit_reversed',
  'card_credit_refund',
  'credit_repaid',
] as const
export type MoneyEvent = (typeof MONEY_EVENTS)[number]

/**
 * What the account held before the period and after it, and what came and went between. Counted back from what it holds
 * now, so that only the postings since the period began are read.
 */
export async function readTotals(db: Queries, clientId: string, period: Period): Promise<PeriodTotals> {
  const { rows } = await sql<{ now: bigint; later: bigint; came: bigint; went: bigint }>`
    select coalesce((select tiyn from ledger_account where client_id = ${clientId} and kind = 'client_advance'), 0) as now,
      coalesce(sum(case when credit = 'client_advance' then tiyn else -tiyn end) filter (where at >= ${endOf(period)}), 0)::bigint as later,
      coalesce(sum(tiyn) filter (where credit = 'client_advance' and at < ${endOf(period)}), 0)::bigint as came,
      coalesce(sum(tiyn) filter (where debit = 'client_advance' and at < ${endOf(period)}), 0)::bigint as went
    from posting
    where client_id = ${clientId} and (debit = 'client_advance' or credit = 'client_advance') and at >= ${startOf(period)}`.execute(
    db,
  )
  const { now, later, came, went } = rows[0]!
  const closingTiyn = now - later
  return { openingTiyn: closingTiyn - came + went, inTiyn: came, outTiyn: went, closingTiyn }
}

/** A page of a client's movements in a period, the newest first; see `pageOf`. */
export async function listMovements(
  db: Queries,
  clientId: string,
  period: Period,
  place: Place,
  size: number,
): Promise<Movement[]> {
  const { condition, order } = atPlace(place, 'posting', 'p', size, clientId)
  const { rows } = await sql<Movement>`
    select p.id, p.at, p.event, case when p.credit = 'client_advance' then p.tiyn else -p.tiyn end as tiyn,
      array(
        select o.number from purchase_order o join lot l on l.client_id = o.client_id and l.order_id = o.id
        where l.client_id = p.client_id and l.id = p.lot_id
        union
        select o.number from purchase_order o join payment_for f on f.client_id = o.client_id and f.order_id = o.id
        where f.client_id = p.client_id and f.payment_id = p.payment_id
        order by number) as orders,
      (select document_number from payment y where y.client_id = p.client_id and y.id = p.payment_id) as "paymentDocument",
      (select number from coupon c where c.client_id = p.client_id and c.id = p.coupon_id) as coupon,
      (select number from card c where c.client_id = p.client_id and c.id = p.card_id) as card
    from posting p
    where p.client_id = ${clientId} and (p.debit = 'client_advance' or p.credit = 'client_advance')
      and p.at >= ${startOf(period)} and p.at < ${endOf(period)} ${condition} ${order}`.execute(db)
  return rows
}

const startOf = ({ from }: Period) => sql`${from}::date::timestamp at time zone 'Asia/Almaty'`
const endOf = ({ to }: Period) => sql`(${to}::date + 1)::timestamp at time zone 'Asia/Almaty'`
