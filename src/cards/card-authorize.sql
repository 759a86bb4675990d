-- Promises litres to a pump: as many as there may be of what was asked for. The answer names the reason for less.
create or replace function card_authorize(p till_request) returns till_answer language plpgsql as $$
declare
  v till_case := card_weigh(p);
  v_txn till_transaction;
  v_tiyn bigint;
  v_credit_tiyn bigint;
begin
  if v.outcome is not null then return row(v.outcome, v.replayed, v.wait_seconds, v.txn)::till_answer; end if;
  if v.reason is not null and coalesce(v.ml, 0) = 0 then return card_refuse(p, v); end if;

  v_tiyn := case v.scheme when 'wallet_litre' then 0 else cost_of(v.ml, v.tiyn_per_l) end;
  v_credit_tiyn := greatest(v_tiyn - v.free_tiyn, 0);
  insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, request_hash, client_id, card_id, medium_id, scheme,
      driver_id, vehicle_id, group_id, state, product, tiyn_per_l, plate, pump, cashier, asked_ml, remaining_ml, held_ml, held_tiyn,
      held_credit_tiyn, hold_until, rule_id, flags, weighed, extra)
    select v.terminal_id, v.station_id, shift_no, p.name, 'authorize', p.hash, v.client_id, v.card_id, v.medium_id, v.scheme,
      v.driver_id, v.vehicle_id, v.group_id, 'authorized', v.product, v.tiyn_per_l, coalesce(p.plate, ''), coalesce(p.pump, ''),
      coalesce(p.cashier, ''), coalesce(p.ml, ml_for(p.tiyn, v.tiyn_per_l)), card_left(v, v.ml, v_tiyn), v.ml, v_tiyn, v_credit_tiyn,
      now() + case when p.pump <> '' then interval '60 minutes' else interval '15 minutes' end, v.rule_id, v.flags, v.weighed,
      case when v.reason is not null then jsonb_build_object('partial', v.reason, 'allowedMl', v.ml) end
    from terminal where id = v.terminal_id
  on conflict (terminal_id, pos_txn_id) do nothing
  returning * into v_txn;
  if not found then
    v := till_known(p, v);
    return row(v.outcome, v.replayed, null, v.txn)::till_answer;
  end if;
  perform card_hold(v_txn, v.contract_id, 1);
  if v.pin_fails > 0 and p.pin_right then
    update card set pin_fails = 0 where client_id = v.client_id and id = v.card_id;
  end if;
  return row('stored', false, null, v_txn)::till_answer;
end $$;

-- Holds what a pump was promised (1), or takes the hold away (-1): on the card's wallet, or on the advance and the contract.
-- The caller has locked them.
create or replace function card_hold(v_txn till_transaction, p_contract uuid, p_sign int) returns void language plpgsql as $$
begin
  case v_txn.scheme
    when 'wallet_money' then
      update card set hold_tiyn = hold_tiyn + p_sign * v_txn.held_tiyn where client_id = v_txn.client_id and id = v_txn.card_id;
    when 'wallet_litre' then
      update card set hold_ml = hold_ml + p_sign * v_txn.held_ml where client_id = v_txn.client_id and id = v_txn.card_id;
    when 'limit' then
      update ledger_account set hold_tiyn = hold_tiyn + p_sign * (v_txn.held_tiyn - v_txn.held_credit_tiyn)
        where client_id = v_txn.client_id and kind = 'client_advance' and v_txn.held_tiyn > v_txn.held_credit_tiyn;
      update contract set credit_hold_tiyn = credit_hold_tiyn + p_sign * v_txn.held_credit_tiyn
        where client_id = v_txn.client_id and id = p_contract and v_txn.held_credit_tiyn > 0;
  end case;
end $$;
