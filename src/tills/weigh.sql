-- What redeem, authorize and lookup share: who asks, whether the name was used before, which coupon it is and the first
-- reason that speaks against. Locks the coupon's row, so that what is found stays so until the commit; changes nothing
-- but holds that have lapsed and the count of unknown codes.
create or replace function till_weigh(p till_request) returns till_case language plpgsql as $$
declare
  v till_case;
  v_till record;
  v_coupon record;
  v_link record;
  v_code_hash bytea := p.code_hash;
  v_ration_ml bigint;
  v_used_ml bigint;
begin
  -- The lock is what closing a shift waits for: no refuel of a shift is committed after its sums are made.
  select t.id, t.station_id, s.takes_coupons and s.state = 'open' and (s.closed_until is null or s.closed_until <= now()) as serves,
      pg_advisory_xact_lock_shared(till_lock(), t.id)
    into v_till from terminal t join station s on s.id = t.station_id
    where t.key_hash = p.key_hash and t.revoked_at is null;
  if not found then v.outcome := 'unknown_key'; return v; end if;
  v.terminal_id := v_till.id;
  v.station_id := v_till.station_id;

  if p.name is not null then
    v := till_known(p, v);
    if v.outcome is not null then return v; end if;
  end if;

  select ceil(extract(epoch from ends_at - now()))::int into v.wait_seconds from throttle
    where scope = 'till.codes' and key = p.key_hash and ends_at > now() and used > p.unknown_codes_per_minute;
  if found then v.outcome := 'throttled'; v.replayed := true; return v; end if;

  if p.token_hash is not null then
    select h.revoked_at is not null or count(c.id) = 0 as replaced, count(c.id) as coupons, min(c.code_hash) as code_hash into v_link
      from handout h
        left join handout_coupon hc on hc.client_id = h.client_id and hc.handout_id = h.id and hc.revoked_at is null
        left join coupon c on c.client_id = hc.client_id and c.id = hc.coupon_id
      where h.token_hash = p.token_hash group by h.revoked_at;
    v_code_hash := v_link.code_hash;
    v.reason := case when v_link.replaced then 'link_replaced' when v_link.coupons > 1 then 'several_coupons' end;
    if v.reason is not null then return v; end if;
  end if;

  select c.client_id, c.id, c.product, c.tiyn_per_l, c.remaining_ml, c.value_tiyn, c.hold_ml, c.closed_as, c.return_id,
      c.blocked_by, c.valid_from, c.valid_to, c.plate, c.pin_hash, c.pin_fails,
      coupon_ends_at(c.valid_to, c.extended_until) as ends_at,
      k.state = 'active' and cl.state = 'active' as served, k.redemption, k.station_scope, k.pin_required, k.max_per_day_ml
    into v_coupon
    from coupon c join contract k on k.client_id = c.client_id and k.id = c.contract_id join client cl on cl.id = c.client_id
    where c.code_hash = v_code_hash
    for no key update of c;
  if not found then
    v.reason := 'unknown_code';
    return till_count_unknown_code(p, v);
  end if;
  if v_coupon.hold_ml > 0 then
    v_coupon.hold_ml := v_coupon.hold_ml - till_release_lapsed(v_coupon.client_id, v_coupon.id);
  end if;

  v.client_id := v_coupon.client_id;
  v.coupon_id := v_coupon.id;
  v.product := v_coupon.product;
  v.tiyn_per_l := v_coupon.tiyn_per_l;
  v.redemption := v_coupon.redemption;
  v.remaining_ml := v_coupon.remaining_ml;
  v.value_tiyn := v_coupon.value_tiyn;
  -- A coupon for one use serves one pump at a time.
  v.free_ml := case when v_coupon.redemption = 'partial_keep' or v_coupon.hold_ml = 0
    then v_coupon.remaining_ml - v_coupon.hold_ml else 0 end;
  v.pin_fails := v_coupon.pin_fails;
  v.ml := coalesce(p.ml, case
    when p.tiyn < cost_of(v.free_ml, v.tiyn_per_l) then p.tiyn * 1000 / v.tiyn_per_l / 10 * 10
    else v.free_ml end);

  if v_coupon.closed_as in ('expired', 'returned', 'replaced', 'void') then
    v.reason := v_coupon.closed_as;
    v.extra := jsonb_build_object('on', v_coupon.valid_to);
  elsif v_coupon.remaining_ml = 0 then
    v.reason := 'used';
    v.extra := (select jsonb_build_object('at', t.completed_at, 'station', s.name)
      from till_transaction t join station s on s.id = t.station_id
      where t.coupon_id = v.coupon_id and t.state in ('completed', 'late_posted') and t.verb in ('redeem', 'authorize')
      order by t.completed_at desc limit 1);
  elsif v_coupon.return_id is not null then
    v.reason := 'returning';
  elsif not v_coupon.served then
    v.reason := 'contract_suspended';
  elsif v_coupon.blocked_by is not null then
    v.reason := case v_coupon.blocked_by when 'client' then 'blocked_by_client' when 'pin' then 'pin_locked' else 'blocked_by_network' end;
  elsif v_coupon.valid_from > local_day(now()) then
    v.reason := 'not_yet_active';
    v.extra := jsonb_build_object('on', v_coupon.valid_from);
  elsif v_coupon.ends_at <= now() then
    v.reason := 'expired';
    v.extra := jsonb_build_object('on', v_coupon.valid_to);
  elsif not v_till.serves then
    v.reason := 'terminal_not_allowed';
  elsif not v.station_id = any(v_coupon.station_scope) then
    v.reason := 'station_not_allowed';
    v.extra := (select jsonb_build_object('stations', jsonb_agg(s.name))
      from (select name from station where id = any(v_coupon.station_scope) and state = 'open' order by name limit 5) s);
  elsif p.product <> v_coupon.product then
    v.reason := 'wrong_product';
    v.extra := jsonb_build_object('asked', p.product);
  elsif not exists (select from station_product where station_id = v.station_id and product = v.product and out_since is null) then
    v.reason := 'product_out_of_stock';
  elsif v_coupon.plate <> '' and p.plate <> '' and p.plate <> v_coupon.plate then
    v.reason := 'plate_mismatch';
    v.extra := jsonb_build_object('plate', v_coupon.plate);
  elsif p.verb <> 'lookup' and (v_coupon.pin_required or v_coupon.pin_hash is not null) and p.pin_hash is null then
    v.reason := 'pin_required';
  elsif p.verb <> 'lookup' and (v_coupon.pin_required or v_coupon.pin_hash is not null) and v_coupon.pin_hash is distinct from p.pin_hash then
    v.pin_missed := true;
    v.reason := case when v.pin_fails < 2 then 'pin_wrong' else 'pin_locked' end;
    v.extra := jsonb_build_object('triesLeft', 2 - v.pin_fails);
  elsif v.free_ml = 0 or v.ml > v.free_ml then
    v.reason := 'insufficient';
  elsif v.ml = 0 then
    v.reason := 'too_small';
  elsif v.redemption = 'single_strict' and v.ml < v.remaining_ml then
    v.reason := 'whole_only';
  end if;
  if v.reason is not null then return v; end if;

  v_ration_ml := (select min(max_per_day_ml) from rationing
    where starts_at <= now() and ends_at > now() and (product is null or product = v.product));
  if v_coupon.max_per_day_ml is not null or v_ration_ml is not null then
    v_used_ml := (select coalesce(sum(case when state = 'authorized' then held_ml else ml - refunded_ml end), 0)
      from till_transaction
      where coupon_id = v.coupon_id and verb in ('redeem', 'authorize') and state in ('authorized', 'completed', 'late_posted')
        and at >= local_day(now())::timestamp at time zone 'Asia/Almaty');
    v.day_ml := greatest(least(v_coupon.max_per_day_ml, v_ration_ml) - v_used_ml, 0);
    if v.ml > v.day_ml then
      v.reason := case when v_ration_ml <= coalesce(v_coupon.max_per_day_ml, v_ration_ml) then 'rationing' else 'limit_day' end;
      v.extra := jsonb_build_object('allowedMl', v.day_ml);
    end if;
  end if;
  return v;
