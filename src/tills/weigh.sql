-- What redeem, authorize and lookup share: who asks, whether the name was used before, which coupon it is and the first
-- reason that speaks against. Locks the coupons' rows, so that what is found stays so until the commit; changes nothing
-- but holds that have lapsed and the count of unknown codes.
--
-- Requests that come together are looked up together and then weighed one after the other. Unless p_waits they wait for
-- nobody: whoever wants a coupon that another transaction holds is told «again», to be asked alone, and so is whoever wants
-- the coupon of another of them or has the same name.
create or replace function till_weigh_all(p till_request[], p_waits boolean) returns till_case[] language plpgsql
-- A plan for the very number of requests would be made anew each time and be the same.
set plan_cache_mode = force_generic_plan as $$
declare
  v_codes bytea[];
  v_links text[];
  v_waits int[];
  v_advances uuid[];
  v_free bytea[];
  v_held coupon[];
  v_follows boolean[];
  v_throttled bytea[] := '{}';
  v_cases till_case[];
  r record;
  v till_case;
  v_ration_ml bigint;
  v_used_ml bigint;
begin
  -- The lock is what closing a shift waits for: no refuel of a shift is committed after its sums are made.
  perform pg_advisory_xact_lock_shared(till_lock(), id)
    from (select id from terminal where key_hash = any(array(select key_hash from unnest(p))) and revoked_at is null order by id) t;

  -- A till that tries codes is told nothing further, so its coupons are not looked for.
  select array_agg(case when h.key is null then coalesce(a.code_hash, link.code_hash) end order by place),
      array_agg(case when link.replaced then 'link_replaced' when link.coupons > 1 then 'several_coupons' end order by place),
      array_agg(ceil(extract(epoch from h.ends_at - now()))::int order by place),
      array_agg(c.client_id) filter (where k.redemption = 'single_remainder_to_advance')
    into v_codes, v_links, v_waits, v_advances
    from (select *, ordinality as place from unnest(p) with ordinality) a
      left join throttle h on h.scope = 'till.codes' and h.key = a.key_hash and h.ends_at > now() and h.used > a.unknown_codes_per_minute
      left join lateral (
        select g.revoked_at is not null or count(gc.id) = 0 as replaced, count(gc.id) as coupons, min(gc.code_hash) as code_hash
          from handout g
            left join handout_coupon hc on hc.client_id = g.client_id and hc.handout_id = g.id and hc.revoked_at is null
            left join coupon gc on gc.client_id = hc.client_id and gc.id = hc.coupon_id
          where g.token_hash = a.token_hash group by g.revoked_at) link on a.token_hash is not null
      left join coupon c on c.code_hash = coalesce(a.code_hash, link.code_hash)
      left join contract k on k.client_id = c.client_id and k.id = c.contract_id;
  for i in 2 .. cardinality(p) loop
    v_follows[i] := coalesce(v_codes[i] = any(v_codes[:i - 1]), false);
    for j in 1 .. i - 1 loop
      exit when v_follows[i];
      v_follows[i] := p[j].name = p[i].name and p[j].key_hash = p[i].key_hash;
    end loop;
  end loop;

  -- Whoever takes a client's advance and its coupons takes the advance first (docs/decisions/one-order-of-locks.md).
  if p_waits then
    if v_advances is not null then
      perform from ledger_account where kind = 'client_advance' and client_id = any(v_advances) for no key update;
    end if;
    select array_agg(code_hash), array_agg(c) filter (where hold_ml > 0) into v_codes, v_held
      from (select * from coupon where code_hash = any(v_codes) for no key update) c;
    v_free := v_codes;
  else
    if v_advances is not null then
      select array_agg(client_id) into v_advances
        from (select client_id from ledger_account where kind = 'client_advance' and client_id = any(v_advances) for no key update skip locked) a;
    end if;
    select array_agg(code_hash), array_agg(c) filter (where hold_ml > 0) into v_free, v_held
      from (select * from coupon where code_hash = any(v_codes) for no key update skip locked) c;
  end if;
  if v_held is not null then
    perform till_release_lapsed(client_id, id) from unnest(v_held);
  end if;

  for r in
    select a.*, t.id as terminal_id, t.station_id,
        s.takes_coupons and s.state = 'open' and (s.closed_until is null or s.closed_until <= now()) as serves,
        x.id is not null as known, c.client_id, c.id as coupon_id, c.code_hash as found_hash, c.product as holds, c.tiyn_per_l, c.remaining_ml, c.value_tiyn, c.hold_ml,
        c.sold_vat_tiyn is not null as sold, c.closed_as, c.return_id, c.blocked_by, c.valid_from, c.valid_to, c.given_until, c.plate as bound_plate, c.pin_hash as bound_pin, c.pin_fails,
        coupon_ends_at(c.valid_to, c.extended_until) as ends_at, k.state = 'active' and cl.state = 'active' as served,
        k.redemption, k.station_scope, k.max_per_day_ml, a.verb <> 'lookup' and (k.pin_required or c.pin_hash is not null) as pin_needed,
        o.product is not null as in_stock
      from (select *, ordinality as place from unnest(p) with ordinality) a
        left join terminal t on t.key_hash = a.key_hash and t.revoked_at is null
        left join station s on s.id = t.station_id
        left join till_transaction x on x.terminal_id = t.id and x.pos_txn_id = a.name
        left join coupon c on c.code_hash = v_codes[place] and v_links[place] is null
        left join contract k on k.client_id = c.client_id and k.id = c.contract_id
        left join client cl on cl.id = c.client_id
        left join station_product o on o.station_id = t.station_id and o.product = c.product and o.out_since is null
      order by place
  loop
    v := null;
    v.terminal_id := r.terminal_id;
    v.station_id := r.station_id;
    v.client_id := r.client_id;
    v.coupon_id := r.coupon_id;
    v.product := r.holds;
    v.tiyn_per_l := r.tiyn_per_l;
    v.redemption := r.redemption;
    v.remaining_ml := r.remaining_ml;
    v.value_tiyn := r.value_tiyn;
    v.sold := r.sold;
    v.pin_fails := r.pin_fails;
    if r.coupon_id is not null then
      -- A coupon for one use serves one pump at a time.
      v.free_ml := case when r.redemption = 'partial_keep' or r.hold_ml = 0 then r.remaining_ml - r.hold_ml else 0 end;
      v.ml := coalesce(r.ml, case
        when r.tiyn < cost_of(v.free_ml, r.tiyn_per_l) then r.tiyn * 1000 / r.tiyn_per_l / 10 * 10
        else v.free_ml end);
    end if;

    if r.terminal_id is null then
      v.outcome := 'unknown_key';
    elsif r.known then
      v := till_known(p[r.place], v);
    elsif v_follows[r.place]
      or r.coupon_id is not null and (r.found_hash = any(v_free)) is not true
      or r.redemption = 'single_remainder_to_advance' and (r.client_id = any(v_advances)) is not true
    then
      v.outcome := 'again';
    elsif v_waits[r.place] is not null or r.key_hash = any(v_throttled) then
      v.outcome := 'throttled';
      v.replayed := true;
      v.wait_seconds := v_waits[r.place];
    elsif v_links[r.place] is not null then
      v.reason := v_links[r.place];
    elsif r.coupon_id is null then
      v.reason := 'unknown_code';
      v := till_count_unknown_code(p[r.place], v);
      if v.outcome is not null then v_throttled := v_throttled || r.key_hash; end if;
    elsif r.closed_as in ('expired', 'returned', 'replaced', 'void') then
      v.reason := r.closed_as;
      v.extra := jsonb_build_object('on', r.valid_to);
    elsif r.remaining_ml = 0 then
      v.reason := 'used';
      v.extra := (select jsonb_build_object('at', x.completed_at, 'station', s.name)
        from till_transaction x join station s on s.id = x.station_id
        where x.coupon_id = r.coupon_id and x.state in ('completed', 'late_posted') and x.verb in ('redeem', 'authorize')
        order by x.completed_at desc limit 1);
    elsif r.return_id is not null then
      v.reason := 'returning';
    elsif not r.served then
      v.reason := 'contract_suspended';
    elsif r.blocked_by is not null then
      v.reason := case r.blocked_by when 'client' then 'blocked_by_client' when 'pin' then 'pin_locked' else 'blocked_by_network' end;
    elsif r.valid_from > local_day(now()) then
      v.reason := 'not_yet_active';
      v.extra := jsonb_build_object('on', r.valid_from);
    elsif r.ends_at <= now() then
      v.reason := 'expired';
      v.extra := jsonb_build_object('on', r.valid_to);
    elsif r.given_until < local_day(now()) then
      v.reason := 'expired';
      v.extra := jsonb_build_object('on', r.given_until, 'given', true);
    elsif not r.serves then
      v.reason := 'terminal_not_allowed';
    elsif not r.station_id = any(r.station_scope) then
      v.reason := 'station_not_allowed';
      v.extra := (select jsonb_build_object('stations', jsonb_agg(s.name))
        from (select name from station where id = any(r.station_scope) and state = 'open' order by name limit 5) s);
    elsif r.product <> r.holds then
      v.reason := 'wrong_product';
      v.extra := jsonb_build_object('asked', r.product);
    elsif not r.in_stock then
      v.reason := 'product_out_of_stock';
    elsif r.bound_plate <> '' and r.plate <> '' and r.plate <> r.bound_plate then
      v.reason := 'plate_mismatch';
      v.extra := jsonb_build_object('plate', r.bound_plate);
    elsif r.pin_needed and r.pin_hash is null then
      v.reason := 'pin_required';
    elsif r.pin_needed and r.bound_pin is distinct from r.pin_hash then
      v.pin_missed := true;
      v.reason := case when r.pin_fails < 2 then 'pin_wrong' else 'pin_locked' end;
      v.extra := jsonb_build_object('triesLeft', 2 - r.pin_fails);
    elsif v.free_ml = 0 or v.ml > v.free_ml then
      v.reason := 'insufficient';
    elsif v.ml = 0 then
      v.reason := 'too_small';
    elsif r.redemption = 'single_strict' and v.ml < r.remaining_ml then
      v.reason := 'whole_only';
    else
      v_ration_ml := (select min(max_per_day_ml) from rationing
        where starts_at <= now() and ends_at > now() and (product is null or product = r.holds)
          and (station_ids is null or r.station_id = any(station_ids)));
      if r.max_per_day_ml is not null or v_ration_ml is not null then
        v_used_ml := (select coalesce(sum(case when x.state = 'authorized' then x.held_ml else x.ml - x.refunded_ml end), 0)
          from till_transaction x
          where x.coupon_id = r.coupon_id and x.verb in ('redeem', 'authorize') and x.state in ('authorized', 'completed', 'late_posted')
            and x.at >= local_day(now())::timestamp at time zone 'Asia/Almaty');
        v.day_ml := greatest(least(r.max_per_day_ml, v_ration_ml) - v_used_ml, 0);
        if v.ml > v.day_ml then
          v.reason := case when v_ration_ml <= coalesce(r.max_per_day_ml, v_ration_ml) then 'rationing' else 'limit_day' end;
          v.extra := jsonb_build_object('allowedMl', v.day_ml);
        end if;
      end if;
    end if;
    v_cases[r.place] := v;
  end loop;
  return v_cases;
end $$;

-- The same for one request.
create or replace function till_weigh(p till_request) returns till_case language plpgsql as $$
begin
  return (till_weigh_all(array[p], true))[1];
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
