import { sql, type RawBuilder } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Period } from './movements.ts'

/**
 * What changes how much the retailer owes a client. Buying coupons or filling a card is not among it: that money is still the
 * client's. `delivered` and `taken_back` are the fuel of a day, `forfeited` and `restored` what of a coupon ended with it.
 */
export type ReconciledKind =
  | 'payment'
  | 'payment_reversed'
  | 'payout'
  | 'delivered'
  | 'taken_back'
  | 'forfeited'
  | 'restored'

/** In tiyn; above nought the client's claim grew. `count`: how many refuels, coupons or payments it is. */
export type ReconciledRow = {
  on: string
  kind: ReconciledKind
  paymentDocument: string | null
  count: number
  tiyn: bigint
}

/** Balances are what the retailer owes the client: the advance, what its coupons and cards hold, less its credit. */
export type Reconciled = { openingTiyn: bigint; rows: ReconciledRow[]; closingTiyn: bigint }

// The retailer's own side of the chart of accounts; every other account is the client's.
const OURS = sql`('bank', 'revenue', 'other_income', 'suspense', 'offline_loss')`

/**
 * What there was between the retailer and a client in a period: payments one by one, on the bank's day, fuel by days. The opening
 * balance is the sum of everything before: of fuel, by far the most of it, past days are read from their sums (posting_day).
 */
export async function reconcile(db: Queries, clientId: string, period: Period): Promise<Reconciled> {
  const { from, to } = period
  const { rows } = await sql<ReconciledRow & { on: string | null }>`
    with fact as (
      select case p.event when 'payment' then m.received_on else local_day(p.at) end as day,
        case when 'bank' in (p.debit, p.credit) then p.event
          when 'revenue' in (p.debit, p.credit) then case p.credit when 'revenue' then 'delivered' else 'taken_back' end
          else case p.credit when 'other_income' then 'forfeited' else 'restored' end end as kind,
        case when 'bank' in (p.debit, p.credit) then p.ref_id end as paper, m.document_number, p.ref_id, 0 as refuels,
        case when p.debit in ${OURS} then p.tiyn else -p.tiyn end as tiyn
      from posting p left join payment m on m.client_id = p.client_id and m.id = p.payment_id
      where p.client_id = ${clientId} and not is_dispensing(p.event) and (p.debit in ${OURS}) <> (p.credit in ${OURS})
        and (p.debit in ('bank', 'revenue', 'other_income') or p.credit in ('bank', 'revenue', 'other_income'))
      union all
      select day, 'delivered', null, null, null, refuels, -tiyn from (${fuelByDays(clientId)}) fuel)
    select null as "on", null as kind, null as "paymentDocument", 0 as count, coalesce(sum(tiyn), 0)::bigint as tiyn
    from fact where day < ${from}::date
    union all
    select * from (
      select day as "on", kind, min(document_number) as "paymentDocument", (count(distinct ref_id) + sum(refuels))::int as count,
        sum(tiyn)::bigint as tiyn
      from fact where day between ${from}::date and ${to}::date
      group by day, kind, paper having count(ref_id) > 0 or sum(refuels) <> 0 order by day, kind, paper) dated`.execute(
    db,
  )
  const openingTiyn = rows[0]!.tiyn
  const dated = rows.slice(1)
  return {
    openingTiyn,
    rows: dated,
    closingTiyn: dated.reduce((sum, { tiyn }) => sum + tiyn, openingTiyn),
  }
}

// An id is made no earlier than the moment its posting stands under, so that of the last days postings are found by theirs.
function fuelByDays(clientId: string): RawBuilder<unknown> {
  return sql`
    select day, refuels, tiyn from posting_day where client_id = ${clientId} and day < (select until from till_day)
    union all
    select local_day(at), count(distinct ref_id)::int, sum(tiyn)::bigint
    from posting, (select until::timestamp at time zone 'Asia/Almaty' as since from till_day) made
    where client_id = ${clientId} and id >= id_at(since) and at >= since and is_dispensing(event) and tiyn > 0
    group by 1`
}
