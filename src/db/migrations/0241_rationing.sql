-- A cap may hold at some stations only, says its reason in each language, and ends before it has begun when it is called off.
alter table rationing
  -- null is the whole network
  add column station_ids int[],
  -- empty: the Russian text is shown
  add column reason_kk text not null default '',
  add column reason_en text not null default '',
  add column set_at timestamptz not null default now(),
  add constraint rationing_somewhere check (cardinality(station_ids) > 0),
  add constraint rationing_of_something check (max_per_day_ml > 0),
  drop constraint rationing_in_order,
  add constraint rationing_in_order check (starts_at <= ends_at);
