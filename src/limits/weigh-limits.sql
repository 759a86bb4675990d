-- What limits allow of refuels (docs/decisions/limits.md), in three steps, with the cards' rows locked, of limit cards the
-- advances too: lock what several cards share, so that together they never exceed it; read the rules and what is gone of
-- them; weigh one refuel after the other by them. src/cards/card-weigh.sql asks.

-- Locks those sets that can run out, in the order of their ids. A card's own limits need no lock beside the card's; nor do
-- limits of which nothing can run out. The sets are given with their clients, pair by pair.
create or replace function limit_sets_lock(p_clients uuid[], p_sets uuid[]) returns void language plpgsql as $$
begin
  perform from unnest(p_clients, p_sets) w (client_id, id) join limit_set s on s.client_id = w.client_id and s.id = w.id
    where s.scope <> 'card'
      and exists (select from limit_rule r
        where r.client_id = s.client_id and r.set_id = s.id and r.ended_at is null and r.mode = 'decline' and r.period <> 'tx')
    order by s.id for no key update of s;
end $$;

-- The rules in force of these sets that may concern one of these products, and what is gone of each; not added up for those
-- that none of the stations is inside of now. Called after the sets are locked: a statement of its own sees what those who
-- held the locks have committed.
create or replace function limit_rules_asked(p_clients uuid[], p_sets uuid[], p_products text[], p_stations int[], p_at timestamptz)
returns limit_asked[] language plpgsql as $$
begin
  return array(
    select row(s.scope, r, case when exists (select from unnest(p_stations) station where limit_outside(r, station, p_at) is null)
        then limit_used(s, r, p_at) end)::limit_asked
      from unnest(p_clients, p_sets) w (client_id, id) join limit_set s on s.client_id = w.client_id and s.id = w.id
        join limit_rule r on r.client_id = s.client_id and r.set_id = s.id and r.ended_at is null
      where r.products is null or r.products && p_products);
end $$;

-- Weighs one refuel by the rules of its sets: the most that may be dispensed now (null: no limit says anything), which rule is
-- the tightest and the reason it refuses with, what rules that only take note have to say, and all that was asked, to be kept
-- with the answer. p_ml is what is wanted, at p_tiyn_per_l. p_used is what is gone of each of p_asked by now; counts names those of them, by
-- their places, that this refuel will be counted in.
create or replace function limit_weigh(
  p_asked limit_asked[], p_used bigint[], p_sets uuid[], p_product text, p_station int, p_at timestamptz, p_ml bigint, p_tiyn_per_l bigint,
  out allowed_ml bigint, out rule_id uuid, out reason text, out flags jsonb, out weighed jsonb, out counts int[])
language plpgsql stable as $$
begin
  with asked as materialized (
    select (a.rule).id, a.scope, (a.rule).products, (a.rule).unit, (a.rule).period, (a.rule).value, (a.rule).mode, (a.rule).counts_from,
        p_used[a.place] as used, limit_outside(a.rule, p_station, p_at) as outside, a.place::int
      from unnest(p_asked) with ordinality as a (scope, rule, used, place)
      where (a.rule).set_id = any(p_sets)
        and ((a.rule).products is null or p_product = any((a.rule).products))
        and ((a.rule).value is null or limit_outside(a.rule, p_station, p_at) is null)),
  measured as (
    select asked.*, greatest(value - used, 0) as rest,
        case period when 'tx' then 'limit_refuel' when 'once' then 'limit_total' else coalesce('limit_' || period, outside) end as reason,
        case
          when value is null then case when outside is not null then 0 end
          when unit = 'ml' then greatest(value - used, 0)
          when unit = 'tiyn' then greatest(value - used, 0) * 1000 / p_tiyn_per_l / 10 * 10
          when used >= value then 0 end as left_ml
      from asked),
  tightest as (
    select m.left_ml, m.id, m.reason from measured m where m.mode = 'decline' and m.left_ml is not null
      order by m.left_ml, limit_rank(m.reason), m.id limit 1)
  select t.left_ml, t.id, t.reason,
      jsonb_agg(jsonb_build_object('rule', m.id, 'reason', m.reason, 'leftMl', m.left_ml) order by limit_rank(m.reason), m.id)
        filter (where m.mode = 'flag' and m.left_ml < least(p_ml, t.left_ml)),
      jsonb_agg(jsonb_strip_nulls(jsonb_build_object('rule', m.id, 'scope', m.scope, 'products', m.products, 'unit', m.unit,
        'period', m.period, 'value', m.value, 'mode', m.mode, 'used', m.used, 'left', m.rest, 'leftMl', m.left_ml, 'reason', m.reason))
        order by m.left_ml nulls last, limit_rank(m.reason), m.id),
      array_agg(m.place) filter (where m.period <> 'tx' and (m.period <> 'once' or m.counts_from <= p_at))
    into allowed_ml, rule_id, reason, flags, weighed, counts
    from measured m left join tightest t on true
    group by t.left_ml, t.id, t.reason;
end $$;

-- The limits that a card is under, with whoever holds it now; null when there are none. One look into an index each.
create or replace function limit_sets_of(p_client uuid, p_card uuid, p_driver uuid, p_vehicle uuid, p_group uuid, p_contract uuid)
returns uuid[] language plpgsql stable as $$
begin
  return (select array_agg(s.id) from (
    select id from limit_set where client_id = p_client and contract_id = p_contract
    union all select id from limit_set where client_id = p_client and group_id = p_group
    union all select id from limit_set where client_id = p_client and card_id = p_card
    union all select id from limit_set where client_id = p_client and driver_id = p_driver
    union all select id from limit_set where client_id = p_client and vehicle_id = p_vehicle) s);
