-- Authorises and completes in one step: the fuel is the driver's once this is committed. Requests that come together are
-- answered together, as if one had come after the other, and what they write is written at once: most of what a redemption
-- costs is beginning each statement. Some may be told «again»: see till_weigh_all. Callers sort them by key and name, so
-- that two who answer many at the same moment wait for each other's names in one order.
create or replace function till_redeem_all(p till_request[], p_waits boolean) returns till_answer[] language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
  v_cases till_case[] := till_weigh_all(p, p_waits);
  v till_case;
  v_vat_bp int := vat_bp_on(local_day(now()));
  v_done record;
  v_answers till_answer[];
  v_approved int[] := '{}';
  v_sold uuid[];
  v_rests till_transaction[] := '{}';
  i int;
begin
  for i in 1 .. cardinality(p) loop
    v := v_cases[i];
    if v.outcome is not null then
      v_answers[i] := row(v.outcome, v.replayed, v.wait_seconds, v.txn)::till_answer;
    elsif v.reason is not null then
      v_answers[i] := till_refuse(p[i], v);
    else
      v_approved := v_approved || i;
      if v.sold then v_sold := v_sold || v.coupon_id; end if;
    end if;
  end loop;

  if v_approved = '{}' then return v_answers; end if;
  -- The name is taken before anything moves: whoever else asks under it waits here and gets this answer.
  for v_done in
    with named as (
      insert into till_transaction as x (terminal_id, station_id, shift_no, pos_txn_id, verb, request_hash, client_id, coupon_id, state,
          product, tiyn_per_l, plate, pump, cashier, asked_ml, remaining_ml, completed_at, ml, short_ml, tiyn, complete_remaining_ml,
          odometer_km, fiscal_receipt)
        select w.terminal_id, w.station_id, t.shift_no, r.name, 'redeem', r.hash, w.client_id, w.coupon_id, 'completed',
          w.product, w.tiyn_per_l, coalesce(r.plate, ''), coalesce(r.pump, ''), coalesce(r.cashier, ''), r.ml, left_ml,
          now(), w.ml, 0, till_cost(w.ml, w.remaining_ml, w.value_tiyn, w.tiyn_per_l), left_ml, r.odometer_km, r.fiscal_receipt
        from unnest(p) with ordinality as r join unnest(v_cases) with ordinality as w using (ordinality)
          join terminal t on t.id = w.terminal_id
          cross join lateral (select case w.redemption when 'single_remainder_to_advance' then 0 else w.free_ml - w.ml end as left_ml) l
        where ordinality = any(v_approved)
        order by w.terminal_id, r.name
      on conflict (terminal_id, pos_txn_id) do nothing
      returning x as txn, x.*),
    posted as (
      insert into posting (client_id, event, ref_id, debit, credit, tiyn, vat_tiyn, worth_tiyn, product, ml, coupon_id, station_id)
        select client_id, 'redeem', id, 'coupon_liability', 'revenue', case when sold then 0 else tiyn end,
          case when sold then 0 else vat_inside(tiyn, v_vat_bp) end, case when sold then tiyn end, product, ml, coupon_id, station_id
        from named cross join lateral (select coupon_id = any(v_sold) as sold) s)
    select ordinality as i, named.txn
      from unnest(v_cases) with ordinality as w join unnest(p) with ordinality as r using (ordinality)
        join named on named.terminal_id = w.terminal_id and named.pos_txn_id = r.name
      where ordinality = any(v_approved)
  loop
    v_answers[v_done.i] := row('stored', false, null, v_done.txn)::till_answer;
  end loop;

  foreach i in array v_approved loop
    v := v_cases[i];
    if (v_answers[i]).outcome is null then
      v := till_known(p[i], v);
      v_answers[i] := row(v.outcome, v.replayed, null, v.txn)::till_answer;
    elsif v.redemption = 'single_remainder_to_advance' then
      v_rests := v_rests || (v_answers[i]).txn;
    end if;
    if v.outcome is null and v.pin_fails > 0 and p[i].pin_hash is not null then
      update coupon set pin_fails = 0 where client_id = v.client_id and id = v.coupon_id;
    end if;
  end loop;
  perform till_return_rests(v_rests);
  return v_answers;
end $$;

-- The same for one request.
create or replace function till_redeem(p till_request) returns till_answer language plpgsql as $$
begin
  return (till_redeem_all(array[p], true))[1];
end $$;

-- Posts what the coupon pays of a refuel; of a coupon that is sold litres only, because their money is turnover already.
create or replace function till_post_refuel(v_txn till_transaction, p_ml bigint, p_tiyn bigint, p_sold boolean, p_redemption text) returns void
language plpgsql as $$
begin
  insert into posting (client_id, event, ref_id, debit, credit, tiyn, vat_tiyn, worth_tiyn, product, ml, coupon_id, station_id)
    values (v_txn.client_id, 'redeem', v_txn.id, 'coupon_liability', 'revenue', case when p_sold then 0 else p_tiyn end,
      case when p_sold then 0 else vat_inside(p_tiyn, vat_bp_on(local_day(now()))) end, case when p_sold then p_tiyn end,
      v_txn.product, p_ml, v_txn.coupon_id, v_txn.station_id);
  if p_redemption = 'single_remainder_to_advance' then perform till_return_rests(array[v_txn]); end if;
end $$;

-- What coupons for one use still have after their refuel goes to their clients' advances; what was sold is turnover no more.
create or replace function till_return_rests(p_refuels till_transaction[]) returns void language plpgsql as $$
begin
  if cardinality(p_refuels) = 0 then return; end if;
  with rest as (
    select c.client_id, x.id as ref_id, c.id as coupon_id, c.value_tiyn as tiyn, c.remaining_ml as ml, c.sold_vat_tiyn is not null as sold,
        x.product, x.station_id
      from unnest(p_refuels) x join coupon c on c.client_id = x.client_id and c.id = x.coupon_id
      where c.remaining_ml > 0 and c.hold_ml = 0)
  insert into posting (client_id, event, ref_id, debit, credit, tiyn, vat_tiyn, worth_tiyn, product, ml, coupon_id, station_id)
    select client_id, 'remainder', ref_id, 'coupon_liability', 'client_advance', tiyn, 0, case when sold then tiyn end, product, ml, coupon_id, station_id
      from rest
    union all
    select client_id, 'turnover_undone', ref_id, 'revenue', 'coupon_liability', tiyn, turnover_vat(client_id, coupon_id, tiyn), null, product, 0, coupon_id, station_id
      from rest where sold and tiyn > 0
    order by client_id;
  update coupon c set closed_as = 'remainder', closed_at = now() from unnest(p_refuels) x join posting m on m.client_id = x.client_id and m.event = 'remainder' and m.ref_id = x.id
    where c.client_id = x.client_id and c.id = x.coupon_id;
end $$;
