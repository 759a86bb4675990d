-- The first refuel of a coupon in part touches no index either: its state left an index for another, and so all sixteen
-- were written, on pages that at a million coupons nobody else writes. Which coupons are begun stands in a table of their
-- own, a row a coupon from its first refuel to its last; the rare states that no refuel changes keep their index.
drop index coupon_of_state;
create index coupon_set_aside on coupon
    (client_id, coalesce(closed_as, case when return_id is not null then 'return_pending' when blocked_by is not null then 'blocked' end), shelf, number desc)
  where closed_as is not null or return_id is not null or blocked_by is not null;

-- Of a million coupons a hundred end on the same four digits: one index serves a client and the office.
drop index coupon_by_last_four;

-- Written by posting_moves_coupon alone.
create table coupon_begun (
  client_id uuid not null references client,
  number bigint not null,
  primary key (client_id, number)
);
grant select on coupon_begun to mycoupon_app;

create or replace function posting_moves_coupon() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  with moved as (
    update coupon c set spent_ml = c.spent_ml + m.ml, spent_tiyn = c.spent_tiyn + m.tiyn
      from (
        select client_id, coupon_id, sum(case debit when 'coupon_liability' then ml else -ml end)::bigint as ml,
            sum(case debit when 'coupon_liability' then tiyn else -tiyn end)::bigint as tiyn
          from fresh where coupon_id is not null and 'coupon_liability' in (debit, credit)
          group by client_id, coupon_id) m
      where c.client_id = m.client_id and c.id = m.coupon_id
      returning c.client_id, c.number, c.spent_ml > 0 and c.spent_ml < c.nominal_ml as begun,
        c.spent_ml - m.ml > 0 and c.spent_ml - m.ml < c.nominal_ml as was_begun),
  begun as (
    insert into coupon_begun (client_id, number) select client_id, number from moved where begun and not was_begun)
  delete from coupon_begun b using moved m
    where m.was_begun and not m.begun and b.client_id = m.client_id and b.number = m.number;
  return null;
end $$;

insert into coupon_begun (client_id, number) select client_id, number from coupon where spent_ml > 0 and spent_ml < nominal_ml;
