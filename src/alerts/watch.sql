-- What is found after refuels (docs/decisions/alerts.md): alerts for the client, suspicions for the client and the retailer.
-- Reads what tills have committed; no till waits for it or knows of it.

-- The story stands on top, its helpers below.
set local check_function_bodies = off;

-- From when on a client wants to hear; said here for those who have said nothing.
create or replace function watch_settings(p_client uuid) returns watch_setting language plpgsql stable as $$
declare
  v watch_setting;
begin
  select * into v from watch_setting where client_id = p_client;
  if found then return v; end if;
  v.client_id := p_client;
  -- 80 %: four working days of a month are left to ask for more (Affinity, domain §2).
  v.limit_percent := 80;
  v.tank_percent := 10;
  v.rapid_minutes := 60;
  v.low_tiyn := 5000000;
  return v;
end $$;

-- The smallest id that new_id() gives at a moment.
create or replace function id_at(p_at timestamptz) returns uuid language sql immutable parallel safe as $$
  select (lpad(to_hex((extract(epoch from p_at) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid $$;

-- A moment before which nothing can be written any more: transactions that write and began earlier have ended. One that has
-- written nothing yet may have made its ids already, but its statement ends within its timeout: that is p_lag.
create or replace function watch_horizon(p_lag interval) returns timestamptz language plpgsql volatile security definer
set search_path = public, pg_temp as $$
begin
  perform pg_stat_clear_snapshot();
  return least(clock_timestamp() - p_lag, (
    select min(xact_start) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_xid is not null)) - interval '1 millisecond';
end $$;

-- Looks at the next transactions of the tills and says what there is to say about them. Answers with how many there were;
-- 0 also when another worker is at it. All or nothing: what was looked at is marked in the same commit.
create or replace function watch_refuels(p_most int, p_lag interval) returns int language plpgsql as $$
declare
  v_mark watch_mark;
  v_until uuid;
  v_new uuid[];
  v_due uuid[];
  v_alone uuid[];
  v_id uuid;
begin
  v_mark := watch_take_mark();
  if v_mark is null then return 0; end if;
  -- Before the next statement looks: what has ended by then, it sees.
  v_until := id_at(watch_horizon(p_lag));
  v_new := array(select id from till_transaction where id > v_mark.seen_to and id < v_until order by id limit p_most);

  insert into watch_again (txn_id) select id from till_transaction
    where id = any(v_new) and verb = 'authorize' and state in ('authorized', 'hold_expired') on conflict do nothing;
  -- One list, so that each is found by its id: «of these, or of those» would read every transaction there is.
  v_due := v_new || array(select a.txn_id from watch_again a where a.since > now() - interval '3 days' and a.problem is null);
  v_alone := array(select a.txn_id from watch_again a where a.since > now() - interval '3 days' and a.problem is not null);
  begin
    perform watch_all(v_due);
  exception when others then
    v_alone := v_due || v_alone;
  end;
  -- One that cannot be judged does not keep the others from it.
  foreach v_id in array v_alone loop
    begin
      perform watch_all(array[v_id]);
    exception when others then
      insert into watch_again (txn_id, problem) values (v_id, sqlerrm) on conflict (txn_id) do update set problem = excluded.problem;
    end;
  end loop;
  delete from watch_again a where a.problem is null and (a.since <= now() - interval '3 days'
    or not exists (select from till_transaction t where t.id = a.txn_id and t.state in ('authorized', 'hold_expired')));
  if cardinality(v_new) > 0 then
    update watch_mark set seen_to = v_new[cardinality(v_new)];
  end if;
  return cardinality(v_new);
end $$;

-- Takes the mark; null when somebody else has it. The first time there is none: a day back is early enough.
create or replace function watch_take_mark() returns watch_mark language plpgsql as $$
declare
  v_mark watch_mark;
begin
  insert into watch_mark (seen_to, seen_until) values (id_at(now() - interval '1 day'), now() - interval '1 day') on conflict do nothing;
  select * into v_mark from watch_mark for no key update skip locked;
  return v_mark;
end $$;

-- A transaction with what is known around it; nothing of one that is not over, or nobody's.
create or replace function watched_of(t till_transaction) returns setof watched language sql stable as $$
  select t.id, t.client_id, t.card_id, t.coupon_id, d.id, v.id, coalesce(t.offline_at, t.at), x.here,
    t.state <> 'declined', t.reason, t.extra, t.flags, t.weighed, t.product, t.ml, t.tiyn,
    t.station_id, s.name, s.region, s.latitude::float8, s.longitude::float8, t.terminal_id,
    t.plate, coalesce(nullif(v.plate, ''), nullif(c.plate, ''), d.plate, ''), v.tank_ml::bigint,
    coalesce(v.products, case when d.product is not null then array[d.product::text] end),
    coalesce(d.archived_at <= t.at, false), t.odometer_km,
    h.n, h.since, h.here, h.hour, h.day,
    jsonb_strip_nulls(jsonb_build_object('card', k.number, 'lastFour', nullif(k.last_four, ''), 'coupon', c.number, 'driver', d.name,
      'plate', coalesce(nullif(t.plate, ''), nullif(v.plate, ''), nullif(c.plate, '')), 'station', s.name)),
    watch_settings(t.client_id)
  from (select coalesce(t.offline_at, t.at) at time zone 'Asia/Almaty' as here) x
    join station s on s.id = t.station_id
    left join coupon c on c.client_id = t.client_id and c.id = t.coupon_id
    left join card k on k.client_id = t.client_id and k.id = t.card_id
    left join driver d on d.client_id = t.client_id and d.id = coalesce(t.driver_id, c.driver_id)
    left join lateral (
      select * from vehicle where client_id = t.client_id and id = t.vehicle_id
      union all
      select * from vehicle where t.vehicle_id is null and client_id = t.client_id and archived_at is null
        and plate = coalesce(nullif(c.plate, ''), nullif(d.plate, ''), t.plate)
      limit 1) v on true
    cross join lateral (
      select count(*)::int as n, min(b.at) as since, count(*) filter (where bs.region = s.region)::int as here,
        count(*) filter (where least(abs(b.hour - x.hour), 24 - abs(b.hour - x.hour)) <= 2)::int as hour,
        count(*) filter (where extract(isodow from b.here) = extract(isodow from x.here))::int as day
      from (
        select o.at, o.station_id, o.at at time zone 'Asia/Almaty' as here, extract(hour from o.at at time zone 'Asia/Almaty') as hour
        from till_transaction o
        where o.card_id = t.card_id and o.at < t.at and o.at > t.at - interval '90 days'
          and o.verb in ('redeem', 'authorize') and o.state in ('completed', 'late_posted') and o.refunded_ml < o.ml) b
        join station bs on bs.id = b.station_id, (select extract(hour from x.here) as hour, x.here) x) h
  where t.client_id is not null and t.verb in ('redeem', 'authorize') and t.state in ('completed', 'late_posted', 'declined') $$;

-- Says what there is to say about transactions, all at once: most have nothing, and beginning to look costs more than looking.
-- Said before, it is not said again.
create or replace function watch_all(p_ids uuid[]) returns void language plpgsql as $$
declare
  -- One sign that wants a look by itself, or two that do together.
  c_enough constant int := 40;
begin
  with looked as materialized (
    select w, signs_of(w) as signs from till_transaction t, watched_of(t) w where t.id = any(p_ids) order by t.id),
  weighed as (
    select (w).*, signs, (select sum((s->>'weight')::int) from jsonb_array_elements(signs) s) as score from looked where signs is not null),
  told as (
    insert into alert (client_id, kind, key, happened_at, txn_id, card_id, driver_id, vehicle_id, facts)
      select (w).client_id, f.kind, f.key, (w).at, (w).id, (w).card_id, (w).driver_id, (w).vehicle_id, (w).names || f.facts
      from looked, alerts_of(w, signs) f
    on conflict do nothing),
  suspected as (
    insert into suspicion (client_id, txn_id, card_id, coupon_id, driver_id, vehicle_id, station_id, happened_at, signs, score)
      select client_id, id, card_id, coupon_id, driver_id, vehicle_id, station_id, at, signs, score from weighed where score >= c_enough
    on conflict do nothing
    returning id, txn_id),
  told_of_signs as (
    insert into alert (client_id, kind, key, happened_at, txn_id, card_id, driver_id, vehicle_id, facts)
      select w.client_id, 'signs', w.id::text, w.at, w.id, w.card_id, w.driver_id, w.vehicle_id,
        w.names || jsonb_build_object('suspicion', s.id, 'score', w.score, 'signs', jsonb_path_query_array(w.signs, '$[*].sign'))
      from suspected s join weighed w on w.id = s.txn_id
    on conflict do nothing)
  delete from watch_again a using looked where a.txn_id = (looked.w).id;
end $$;
drop function if exists watch_one(watched);

-- What a client hears of a transaction beside its signs: how full a limit is, what a limit has only noted, a tank that
-- overflows, a time that is not theirs, two refuels in a row, a large one, wrong PINs.
create or replace function alerts_of(w watched, p_signs jsonb, out kind text, out key text, out facts jsonb) returns setof record
language sql stable as $$
  select 'limit_used', concat_ws(':', r.rule, case r.period when 'once' then 'once' else date_trunc(r.period, w.here)::date::text end, (w.setting).limit_percent),
      jsonb_build_object('percent', (w.setting).limit_percent, 'scope', r.scope, 'unit', r.unit, 'period', r.period, 'used', r.used, 'value', r.value)
    from (
      select e->>'rule' as rule, e->>'scope' as scope, e->>'unit' as unit, e->>'period' as period, (e->>'value')::bigint as value,
        (e->>'used')::bigint + case when w.done then case e->>'unit' when 'ml' then w.ml when 'tiyn' then w.tiyn else 1 end else 0 end as used
      from jsonb_array_elements(w.weighed) e where e ? 'value' and e->>'period' <> 'tx') r
    where r.value > 0 and r.used * 100 >= r.value * (w.setting).limit_percent
  union all
  select case when f->>'reason' in ('limit_hours', 'limit_days') then 'off_hours' else 'limit_flag' end, w.id::text,
      jsonb_build_object('reason', f->>'reason', 'ml', w.ml)
    from jsonb_array_elements(w.flags) f where w.done
  union all
  select 'off_hours', w.id::text, jsonb_build_object('ml', w.ml)
    where w.done and (not extract(isodow from w.here)::int = any((w.setting).weekdays)
      or extract(hour from w.here) * 60 + extract(minute from w.here) < (w.setting).from_minute
      or extract(hour from w.here) * 60 + extract(minute from w.here) >= (w.setting).until_minute)
  union all
  select s->>'sign', w.id::text, jsonb_build_object('ml', w.ml) || case s->>'sign'
      when 'rapid' then jsonb_build_object('minutes', s->'facts'->'minutes', 'before', s->'facts'->'ml') else s->'facts' end
    from jsonb_array_elements(p_signs) s where s->>'sign' in ('over_tank', 'rapid')
  union all
  select 'big_refuel', w.id::text, jsonb_build_object('ml', w.ml, 'over', (w.setting).big_ml) where w.done and w.ml > (w.setting).big_ml
  union all
  select w.reason, w.id::text, jsonb_build_object('triesLeft', w.extra->'triesLeft')
    where w.reason in ('pin_wrong', 'pin_locked') and w.extra ? 'triesLeft' $$;

-- Whether somebody of a role is told of money, or of fuel (kinds.ts says the same of kinds).
create or replace function hears(p_role text, p_about text) returns boolean language sql immutable parallel safe
return case p_about when 'money' then p_role in ('owner', 'manager', 'accountant', 'approver')
  else p_role in ('owner', 'manager', 'dispatcher', 'viewer') end;

-- Whether a person is told of something: what is theirs alone nobody else hears; else their role hears of it, and of a card's
-- when the card is in reach (accounts/reach.ts).
create or replace function is_told(p_role text, p_account uuid, n alert) returns boolean language sql stable as $$
  select case when n.account_id is not null then n.account_id = p_account else hears(p_role, n.about) and (p_role <> 'dispatcher' or n.card_id is null
    or not exists (select from membership_group g where g.client_id = n.client_id and g.account_id = p_account)
    or exists (select from card k join membership_group g on g.client_id = k.client_id and g.group_id = k.group_id
      where k.client_id = n.client_id and k.id = n.card_id and g.account_id = p_account)) end $$;
