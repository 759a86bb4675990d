-- What was refuelled on days that are past, added up: for limits of months and quarters, for charts and reports. See
-- docs/decisions/limits.md.

-- The sums of all days before this one are made.
create table till_day (
  one boolean primary key default true,
  until date not null,
  constraint till_day_is_one check (one)
);
insert into till_day (until) select coalesce(local_day(min(at)), local_day(now())) from till_transaction;

-- Made after a day is over, by a job alone (src/limits/sum-days.sql).
create table till_day_sum (
  client_id uuid not null,
  scope text not null,
  -- the contract, the group, the client itself
  holder_id uuid not null,
  day date not null,
  product product_code not null,
  refuels int not null,
  ml bigint not null,
  -- what it cost; of a client not known, because what nobody paid for is no part of its litres
  tiyn bigint,
  primary key (client_id, scope, holder_id, day, product),
  constraint till_day_sum_scope_known check (scope in ('client', 'contract', 'group')),
  constraint till_day_sum_money_of_limits check ((tiyn is null) = (scope = 'client'))
);

-- What has changed of past days since: written by whoever changes it, in the same transaction, and waiting for nobody. Before the
-- sum of its day is made it says nothing that the sum will not; afterwards it corrects the sum, into which it is folded later.
create table till_day_change (
  client_id uuid not null,
  scope text not null,
  holder_id uuid not null,
  day date not null,
  product product_code not null,
  refuels int not null,
  ml bigint not null,
  tiyn bigint
);
create index till_day_change_of_day on till_day_change (client_id, scope, holder_id, day);

-- What a transaction adds to the sums of its day: to those of limits what was promised or dispensed, less what came back; to its
-- client's what was dispensed and paid for.
create function till_day_parts(t till_transaction)
returns table (client_id uuid, scope text, holder_id uuid, day date, product product_code, refuels int, ml bigint, tiyn bigint)
language sql stable as $$
  select t.client_id, p.scope, p.holder_id, local_day(t.at), t.product, p.refuels, p.ml, p.tiyn
  from (
    select 'client' as scope, t.client_id as holder_id, 1 as refuels, t.ml - t.short_ml - t.refunded_ml as ml, null::bigint as tiyn
      where t.state <> 'authorized' and t.ml - t.short_ml > t.refunded_ml
    union all
    select h.scope, h.holder_id, (t.state = 'authorized' or t.refunded_ml < t.ml)::int,
        case t.state when 'authorized' then t.held_ml else t.ml - t.refunded_ml end,
        case t.state when 'authorized' then cost_of(t.held_ml, t.tiyn_per_l) else t.tiyn - t.refunded_tiyn end
      from (values ('contract', t.contract_id), ('group', t.group_id)) h (scope, holder_id) where h.holder_id is not null) p
  where t.client_id is not null and t.product is not null and t.verb in ('redeem', 'authorize')
    and t.state in ('authorized', 'completed', 'late_posted') $$;

create function till_transaction_changes_day() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into till_day_change
    select client_id, scope, holder_id, day, product, sum(refuels), sum(ml), sum(tiyn)
    from (
      select * from till_day_parts(new)
      union all
      select client_id, scope, holder_id, day, product, -refuels, -ml, -tiyn from till_day_parts(old) where tg_op = 'UPDATE') p
    group by client_id, scope, holder_id, day, product
    having sum(refuels) <> 0 or sum(ml) <> 0 or sum(tiyn) <> 0;
  return null;
end $$;
-- Two hours, because a pump may run for one: what ends at night as it should writes nothing here. A day is added up three hours
-- after its end, and not before everybody has ended who may have written to it without saying so here.
create trigger till_transaction_comes_late after insert on till_transaction for each row
  when (new.at < clock_timestamp() - interval '2 hours') execute function till_transaction_changes_day();
create trigger till_transaction_changes_late after update on till_transaction for each row
  when (least(old.at, new.at) < clock_timestamp() - interval '2 hours'
    and (old.at, old.state, old.ml, old.short_ml, old.tiyn, old.refunded_ml, old.refunded_tiyn) is distinct from
      (new.at, new.state, new.ml, new.short_ml, new.tiyn, new.refunded_ml, new.refunded_tiyn))
  execute function till_transaction_changes_day();

-- Whatever is known of past days.
create view till_day_total as
  select client_id, scope, holder_id, day, product, refuels, ml, tiyn from till_day_sum
  union all
  select client_id, scope, holder_id, day, product, refuels, ml, tiyn from till_day_change;

-- For adding up a day of everybody: till_transaction grows by time.
create index till_transaction_by_time on till_transaction using brin (at) with (pages_per_range = 32);

grant select on till_day, till_day_sum, till_day_change, till_day_total to mycoupon_app;
grant update (until) on till_day to mycoupon_app;
grant insert, delete on till_day_sum, till_day_change to mycoupon_app;
grant update (refuels, ml, tiyn) on till_day_sum to mycoupon_app;