end $$;

-- What an earlier request of the same name settled. A name that was taken back before it was asked stays so.
create or replace function till_known(p till_request, v till_case) returns till_case language plpgsql as $$
declare
  v_txn till_transaction;
begin
  select * into v_txn from till_transaction where terminal_id = v.terminal_id and pos_txn_id = p.name;
  if not found then return v; end if;
  v.txn := v_txn;
  v.replayed := v_txn.request_hash = p.hash;
  v.outcome := case when v_txn.verb = 'reverse' then 'taken_back' when v.replayed then 'stored' else 'reused' end;
  return v;
end $$;

-- Five a minute may be slips of the finger; more is somebody who tries codes, and is told nothing further.
create or replace function till_count_unknown_code(p till_request, v till_case) returns till_case language plpgsql as $$
declare
  v_used int;
begin
  insert into throttle as t (scope, key, ends_at, used) values ('till.codes', p.key_hash, now() + interval '1 minute', 1)
  on conflict (scope, key) do update set
    used = case when t.ends_at <= now() then 1 else t.used + 1 end,
    ends_at = case when t.ends_at <= now() then excluded.ends_at else t.ends_at end
  returning used, ceil(extract(epoch from ends_at - now()))::int into v_used, v.wait_seconds;
  if v_used > p.unknown_codes_per_minute then
    v.outcome := 'throttled';
    v.replayed := v_used > p.unknown_codes_per_minute + 1;
  end if;
  return v;
end $$;

-- Keeps a refusal. Repeated, it is the same refusal.
create or replace function till_refuse(p till_request, v till_case) returns till_answer language plpgsql as $$
declare
  v_txn till_transaction;
begin
  insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, request_hash, client_id, coupon_id, state, reason,
      product, tiyn_per_l, plate, pump, cashier, asked_ml, remaining_ml, extra)
    select v.terminal_id, v.station_id, shift_no, p.name, p.verb, p.hash, v.client_id, v.coupon_id, 'declined', v.reason,
      coalesce(v.product, p.product), v.tiyn_per_l, coalesce(p.plate, ''), coalesce(p.pump, ''), coalesce(p.cashier, ''), p.ml, v.free_ml,
      coalesce(v.extra, '{}') || case when v.coupon_id is null and p.last_four is not null
        then jsonb_build_object('lastFour', p.last_four) else '{}' end
    from terminal where id = v.terminal_id
  on conflict (terminal_id, pos_txn_id) do nothing
  returning * into v_txn;
  if not found then
    v := till_known(p, v);
    return row(v.outcome, v.replayed, null, v.txn)::till_answer;
  end if;
  if v.pin_missed then
    update coupon set pin_fails = v.pin_fails + 1,
        blocked_by = case when v.reason = 'pin_locked' then 'pin' end,
        blocked_at = case when v.reason = 'pin_locked' then now() end
      where client_id = v.client_id and id = v.coupon_id;
    if v.reason = 'pin_locked' then
      insert into coupon_event (client_id, coupon_id, what, actor, details)
        values (v.client_id, v.coupon_id, 'blocked', 'PIN', jsonb_build_object('level', 'pin', 'stationId', v.station_id));
    end if;
  end if;
  return row('stored', false, null, v_txn)::till_answer;
end $$;
