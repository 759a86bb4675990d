-- How much may be had of cards of what was asked for, and the first reason that speaks against. The cards were taken before
-- (card_take_all), and what they share is locked here at last: the limits of their groups, drivers, vehicles and contracts. Of
-- what is shared each gets what those before it leave. Cases that are decided, and requests to complete, are passed over.
create or replace function card_weigh_all(p till_request[], p_cases till_case[]) returns till_case[] language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
  v_limited record;
  v_asked limit_asked[];
  v_used bigint[];
  -- What is left to spend of advances and credits, as those before have left it.
  v_clients uuid[] := '{}';
  v_frees bigint[] := '{}';
  v_contracts uuid[] := '{}';
  v_credits bigint[] := '{}';
  v_throttled bytea[] := '{}';
  r record;
  v till_case;
  v_state text;
  v_limit record;
  v_ration_ml bigint;
  v_want_ml bigint;
  v_can_ml bigint;
  v_advance int;
  v_credit int;
  v_rule int;
begin
  with asks as (
    select w.client_id, s.id, w.station_id, coalesce(card.product, a.product) as product
      from unnest(p) with ordinality a join unnest(p_cases) with ordinality w using (ordinality)
        join card on card.client_id = w.client_id and card.id = w.card_id
        cross join lateral unnest(limit_sets_of(w.client_id, w.card_id, w.driver_id, w.vehicle_id, w.group_id, w.contract_id)) s (id)
      where w.outcome is null and a.verb <> 'complete'),
  sets as (select distinct client_id, id from asks)
  select (select array_agg(client_id order by id) from sets) as clients, (select array_agg(id order by id) from sets) as ids,
      array_agg(distinct station_id) as stations, array_agg(distinct product) as products
    into v_limited from asks;
  if v_limited.ids is not null then
    perform limit_sets_lock(v_limited.clients, v_limited.ids);
    v_asked := limit_rules_asked(v_limited.clients, v_limited.ids, v_limited.products, v_limited.stations, now());
    v_used := array(select used from unnest(v_asked));
  end if;

  for r in
    select a.*, s.takes_cards and s.state = 'open' and (s.closed_until is null or s.closed_until <= now()) as serves,
        m.state as medium_state, m.valid_to as medium_valid_to, c.product as holds, c.products, c.pin_fails, card_state(c) as state, c.closed_at,
        c.retailer_blocked_at, c.client_blocked_at, c.pin_locked_at, c.wallet_tiyn, c.wallet_ml, c.hold_tiyn, c.hold_ml,
        k.state = 'active' and cl.state = 'active' as served, k.station_scope, coalesce(h.plate, '') as bound_plate,
        d.archived_at is not null as driver_gone, pin.no as bound_pin, o.product is not null as in_stock,
        l.tiyn + l.credit_tiyn - l.hold_tiyn as advance_tiyn, k.credit_limit_tiyn - k.owed_tiyn - k.credit_hold_tiyn as credit_tiyn,
        case when c.scheme <> 'wallet_litre' then (price_at(a.product, w.station_id, now()) * (10000 - k.discount_bp) + 5000) / 10000
          when c.wallet_ml > 0 then greatest(round(c.wallet_tiyn * 1000.0 / c.wallet_ml)::bigint, 1)
          -- Litres were paid before, at prices of their days: what one costs now is its share.
          else coalesce(price_at(c.product, null, now()), 1) end as tiyn_per_l,
        (select min(max_per_day_ml) from rationing
          where starts_at <= now() and ends_at > now() and (product is null or product = coalesce(c.product, a.product))
            and (station_ids is null or w.station_id = any(station_ids))) as ration_ml
      from (select *, ordinality as place from unnest(p) with ordinality) a join unnest(p_cases) with ordinality w on w.ordinality = a.place
        join station s on s.id = w.station_id
        left join card_medium m on m.client_id = w.client_id and m.id = w.medium_id
        left join card c on c.client_id = w.client_id and c.id = w.card_id
        left join contract k on k.client_id = c.client_id and k.id = c.contract_id
        left join client cl on cl.id = c.client_id
        left join vehicle h on h.client_id = c.client_id and h.id = c.vehicle_id
        left join driver d on d.client_id = c.client_id and d.id = c.driver_id
        left join card_pin pin on pin.client_id = c.client_id and pin.card_id = c.id
        left join ledger_account l on l.client_id = c.client_id and l.kind = 'client_advance' and c.scheme = 'limit'
        left join station_product o on o.station_id = w.station_id and o.product = coalesce(c.product, a.product) and o.out_since is null
      where w.outcome is null and a.verb <> 'complete'
      order by place
  loop
    v := p_cases[r.place];
    if v.card_id is null then
      if r.key_hash = any(v_throttled) then
        v.outcome := 'throttled';
        v.replayed := true;
      else
        v.reason := 'unknown_code';
        v := till_count_unknown_code(p[r.place], v);
        if v.outcome is not null then v_throttled := v_throttled || r.key_hash; end if;
      end if;
      p_cases[r.place] := v;
      continue;
    end if;

    v.product := coalesce(r.holds, r.product);
    v.pin_fails := r.pin_fails;
    v.tiyn_per_l := r.tiyn_per_l;
    if v.scheme = 'limit' then
      v_advance := array_position(v_clients, v.client_id);
      if v_advance is null then
        v_clients := v_clients || v.client_id;
        v_frees := v_frees || r.advance_tiyn;
        v_advance := cardinality(v_clients);
      end if;
      v_credit := array_position(v_contracts, v.contract_id);
      if v_credit is null then
        v_contracts := v_contracts || v.contract_id;
        v_credits := v_credits || r.credit_tiyn;
        v_credit := cardinality(v_contracts);
      end if;
      v.free_tiyn := v_frees[v_advance];
      v.free_credit_tiyn := v_credits[v_credit];
    else
      v.free_tiyn := r.wallet_tiyn - r.hold_tiyn;
      v.free_credit_tiyn := 0;
      v.remaining_ml := r.wallet_ml;
      v.value_tiyn := r.wallet_tiyn;
      v.free_ml := r.wallet_ml - r.hold_ml;
    end if;

    v_state := case when r.medium_state = 'active' and r.medium_valid_to < local_day(now()) then 'expired' else r.medium_state end;
    if r.closed_at is not null or v_state = 'closed' then
      v.reason := 'card_closed';
    elsif v_state in ('lost', 'stolen', 'damaged') then
      v.reason := 'card_lost';
    elsif v_state = 'expired' then
      v.reason := 'expired';
      v.extra := jsonb_build_object('on', r.medium_valid_to);
    elsif v_state <> 'active' then
      v.reason := 'card_not_active';
    elsif not r.served then
      v.reason := 'contract_suspended';
    elsif r.retailer_blocked_at is not null then
      v.reason := 'blocked_by_network';
    elsif r.client_blocked_at is not null or r.state = 'blocked_scheduled' or r.driver_gone then
      v.reason := 'blocked_by_client';
    elsif r.pin_locked_at is not null then
      v.reason := 'pin_locked';
    elsif not r.serves then
      v.reason := 'terminal_not_allowed';
    elsif not v.station_id = any(r.station_scope) then
      v.reason := 'station_not_allowed';
      v.extra := (select jsonb_build_object('stations', jsonb_agg(s.name))
        from (select name from station where id = any(r.station_scope) and state = 'open' order by name limit 5) s);
    elsif r.product <> v.product or not r.product = any(r.products) then
      v.reason := 'wrong_product';
      v.extra := jsonb_build_object('asked', r.product, 'products', coalesce(r.products, array[v.product]));
    elsif v.product is not null and (v.tiyn_per_l is null or not r.in_stock) then
      v.reason := 'product_out_of_stock';
    elsif r.bound_plate <> '' and r.plate <> '' and r.plate <> r.bound_plate then
      v.reason := 'plate_mismatch';
      v.extra := jsonb_build_object('plate', r.bound_plate);
    elsif r.verb <> 'lookup' and r.bound_pin is not null and r.pin_right is null then
      v.reason := 'pin_required';
    elsif r.verb <> 'lookup' and r.bound_pin is not null and not (r.pin_right and r.pin_no = r.bound_pin) then
      v.pin_missed := true;
      v.reason := case when v.pin_fails < 2 then 'pin_wrong' else 'pin_locked' end;
      v.extra := jsonb_build_object('triesLeft', 2 - v.pin_fails);
    end if;
    if v.reason is not null or v.product is null then
      p_cases[r.place] := v;
      continue;
    end if;

    -- The least of what is asked for, what there is, the day's rationing and what limits leave.
    v_can_ml := card_affords(v);
    v_want_ml := coalesce(r.ml, ml_for(r.tiyn, v.tiyn_per_l), v_can_ml);
    v_ration_ml := r.ration_ml;
    if v_ration_ml is not null then
      -- A cap of one fuel counts that fuel, one of all counts all.
      v_ration_ml := (select min(greatest(q.max_per_day_ml - (
            select coalesce(sum(case when state = 'authorized' then held_ml else ml - refunded_ml end), 0)
            from till_transaction x
            where x.card_id = v.card_id and x.verb in ('redeem', 'authorize') and x.state in ('authorized', 'completed', 'late_posted')
              and x.at >= local_day(now())::timestamp at time zone 'Asia/Almaty' and (q.product is null or x.product = q.product)), 0))
        from rationing q
        where q.starts_at <= now() and q.ends_at > now() and (q.product is null or q.product = v.product)
          and (q.station_ids is null or v.station_id = any(q.station_ids)));
    end if;
    v_limit := null;
    if v_asked is not null then
      select * into v_limit from limit_weigh(v_asked, v_used,
        limit_sets_of(v.client_id, v.card_id, v.driver_id, v.vehicle_id, v.group_id, v.contract_id),
        v.product, v.station_id, now(), v_want_ml, v.tiyn_per_l);
      v.flags := v_limit.flags;
      v.weighed := v_limit.weighed;
      v.allowed_ml := v_limit.allowed_ml / 10 * 10;
    end if;
    v.ml := least(v_want_ml, v_can_ml, v_ration_ml, v.allowed_ml);
    if v.ml < v_want_ml or v.ml = 0 then
      if v.ml = v.allowed_ml then
        v.rule_id := v_limit.rule_id;
        v.reason := coalesce(v_limit.reason, 'limit_day');
      elsif v.ml = v_ration_ml then
        v.reason := 'rationing';
      else
        v.reason := case when v_want_ml = 0 then 'too_small' else 'insufficient' end;
      end if;
      v.extra := coalesce(v.extra, '{}') || jsonb_build_object('allowedMl', v.ml);
    end if;
    v.allowed_ml := least(v_ration_ml, v.allowed_ml);

    -- What it gets is gone for those after it.
    if v.ml > 0 and (v.reason is null or r.verb = 'authorize') then
      v.cost_tiyn := case v.scheme when 'wallet_litre' then card_value(v.ml, v.remaining_ml, v.value_tiyn) else cost_of(v.ml, v.tiyn_per_l) end;
      v.credit_tiyn := case v.scheme when 'limit' then greatest(v.cost_tiyn - v.free_tiyn, 0) else 0 end;
      v.after_ml := card_left(v, v.ml, v.cost_tiyn);
      if v.scheme = 'limit' then
        v_frees[v_advance] := v.free_tiyn - v.cost_tiyn + v.credit_tiyn;
        v_credits[v_credit] := v.free_credit_tiyn - v.credit_tiyn;
      end if;
      if v_asked is not null then
        foreach v_rule in array coalesce(v_limit.counts, '{}') loop
          v_used[v_rule] := v_used[v_rule] + case (v_asked[v_rule].rule).unit
            when 'ml' then v.ml when 'count' then 1
            else case r.verb when 'authorize' then cost_of(v.ml, v.tiyn_per_l) else v.cost_tiyn end end;
        end loop;
      end if;
    end if;
    p_cases[r.place] := v;
  end loop;
  return p_cases;
