-- Gives back what a client paid for a refuel, or a part of it, when two people of the office have agreed: as a till would,
-- whichever till it was and whether it is still in use. More than is left to give back is not done: then the answer has
-- no refund, and says how much there is.
create or replace function office_refund(p_client uuid, p_refuel uuid, p_request uuid, p_ml bigint, p_by text,
  out refund_id uuid, out allowed_ml bigint) language plpgsql as $$
declare
  p till_request;
  v till_case;
  v_refuel till_transaction;
  v_answer till_answer;
begin
  select * into v_refuel from till_transaction where client_id = p_client and id = p_refuel;
  -- The locks that a till's refund takes (docs/decisions/one-order-of-locks.md): what is read then stays so.
  if v_refuel.card_id is not null then
    perform card_of_operation(p_refuel);
  else
    perform till_lock_advance(p_client);
    perform from coupon where client_id = p_client and id = v_refuel.coupon_id for no key update;
  end if;
  select * into v_refuel from till_transaction where id = p_refuel;
  allowed_ml := case when v_refuel.verb in ('redeem', 'authorize') and v_refuel.state in ('completed', 'late_posted')
    then v_refuel.ml - v_refuel.short_ml - v_refuel.refunded_ml else 0 end;
  if p_ml > allowed_ml then return; end if;

  p.verb := 'refund';
  p.name := 'office-' || p_request;
  p.ml := p_ml;
  p.cashier := p_by;
  v.terminal_id := v_refuel.terminal_id;
  v.station_id := v_refuel.station_id;
  v_answer := case when v_refuel.card_id is null then till_give_back(p, v, v_refuel) else card_refund(p, v, p_refuel) end;
  refund_id := (v_answer.txn).id;
  allowed_ml := allowed_ml - p_ml;
end $$;
