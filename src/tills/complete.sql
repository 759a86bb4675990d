-- Says how much was dispensed of what was authorised. The fuel is gone, so nothing that can be is refused: a lapsed hold,
-- a coupon that ended or was blocked meanwhile, more litres than were promised. What the coupon does not cover is a
-- shortage, which the retailer bears until somebody finds out why (domain §6.4).
create or replace function till_complete(p till_request) returns till_answer language plpgsql as $$
declare
  v_till record;
  v_redemption text;
  v_coupon record;
  v_txn till_transaction;
  v_free_ml bigint;
  v_ml bigint;
  v_tiyn bigint;
  v_short_tiyn bigint;
begin
  select id, station_id, pg_advisory_xact_lock_shared(till_lock(), id) into v_till
    from terminal where key_hash = p.key_hash and revoked_at is null;
  if not found then return row('unknown_key', false, null, null)::till_answer; end if;
  select * into v_txn from till_transaction where terminal_id = v_till.id and pos_txn_id = p.name;
  if not found then
    return row(till_whose(v_till.id, v_till.station_id, p.name), false, null, null)::till_answer;
  end if;

  if v_txn.card_id is not null then return card_serve(p); end if;

  select k.redemption into v_redemption
    from coupon c join contract k on k.client_id = c.client_id and k.id = c.contract_id
    where c.client_id = v_txn.client_id and c.id = v_txn.coupon_id;
  if v_redemption = 'single_remainder_to_advance' then perform till_lock_advance(v_txn.client_id); end if;
  -- The coupon's row is the one lock of all that happens to it; what was read before it may be old.
  select remaining_ml, value_tiyn, hold_ml, sold_vat_tiyn is not null as sold into v_coupon
    from coupon where client_id = v_txn.client_id and id = v_txn.coupon_id for no key update;
  select * into v_txn from till_transaction where id = v_txn.id;
  if v_txn.complete_hash is not null then
    return row(case when v_txn.complete_hash = p.hash then 'stored' else 'reused' end, true, null, v_txn)::till_answer;
  elsif v_txn.state not in ('authorized', 'hold_expired') then
    return row('already_final', false, null, v_txn)::till_answer;
  end if;

  if v_txn.hold_until <= now() then
    v_coupon.hold_ml := v_coupon.hold_ml - till_release_lapsed(v_txn.client_id, v_txn.coupon_id);
    v_txn.state := 'hold_expired';
  end if;
  v_free_ml := v_coupon.remaining_ml - v_coupon.hold_ml;
  if v_txn.state = 'authorized' then
    update coupon set hold_ml = hold_ml - v_txn.held_ml where client_id = v_txn.client_id and id = v_txn.coupon_id;
    v_free_ml := v_free_ml + v_txn.held_ml;
  end if;
  if p.ml = 0 then
    update till_transaction set state = 'reversed', reversed_at = now(), complete_hash = p.hash, reverse_remaining_ml = v_free_ml
      where id = v_txn.id returning * into v_txn;
    return row('stored', false, null, v_txn)::till_answer;
  end if;
  if p.ml > v_free_ml then
    v_free_ml := v_free_ml + till_release_lapsed(v_txn.client_id, v_txn.coupon_id);
  end if;

  -- A pump overruns by half a litre or one per cent; more than that nobody has authorised.
  v_ml := least(v_free_ml, case when p.ml <= v_txn.held_ml + greatest(500, v_txn.held_ml / 100) then p.ml else v_txn.held_ml end);
  v_tiyn := till_cost(v_ml, v_coupon.remaining_ml, v_coupon.value_tiyn, v_txn.tiyn_per_l);
  v_short_tiyn := cost_of(p.ml - v_ml, v_txn.tiyn_per_l);
  update till_transaction set
      state = case v_txn.state when 'authorized' then 'completed' else 'late_posted' end,
      shift_no = (select shift_no from terminal where id = v_till.id),
      completed_at = now(), complete_hash = p.hash, odometer_km = coalesce(p.odometer_km, odometer_km),
      fiscal_receipt = coalesce(p.fiscal_receipt, fiscal_receipt), ml = p.ml, short_ml = p.ml - v_ml, tiyn = v_tiyn + v_short_tiyn,
      complete_remaining_ml = case v_redemption when 'single_remainder_to_advance' then 0 else v_free_ml - v_ml end
    where id = v_txn.id returning * into v_txn;
  if v_ml > 0 then
    perform till_post_refuel(v_txn, v_ml, v_tiyn, v_coupon.sold, v_redemption);
  end if;
  if v_txn.short_ml > 0 then
    insert into posting (client_id, event, ref_id, debit, credit, tiyn, vat_tiyn, product, ml, coupon_id, station_id)
      values (v_txn.client_id, 'shortage', v_txn.id, 'suspense', 'revenue', v_short_tiyn,
        vat_inside(v_short_tiyn, vat_bp_on(local_day(now()))), v_txn.product, v_txn.short_ml, v_txn.coupon_id, v_txn.station_id);
  end if;
  return row('stored', false, null, v_txn)::till_answer;
end $$;

-- A name this till has not used: another till of the station may have, and then it is that till's to finish.
create or replace function till_whose(p_terminal int, p_station int, p_name text) returns text language sql stable as $$
  select case when exists (
    select from terminal t join till_transaction x on x.terminal_id = t.id and x.pos_txn_id = p_name
    where t.station_id = p_station and t.id <> p_terminal) then 'not_this_terminal' else 'unknown_transaction' end $$;