end $$;

-- The same for one request.
create or replace function card_weigh(p till_request) returns till_case language plpgsql as $$
begin
  return (card_weigh_all(array[p], card_take_all(array[p], true)))[1];
end $$;

-- What a card may spend now. A lapsed hold is released by whoever meets it. Of a limit card it locks the
-- advance, then the contract.
create or replace function card_purse(v till_case) returns till_case language plpgsql as $$
declare
  v_purse record;
begin
  if v.scheme = 'limit' then
    insert into ledger_account (client_id, kind) values (v.client_id, 'client_advance') on conflict do nothing;
    perform from ledger_account where client_id = v.client_id and kind = 'client_advance' for no key update;
    perform from contract where client_id = v.client_id and id = v.contract_id and credit_limit_tiyn > 0 for no key update;
    perform card_release_promised(v.client_id);
    select a.tiyn + a.credit_tiyn - a.hold_tiyn as tiyn, k.credit_limit_tiyn - k.owed_tiyn - k.credit_hold_tiyn as credit into v_purse
      from ledger_account a join contract k on k.client_id = a.client_id and k.id = v.contract_id
      where a.client_id = v.client_id and a.kind = 'client_advance';
    v.free_tiyn := v_purse.tiyn;
    v.free_credit_tiyn := v_purse.credit;
  else
    perform card_release_lapsed(v.client_id, v.card_id);
    select wallet_tiyn, wallet_ml, hold_tiyn, hold_ml into v_purse from card where client_id = v.client_id and id = v.card_id;
    v.free_tiyn := v_purse.wallet_tiyn - v_purse.hold_tiyn;
    v.free_credit_tiyn := 0;
    v.remaining_ml := v_purse.wallet_ml;
    v.value_tiyn := v_purse.wallet_tiyn;
    v.free_ml := v_purse.wallet_ml - v_purse.hold_ml;
  end if;
  return v;
