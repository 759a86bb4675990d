/**
 * What must always be true of money and litres (domain §6.6), asked of the whole database. The database refuses most of it
 * already, row by row; this asks across rows, and finds what a hand with the owner's rights, a restored file or a mistake
 * of ours has broken.
 */
import { sql } from 'kysely'
import { CARD_RULES } from '../cards/invariants.ts'
import type { Database } from '../db/database.ts'
import { TURNOVER_RULES } from './turnover-invariants.ts'
import { LIMIT_RULES } from '../limits/invariants.ts'

/** A rule, and the rows that break it: `what` names them in words an operator can look up; empty when it holds. */
export type Finding = { rule: string; broken: number; what: string[] }

/** How many of the rows that break a rule are named. */
const NAMED = 5

// Each query answers with one column, `what`, and a row for each thing that is wrong.
const RULES: Record<string, string> = {
  'a coupon has spent what its postings took': `
    select 'coupon ' || c.number as what
    from coupon c left join (
      select client_id, coupon_id,
        sum(case when debit = 'coupon_liability' then ml when credit = 'coupon_liability' then -ml else 0 end) as ml,
        sum(case when debit = 'coupon_liability' then tiyn when credit = 'coupon_liability' then -tiyn else 0 end) as tiyn,
        sum(case when debit = 'coupon_liability' then worth_tiyn when credit = 'coupon_liability' then -worth_tiyn end) as worth_tiyn
      from posting where coupon_id is not null group by client_id, coupon_id) p
      on p.client_id = c.client_id and p.coupon_id = c.id
    where c.spent_ml <> coalesce(p.ml, 0)
      or c.spent_tiyn <> coalesce(case when c.sold_vat_tiyn is null then p.tiyn else p.worth_tiyn end, 0)
      or (c.sold_vat_tiyn is not null and p.tiyn <> 0)`,
  'the coupons used in part are known': `
    select 'coupon ' || coalesce(c.number, b.number) as what
    from (select client_id, number from coupon where spent_ml > 0 and spent_ml < nominal_ml) c
      full join coupon_begun b on b.client_id = c.client_id and b.number = c.number
    where c.number is null or b.number is null`,
  'coupons in stock and with drivers are counted as they are': `
    select 'client ' || cl.bin || ', ' || coalesce(c.product, s.product) || ' ' || coalesce(c.shelf, s.shelf) as what
    from (select client_id, shelf, product, count(*) as n, sum(nominal_ml) as ml from coupon where shelf in ('stock', 'given') group by 1, 2, 3) c
      full join (select client_id, shelf, product, sum(coupons) as n, sum(ml) as ml from coupon_stock group by 1, 2, 3) s
        on s.client_id = c.client_id and s.shelf = c.shelf and s.product = c.product
      join client cl on cl.id = coalesce(c.client_id, s.client_id)
    where coalesce(c.n, 0) <> coalesce(s.n, 0) or coalesce(c.ml, 0) <> coalesce(s.ml, 0)`,
  'a coupon holds what running pumps were promised': `
    select 'coupon ' || c.number as what
    from coupon c left join (
      select client_id, coupon_id, sum(held_ml) as ml from till_transaction where state = 'authorized' group by client_id, coupon_id) t
      on t.client_id = c.client_id and t.coupon_id = c.id
    where c.hold_ml <> coalesce(t.ml, 0)`,
  'what is owed in coupons is what open coupons are worth': `
    select 'client ' || cl.bin || ', ' || coalesce(c.product, p.product) as what
    from (
      select client_id, product, sum(remaining_ml) as ml, coalesce(sum(value_tiyn) filter (where sold_vat_tiyn is null), 0) as tiyn
      from coupon group by client_id, product) c
    full join (
      select client_id, product,
        sum(case when credit = 'coupon_liability' then ml when debit = 'coupon_liability' then -ml else 0 end) as ml,
        sum(case when credit = 'coupon_liability' then tiyn when debit = 'coupon_liability' then -tiyn else 0 end) as tiyn
      from posting where 'coupon_liability' in (debit, credit) group by client_id, product) p
      on p.client_id = c.client_id and p.product = c.product
    join client cl on cl.id = coalesce(c.client_id, p.client_id)
    where coalesce(c.ml, 0) <> coalesce(p.ml, 0) or coalesce(c.tiyn, 0) <> coalesce(p.tiyn, 0)`,
  'an account holds the sum of its postings': `
    select 'client ' || cl.bin || ', ' || coalesce(a.kind, p.kind) as what
    from ledger_account a full join (
      select client_id, kind, sum(tiyn) as tiyn from (
        select client_id, credit as kind, tiyn from posting where credit in ('client_advance', 'refund_payable')
        union all
        select client_id, debit, -tiyn from posting where debit in ('client_advance', 'refund_payable')) side
      group by client_id, kind) p on p.client_id = a.client_id and p.kind = a.kind
    join client cl on cl.id = coalesce(a.client_id, p.client_id)
    where coalesce(a.tiyn, 0) <> coalesce(p.tiyn, 0)`,
  'debits and credits are equal in every unit': `
    select unit || ' ' || sum(amount) as what from ledger_entry group by unit having sum(amount) <> 0`,
  'a lot has its coupons and its payment': `
    select 'lot ' || l.id as what
    from lot l
      left join (select client_id, lot_id, count(*) as n from coupon group by client_id, lot_id) c on c.client_id = l.client_id and c.lot_id = l.id
      left join (select client_id, lot_id, count(*) as n from posting where lot_id is not null group by client_id, lot_id) p on p.client_id = l.client_id and p.lot_id = l.id
    where coalesce(c.n, 0) <> l.count or coalesce(p.n, 0) <> 1`,
  'a fulfilled order has the coupons it paid for, and no other has any': `
    select 'order ' || o.number as what
    from purchase_order o
      left join (select client_id, order_id, sum(tiyn) as tiyn from lot where order_id is not null group by client_id, order_id) l
        on l.client_id = o.client_id and l.order_id = o.id
    where coalesce(l.tiyn, 0) <> case when o.state = 'fulfilled' then o.tiyn else 0 end`,
  'an order costs the sum of its lines, and its invoice says so': `
    select 'order ' || o.number as what
    from purchase_order o
      left join (select client_id, order_id, sum(nominal_tiyn * count) as tiyn from order_line group by client_id, order_id) l
        on l.client_id = o.client_id and l.order_id = o.id
      left join invoice i on i.client_id = o.client_id and i.order_id = o.id
    where l.tiyn is distinct from o.tiyn or o.vat_tiyn <> vat_inside(o.tiyn, o.vat_bp)
      or (i.number is not null and (i.number, i.tiyn, i.vat_bp, i.vat_tiyn) is distinct from (o.number, o.tiyn, o.vat_bp, o.vat_tiyn))`,
  'a refuel is posted as it was dispensed': `
    select 'transaction ' || t.pos_txn_id || ' of terminal ' || t.terminal_id as what
    from till_transaction t
      left join (
        select client_id, ref_id, sum(ml) filter (where event = 'redeem') as ml, sum(coalesce(worth_tiyn, tiyn)) as tiyn, sum(ml) filter (where event in ('shortage', 'offline_loss')) as short_ml
        from posting where event in ('redeem', 'shortage', 'offline_loss') group by client_id, ref_id) p
        on p.client_id = t.client_id and p.ref_id = t.id
    where t.coupon_id is not null and t.verb in ('redeem', 'authorize') and t.completed_at is not null
      and (coalesce(p.ml, 0) + coalesce(p.short_ml, 0) <> t.ml or coalesce(p.short_ml, 0) <> coalesce(t.short_ml, 0) or coalesce(p.tiyn, 0) <> t.tiyn)`,
  'a refuel in the ledger was asked for by a till': `
    select 'posting ' || p.id as what
    from posting p left join till_transaction t on t.id = p.ref_id and t.client_id = p.client_id
    where p.event in ('redeem', 'shortage', 'offline_loss') and (t.id is null or t.completed_at is null)`,
  'a payment stands in the ledger': `
    select 'payment ' || m.id as what
    from payment m
      left join posting p on p.client_id = m.client_id and p.event = 'payment' and p.ref_id = m.id
      left join posting r on r.client_id = m.client_id and r.event = 'payment_reversed' and r.payment_id = m.id
    where p.tiyn is distinct from m.tiyn or (m.reversed_at is null) <> (r.id is null) or (r.id is not null and r.tiyn <> m.tiyn)`,
  'money that came to the bank is its payments, and what is left waits': `
    select 'receipt ' || r.id as what
    from bank_receipt r left join (
      select receipt_id, sum(tiyn) as tiyn from payment where receipt_id is not null and reversed_at is null group by receipt_id) p
      on p.receipt_id = r.id
    where (r.state = 'posted') <> (coalesce(p.tiyn, 0) = r.tiyn) or p.tiyn > r.tiyn`,
  'no order is paid with more of a payment than there is': `
    select 'payment ' || m.id as what
    from payment m join payment_for f on f.client_id = m.client_id and f.payment_id = m.id
    group by m.id, m.tiyn having sum(f.tiyn) > m.tiyn`,
  'a refund to the bank stands in the ledger': `
    select 'payout ' || o.id as what
    from payout o left join (
      select client_id, ref_id, sum(case when debit = 'refund_payable' then -tiyn else tiyn end) as owed, max(tiyn) as tiyn,
        bool_or(event = 'payout') as paid from posting where event in ('payout_due', 'payout_cancelled', 'payout') group by client_id, ref_id) p
      on p.client_id = o.client_id and p.ref_id = o.id
    where p.tiyn is distinct from o.tiyn or p.owed <> case when o.state = 'asked' then o.tiyn else 0 end or p.paid <> (o.state = 'paid')`,
  'a correction undoes no more than there was': `
    select 'posting ' || p.id as what
    from posting p join (
      select client_id, reverses_id, sum(coalesce(worth_tiyn, tiyn)) as tiyn, sum(ml) as ml from posting where reverses_id is not null group by client_id, reverses_id) r
      on r.client_id = p.client_id and r.reverses_id = p.id
    where r.tiyn > coalesce(p.worth_tiyn, p.tiyn) or r.ml > p.ml`,
  'the fuel of past days is added up as it was posted': `
    with made as (
      select client_id, day, sum(refuels) as refuels, sum(tiyn) as tiyn from posting_day
        where day < (select until from till_day) group by client_id, day),
    are as (
      select client_id, local_day(at) as day, count(distinct ref_id) as refuels, sum(tiyn) as tiyn from posting
        where at < (select until::timestamp at time zone 'Asia/Almaty' from till_day) and is_dispensing(event) and tiyn > 0 group by 1, 2)
    select 'client ' || cl.bin || ' on ' || coalesce(made.day, are.day) as what
    from made full join are on are.client_id = made.client_id and are.day = made.day
      join client cl on cl.id = coalesce(made.client_id, are.client_id)
    where coalesce(made.refuels, 0) <> coalesce(are.refuels, 0) or coalesce(made.tiyn, 0) <> coalesce(are.tiyn, 0)`,
  'every till and station of a refuel exists': `
    select 'transaction ' || t.pos_txn_id as what
    from till_transaction t left join terminal m on m.id = t.terminal_id left join station s on s.id = t.station_id
    where m.id is null or s.id is null`,
  ...TURNOVER_RULES,
  ...CARD_RULES,
  ...LIMIT_RULES,
}

/** Asks every rule, one after the other, of one moment of the database. Reads only; takes as long as it takes. */
export async function checkLedger(db: Database): Promise<Finding[]> {
  return db.read
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await sql`set local statement_timeout = 0`.execute(tx)
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx)
      const findings: Finding[] = []
      for (const [rule, query] of Object.entries(RULES)) {
        const { rows } = await sql<{ what: string; broken: bigint }>`
          select what, count(*) over () as broken from (${sql.raw(query)}) found limit ${NAMED}`.execute(tx)
        findings.push({ rule, broken: Number(rows[0]?.broken ?? 0n), what: rows.map(({ what }) => what) })
      }
      return findings
    })
}
