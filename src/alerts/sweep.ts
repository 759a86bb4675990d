/** What no refuel shows: money that came, prices that changed, files that are ready, a balance that fell, and whatever a day brings nearer. */
import { sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'

/** A card is worth a word so many days before its last one (domain §6.2, EXPIRING). */
const CARD_DAYS = 60
/** Coupons, as their letters say it (coupons/remind-of-ends.ts). */
const COUPON_DAYS = [1, 7, 30]

/** `minute`: payments, prices, files, fuel given back, answers, cards renewed, balances. `day`: what ends soon, and the month's report. Nothing is said twice. */
export async function sweep(
  db: Pick<Database, 'transaction'>,
  what: 'minute' | 'day',
  lagSeconds = 15,
): Promise<void> {
  await db.transaction(async (tx) => {
    if (what === 'day') {
      if (!(await takeMark(tx))) return
      await tellCouponsEnding(tx)
      await tellCardsEnding(tx)
      await tellReports(tx)
      return
    }
    const span = await nextSpan(tx, lagSeconds)
    if (!span) return
    await tellPayments(tx, span)
    await tellPrices(tx, span)
    await tellFiles(tx, span)
    await tellRefunds(tx, span)
    await tellAnswers(tx, span)
    await tellRenewals(tx, span)
    await tellLowBalances(tx)
  })
}

type Span = { from: Date; until: Date }

// Whoever writes alerts holds the mark: a person who has read up to a number has missed none before it.
async function takeMark(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select watch_take_mark() is not null as taken`.execute(tx)
  return rows[0]!.taken
}

// Everything that was written in it can be seen by now, and the next one begins where it ends.
async function nextSpan(tx: Tx, lagSeconds: number): Promise<Span | undefined> {
  if (!(await takeMark(tx))) return undefined
  const { rows } = await sql<Span>`
    update watch_mark m set seen_until = greatest(h.until, m.seen_until)
    from (select seen_until as "from" from watch_mark) o, watch_horizon(make_interval(secs => ${lagSeconds})) as h (until)
    returning o."from", m.seen_until as until`.execute(tx)
  return rows[0]
}

async function tellPayments(tx: Tx, { from, until }: Span): Promise<void> {
  await sql`
    insert into alert (client_id, kind, key, happened_at, facts)
    select client_id, 'payment', id, recorded_at, jsonb_build_object('tiyn', tiyn, 'number', document_number)
    from payment where recorded_at > ${from} and recorded_at <= ${until} and source <> 'seed' and reversed_at is null
    order by recorded_at
    on conflict do nothing`.execute(tx)
}

// Prices that begin together are one piece of news, told to everybody who is served.
async function tellPrices(tx: Tx, { from, until }: Span): Promise<void> {
  await sql`
    with news as (
      select greatest(p.starts_at, p.approved_at) as at,
        jsonb_agg(jsonb_build_object('product', p.product, 'tiyn', p.tiyn_per_l, 'was', price_at(p.product, null, p.starts_at - interval '1 second'))
          order by p.product) as prices
      from price p
      where p.station_id is null and p.cancelled_at is null and (not p.needs_approval or p.approved_at is not null)
        and greatest(p.starts_at, p.approved_at) > ${from} and greatest(p.starts_at, p.approved_at) <= ${until}
        and p.tiyn_per_l <> price_at(p.product, null, p.starts_at - interval '1 second')
      group by 1)
    insert into alert (client_id, kind, key, happened_at, facts)
    select c.id, 'price', n.at::text, n.at, jsonb_build_object('prices', n.prices)
    from news n, client c
    where c.state = 'active' and exists (select from contract k where k.client_id = c.id and k.state = 'active')
    on conflict do nothing`.execute(tx)
}

// To the one who asked for it and may be doing something else by now.
async function tellFiles(tx: Tx, { from, until }: Span): Promise<void> {
  await sql`
    insert into alert (client_id, account_id, kind, key, happened_at, facts)
    select client_id, account_id, 'file', no, ended_at,
      jsonb_strip_nulls(jsonb_build_object('no', no, 'file', name, 'failed', nullif(state = 'failed', false)))
    from export_file where ended_at > ${from} and ended_at <= ${until} and state in ('ready', 'failed')
    order by ended_at
    on conflict do nothing`.execute(tx)
}

// An answer that was taken back with its refund and given anew is another one.
async function tellAnswers(tx: Tx, { from, until }: Span): Promise<void> {
  await sql`
    insert into alert (client_id, kind, key, happened_at, txn_id, card_id, driver_id, vehicle_id, facts)
    select s.client_id, 'dispute', s.id || ':' || extract(epoch from s.decided_at), s.decided_at, s.refuel_id, x.card_id,
      coalesce(x.driver_id, c.driver_id), x.vehicle_id,
      jsonb_strip_nulls(jsonb_build_object('accepted', nullif(s.decision = 'accepted', false), 'coupon', c.number, 'card', k.number,
        'lastFour', k.last_four, 'station', st.name))
    from dispute s join till_transaction x on x.id = s.refuel_id join station st on st.id = x.station_id
      left join coupon c on c.client_id = x.client_id and c.id = x.coupon_id
      left join card k on k.client_id = x.client_id and k.id = x.card_id
    where s.decided_at > ${from} and s.decided_at <= ${until}
    order by s.decided_at
    on conflict do nothing`.execute(tx)
}

// What the office gives back; a till's refund is made before the driver's eyes.
async function tellRefunds(tx: Tx, { from, until }: Span): Promise<void> {
  await sql`
    insert into alert (client_id, kind, key, happened_at, txn_id, card_id, driver_id, vehicle_id, facts)
    select r.client_id, 'refund', r.id, r.decided_at, r.refuel_id, x.card_id, coalesce(x.driver_id, c.driver_id), x.vehicle_id,
      jsonb_strip_nulls(jsonb_build_object('ml', r.ml, 'coupon', c.number, 'card', k.number, 'lastFour', k.last_four, 'station', s.name))
    from refund_request r join till_transaction x on x.id = r.refuel_id join station s on s.id = x.station_id
      left join coupon c on c.client_id = x.client_id and c.id = x.coupon_id
      left join card k on k.client_id = x.client_id and k.id = x.card_id
    where r.decision = 'approved' and r.decided_at > ${from} and r.decided_at <= ${until}
    order by r.decided_at
    on conflict do nothing`.execute(tx)
}

// The way down is the news: a client that was never above its mark pays by invoices, and has nothing to fill up.
async function tellLowBalances(tx: Tx): Promise<void> {
  await sql`
    with now_is as (
      select a.client_id, a.tiyn + a.credit_tiyn - a.hold_tiyn as left_tiyn, s.low_tiyn, a.tiyn + a.credit_tiyn - a.hold_tiyn < s.low_tiyn as low
      from ledger_account a join client c on c.id = a.client_id and c.state = 'active'
        cross join lateral (select coalesce((select low_tiyn from watch_setting w where w.client_id = a.client_id),
          (select low_tiyn from watch_settings(null)))::bigint as low_tiyn) s
      where a.kind = 'client_advance'),
    changed as (
      insert into watch_balance as b (client_id, low) select client_id, low from now_is n
        where not exists (select from watch_balance o where o.client_id = n.client_id and o.low = n.low)
      on conflict (client_id) do update set low = excluded.low where b.low <> excluded.low
      returning client_id, low, xmax <> 0 as known)
    insert into alert (client_id, kind, key, happened_at, facts)
    select client_id, 'low_balance', now()::text, now(), jsonb_build_object('tiyn', n.left_tiyn, 'lowTiyn', n.low_tiyn)
    from changed join now_is n using (client_id) where changed.low and changed.known
    on conflict do nothing`.execute(tx)
}

async function tellCouponsEnding(tx: Tx): Promise<void> {
  await sql`
    insert into alert (client_id, kind, key, happened_at, facts)
    select client_id, 'coupons_ending', valid_to || ':' || valid_to - local_day(now()), now(),
      jsonb_build_object('day', valid_to, 'days', valid_to - local_day(now()), 'n', count(*), 'ml', sum(remaining_ml))
    from coupon
    where shelf in ('stock', 'given') and return_id is null and valid_to = any(array[${sql.join(COUPON_DAYS.map((days) => sql`local_day(now()) + ${sql.lit(days)}`))}])
    group by client_id, valid_to
    on conflict do nothing`.execute(tx)
}

// Instead of what ends: the new one is there, or on its way.
async function tellRenewals(tx: Tx, { from, until }: Span): Promise<void> {
  await sql`
    insert into alert (client_id, kind, key, happened_at, card_id, driver_id, vehicle_id, facts)
    select r.client_id, 'card_renewed', r.card_id || ':' || r.ends_on, r.at, c.id, c.driver_id, c.vehicle_id,
      jsonb_strip_nulls(jsonb_build_object('card', c.number, 'lastFour', c.last_four, 'driver', d.name, 'day', r.ends_on, 'kind', m.kind))
    from card_renewal r join card c on c.client_id = r.client_id and c.id = r.card_id
      join card_medium m on m.client_id = r.client_id and m.id = r.medium_id
      left join driver d on d.client_id = c.client_id and d.id = c.driver_id
    where r.at > ${from} and r.at <= ${until}
    order by r.at
    on conflict do nothing`.execute(tx)
}

async function tellCardsEnding(tx: Tx): Promise<void> {
  await sql`
    insert into alert (client_id, kind, key, happened_at, card_id, driver_id, vehicle_id, facts)
    select c.client_id, 'card_ending', c.id || ':' || m.valid_to, now(), c.id, c.driver_id, c.vehicle_id,
      jsonb_strip_nulls(jsonb_build_object('card', c.number, 'lastFour', m.last_four, 'driver', d.name, 'day', m.valid_to))
    from card_medium m join card c on c.client_id = m.client_id and c.id = m.card_id and c.closed_at is null
      left join driver d on d.client_id = c.client_id and d.id = c.driver_id
    where m.ended_at is null and m.valid_to between local_day(now()) and local_day(now()) + ${CARD_DAYS}::int and m.state = 'active'
      and not exists (select from card_renewal r where r.client_id = m.client_id and r.card_id = m.card_id and r.ends_on >= m.valid_to)
    on conflict do nothing`.execute(tx)
}

// In the first days of a month, for a worker that was down: to whoever has refuelled in the month before.
async function tellReports(tx: Tx): Promise<void> {
  await sql`
    insert into alert (client_id, kind, key, happened_at, facts)
    select c.id, 'report', to_char(m.first, 'YYYY-MM'), now(), jsonb_build_object('month', to_char(m.first, 'YYYY-MM'))
    from client c, (select (date_trunc('month', now() at time zone 'Asia/Almaty') - interval '1 month') as first) m
    where c.state = 'active' and extract(day from now() at time zone 'Asia/Almaty') <= 5
      and exists (select from till_transaction t where t.client_id = c.id and t.at >= m.first at time zone 'Asia/Almaty'
        and t.at < (m.first + interval '1 month') at time zone 'Asia/Almaty' and t.state in ('completed', 'late_posted'))
    on conflict do nothing`.execute(tx)
}