end $$;

-- Keeps a refusal, and counts a wrong PIN: the third locks the card. Repeated, it is the same refusal.
create or replace function card_refuse(p till_request, v till_case) returns till_answer language plpgsql as $$
declare
  v_txn till_transaction;
begin
  insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, request_hash, client_id, card_id, medium_id, scheme,
      driver_id, vehicle_id, group_id, state, reason, product, tiyn_per_l, plate, pump, cashier, asked_ml, remaining_ml, rule_id, flags, weighed, extra)
    select v.terminal_id, v.station_id, shift_no, p.name, p.verb, p.hash, v.client_id, v.card_id, v.medium_id, v.scheme,
      v.driver_id, v.vehicle_id, v.group_id, 'declined', v.reason, coalesce(p.product, v.product), v.tiyn_per_l, coalesce(p.plate, ''),
      coalesce(p.pump, ''), coalesce(p.cashier, ''), p.ml, v.ml, v.rule_id, v.flags, v.weighed,
      coalesce(v.extra, '{}') || case when v.card_id is null then jsonb_build_object('of', 'card', 'lastFour', p.last_four) else '{}' end
    from terminal where id = v.terminal_id
  on conflict (terminal_id, pos_txn_id) do nothing
  returning * into v_txn;
  if not found then
    v := till_known(p, v);
    return row(v.outcome, v.replayed, null, v.txn)::till_answer;
  end if;
  if v.pin_missed then
    update card set pin_fails = v.pin_fails + 1, pin_locked_at = case when v.reason = 'pin_locked' then now() end
      where client_id = v.client_id and id = v.card_id;
    if v.reason = 'pin_locked' then
      insert into card_event (client_id, card_id, what, actor, details)
        values (v.client_id, v.card_id, 'pin_locked', 'PIN', jsonb_build_object('stationId', v.station_id));
    end if;
  end if;
  return row('stored', false, null, v_txn)::till_answer;
end $$;
