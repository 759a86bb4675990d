-- Gives back litres of a card's refuel, in as many parts as wanted, never more than was paid for; what was on credit lessens
-- the debt first. The last part takes the last tiyn; a refund of all that was dispensed takes its shortage back too. Without
-- a till's key it is the office's, which belongs to no shift.
create or replace function card_refund(p till_request, v till_case, p_refuel uuid) returns till_answer language plpgsql as $$
declare
  v_card till_case := card_of_operation(p_refuel);
  v_refuel till_transaction;
  v_txn till_transaction;
  v_short posting;
  v_own posting;
  v_credit posting;
  v_own_left record;
  v_credit_left record;
  v_with_shortage boolean;
  v_ml bigint;
  v_tiyn bigint;
  v_credit_ml bigint;
  v_credit_tiyn bigint;
  v_bp int;
begin
  v_card.terminal_id := v.terminal_id;
  v_card.station_id := v.station_id;
  v := v_card;
  select * into v_refuel from till_transaction where id = p_refuel;
  v.product := v_refuel.product;
  v.tiyn_per_l := v_refuel.tiyn_per_l;
  v.medium_id := v_refuel.medium_id;
  v.driver_id := v_refuel.driver_id;
  v.vehicle_id := v_refuel.vehicle_id;
  v.group_id := v_refuel.group_id;
  if v_refuel.verb not in ('redeem', 'authorize') or v_refuel.state not in ('completed', 'late_posted') then
    v.reason := 'not_refundable';
    v.extra := jsonb_build_object('state', v_refuel.state);
    return card_refuse(p, v);
  end if;
  v_with_shortage := v_refuel.short_ml > 0 and v_refuel.refunded_ml + p.ml = v_refuel.ml;
  v_ml := p.ml - case when v_with_shortage then v_refuel.short_ml else 0 end;
  if v_refuel.refunded_ml + v_ml > v_refuel.ml - v_refuel.short_ml then
    v.reason := 'refund_too_much';
    v.extra := jsonb_build_object('allowedMl', v_refuel.ml - v_refuel.short_ml - v_refuel.refunded_ml);
    return card_refuse(p, v);
  end if;

  select * into v_own from posting where client_id = v.client_id and event = 'card_refuel' and ref_id = v_refuel.id;
  select * into v_credit from posting where client_id = v.client_id and event = 'card_credit' and ref_id = v_refuel.id;
  select * into v_own_left from card_left_of(v_own);
  select * into v_credit_left from card_left_of(v_credit);
  v_tiyn := case when v_refuel.refunded_ml + v_ml = v_refuel.ml - v_refuel.short_ml then v_own_left.tiyn + v_credit_left.tiyn
    else least(cost_of(v_ml, v_refuel.tiyn_per_l), v_own_left.tiyn + v_credit_left.tiyn) end;
  v_credit_tiyn := least(v_tiyn, v_credit_left.tiyn);
  v_credit_ml := case when v_credit_tiyn = v_credit_left.tiyn then least(v_ml, v_credit_left.ml)
    else least(coalesce(v_ml * v_credit_tiyn / nullif(v_tiyn, 0), 0) / 10 * 10, v_credit_left.ml) end;
  v_credit_ml := greatest(v_credit_ml, v_ml - v_own_left.ml);
  select * into v_short from posting where client_id = v.client_id and event = 'shortage' and ref_id = v_refuel.id and v_with_shortage;

  insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, request_hash, client_id, card_id, medium_id, scheme,
      driver_id, vehicle_id, group_id, state, product, tiyn_per_l, cashier, asked_ml, completed_at, ml, short_ml, tiyn, refund_of)
    select v.terminal_id, v.station_id, case when p.key_hash is null then 0 else shift_no end, p.name, 'refund', p.hash, v.client_id, v.card_id, v.medium_id, v.scheme,
      v.driver_id, v.vehicle_id, v.group_id, 'completed', v.product, v.tiyn_per_l, coalesce(p.cashier, ''), p.ml, now(), p.ml, p.ml - v_ml,
      v_tiyn + coalesce(v_short.tiyn, 0), v_refuel.id
    from terminal where id = v.terminal_id
  on conflict (terminal_id, pos_txn_id) do nothing
  returning * into v_txn;
  if not found then
    v := till_known(p, v);
    return row(v.outcome, v.replayed, null, v.txn)::till_answer;
  end if;
  v_bp := vat_bp_on(local_day(v_refuel.completed_at));
  perform card_give_back(v_credit, v_txn.id, 'refund', v.station_id, v_credit_ml, v_credit_tiyn,
    card_vat_of(v_credit_tiyn, v_credit_left.tiyn, v_credit_left.vat_tiyn, v_bp));
  perform card_give_back(v_own, v_txn.id, 'refund', v.station_id, v_ml - v_credit_ml, v_tiyn - v_credit_tiyn,
    card_vat_of(v_tiyn - v_credit_tiyn, v_own_left.tiyn, v_own_left.vat_tiyn, v_bp));
  if v_with_shortage then
    insert into posting (client_id, event, ref_id, debit, credit, tiyn, vat_tiyn, product, ml, card_id, station_id, reverses_id)
      values (v.client_id, 'shortage_reversed', v_txn.id, 'revenue', 'suspense', v_short.tiyn, v_short.vat_tiyn,
        v.product, v_short.ml, v.card_id, v.station_id, v_short.id);
  end if;
  update till_transaction set refunded_ml = refunded_ml + p.ml, refunded_tiyn = refunded_tiyn + v_txn.tiyn where id = v_refuel.id;
  v := card_purse(v);
  v.tiyn_per_l := v_refuel.tiyn_per_l;
  update till_transaction set complete_remaining_ml = card_left(v, 0, 0) where id = v_txn.id returning * into v_txn;
  return row('stored', false, null, v_txn)::till_answer;
end $$;

-- What of a posting was not given back yet; nought of one that is not there.
create or replace function card_left_of(v_paid posting, out ml bigint, out tiyn bigint, out vat_tiyn bigint) language sql stable as $$
  select coalesce(v_paid.ml - coalesce(sum(b.ml), 0), 0)::bigint, coalesce(v_paid.tiyn - coalesce(sum(b.tiyn), 0), 0)::bigint,
      coalesce(v_paid.vat_tiyn - coalesce(sum(b.vat_tiyn), 0), 0)::bigint
    from posting b where b.client_id = v_paid.client_id and b.reverses_id = v_paid.id and b.card_id is not null $$;
