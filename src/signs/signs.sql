-- The thirteen signs of fraud (docs/decisions/alerts.md): each looks at one transaction and answers with the figures of its
-- sentence, or with null. A refuel of a coupon has few habits: several coupons in a row are an ordinary fill.

-- The story stands on top, its helpers below.
set local check_function_bodies = off;

-- All signs of a transaction, the weightiest first; null when it has none. A weight is how often such a thing has no other
-- reason: 40 and more wants a look by itself, less only beside another.
-- A call costs more than a look, and there is a look at every refuel: what a coupon cannot have is not asked of it.
create or replace function signs_of(w watched) returns jsonb language sql stable as $$
  select jsonb_agg(jsonb_build_object('sign', sign, 'weight', weight, 'facts', facts) order by weight desc, sign)
  from (select) one
    left join lateral odometer_trips(w) t on w.done and w.odometer_km is not null and w.vehicle_id is not null
    cross join lateral (values
      ('ex_driver', 60, case when w.driver_gone then sign_ex_driver(w) end),
      ('pin_shared', 50, case when w.card_id is not null then sign_pin_shared(w) end),
      ('wrong_vehicle', 40, case when w.plate <> '' then sign_wrong_vehicle(w) end),
      ('over_tank', 40, case when w.tank_ml > 0 then sign_over_tank(w) end),
      ('wrong_grade', 40, case when cardinality(w.usual) > 0 then sign_wrong_grade(w) end),
      ('rapid', 25, case when w.card_id is not null then sign_rapid(w) end),
      ('pin_tries', 25, case when w.card_id is not null then sign_pin_tries(w) end),
      ('consumption', 25, case when t.n >= 5 then sign_consumption(w, t.last_km, t.usual) end),
      ('underfill', 25, case when w.card_id is not null then sign_underfill(w) end),
      ('distance', 20, case when t.last_km is not null then sign_distance(w, t.last_km, t.n, t.usual_km) end),
      ('odd_place', 15, case when w.habit_n >= 10 then sign_odd_place(w) end),
      ('odd_hour', 15, case when w.habit_n >= 10 then sign_odd_hour(w) end),
      ('odd_day', 10, case when w.habit_n >= 10 then sign_odd_day(w) end)) s (sign, weight, facts)
  where facts is not null $$;

-- 1. The plate at the pump is not the plate of the card, the coupon or their driver.
create or replace function sign_wrong_vehicle(w watched) returns jsonb language sql stable as $$
  select jsonb_build_object('plate', w.plate, 'own', w.own_plate)
  where w.plate <> '' and w.own_plate <> '' and w.plate <> w.own_plate and (w.done or w.reason = 'plate_mismatch') $$;

-- 2. One card at two stations between which nobody drives so fast: somebody else has its number and its PIN.
create or replace function sign_pin_shared(w watched) returns jsonb language sql stable as $$
  select jsonb_build_object('km', round(p.km)::int, 'minutes', p.minutes, 'station', p.name)
  from (
    select s.name, s.latitude::float8 as latitude, s.longitude::float8 as longitude,
      greatest(round(extract(epoch from w.at - h.at) / 60), 1)::int as minutes,
      km_between(w.latitude, w.longitude, s.latitude::float8, s.longitude::float8) as km
    from till_transaction h join station s on s.id = h.station_id
    where h.card_id = w.card_id and h.at < w.at and h.at > w.at - interval '12 hours' and h.station_id <> w.station_id
      and h.verb in ('redeem', 'authorize') and (h.state <> 'declined' or h.reason like 'pin%')
    order by h.at desc limit 1) p
  -- 130 km/h is more than a lorry or a car on duty makes from door to door; neighbours in a town are too near to tell.
  where (w.done or w.reason like 'pin%') and p.km > 5 and p.km > p.minutes / 60.0 * 130 $$;

-- 3. Who has left the company still comes with its card or coupon.
create or replace function sign_ex_driver(w watched) returns jsonb language sql stable as $$
  select jsonb_build_object('driver', w.names->>'driver') where w.driver_gone $$;

