-- Redeems for several tills in the one transaction of the caller: as many answers, in that order. Waits for nobody: some may
-- be told «again», to be asked alone (till_ask).
create or replace function till_redeem_batch(p json) returns setof till_answer language plpgsql as $$
begin
  return query select * from unnest(till_redeem_all(array(select r from json_populate_recordset(null::till_request, p) r), false));
end $$;

-- Does what several tills ask in the one transaction of the caller: authorise and redeem with cards, complete with anything.
-- Waits for no card and no coupon, but for what cards share; whoever holds that for longer breaks the batch, and each of it is
-- asked alone (lock_timeout).
create or replace function till_card_batch(p json) returns setof till_answer language plpgsql set lock_timeout = '1500ms' as $$
declare
  v_asked till_request[] := array(select r from json_populate_recordset(null::till_request, p) r);
  v_answers till_answer[] := card_serve_all(v_asked, false);
begin
  for i in 1 .. cardinality(v_asked) loop
    if v_asked[i].verb = 'complete' and (v_answers[i]).outcome = 'again' then
      v_answers[i] := till_complete_free(v_asked[i], v_answers[i]);
    end if;
  end loop;
  return query select * from unnest(v_answers);
end $$;

-- Completes a refuel with a coupon when that waits for nobody; else the answer stays what it is. One whose rest goes to the
-- advance takes the advance first, which here would be out of turn.
create or replace function till_complete_free(p till_request, p_else till_answer) returns till_answer language plpgsql as $$
begin
  perform from terminal t
      join till_transaction x on x.terminal_id = t.id and x.pos_txn_id = p.name
      join coupon c on c.client_id = x.client_id and c.id = x.coupon_id
      join contract k on k.client_id = c.client_id and k.id = c.contract_id
    where t.key_hash = p.key_hash and t.revoked_at is null and k.redemption <> 'single_remainder_to_advance'
    for no key update of c skip locked;
  return case when found then till_complete(p) else p_else end;
end $$;