end $$;

-- What is gone of an amount at that moment: refuels that were completed or are promised, less what came back. A refund
-- gives back to the day of its refuel. Held money is what the litres cost. Of contracts and groups, which many cards share,
-- days that are past are read from their sums; a window of hours or places needs the refuels themselves.
create or replace function limit_used(s limit_set, r limit_rule, p_at timestamptz) returns bigint language plpgsql stable as $$
declare
  v_day timestamp;
  v_from timestamptz := r.counts_from;
  v_until timestamptz := 'infinity';
  v_first date;
  v_made date;
begin
  if r.value is null then return null; end if;
  if r.period = 'tx' then return 0; end if;
  if r.period <> 'once' then
    v_day := date_trunc(r.period, p_at at time zone 'Asia/Almaty');
    v_from := v_day at time zone 'Asia/Almaty';
    v_until := (v_day + case r.period when 'day' then interval '1 day' when 'week' then interval '7 days'
      when 'month' then interval '1 month' else interval '3 months' end) at time zone 'Asia/Almaty';
  end if;
  if s.scope not in ('contract', 'group') or num_nonnulls(r.from_minute, r.station_ids, r.regions) > 0 then
    return limit_used_between(s, r, v_from, v_until);
  end if;

  -- The first whole day, and the first whose sum is not made or that is past the period.
  v_first := local_day(v_from + interval '1 day' - interval '1 microsecond');
  select local_day(least(v_until, until::timestamp at time zone 'Asia/Almaty')) into v_made from till_day;
  if v_first >= v_made then return limit_used_between(s, r, v_from, v_until); end if;
  return limit_used_between(s, r, v_from, v_first::timestamp at time zone 'Asia/Almaty')
    + limit_used_between(s, r, v_made::timestamp at time zone 'Asia/Almaty', v_until)
    + (select coalesce(sum(case r.unit when 'count' then d.refuels when 'ml' then d.ml else d.tiyn end), 0)::bigint
      from till_day_total d
      where d.client_id = s.client_id and d.scope = s.scope and d.holder_id = coalesce(s.contract_id, s.group_id)
        and d.day >= v_first and d.day < v_made
        and (r.products is null or d.product = any(r.products))
        and (r.weekdays is null or extract(isodow from d.day)::int = any(r.weekdays)));
end $$;

-- The same from the refuels of that time alone: one range of the index of whoever has these limits.
create or replace function limit_used_between(s limit_set, r limit_rule, p_from timestamptz, p_until timestamptz) returns bigint
language plpgsql stable as $$
begin
  if p_from >= p_until then return 0; end if;
  return (
    select coalesce(sum(case
        when r.unit = 'count' then (t.state = 'authorized' or t.refunded_ml < t.ml)::int
        when r.unit = 'ml' then case t.state when 'authorized' then t.held_ml else t.ml - t.refunded_ml end
        else case t.state when 'authorized' then cost_of(t.held_ml, t.tiyn_per_l) else t.tiyn - t.refunded_tiyn end end), 0)
      from (
        select * from till_transaction where client_id = s.client_id and contract_id = s.contract_id and at >= p_from and at < p_until
        union all
        select * from till_transaction where client_id = s.client_id and group_id = s.group_id and at >= p_from and at < p_until
        union all
        select * from till_transaction where card_id = s.card_id and at >= p_from and at < p_until
        union all
        select * from till_transaction where client_id = s.client_id and driver_id = s.driver_id and at >= p_from and at < p_until
        union all
        select * from till_transaction where client_id = s.client_id and vehicle_id = s.vehicle_id and at >= p_from and at < p_until) t
      where t.verb in ('redeem', 'authorize') and t.state in ('authorized', 'completed', 'late_posted')
        and (r.products is null or t.product = any(r.products))
        and (num_nonnulls(r.weekdays, r.from_minute, r.station_ids, r.regions) = 0 or limit_outside(r, t.station_id, t.at) is null));
end $$;

-- Which part of a rule's window a moment and a station are outside of; null: within.
create or replace function limit_outside(r limit_rule, p_station int, p_at timestamptz) returns text language plpgsql stable as $$
declare
  v_here timestamp := p_at at time zone 'Asia/Almaty';
  v_minute int := extract(hour from v_here) * 60 + extract(minute from v_here);
begin
  return case
    when not p_station = any(r.station_ids) then 'station_not_allowed'
    when r.regions is not null and not exists (select from station where id = p_station and region = any(r.regions)) then 'station_not_allowed'
    when not extract(isodow from v_here)::int = any(r.weekdays) then 'limit_days'
    when v_minute < r.from_minute or v_minute >= r.until_minute then 'limit_hours' end;
end $$;

-- Of limits that leave as little, the one that is named: what stands longest is said last.
create or replace function limit_rank(p_reason text) returns int language sql immutable parallel safe
return array_position(array['station_not_allowed', 'limit_days', 'limit_hours', 'limit_refuel', 'limit_day', 'limit_week', 'limit_month',
  'limit_quarter', 'limit_total'], p_reason);
