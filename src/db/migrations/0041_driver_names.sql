-- Drivers in the order of their names, worked out when a name is written, as clients are.
alter table driver add column name_key text collate "C" not null generated always as (name_order(name)) stored;
drop index driver_by_name;
create index driver_by_name on driver (client_id, name_key, id) where archived_at is null;
create index driver_archived_by_name on driver (client_id, name_key, id) where archived_at is not null;
-- The same person entered twice is one.
create index driver_by_phone on driver (client_id, phone) where phone <> '' and archived_at is null;
