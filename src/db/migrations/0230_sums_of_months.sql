-- What drivers, vehicles, stations and fuels took in a month, added up: for reports. A driver refuels once a day, so sums of
-- days would be as many rows as refuels. Made with the sums of days, of the same days (till_day, src/limits/sum-days.sql). See
-- docs/decisions/limits.md.

create table till_month_sum (
  client_id uuid not null,
  month date not null,
  kind text not null,
  -- Whose it is: an id, a plate as it was said, a product; empty where nobody was named.
  key text not null,
  refuels int not null,
  ml bigint not null,
  -- what was paid
  tiyn bigint not null,
  primary key (client_id, month, kind, key),
  constraint till_month_sum_kind_known check (kind in ('driver', 'vehicle', 'plate', 'station', 'fuel')),
  constraint till_month_sum_of_a_month check (extract(day from month) = 1)
) with (fillfactor = 70);

-- What has changed of past days since; see till_day_change.
create table till_month_change (
  client_id uuid not null,
  day date not null,
  kind text not null,
  key text not null,
  refuels int not null,
  ml bigint not null,
  tiyn bigint not null
);
create index till_month_change_of_client on till_month_change (client_id, day);

-- What a refuel adds to the sums of its month, of a coupon that is with this driver for this plate; nothing of one of which
-- nothing stayed with its client (src/refuels/find-refuels.ts). A vehicle is said by the plate at the pump, by the card's vehicle,
-- whose plate may be written anew, or by the coupon's plate.
create function till_month_parts_with(t till_transaction, p_driver uuid, p_plate text)
returns table (client_id uuid, day date, kind text, key text, refuels int, ml bigint, tiyn bigint) language sql stable as $$
  select t.client_id, local_day(t.at), p.kind, p.key, 1, (t.ml - t.short_ml - t.refunded_ml)::bigint,
    (t.tiyn - t.refunded_tiyn - case when t.short_ml = 0 then 0 else (
      select coalesce(sum(s.tiyn), 0) from posting s
      where s.client_id = t.client_id and s.ref_id = t.id and s.event in ('shortage', 'offline_loss')) end)::bigint
  from (values
    ('driver', coalesce(t.driver_id, p_driver)::text),
    (case when t.plate = '' and t.vehicle_id is not null then 'vehicle' else 'plate' end,
      coalesce(nullif(t.plate, ''), t.vehicle_id::text, p_plate)),
    ('station', t.station_id::text),
    ('fuel', t.product::text)) n (kind, named)
    cross join lateral (select n.kind, coalesce(n.named, '') as key) p
  where t.client_id is not null and t.verb in ('redeem', 'authorize') and t.state in ('completed', 'late_posted')
    and t.ml - t.short_ml > t.refunded_ml $$;

create function till_month_parts(t till_transaction)
returns table (client_id uuid, day date, kind text, key text, refuels int, ml bigint, tiyn bigint) language sql stable as $$
  select p.*
  from (select) one left join coupon c on c.client_id = t.client_id and c.id = t.coupon_id
    cross join lateral till_month_parts_with(t, c.driver_id, c.plate) p $$;

create or replace function till_transaction_changes_day() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into till_day_change
    select client_id, scope, holder_id, day, product, sum(refuels), sum(ml), sum(tiyn)
    from (
      select * from till_day_parts(new)
      union all
      select client_id, scope, holder_id, day, product, -refuels, -ml, -tiyn from till_day_parts(old) where tg_op = 'UPDATE') p
    group by client_id, scope, holder_id, day, product
    having sum(refuels) <> 0 or sum(ml) <> 0 or sum(tiyn) <> 0;
  insert into till_month_change
    select client_id, day, kind, key, sum(refuels), sum(ml), sum(tiyn)
    from (
      select * from till_month_parts(new)
      union all
      select client_id, day, kind, key, -refuels, -ml, -tiyn from till_month_parts(old) where tg_op = 'UPDATE') p
    group by client_id, day, kind, key
    having sum(refuels) <> 0 or sum(ml) <> 0 or sum(tiyn) <> 0;
  return null;
end $$;

-- What nobody paid for is posted beside its refuel, before or after it in one commit.
create function posting_changes_month() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into till_month_change
    select p.client_id, p.day, p.kind, p.key, 0, 0, -new.tiyn
    from till_transaction t cross join lateral till_month_parts(t) p
    where t.id = new.ref_id and t.at < clock_timestamp() - interval '2 hours';
  return null;
end $$;
create trigger posting_changes_month after insert on posting for each row
  when (new.event in ('shortage', 'offline_loss')) execute function posting_changes_month();

-- The rest of a coupon may go to another driver, and what it paid for is told as theirs.
create function coupon_changes_month() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into till_month_change
    select client_id, day, kind, key, sum(refuels), sum(ml), sum(tiyn)
    from (
      select p.* from till_transaction t cross join lateral till_month_parts_with(t, new.driver_id, new.plate) p
        where t.client_id = new.client_id and t.coupon_id = new.id
      union all
      select p.client_id, p.day, p.kind, p.key, -p.refuels, -p.ml, -p.tiyn
        from till_transaction t cross join lateral till_month_parts_with(t, old.driver_id, old.plate) p
        where t.client_id = new.client_id and t.coupon_id = new.id) p
    group by client_id, day, kind, key
    having sum(refuels) <> 0 or sum(ml) <> 0 or sum(tiyn) <> 0;
  return null;
end $$;
create trigger coupon_changes_month after update of driver_id, plate on coupon for each row
  when (old.spent_ml > 0 and (old.driver_id, old.plate) is distinct from (new.driver_id, new.plate))
  execute function coupon_changes_month();

-- Whatever is known of past days; what was changed of a day that is not added up yet will be in its sum.
create view till_month_total as
  select client_id, month, kind, key, refuels, ml, tiyn from till_month_sum
  union all
  select client_id, date_trunc('month', day)::date, kind, key, refuels, ml, tiyn from till_month_change
    where day < (select until from till_day);

-- Of the days that are added up already.
insert into till_month_sum
  select p.client_id, date_trunc('month', p.day)::date, p.kind, p.key, sum(p.refuels), sum(p.ml), sum(p.tiyn)
  from till_transaction t cross join lateral till_month_parts(t) p
  where t.at < (select until::timestamp at time zone 'Asia/Almaty' from till_day)
  group by 1, 2, 3, 4;

grant select on till_month_sum, till_month_change, till_month_total to mycoupon_app;
grant insert, delete on till_month_sum, till_month_change to mycoupon_app;
grant update (refuels, ml, tiyn) on till_month_sum to mycoupon_app;