-- 4. More than the tank holds.
create or replace function sign_over_tank(w watched) returns jsonb language sql stable as $$
  select jsonb_build_object('ml', w.ml, 'tankMl', w.tank_ml)
  where w.done and w.tank_ml > 0 and w.ml > w.tank_ml * (100 + (w.setting).tank_percent) / 100 $$;

-- 5. Fuel that the vehicle, or the driver, does not burn. Diesel is one fuel in summer and in winter.
create or replace function sign_wrong_grade(w watched) returns jsonb language sql stable as $$
  select jsonb_build_object('product', w.product, 'usual', w.usual)
  where (w.done or w.reason = 'wrong_product') and w.product is not null and cardinality(w.usual) > 0
    and not replace(w.product, 'DTZ', 'DT') = any(select replace(u, 'DTZ', 'DT') from unnest(w.usual) u) $$;

-- 6. to 8. compare with the card's own ninety days. Ten refuels in three weeks are the least that can be called a habit.
create or replace function has_habits(w watched) returns boolean language sql immutable as $$
  select w.done and w.habit_n >= 10 and w.habit_since < w.at - interval '21 days' $$;

-- 6. A region where the card has never been.
create or replace function sign_odd_place(w watched) returns jsonb language sql stable as $$
  select jsonb_build_object('station', w.station, 'region', w.region, 'n', w.habit_n)
  where has_habits(w) and w.region <> '' and w.habit_here = 0 $$;

-- 7. An hour of the day at which it was never used, nor within two hours of it.
create or replace function sign_odd_hour(w watched) returns jsonb language sql stable as $$
  select jsonb_build_object('time', to_char(w.here, 'HH24:MI'), 'n', w.habit_n) where has_habits(w) and w.habit_hour = 0 $$;

-- 8. A day of the week on which it was never used.
create or replace function sign_odd_day(w watched) returns jsonb language sql stable as $$
  select jsonb_build_object('weekday', extract(isodow from w.here)::int, 'n', w.habit_n) where has_habits(w) and w.habit_day = 0 $$;

-- 9. The vehicle burned half as much again since its last refuel as it usually does.
drop function if exists sign_consumption(watched);
create or replace function sign_consumption(w watched, p_last_km int, p_usual int) returns jsonb language sql immutable as $$
  select jsonb_build_object('tenths', round(w.ml / (w.odometer_km - p_last_km)::numeric)::int, 'usual', p_usual)
  where w.odometer_km > p_last_km and w.ml / (w.odometer_km - p_last_km)::numeric > p_usual * 1.5 $$;

-- 10. Little by little: within a day the third small fill, or the third for the same sum at one till. What is
-- written down as fuel is sometimes sold as something else.
create or replace function sign_underfill(w watched) returns jsonb language sql stable as $$
  select case
      when small.n >= 2 and w.ml < small_fill(w) then jsonb_build_object('n', small.n + 1, 'ml', small.ml + w.ml)
      when same.n >= 2 then jsonb_build_object('n', same.n + 1, 'tiyn', w.tiyn) end
  from (
    select count(*)::int as n, coalesce(sum(ml), 0)::bigint as ml from till_transaction
    where card_id = w.card_id and at < w.at and at > w.at - interval '1 day' and verb in ('redeem', 'authorize')
      and state in ('completed', 'late_posted') and refunded_ml < ml and ml < small_fill(w)) small,
    (select count(*)::int as n from till_transaction
    where card_id = w.card_id and at < w.at and at > w.at - interval '1 day' and verb in ('redeem', 'authorize')
      and state in ('completed', 'late_posted') and refunded_ml < ml and terminal_id = w.terminal_id and tiyn = w.tiyn) same
  where w.done and w.card_id is not null $$;

-- A fill for which nobody would stop: under three tenths of the tank, or of fifty litres where it is not known.
create or replace function small_fill(w watched) returns bigint language sql immutable as $$
  select coalesce(nullif(w.tank_ml, 0), 50000) * 3 / 10 $$;

