-- Lists at a million rows.

-- What drivers are looked for by is worked out when a driver is written, not for every driver that a search may mean.
alter table driver add column found tsvector not null
  generated always as (search_text(name || ' ' || phone || ' ' || plate)) stored;
drop index driver_found;
create index driver_found on driver using gin (found) where archived_at is null;

-- Orders that wait, and those that ended without coupons, are few among many.
create index order_waiting on purchase_order (ordered_at desc, number desc) where state in ('invoiced', 'part_paid');
create index order_ended on purchase_order (ordered_at desc, number desc) where state in ('cancelled', 'lapsed');
create index order_waiting_of_client on purchase_order (client_id, ordered_at desc, number desc) where state in ('invoiced', 'part_paid');
create index order_ended_of_client on purchase_order (client_id, ordered_at desc, number desc) where state in ('cancelled', 'lapsed');

-- The sums of an account over a period, from the index alone. A refuel with a coupon does not touch the advance.
drop index posting_of_the_advance;
create index posting_of_the_advance on posting (client_id, at desc, id desc) include (debit, credit, tiyn)
  where debit = 'client_advance' or credit = 'client_advance';
