-- Many refuels in one statement: what each statement costs is paid once for all of them.

-- A statement's postings move the coupons together.
drop trigger posting_moves_coupon on posting;
create or replace function posting_moves_coupon() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update coupon c set spent_ml = c.spent_ml + m.ml, spent_tiyn = c.spent_tiyn + m.tiyn
    from (
      select client_id, coupon_id, sum(case debit when 'coupon_liability' then ml else -ml end)::bigint as ml,
          sum(case debit when 'coupon_liability' then tiyn else -tiyn end)::bigint as tiyn
        from fresh where coupon_id is not null and 'coupon_liability' in (debit, credit)
        group by client_id, coupon_id) m
    where c.client_id = m.client_id and c.id = m.coupon_id;
  return null;
end $$;
create trigger posting_moves_coupon after insert on posting referencing new table as fresh for each statement
  execute function posting_moves_coupon();
