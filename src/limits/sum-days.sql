-- Adds up the days that are over, each by itself for limits and statements, and into its month for reports: a week of them at most, until three
-- hours after the end of the last one; and folds what has changed of older ones into their sums. Answers how many days it made; null when it has to be asked again, because somebody
-- is still at work who began before p_after, a transaction that began after those days were over: what such a one has written
-- is not yet to be seen.
--
-- Tills wait for none of it: all is one statement, which sees the transactions and what was changed of them at one moment;
-- what comes after that moment stays a change.
create or replace function till_sum_days(p_after xid8) returns int language plpgsql as $$
declare
  v_from date;
  v_until date;
begin
  select until into v_from from till_day for no key update;
  v_until := least(local_day(now() - interval '3 hours'), v_from + 7);
  with snapshot as materialized (select pg_snapshot_xmin(pg_current_snapshot()) > p_after as settled),
  changed as (
    delete from till_day_change where day < v_from or day < v_until and (select settled from snapshot) returning *),
  month_changed as (
    delete from till_month_change where day < v_from or day < v_until and (select settled from snapshot) returning *),
  day_folded as (
    insert into till_day_sum as s (client_id, scope, holder_id, day, product, refuels, ml, tiyn)
      select client_id, scope, holder_id, day, product, sum(refuels), sum(ml), sum(tiyn)
      from (
        select p.* from till_transaction t cross join lateral till_day_parts(t) p
          where t.at >= v_from::timestamp at time zone 'Asia/Almaty' and t.at < v_until::timestamp at time zone 'Asia/Almaty'
            and (select settled from snapshot)
        union all
        -- What was changed of a day that is added up only now is in its transactions.
        select * from changed where day < v_from) parts
      group by client_id, scope, holder_id, day, product
    on conflict (client_id, scope, holder_id, day, product)
      do update set refuels = s.refuels + excluded.refuels, ml = s.ml + excluded.ml, tiyn = s.tiyn + excluded.tiyn),
  month_folded as (
    insert into till_month_sum as s (client_id, month, kind, key, refuels, ml, tiyn)
      select client_id, date_trunc('month', day)::date, kind, key, sum(refuels), sum(ml), sum(tiyn)
      from (
        select p.* from till_transaction t cross join lateral till_month_parts(t) p
          where t.at >= v_from::timestamp at time zone 'Asia/Almaty' and t.at < v_until::timestamp at time zone 'Asia/Almaty'
            and (select settled from snapshot)
        union all
        select * from month_changed where day < v_from) parts
      -- Of one client together: a report reads few pages of it.
      group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (client_id, month, kind, key)
      do update set refuels = s.refuels + excluded.refuels, ml = s.ml + excluded.ml, tiyn = s.tiyn + excluded.tiyn),
  posting_removed as (
    delete from posting_day where day >= v_from and day < v_until and (select settled from snapshot)),
  posting_made as (
    insert into posting_day (client_id, day, refuels, tiyn)
      select client_id, local_day(at), count(distinct ref_id), sum(tiyn) from posting
      where at >= v_from::timestamp at time zone 'Asia/Almaty' and at < v_until::timestamp at time zone 'Asia/Almaty'
        and is_dispensing(event) and tiyn > 0 and (select settled from snapshot)
      group by 1, 2)
  update till_day set until = v_until where v_until > v_from and (select settled from snapshot);
  if not found and v_until > v_from then return null; end if;
  return greatest(v_until - v_from, 0);
end $$;
