-- Gives back litres of a refuel of this till, in as many parts as wanted, never more than the coupon paid for; the last
-- part takes the last tiyn. A refund of all that was dispensed takes its shortage back too.
create or replace function till_refund(p till_request) returns till_answer language plpgsql as $$
declare
  v till_case;
  v_till record;
  v_refuel till_transaction;
begin
  select id, station_id, pg_advisory_xact_lock_shared(till_lock(), id) into v_till
    from terminal where key_hash = p.key_hash and revoked_at is null;
  if not found then return row('unknown_key', false, null, null)::till_answer; end if;
  v.terminal_id := v_till.id;
  v.station_id := v_till.station_id;
  v := till_known(p, v);
  if v.outcome is not null then return row(v.outcome, v.replayed, null, v.txn)::till_answer; end if;
  select * into v_refuel from till_transaction where terminal_id = v_till.id and pos_txn_id = p.original;
  if not found then
    if till_whose(v_till.id, v_till.station_id, p.original) = 'not_this_terminal' then
      return row('not_this_terminal', false, null, null)::till_answer;
    end if;
    v.reason := 'unknown_transaction';
    return till_refuse(p, v);
  end if;
  if v_refuel.card_id is not null then return card_refund(p, v, v_refuel.id); end if;
  return till_give_back(p, v, v_refuel);
end $$;

-- The same for a refuel that is known, whoever asks: to its coupon. What no till asks for, the office does
-- (refunds/office-refund.sql): it belongs to no shift, whose numbers begin with 1, and so to no till's sums.
create or replace function till_give_back(p till_request, v till_case, v_refuel till_transaction) returns till_answer language plpgsql as $$
declare
  v_paid posting;
  v_left record;
  v_short record;
  v_txn till_transaction;
  v_ml bigint;
  v_tiyn bigint;
  v_vat_tiyn bigint;
  v_with_shortage boolean;
begin
  v.client_id := v_refuel.client_id;
  v.coupon_id := v_refuel.coupon_id;
  v.product := v_refuel.product;
  v.tiyn_per_l := v_refuel.tiyn_per_l;
  perform till_lock_advance(v.client_id);
  select remaining_ml - hold_ml into v.free_ml from coupon where client_id = v.client_id and id = v.coupon_id for no key update;
  select * into v_refuel from till_transaction where id = v_refuel.id;
  if v_refuel.verb not in ('redeem', 'authorize') or v_refuel.state not in ('completed', 'late_posted') then
    v.reason := 'not_refundable';
    v.extra := jsonb_build_object('state', v_refuel.state);
    return till_refuse(p, v);
  end if;
  v_with_shortage := v_refuel.short_ml > 0 and v_refuel.refunded_ml + p.ml = v_refuel.ml;
  v_ml := p.ml - case when v_with_shortage then v_refuel.short_ml else 0 end;
  if v_refuel.refunded_ml + v_ml > v_refuel.ml - v_refuel.short_ml then
    v.reason := 'refund_too_much';
    v.extra := jsonb_build_object('allowedMl', v_refuel.ml - v_refuel.short_ml - v_refuel.refunded_ml);
    return till_refuse(p, v);
  end if;

  select * into v_paid from posting where client_id = v.client_id and event = 'redeem' and ref_id = v_refuel.id;
  select coalesce(v_paid.worth_tiyn, v_paid.tiyn) - coalesce(sum(coalesce(worth_tiyn, tiyn)), 0) as tiyn,
      v_paid.vat_tiyn - coalesce(sum(vat_tiyn), 0) as vat_tiyn into v_left
    from posting where client_id = v_paid.client_id and coupon_id = v_paid.coupon_id and reverses_id = v_paid.id;
  if v_refuel.refunded_ml + v_ml = v_refuel.ml - v_refuel.short_ml then
    v_tiyn := v_left.tiyn;
    v_vat_tiyn := v_left.vat_tiyn;
  else
    v_tiyn := least(cost_of(v_ml, v_refuel.tiyn_per_l), v_left.tiyn);
    v_vat_tiyn := least(vat_inside(v_tiyn, vat_bp_on(local_day(v_refuel.completed_at))), v_left.vat_tiyn);
  end if;
  select id, event, debit, tiyn, vat_tiyn, ml into v_short from posting
    where client_id = v.client_id and event in ('shortage', 'offline_loss') and ref_id = v_refuel.id and v_with_shortage;

  insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, request_hash, client_id, coupon_id, state,
      product, tiyn_per_l, cashier, asked_ml, completed_at, ml, short_ml, tiyn, refund_of)
    select v.terminal_id, v.station_id, case when p.key_hash is null then 0 else shift_no end, p.name, 'refund', p.hash, v.client_id, v.coupon_id, 'completed',
      v.product, v.tiyn_per_l, coalesce(p.cashier, ''), p.ml, now(), p.ml, p.ml - v_ml, coalesce(v_tiyn, 0) + coalesce(v_short.tiyn, 0), v_refuel.id
    from terminal where id = v.terminal_id
  on conflict (terminal_id, pos_txn_id) do nothing
  returning * into v_txn;
  if not found then
    v := till_known(p, v);
    return row(v.outcome, v.replayed, null, v.txn)::till_answer;
  end if;
  if v_ml > 0 then
    perform till_post_back('refund', v_txn.id, v_paid, v_ml, v_tiyn, v_vat_tiyn, v.station_id);
  end if;
  if v_with_shortage then
    insert into posting (client_id, event, ref_id, debit, credit, tiyn, vat_tiyn, product, ml, coupon_id, station_id, reverses_id)
      values (v.client_id, v_short.event || '_reversed', v_txn.id, 'revenue', v_short.debit, v_short.tiyn, v_short.vat_tiyn,
        v.product, v_short.ml, v.coupon_id, v.station_id, v_short.id);
  end if;
  update till_transaction set refunded_ml = refunded_ml + p.ml, refunded_tiyn = refunded_tiyn + v_txn.tiyn where id = v_refuel.id;
  update till_transaction set complete_remaining_ml = (
      select remaining_ml - hold_ml from coupon where client_id = v.client_id and id = v.coupon_id)
    where id = v_txn.id returning * into v_txn;
  return row('stored', false, null, v_txn)::till_answer;
end $$;
