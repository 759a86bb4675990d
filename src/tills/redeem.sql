-- Authorises and completes in one step: the fuel is the driver's once this is committed.
create or replace function till_redeem(p till_request) returns till_answer language plpgsql as $$
declare
  v till_case := till_weigh(p);
  v_txn till_transaction;
  v_left_ml bigint;
begin
  if v.outcome is not null then return row(v.outcome, v.replayed, v.wait_seconds, v.txn)::till_answer; end if;
  if v.reason is not null then return till_refuse(p, v); end if;

  -- The name is taken before anything moves: whoever else asks under it waits here and gets this answer.
  v_left_ml := case v.redemption when 'single_remainder_to_advance' then 0 else v.free_ml - v.ml end;
  insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, request_hash, client_id, coupon_id, state,
      product, tiyn_per_l, plate, pump, cashier, asked_ml, remaining_ml, completed_at, ml, short_ml, tiyn, complete_remaining_ml)
    select v.terminal_id, v.station_id, shift_no, p.name, 'redeem', p.hash, v.client_id, v.coupon_id, 'completed',
      v.product, v.tiyn_per_l, coalesce(p.plate, ''), coalesce(p.pump, ''), coalesce(p.cashier, ''), p.ml, v_left_ml,
      now(), v.ml, 0, till_cost(v.ml, v.remaining_ml, v.value_tiyn, v.tiyn_per_l), v_left_ml
    from terminal where id = v.terminal_id
  on conflict (terminal_id, pos_txn_id) do nothing
  returning * into v_txn;
  if not found then
    v := till_known(p, v);
    return row(v.outcome, v.replayed, null, v.txn)::till_answer;
  end if;
  if v.pin_fails > 0 and p.pin_hash is not null then
    update coupon set pin_fails = 0 where client_id = v.client_id and id = v.coupon_id;
  end if;
  perform till_post_refuel(v_txn, v_txn.ml, v_txn.tiyn, v.redemption);
  return row('stored', false, null, v_txn)::till_answer;
end $$;

-- Posts what the coupon pays of a refuel. What a coupon for one use then still has goes to the client's advance.
create or replace function till_post_refuel(v_txn till_transaction, p_ml bigint, p_tiyn bigint, p_redemption text) returns void
language plpgsql as $$
declare
  v_rest record;
begin
  insert into posting (client_id, event, ref_id, debit, credit, tiyn, vat_tiyn, product, ml, coupon_id, station_id)
    values (v_txn.client_id, 'redeem', v_txn.id, 'coupon_liability', 'revenue', p_tiyn,
      vat_inside(p_tiyn, vat_bp_on(local_day(now()))), v_txn.product, p_ml, v_txn.coupon_id, v_txn.station_id);
  if p_redemption <> 'single_remainder_to_advance' then return; end if;

  select remaining_ml, value_tiyn into v_rest from coupon
    where client_id = v_txn.client_id and id = v_txn.coupon_id and remaining_ml > 0 and hold_ml = 0;
  if not found then return; end if;
  insert into posting (client_id, event, ref_id, debit, credit, tiyn, product, ml, coupon_id, station_id)
    values (v_txn.client_id, 'remainder', v_txn.id, 'coupon_liability', 'client_advance', v_rest.value_tiyn,
      v_txn.product, v_rest.remaining_ml, v_txn.coupon_id, v_txn.station_id);
  update coupon set closed_as = 'remainder', closed_at = now() where client_id = v_txn.client_id and id = v_txn.coupon_id;
end $$;
