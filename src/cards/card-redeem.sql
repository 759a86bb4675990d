-- Authorises and completes in one step, all that is asked for or nothing: the fuel is the driver's once this is committed.
create or replace function card_redeem(p till_request) returns till_answer language plpgsql as $$
declare
  v till_case := card_weigh(p);
  v_txn till_transaction;
  v_tiyn bigint;
begin
  if v.outcome is not null then return row(v.outcome, v.replayed, v.wait_seconds, v.txn)::till_answer; end if;
  if v.reason is not null then return card_refuse(p, v); end if;

  v_tiyn := case v.scheme when 'wallet_litre' then card_value(v.ml, v.remaining_ml, v.value_tiyn) else cost_of(v.ml, v.tiyn_per_l) end;
  insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, request_hash, client_id, card_id, medium_id, scheme,
      driver_id, vehicle_id, group_id, state, product, tiyn_per_l, plate, pump, cashier, asked_ml, remaining_ml, completed_at, ml, short_ml,
      tiyn, complete_remaining_ml, rule_id, flags, weighed)
    select v.terminal_id, v.station_id, shift_no, p.name, 'redeem', p.hash, v.client_id, v.card_id, v.medium_id, v.scheme,
      v.driver_id, v.vehicle_id, v.group_id, 'completed', v.product, v.tiyn_per_l, coalesce(p.plate, ''), coalesce(p.pump, ''),
      coalesce(p.cashier, ''), p.ml, card_left(v, v.ml, v_tiyn), now(), v.ml, 0, v_tiyn, card_left(v, v.ml, v_tiyn), v.rule_id, v.flags, v.weighed
    from terminal where id = v.terminal_id
  on conflict (terminal_id, pos_txn_id) do nothing
  returning * into v_txn;
  if not found then
    v := till_known(p, v);
    return row(v.outcome, v.replayed, null, v.txn)::till_answer;
  end if;
  if v.pin_fails > 0 and p.pin_right then
    update card set pin_fails = 0 where client_id = v.client_id and id = v.card_id;
  end if;
  perform card_post_refuel(v_txn, v.contract_id, v_txn.ml, v_tiyn, v.free_tiyn);
  return row('stored', false, null, v_txn)::till_answer;
end $$;

-- Posts what the card pays of a refuel: from its wallet, or from the advance as far as that goes and the rest on credit.
create or replace function card_post_refuel(v_txn till_transaction, p_contract uuid, p_ml bigint, p_tiyn bigint, p_free_tiyn bigint) returns void
language plpgsql as $$
declare
  v_credit_tiyn bigint := case v_txn.scheme when 'limit' then greatest(p_tiyn - p_free_tiyn, 0) else 0 end;
  v_paid_tiyn bigint := p_tiyn - v_credit_tiyn;
  v_paid_ml bigint := case when v_credit_tiyn = 0 then p_ml else p_ml * v_paid_tiyn / p_tiyn / 10 * 10 end;
  v_bp int := vat_bp_on(local_day(now()));
begin
  if v_credit_tiyn = 0 or v_paid_tiyn > 0 then
    insert into posting (client_id, event, ref_id, debit, credit, tiyn, vat_tiyn, product, ml, card_id, station_id)
      values (v_txn.client_id, 'card_refuel', v_txn.id,
        case v_txn.scheme when 'wallet_money' then 'card_money' when 'wallet_litre' then 'card_litre' else 'client_advance' end, 'revenue',
        v_paid_tiyn, vat_inside(v_paid_tiyn, v_bp), v_txn.product, v_paid_ml, v_txn.card_id, v_txn.station_id);
  end if;
  if v_credit_tiyn > 0 then
    insert into posting (client_id, event, ref_id, debit, credit, tiyn, vat_tiyn, product, ml, card_id, contract_id, station_id)
      values (v_txn.client_id, 'card_credit', v_txn.id, 'receivable', 'revenue', v_credit_tiyn,
        vat_inside(p_tiyn, v_bp) - vat_inside(v_paid_tiyn, v_bp), v_txn.product, p_ml - v_paid_ml, v_txn.card_id, p_contract, v_txn.station_id);
  end if;
end $$;
