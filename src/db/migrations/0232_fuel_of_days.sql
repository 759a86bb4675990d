-- What a client's fuel cost on days that are past, as it was posted: what the retailer delivered, for statements of years. Made with
-- the sums of days, of the same days (till_day, src/limits/sum-days.sql). Postings are only added, and under the moment they are
-- made at, so that nothing of a past day changes; what somebody brings in later under an old day says so here itself.
create table posting_day (
  client_id uuid not null,
  day date not null,
  refuels int not null,
  tiyn bigint not null
);
create index posting_day_of_client on posting_day (client_id, day) include (refuels, tiyn);

-- What the tills post when they sell fuel: the one part of a statement that is too much to be read again each time.
create function is_dispensing(p_event text) returns boolean language sql immutable parallel safe
return p_event in ('redeem', 'card_refuel', 'card_credit');

create function posting_comes_late() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- What a card's refuel took from the advance and on credit is one refuel.
  insert into posting_day (client_id, day, refuels, tiyn)
    select new.client_id, local_day(d.at), d.sign * (not exists (
        select from posting o where o.client_id = new.client_id and o.ref_id = new.ref_id and o.event < new.event and o.tiyn > 0 and is_dispensing(o.event)))::int,
      d.sign * new.tiyn
    from (values (1, new.at), (-1, case tg_op when 'UPDATE' then old.at end)) d (sign, at) where d.at is not null;
  return null;
end $$;
create trigger posting_comes_late after insert on posting for each row
  when (new.at < clock_timestamp() - interval '2 hours' and new.tiyn > 0 and is_dispensing(new.event)) execute function posting_comes_late();
create trigger posting_is_made_older after update of at on posting for each row
  when (least(old.at, new.at) < clock_timestamp() - interval '2 hours' and new.tiyn > 0 and is_dispensing(new.event)) execute function posting_comes_late();

-- For adding up a day of everybody.
create index posting_by_time on posting using brin (at) with (pages_per_range = 32);
-- Whatever else passes between a client and the retailer; no refuel writes it.
create index posting_between_both on posting (client_id, at)
  where not is_dispensing(event) and (debit in ('bank', 'revenue', 'other_income') or credit in ('bank', 'revenue', 'other_income'));

insert into posting_day
  select client_id, local_day(at), count(distinct ref_id), sum(tiyn) from posting
  where at < (select until::timestamp at time zone 'Asia/Almaty' from till_day) and is_dispensing(event) and tiyn > 0
  group by 1, 2;

grant select, insert, delete on posting_day to mycoupon_app;
