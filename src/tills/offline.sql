-- Posts what a till gave while it could not reach us, for a token we had signed. Nothing is asked any more: the fuel is
-- gone. Its coupon pays unless it could not know better: taken back, blocked or its driver's no longer before the refuel, or
-- used elsewhere, it pays what it can, and the rest is the retailer's loss (domain §6.4, E10). Twice under one name is once.
create or replace function till_offline(p_key_hash bytea, p_name text, p_hash bytea, p_number bigint, p_code_no int, p_ml bigint,
  p_at timestamptz, p_pump text, p_cashier text, p_fiscal_receipt jsonb) returns till_answer language plpgsql as $$
declare
  v_asked till_request;
  v till_case;
  v_till record;
  v_redemption text;
  v_coupon record;
  v_txn till_transaction;
  v_free_ml bigint;
  v_ml bigint;
  v_tiyn bigint;
  v_short_tiyn bigint;
begin
  select id, station_id, shift_no, pg_advisory_xact_lock_shared(till_lock(), id) into v_till
    from terminal where key_hash = p_key_hash and revoked_at is null;
  if not found then return row('unknown_key', false, null, null)::till_answer; end if;
  v_asked.name := p_name;
  v_asked.hash := p_hash;
  v.terminal_id := v_till.id;
  v := till_known(v_asked, v);
  if v.outcome is not null then return row(v.outcome, v.replayed, null, v.txn)::till_answer; end if;

  select k.redemption, case k.redemption when 'single_remainder_to_advance' then till_lock_advance(k.client_id) end into v_redemption
    from coupon c join contract k on k.client_id = c.client_id and k.id = c.contract_id
    where c.number = p_number;
  select client_id, id, product, tiyn_per_l, remaining_ml, value_tiyn, hold_ml, code_no, blocked_at, given_until,
      sold_vat_tiyn is not null as sold into v_coupon
    from coupon where number = p_number for no key update;
  if v_coupon.hold_ml > 0 then
    v_coupon.hold_ml := v_coupon.hold_ml - till_release_lapsed(v_coupon.client_id, v_coupon.id);
  end if;
  v_free_ml := case when v_coupon.code_no = p_code_no and (v_coupon.blocked_at is null or v_coupon.blocked_at > p_at)
      and (v_coupon.given_until is null or v_coupon.given_until >= local_day(p_at))
    then v_coupon.remaining_ml - v_coupon.hold_ml else 0 end;
  v_ml := least(p_ml, v_free_ml);
  v_tiyn := till_cost(v_ml, v_coupon.remaining_ml, v_coupon.value_tiyn, v_coupon.tiyn_per_l);
  v_short_tiyn := cost_of(p_ml - v_ml, v_coupon.tiyn_per_l);
  if v_ml = 0 then v_tiyn := 0; end if;

  insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, request_hash, client_id, coupon_id, state,
      product, tiyn_per_l, pump, cashier, asked_ml, remaining_ml, completed_at, ml, short_ml, tiyn, complete_remaining_ml, offline_at, fiscal_receipt)
    select v_till.id, v_till.station_id, shift_no, p_name, 'redeem', p_hash, v_coupon.client_id, v_coupon.id,
      case when v_ml = p_ml then 'completed' else 'late_posted' end, v_coupon.product, v_coupon.tiyn_per_l, coalesce(p_pump, ''),
      coalesce(p_cashier, ''), p_ml, v_free_ml - v_ml, now(), p_ml, p_ml - v_ml, v_tiyn + v_short_tiyn, v_free_ml - v_ml, p_at, p_fiscal_receipt
    from terminal where id = v_till.id
  on conflict (terminal_id, pos_txn_id) do nothing
  returning * into v_txn;
  if not found then
    v := till_known(v_asked, v);
    return row(v.outcome, v.replayed, null, v.txn)::till_answer;
  end if;
  if v_ml > 0 then
    perform till_post_refuel(v_txn, v_ml, v_tiyn, v_coupon.sold, v_redemption);
  end if;
  if v_txn.short_ml > 0 then
    insert into posting (client_id, event, ref_id, debit, credit, tiyn, vat_tiyn, product, ml, coupon_id, station_id)
      values (v_txn.client_id, 'offline_loss', v_txn.id, 'offline_loss', 'revenue', v_short_tiyn,
        vat_inside(v_short_tiyn, vat_bp_on(local_day(now()))), v_txn.product, v_txn.short_ml, v_txn.coupon_id, v_txn.station_id);
    insert into coupon_event (client_id, coupon_id, what, actor, details)
      values (v_txn.client_id, v_txn.coupon_id, 'used_twice', 'mycoupon',
        jsonb_build_object('station', (select name from station where id = v_txn.station_id), 'ml', v_txn.short_ml::text));
  end if;
  return row('stored', false, null, v_txn)::till_answer;
end $$;
