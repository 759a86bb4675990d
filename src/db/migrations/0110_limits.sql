-- Limits of fuel cards: how much, of what, in which time, when and where. See docs/decisions/limits.md.

-- Whose limits they are. A row stays once it is made: it is what tills and people who change limits wait for each other at.
create table limit_set (
  client_id uuid not null references client,
  id uuid not null default new_id(),
  contract_id uuid,
  group_id uuid,
  card_id uuid,
  driver_id uuid,
  vehicle_id uuid,
  -- of limits nobody has: a profile, to copy from
  name text not null default '',
  scope text not null generated always as (case
    when contract_id is not null then 'contract'
    when group_id is not null then 'group'
    when card_id is not null then 'card'
    when driver_id is not null then 'driver'
    when vehicle_id is not null then 'vehicle'
    else 'profile' end) stored,
  -- Counts up with each change: who saw an older one saves nothing over a newer one.
  no int not null default 0,
  changed_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (client_id, id),
  foreign key (client_id, contract_id) references contract (client_id, id),
  foreign key (client_id, group_id) references card_group (client_id, id),
  foreign key (client_id, card_id) references card (client_id, id),
  foreign key (client_id, driver_id) references driver (client_id, id),
  foreign key (client_id, vehicle_id) references vehicle (client_id, id),
  constraint limit_set_of_one check (num_nonnulls(contract_id, group_id, card_id, driver_id, vehicle_id) = (name = '')::int),
  constraint limit_set_archives_profiles check (archived_at is null or name <> '')
);
create unique index limit_set_of_contract on limit_set (client_id, contract_id) where contract_id is not null;
create unique index limit_set_of_group on limit_set (client_id, group_id) where group_id is not null;
create unique index limit_set_of_card on limit_set (client_id, card_id) where card_id is not null;
create unique index limit_set_of_driver on limit_set (client_id, driver_id) where driver_id is not null;
create unique index limit_set_of_vehicle on limit_set (client_id, vehicle_id) where vehicle_id is not null;
create unique index limit_set_profile_once on limit_set (client_id, lower(name)) where name <> '' and archived_at is null;

-- One rule: an amount («at most so much in such a time»), or, without a value, a window («only then and there»). An amount
-- that has a window holds, and counts, within it alone. A rule never changes: another takes its place.
create table limit_rule (
  client_id uuid not null,
  id uuid not null default new_id(),
  set_id uuid not null,
  -- of an amount: what it is about; null is all
  products text[],
  unit text,
  period text,
  value bigint,
  mode text not null default 'decline',
  -- ISO: Monday is 1
  weekdays int[],
  -- Minutes of the day in Almaty, the last one outside.
  from_minute int,
  until_minute int,
  station_ids int[],
  regions text[],
  -- of an amount that does not renew: what was dispensed since then is off it
  counts_from timestamptz not null default now(),
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (client_id, id),
  foreign key (client_id, set_id) references limit_set (client_id, id),
  constraint limit_rule_products_known check (products <@ array['AI92', 'AI95', 'AI98', 'AI100', 'DT', 'DTZ', 'LPG'] and cardinality(products) > 0),
  constraint limit_rule_unit_known check (unit in ('ml', 'tiyn', 'count')),
  constraint limit_rule_period_known check (period in ('tx', 'day', 'week', 'month', 'quarter', 'once')),
  constraint limit_rule_mode_known check (mode in ('decline', 'flag')),
  constraint limit_rule_amount_together check (num_nonnulls(unit, period, value) in (0, 3)),
  constraint limit_rule_says_something check (num_nonnulls(value, weekdays, from_minute, station_ids, regions) > 0),
  constraint limit_rule_value_counts check (value >= 0 and (unit <> 'ml' or value % 10 = 0)),
  -- One refuel is one refuel.
  constraint limit_rule_counts_in_time check (unit <> 'count' or period <> 'tx'),
  constraint limit_rule_window_of_all check (value is not null or products is null),
  constraint limit_rule_some_days check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7] and cardinality(weekdays) between 1 and 6),
  constraint limit_rule_hours_in_order check (
    (from_minute is null) = (until_minute is null) and from_minute >= 0 and from_minute < until_minute and until_minute <= 1440),
  constraint limit_rule_some_place check (
    (station_ids is null or regions is null) and cardinality(station_ids) > 0 is not false and cardinality(regions) > 0 is not false)
);
create index limit_rule_in_force on limit_rule (client_id, set_id) where ended_at is null;

alter table till_transaction
  -- whose card it was: limits of a contract sum by it
  add column contract_id uuid,
  -- which rules were asked, and what each of them left
  add column weighed jsonb;
create index till_transaction_of_contract on till_transaction (client_id, contract_id, at) where contract_id is not null;

-- A card never changes its contract; whoever writes a transaction of a card writes it under that one.
create function till_transaction_knows_contract() returns trigger language plpgsql as $$
begin
  new.contract_id := (select contract_id from card where client_id = new.client_id and id = new.card_id);
  return new;
end $$;
create trigger till_transaction_knows_contract before insert on till_transaction for each row
  when (new.card_id is not null) execute function till_transaction_knows_contract();

alter type till_case add attribute weighed jsonb;
-- Answers with more than it did: src/limits/weigh-limits.sql makes it again.
drop function if exists card_limits_weigh(uuid, uuid, uuid, uuid, uuid, uuid, text, int, timestamptz, bigint, bigint);

grant select on limit_set, limit_rule to mycoupon_app;
grant insert (client_id, contract_id, group_id, card_id, driver_id, vehicle_id, name) on limit_set to mycoupon_app;
grant insert (client_id, set_id, products, unit, period, value, mode, weekdays, from_minute, until_minute, station_ids, regions, counts_from) on limit_rule to mycoupon_app;
grant update (no, changed_at, archived_at) on limit_set to mycoupon_app;
grant update (ended_at) on limit_rule to mycoupon_app;
