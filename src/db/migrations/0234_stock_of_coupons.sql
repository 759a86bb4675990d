-- How many coupons of each product a client has in stock and with drivers, and what they were sold with: the rows add up. One is
-- added by whatever changes it, in the same transaction, so that nobody waits for a sum and none is ever wrong; now and then
-- those of a client are put together (src/coupons/fold-stock.ts). What is used of coupons that are begun is coupon_begun's.
create table coupon_stock (
  client_id uuid not null,
  shelf text not null,
  product product_code not null,
  coupons int not null,
  ml bigint not null,
  constraint coupon_stock_is_open check (shelf in ('stock', 'given'))
);
create index coupon_stock_of_client on coupon_stock (client_id);

create function coupon_comes_to_stock() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into coupon_stock
    select client_id, shelf, product, count(*), sum(nominal_ml) from fresh where shelf in ('stock', 'given') group by 1, 2, 3;
  return null;
end $$;
create trigger coupon_comes_to_stock after insert on coupon referencing new table as fresh for each statement
  execute function coupon_comes_to_stock();

-- A refuel in part leaves a coupon where it is, and writes nothing here.
create function coupon_moves_in_stock() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into coupon_stock
    select new.client_id, s.shelf, new.product, s.sign, s.sign * new.nominal_ml
    from (values (old.shelf, -1), (new.shelf, 1)) s (shelf, sign) where s.shelf in ('stock', 'given');
  return null;
end $$;
create trigger coupon_moves_in_stock after update on coupon for each row
  when (old.shelf is distinct from new.shelf) execute function coupon_moves_in_stock();

insert into coupon_stock
  select client_id, shelf, product, count(*), sum(nominal_ml) from coupon where shelf in ('stock', 'given') group by 1, 2, 3;

grant select, insert, delete on coupon_stock to mycoupon_app;