-- 11. The way since the last refuel is three times what is usual, a quarter of it, or backwards.
drop function if exists sign_distance(watched);
create or replace function sign_distance(w watched, p_last_km int, p_n int, p_usual_km int) returns jsonb language sql immutable as $$
  select jsonb_build_object('km', w.odometer_km - p_last_km, 'usual', p_usual_km)
  where w.odometer_km < p_last_km
    or (p_n >= 5 and w.odometer_km - p_last_km not between p_usual_km / 4 and p_usual_km * 3) $$;

-- 12. The same card, driver or vehicle has just been filled.
create or replace function sign_rapid(w watched) returns jsonb language sql stable as $$
  select jsonb_build_object('minutes', greatest(round(extract(epoch from w.at - h.at) / 60), 1)::int, 'ml', h.ml, 'station', s.name)
  from (
    select at, ml, station_id from till_transaction
      where card_id = w.card_id and at < w.at and at > w.at - make_interval(mins => (w.setting).rapid_minutes)
        and verb in ('redeem', 'authorize') and state in ('completed', 'late_posted') and refunded_ml < ml
    union all
    select at, ml, station_id from till_transaction
      where client_id = w.client_id and driver_id = w.driver_id and at < w.at and at > w.at - make_interval(mins => (w.setting).rapid_minutes)
        and verb in ('redeem', 'authorize') and state in ('completed', 'late_posted') and refunded_ml < ml
    union all
    select at, ml, station_id from till_transaction
      where client_id = w.client_id and vehicle_id = w.vehicle_id and at < w.at and at > w.at - make_interval(mins => (w.setting).rapid_minutes)
        and verb in ('redeem', 'authorize') and state in ('completed', 'late_posted') and refunded_ml < ml
    order by at desc limit 1) h join station s on s.id = h.station_id
  where w.done and w.card_id is not null $$;

-- 13. The PIN was guessed: wrong twice within the hour before it was right, or until it was locked.
create or replace function sign_pin_tries(w watched) returns jsonb language sql stable as $$
  select jsonb_build_object('n', h.n + case when w.done then 0 else 1 end)
  from (
    select count(*)::int as n from till_transaction
    where card_id = w.card_id and at < w.at and at > w.at - interval '1 hour' and state = 'declined' and reason = 'pin_wrong') h
  where h.n >= 2 and (w.done or (w.reason = 'pin_locked' and w.extra ? 'triesLeft')) $$;

-- What a vehicle's odometer said at its last refuels: the last figure, how many ways between two refuels are known, their
-- usual length, and what was usually burned, in tenths of a litre per 100 km (ml per km is just that).
create or replace function odometer_trips(w watched, out last_km int, out n int, out usual_km int, out usual int) language sql stable as $$
  with refuel as (
    select at, ml, odometer_km as km from till_transaction
    where client_id = w.client_id and vehicle_id = w.vehicle_id and at < w.at and at > w.at - interval '180 days'
      and verb in ('redeem', 'authorize') and state in ('completed', 'late_posted')
    order by at desc limit 20),
  trip as (select at, ml, km, km - lead(km) over (order by at desc) as way from refuel where km is not null)
  select (select km from trip order by at desc limit 1), count(*) filter (where way > 0)::int,
    percentile_disc(0.5) within group (order by way) filter (where way > 0),
    round(percentile_cont(0.5) within group (order by ml::float8 / way) filter (where way > 0))::int
  from trip having count(*) > 0 $$;

-- Along the surface; null where a place is not known.
create or replace function km_between(p_lat float8, p_lon float8, q_lat float8, q_lon float8) returns float8 language sql immutable as $$
  select 12742 * asin(sqrt(least(1, sin(radians(q_lat - p_lat) / 2) ^ 2
    + cos(radians(p_lat)) * cos(radians(q_lat)) * sin(radians(q_lon - p_lon) / 2) ^ 2))) $$;
