-- What verbs of a card share: who asks, whether the name was used before, which card it is, the first reason that speaks
-- against, and how much may be had of what was asked for. Locks the card, then for a limit card the advance and the contract
-- (docs/decisions/cards.md), so that what is found stays so until the commit.
create or replace function card_weigh(p till_request) returns till_case language plpgsql as $$
declare
  v till_case;
  v_till record;
  v_card record;
  v_state text;
  v_limit record;
  v_ration_ml bigint;
  v_want_ml bigint;
  v_can_ml bigint;
begin
  select t.id, t.station_id, s.takes_cards and s.state = 'open' and (s.closed_until is null or s.closed_until <= now()) as serves,
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

  select m.client_id, m.card_id, m.id into v_card from card_medium m where m.number_hash = p.card_hash;
  if not found then
    v.reason := 'unknown_code';
    return till_count_unknown_code(p, v);
  end if;
  perform from card where client_id = v_card.client_id and id = v_card.card_id for no key update;
  select c.*, m.id as medium_id, m.state as medium_state, m.valid_to as medium_valid_to, card_state(c) as state,
      k.state = 'active' and cl.state = 'active' as served, k.station_scope, k.discount_bp, coalesce(h.plate, '') as plate,
      d.archived_at is not null as driver_gone, pin.no as pin_no
    into v_card
    from card_medium m join card c on c.client_id = m.client_id and c.id = m.card_id
      join contract k on k.client_id = c.client_id and k.id = c.contract_id join client cl on cl.id = c.client_id
      left join vehicle h on h.client_id = c.client_id and h.id = c.vehicle_id
      left join driver d on d.client_id = c.client_id and d.id = c.driver_id
      left join card_pin pin on pin.client_id = c.client_id and pin.card_id = c.id
    where m.client_id = v_card.client_id and m.id = v_card.id;

  v.client_id := v_card.client_id;
  v.card_id := v_card.id;
  v.medium_id := v_card.medium_id;
  v.contract_id := v_card.contract_id;
  v.scheme := v_card.scheme;
  v.driver_id := v_card.driver_id;
  v.vehicle_id := v_card.vehicle_id;
  v.group_id := v_card.group_id;
  v.product := coalesce(v_card.product, p.product);
  v.pin_fails := v_card.pin_fails;
  v := card_purse(v, v_card.discount_bp);

  v_state := case when v_card.medium_state = 'active' and v_card.medium_valid_to < local_day(now()) then 'expired' else v_card.medium_state end;
  if v_card.closed_at is not null or v_state = 'closed' then
    v.reason := 'card_closed';
  elsif v_state in ('lost', 'stolen', 'damaged') then
    v.reason := 'card_lost';
  elsif v_state = 'expired' then
    v.reason := 'expired';
    v.extra := jsonb_build_object('on', v_card.medium_valid_to);
  elsif v_state <> 'active' then
    v.reason := 'card_not_active';
  elsif not v_card.served then
    v.reason := 'contract_suspended';
  elsif v_card.retailer_blocked_at is not null then
    v.reason := 'blocked_by_network';
  elsif v_card.client_blocked_at is not null or v_card.state = 'blocked_scheduled' or v_card.driver_gone then
    v.reason := 'blocked_by_client';
  elsif v_card.pin_locked_at is not null then
    v.reason := 'pin_locked';
  elsif not v_till.serves then
    v.reason := 'terminal_not_allowed';
  elsif not v.station_id = any(v_card.station_scope) then
    v.reason := 'station_not_allowed';
    v.extra := (select jsonb_build_object('stations', jsonb_agg(s.name))
      from (select name from station where id = any(v_card.station_scope) and state = 'open' order by name limit 5) s);
  elsif p.product <> v.product or not p.product = any(v_card.products) then
    v.reason := 'wrong_product';
    v.extra := jsonb_build_object('asked', p.product, 'products', coalesce(v_card.products, array[v.product]));
  elsif v.product is not null and (v.tiyn_per_l is null
      or not exists (select from station_product where station_id = v.station_id and product = v.product and out_since is null)) then
    v.reason := 'product_out_of_stock';
  elsif v_card.plate <> '' and p.plate <> '' and p.plate <> v_card.plate then
    v.reason := 'plate_mismatch';
    v.extra := jsonb_build_object('plate', v_card.plate);
  elsif p.verb <> 'lookup' and v_card.pin_no is not null and p.pin_right is null then
    v.reason := 'pin_required';
  elsif p.verb <> 'lookup' and v_card.pin_no is not null and not (p.pin_right and p.pin_no = v_card.pin_no) then
    v.pin_missed := true;
    v.reason := case when v.pin_fails < 2 then 'pin_wrong' else 'pin_locked' end;
    v.extra := jsonb_build_object('triesLeft', 2 - v.pin_fails);
  end if;
  if v.reason is not null or v.product is null then return v; end if;

  -- The least of what is asked for, what there is, the day's rationing and what limits leave.
  v_can_ml := card_affords(v);
  v_want_ml := coalesce(p.ml, ml_for(p.tiyn, v.tiyn_per_l), v_can_ml);
  v_ration_ml := (select min(max_per_day_ml) from rationing
    where starts_at <= now() and ends_at > now() and (product is null or product = v.product));
  if v_ration_ml is not null then
    v_ration_ml := greatest(v_ration_ml - (select coalesce(sum(case when state = 'authorized' then held_ml else ml - refunded_ml end), 0)
      from till_transaction
      where card_id = v.card_id and verb in ('redeem', 'authorize') and state in ('authorized', 'completed', 'late_posted')
        and at >= local_day(now())::timestamp at time zone 'Asia/Almaty'), 0);
  end if;
  select * into v_limit from card_limits_weigh(v.client_id, v.card_id, v.driver_id, v.vehicle_id, v.group_id, v.contract_id, v.product,
    v.station_id, now(), v_want_ml, v.tiyn_per_l);
  v.flags := v_limit.flags;
  v.weighed := v_limit.weighed;
  v.allowed_ml := least(v_ration_ml, v_limit.allowed_ml / 10 * 10);
  v.ml := least(v_want_ml, v_can_ml, v.allowed_ml);
  if v.ml < v_want_ml or v.ml = 0 then
    if v_limit.allowed_ml is not null and v.ml = v_limit.allowed_ml / 10 * 10 then
      v.rule_id := v_limit.rule_id;
      v.reason := coalesce(v_limit.reason, 'limit_day');
    elsif v.ml = v_ration_ml then
      v.reason := 'rationing';
    else
      v.reason := case when v_want_ml = 0 then 'too_small' else 'insufficient' end;
    end if;
    v.extra := coalesce(v.extra, '{}') || jsonb_build_object('allowedMl', v.ml);
  end if;
  return v;
end $$;

-- What a card may spend now and at which price. A lapsed hold is released by whoever meets it. Of a limit card it locks the
-- advance, then the contract.
create or replace function card_purse(v till_case, p_discount_bp int) returns till_case language plpgsql as $$
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
  -- Litres were paid before, at prices of their days: what one costs now is its share.
  v.tiyn_per_l := case when v.scheme = 'wallet_litre'
    then case when v.remaining_ml > 0 then greatest(round(v.value_tiyn * 1000.0 / v.remaining_ml)::bigint, 1) else coalesce(price_at(v.product, null, now()), 1) end
    else (price_at(v.product, v.station_id, now()) * (10000 - p_discount_bp) + 5000) / 10000 end;
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
