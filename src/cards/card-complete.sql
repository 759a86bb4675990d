-- Says how much was dispensed of what a card was authorised for. The fuel is gone, so nothing that can be is refused: a
-- lapsed hold, a card that was blocked, lost or closed meanwhile, more litres than were promised. What wallet, advance and
-- credit do not cover is a shortage, which the retailer bears until somebody finds out why (domain §6.4).
create or replace function card_complete(p till_request, p_terminal int, p_txn uuid) returns till_answer language plpgsql as $$
declare
  v till_case;
  v_txn till_transaction;
  v_ml bigint;
  v_tiyn bigint;
  v_short_tiyn bigint;
begin
  v := card_of_operation(p_txn);
  select * into v_txn from till_transaction where id = p_txn;
  if v_txn.complete_hash is not null then
    return row(case when v_txn.complete_hash = p.hash then 'stored' else 'reused' end, true, null, v_txn)::till_answer;
  elsif v_txn.state not in ('authorized', 'hold_expired') then
    return row('already_final', false, null, v_txn)::till_answer;
  end if;

  if v_txn.state = 'authorized' then
    perform card_hold(v_txn, v.contract_id, -1);
    v := card_purse(v, 0);
  end if;
  v.tiyn_per_l := v_txn.tiyn_per_l;
  if p.ml = 0 then
    update till_transaction set state = 'reversed', reversed_at = now(), complete_hash = p.hash, reverse_remaining_ml = card_left(v, 0, 0)
      where id = v_txn.id returning * into v_txn;
    return row('stored', false, null, v_txn)::till_answer;
  end if;

  -- A pump overruns by half a litre or one per cent; more than that nobody has authorised.
  v_ml := least(card_affords(v), case when p.ml <= v_txn.held_ml + greatest(500, v_txn.held_ml / 100) then p.ml else v_txn.held_ml end);
  v_tiyn := case when v_ml = 0 then 0 when v.scheme = 'wallet_litre' then card_value(v_ml, v.remaining_ml, v.value_tiyn)
    else cost_of(v_ml, v_txn.tiyn_per_l) end;
  v_short_tiyn := cost_of(p.ml - v_ml, v_txn.tiyn_per_l);
  update till_transaction set
      state = case v_txn.state when 'authorized' then 'completed' else 'late_posted' end,
      shift_no = (select shift_no from terminal where id = p_terminal),
      completed_at = now(), complete_hash = p.hash, ml = p.ml, short_ml = p.ml - v_ml, tiyn = v_tiyn + v_short_tiyn,
      complete_remaining_ml = card_left(v, v_ml, v_tiyn)
    where id = v_txn.id returning * into v_txn;
  if v_ml > 0 then perform card_post_refuel(v_txn, v.contract_id, v_ml, v_tiyn, v.free_tiyn); end if;
  if v_txn.short_ml > 0 then
    insert into posting (client_id, event, ref_id, debit, credit, tiyn, vat_tiyn, product, ml, card_id, station_id)
      values (v_txn.client_id, 'shortage', v_txn.id, 'suspense', 'revenue', v_short_tiyn,
        vat_inside(v_short_tiyn, vat_bp_on(local_day(now()))), v_txn.product, v_txn.short_ml, v_txn.card_id, v_txn.station_id);
  end if;
  return row('stored', false, null, v_txn)::till_answer;
end $$;

-- The card of an operation, locked like one that is weighed, with what it may spend now; lapsed holds are released.
create or replace function card_of_operation(p_txn uuid) returns till_case language plpgsql as $$
declare
  v till_case;
begin
  select client_id, card_id, scheme, product into v.client_id, v.card_id, v.scheme, v.product from till_transaction where id = p_txn;
  select contract_id into v.contract_id from card where client_id = v.client_id and id = v.card_id for no key update;
  return card_purse(v, 0);
end $$;
