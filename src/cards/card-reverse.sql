-- Takes back an operation of a card: releases what was authorised, undoes a redemption in one step within its shift.
create or replace function card_reverse(p_terminal int, p_txn uuid) returns till_answer language plpgsql as $$
declare
  v till_case := card_of_operation(p_txn);
  v_txn till_transaction;
  v_paid posting;
begin
  select * into v_txn from till_transaction where id = p_txn;
  if v_txn.state in ('reversed', 'declined') then
    return row('stored', true, null, v_txn)::till_answer;
  elsif v_txn.state in ('authorized', 'hold_expired') then
    if v_txn.state = 'authorized' then perform card_hold_all(array[v_txn], -1); end if;
  elsif v_txn.verb <> 'redeem' or v_txn.refunded_ml > 0 then
    return row('already_final', false, null, v_txn)::till_answer;
  elsif v_txn.shift_no <> (select shift_no from terminal where id = p_terminal) then
    return row('shift_closed', false, null, v_txn)::till_answer;
  else
    for v_paid in select * from posting
      where client_id = v_txn.client_id and event in ('card_refuel', 'card_credit') and ref_id = v_txn.id order by event desc
    loop
      perform card_give_back(v_paid, v_txn.id, 'reversed', v_txn.station_id, v_paid.ml, v_paid.tiyn, v_paid.vat_tiyn);
    end loop;
  end if;
  v := card_purse(v);
  v.tiyn_per_l := v_txn.tiyn_per_l;
  update till_transaction set state = 'reversed', reversed_at = now(), reverse_remaining_ml = card_left(v, 0, 0)
    where id = v_txn.id returning * into v_txn;
  return row('stored', false, null, v_txn)::till_answer;
end $$;

-- Posts a refuel, or a part of it, back to where it was paid from: the wallet, the advance, the debt. What the card does not
-- have any more (it is closed, the debt is paid) is the advance.
create or replace function card_give_back(v_paid posting, p_ref uuid, p_how text, p_station int, p_ml bigint, p_tiyn bigint, p_vat_tiyn bigint)
returns void language plpgsql as $$
declare
  v_to text := v_paid.debit;
begin
  if p_ml = 0 and p_tiyn = 0 then return; end if;
  if v_to in ('card_money', 'card_litre') then
    perform from card where client_id = v_paid.client_id and id = v_paid.card_id and closed_at is not null;
    if found then v_to := 'client_advance'; end if;
  elsif v_to = 'receivable' then
    perform from contract where client_id = v_paid.client_id and id = v_paid.contract_id and owed_tiyn < p_tiyn;
    if found then v_to := 'client_advance'; end if;
  end if;
  insert into posting (client_id, event, ref_id, debit, credit, tiyn, vat_tiyn, product, ml, card_id, contract_id, station_id, reverses_id)
    values (v_paid.client_id, case v_paid.event when 'card_credit' then 'card_credit_' else 'card_' end || p_how, p_ref, 'revenue', v_to,
      p_tiyn, p_vat_tiyn, v_paid.product, p_ml, v_paid.card_id, case when v_to = 'receivable' then v_paid.contract_id end, p_station, v_paid.id);
end $$;
