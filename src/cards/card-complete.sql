-- Says how much was dispensed of what cards were authorised for. The fuel is gone, so nothing that can be is refused: a lapsed
-- hold, a card that was blocked, lost or closed meanwhile, more litres than were promised. What wallet, advance and credit do
-- not cover is a shortage, which the retailer bears until somebody finds out why (domain §6.4). Answers for those that
-- complete and were taken (card_take_all), one after the other; the rest of the answers are null.
create or replace function card_complete_all(p till_request[], p_cases till_case[]) returns till_answer[] language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
  v_answers till_answer[] := array_fill(null::till_answer, array[cardinality(p)]);
  v_places int[] := '{}';
  v_done card_done[] := '{}';
  v_ending till_transaction[] := '{}';
  v_paid card_paid[] := '{}';
  -- What is left to spend of advances and credits, as those before have left it.
  v_clients uuid[] := '{}';
  v_frees bigint[] := '{}';
  v_contracts uuid[] := '{}';
  v_credits bigint[] := '{}';
  r record;
  v till_case;
  v_txn till_transaction;
  v_hold till_transaction;
  v_one card_done;
  v_cost card_paid;
  v_advance int;
  v_credit int;
begin
  if not exists (select from unnest(p) where verb = 'complete') then return v_answers; end if;
  for r in
    select a.ordinality as place, a.ml as said_ml, a.hash as said_hash, x as txn, w.contract_id, t.shift_no as shift_now, c.wallet_tiyn, c.wallet_ml,
        c.wallet_tiyn - c.hold_tiyn as free_tiyn, c.wallet_ml - c.hold_ml as free_ml,
        l.tiyn + l.credit_tiyn - l.hold_tiyn as advance_tiyn, n.credit_limit_tiyn - n.owed_tiyn - n.credit_hold_tiyn as credit_tiyn
      from unnest(p) with ordinality a join unnest(p_cases) with ordinality w using (ordinality)
        join terminal t on t.id = w.terminal_id
        join till_transaction x on x.terminal_id = w.terminal_id and x.pos_txn_id = a.name
        join card c on c.client_id = w.client_id and c.id = w.card_id
        join contract n on n.client_id = w.client_id and n.id = w.contract_id
        left join ledger_account l on l.client_id = w.client_id and l.kind = 'client_advance' and w.scheme = 'limit'
      where a.verb = 'complete' and w.outcome is null order by place
  loop
    v_txn := r.txn;
    if v_txn.complete_hash is not null then
      v_answers[r.place] := row(case when v_txn.complete_hash = r.said_hash then 'stored' else 'reused' end, true, null, v_txn)::till_answer;
      continue;
    elsif v_txn.state not in ('authorized', 'hold_expired') then
      v_answers[r.place] := row('already_final', false, null, v_txn)::till_answer;
      continue;
    end if;

    v_one := null;
    v_one.id := v_txn.id;
    v_one.hash := r.said_hash;
    v_one.shift_no := r.shift_now;
    v := null;
    v.scheme := v_txn.scheme;
    v.tiyn_per_l := v_txn.tiyn_per_l;
    v_hold := null;
    if v_txn.state = 'authorized' then
      v_ending := v_ending || v_txn;
      v_hold := v_txn;
    end if;
    if v.scheme = 'limit' then
      v_advance := array_position(v_clients, v_txn.client_id);
      if v_advance is null then
        v_clients := v_clients || v_txn.client_id;
        v_frees := v_frees || r.advance_tiyn;
        v_advance := cardinality(v_clients);
      end if;
      v_credit := array_position(v_contracts, r.contract_id);
      if v_credit is null then
        v_contracts := v_contracts || r.contract_id;
        v_credits := v_credits || r.credit_tiyn;
        v_credit := cardinality(v_contracts);
      end if;
      v.free_tiyn := v_frees[v_advance] + coalesce(v_hold.held_tiyn - v_hold.held_credit_tiyn, 0);
      v.free_credit_tiyn := v_credits[v_credit] + coalesce(v_hold.held_credit_tiyn, 0);
      v_frees[v_advance] := v.free_tiyn;
      v_credits[v_credit] := v.free_credit_tiyn;
    else
      v.free_tiyn := r.free_tiyn + coalesce(v_hold.held_tiyn, 0);
      v.free_credit_tiyn := 0;
      v.free_ml := r.free_ml + coalesce(v_hold.held_ml, 0);
      v.remaining_ml := r.wallet_ml;
      v.value_tiyn := r.wallet_tiyn;
    end if;

    if r.said_ml = 0 then
      v_one.state := 'reversed';
      v_one.left_ml := card_left(v, 0, 0);
    else
      -- A pump overruns by half a litre or one per cent; more than that nobody has authorised.
      v.ml := least(card_affords(v), case when r.said_ml <= v_txn.held_ml + greatest(500, v_txn.held_ml / 100) then r.said_ml else v_txn.held_ml end);
      v.cost_tiyn := case when v.ml = 0 then 0 when v.scheme = 'wallet_litre' then card_value(v.ml, v.remaining_ml, v.value_tiyn)
        else cost_of(v.ml, v.tiyn_per_l) end;
      v.credit_tiyn := case v.scheme when 'limit' then greatest(v.cost_tiyn - v.free_tiyn, 0) else 0 end;
      v_one.state := case v_txn.state when 'authorized' then 'completed' else 'late_posted' end;
      v_one.ml := r.said_ml;
      v_one.short_ml := r.said_ml - v.ml;
      v_cost := card_paid_of(v_txn, r.contract_id, v.ml, v.cost_tiyn, v.credit_tiyn);
      v_cost.short_ml := v_one.short_ml;
      v_cost.short_tiyn := cost_of(v_one.short_ml, v.tiyn_per_l);
      v_one.tiyn := v.cost_tiyn + v_cost.short_tiyn;
      v_one.left_ml := card_left(v, v.ml, v.cost_tiyn);
      v_paid := v_paid || v_cost;
      if v.scheme = 'limit' then
        v_frees[v_advance] := v.free_tiyn - v.cost_tiyn + v.credit_tiyn;
        v_credits[v_credit] := v.free_credit_tiyn - v.credit_tiyn;
      end if;
    end if;
    v_places := v_places || r.place::int;
    v_done := v_done || v_one;
  end loop;
  if v_done = '{}' then return v_answers; end if;

  if v_ending <> '{}' then perform card_hold_all(v_ending, -1); end if;
  for r in
    with written as (
      update till_transaction x set
          state = d.state, complete_hash = d.hash,
          reversed_at = case d.state when 'reversed' then now() else x.reversed_at end,
          reverse_remaining_ml = case d.state when 'reversed' then d.left_ml else x.reverse_remaining_ml end,
          shift_no = case d.state when 'reversed' then x.shift_no else d.shift_no end,
          completed_at = case d.state when 'reversed' then null else now() end,
          odometer_km = coalesce((p[d.place]).odometer_km, x.odometer_km),
          fiscal_receipt = coalesce((p[d.place]).fiscal_receipt, x.fiscal_receipt), ml = d.ml, short_ml = d.short_ml, tiyn = d.tiyn,
          complete_remaining_ml = case d.state when 'reversed' then null else d.left_ml end
        from unnest(v_places, v_done) as d (place, id, hash, state, shift_no, ml, short_ml, tiyn, left_ml) where x.id = d.id
        returning x as txn, x.id)
    select d.place, written.txn from unnest(v_places, v_done) as d (place, id) join written on written.id = d.id
  loop
    v_answers[r.place] := row('stored', false, null, r.txn)::till_answer;
  end loop;
  perform card_post_refuels(v_paid);
  return v_answers;
end $$;

-- The card of an operation, locked like one that is weighed, with what it may spend now; lapsed holds are released.
create or replace function card_of_operation(p_txn uuid) returns till_case language plpgsql as $$
declare
  v till_case;
begin
  select client_id, card_id, scheme, product into v.client_id, v.card_id, v.scheme, v.product from till_transaction where id = p_txn;
  select contract_id into v.contract_id from card where client_id = v.client_id and id = v.card_id for no key update;
  return card_purse(v);
end $$;
