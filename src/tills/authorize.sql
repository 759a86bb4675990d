-- Promises litres to a pump: held on the coupon until they are dispensed, taken back or the hold lapses.
create or replace function till_authorize(p till_request) returns till_answer language plpgsql as $$
declare
  v till_case := till_weigh(p);
  v_txn till_transaction;
begin
  if v.outcome is not null then return row(v.outcome, v.replayed, v.wait_seconds, v.txn)::till_answer; end if;
  if v.reason is not null then return till_refuse(p, v); end if;

  -- A cashier waits 15 minutes for a driver; a pump that was named runs by itself, and its till may be slow to say so
  -- (domain §6.4).
  insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, request_hash, client_id, coupon_id, state,
      product, tiyn_per_l, plate, pump, cashier, asked_ml, remaining_ml, held_ml, hold_until, odometer_km)
    select v.terminal_id, v.station_id, shift_no, p.name, 'authorize', p.hash, v.client_id, v.coupon_id, 'authorized',
      v.product, v.tiyn_per_l, coalesce(p.plate, ''), coalesce(p.pump, ''), coalesce(p.cashier, ''), p.ml,
      case v.redemption when 'partial_keep' then v.free_ml - v.ml else 0 end, v.ml,
      now() + case when p.pump <> '' then interval '60 minutes' else interval '15 minutes' end, p.odometer_km
    from terminal where id = v.terminal_id
  on conflict (terminal_id, pos_txn_id) do nothing
  returning * into v_txn;
  if not found then
    v := till_known(p, v);
    return row(v.outcome, v.replayed, null, v.txn)::till_answer;
  end if;
  update coupon set hold_ml = hold_ml + v.ml, pin_fails = case when p.pin_hash is null then pin_fails else 0 end
    where client_id = v.client_id and id = v.coupon_id;
  return row('stored', false, null, v_txn)::till_answer;
end $$;
