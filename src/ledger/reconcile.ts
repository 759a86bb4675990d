import { sql, type RawBuilder } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Period } from './movements.ts'

/**
 * What changes how much the retailer owes a client. Buying coupons or filling a card is not among it: that money is still the
 * client's. `delivered` and `taken_back` are the fuel of a day, `forfeited` and `restored` what of a coupon ended with it.
 * Coupons that are sold at their hand-over are `handed_over`, and what came back of them `handed_back`; their fuel is nothing
 * new. `exchanged` is what those that took their place cost more or less.
 */
export type ReconciledKind =
  | 'payment'
  | 'payment_reversed'
  | 'payout'
  | 'delivered'
  | 'taken_back'
  | 'forfeited'
  | 'restored'
  | 'handed_over'
  | 'handed_back'
  | 'exchanged'

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
        case
          when p.event = 'turnover' then case l.origin when 'order' then 'handed_over' when 'seed' then 'handed_over' else 'exchanged' end
          when p.event = 'turnover_undone' then case when exists (
              select from posting o where o.client_id = p.client_id and o.event = 'replace_out' and o.ref_id = p.ref_id)
            then 'exchanged' else 'handed_back' end
          when p.event = 'turnover_restored' then 'restored'
          when 'bank' in (p.debit, p.credit) then p.event
          when 'revenue' in (p.debit, p.credit) then case p.credit when 'revenue' then 'delivered' else 'taken_back' end
          else case p.credit when 'other_income' then 'forfeited' else 'restored' end end as kind,
        case when 'bank' in (p.debit, p.credit) then p.ref_id end as paper, m.document_number, p.ref_id, 0 as refuels, l.count as coupons,
        case when p.debit in ${OURS} then p.tiyn else -p.tiyn end as tiyn
      from posting p
        left join payment m on m.client_id = p.client_id and m.id = p.payment_id
        left join lot l on p.event = 'turnover' and l.client_id = p.client_id and l.id = p.ref_id
      where p.client_id = ${clientId} and p.tiyn > 0 and not is_dispensing(p.event) and (p.debit in ${OURS}) <> (p.credit in ${OURS})
        and (p.debit in ('bank', 'revenue', 'other_income') or p.credit in ('bank', 'revenue', 'other_income'))
      union all
      select day, 'delivered', null, null, null, refuels, null, -tiyn from (${fuelByDays(clientId)}) fuel)
    select null as "on", null as kind, null as "paymentDocument", 0 as count, coalesce(sum(tiyn), 0)::bigint as tiyn
    from fact where day < ${from}::date
    union all
    select * from (
      select day as "on", kind, min(document_number) as "paymentDocument",
        case kind when 'handed_over' then sum(coupons) else count(distinct ref_id) + sum(refuels) end::int as count, sum(tiyn)::bigint as tiyn
      from fact where day between ${from}::date and ${to}::date
      group by day, kind, paper
      having (count(ref_id) > 0 or sum(refuels) <> 0) and (kind <> 'exchanged' or sum(tiyn) <> 0)
      order by day, kind, paper) dated`.execute(db)
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
