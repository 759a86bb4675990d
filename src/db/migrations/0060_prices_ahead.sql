-- Prices that are decided and not yet in force, and those that wait for a second person.
create index price_ahead on price (starts_at) where cancelled_at is null;
create index price_waiting on price (set_at) where needs_approval and approved_at is null and cancelled_at is null;
create index price_recent on price (set_at desc, id desc);
create index station_found on station using gin (search_text(number || ' ' || name || ' ' || name_kk || ' ' || region || ' ' || city || ' ' || address));
