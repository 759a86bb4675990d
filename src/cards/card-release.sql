-- Gives back what a wallet promised to pumps that never said what they dispensed. The caller has locked the card.
create or replace function card_release_lapsed(p_client uuid, p_card uuid) returns int language plpgsql as $$
declare
  v record;
begin
  with lapsed as (
    update till_transaction set state = 'hold_expired'
      where card_id = p_card and client_id = p_client and state = 'authorized' and scheme <> 'limit' and hold_until <= now()
      returning held_ml, held_tiyn)
  select count(*) as n, sum(held_tiyn) as tiyn, sum(held_ml) as ml into v from lapsed;
  if v.n > 0 then
    update card set hold_tiyn = hold_tiyn - v.tiyn, hold_ml = hold_ml - case scheme when 'wallet_litre' then v.ml else 0 end
      where client_id = p_client and id = p_card;
  end if;
  return v.n;
end $$;

-- The same for all limit cards of a client: what they were promised of the advance and of their contracts' credit. The caller
-- has locked the advance, which is the lock of these holds; contracts follow in the order of their ids.
create or replace function card_release_promised(p_client uuid) returns int language plpgsql as $$
declare
  v record;
  v_released int := 0;
begin
  for v in
    with lapsed as (
      update till_transaction t set state = 'hold_expired'
        from card c
        where t.client_id = p_client and t.state = 'authorized' and t.scheme = 'limit' and t.hold_until <= now()
          and c.client_id = t.client_id and c.id = t.card_id
        returning c.contract_id, t.held_tiyn, t.held_credit_tiyn)
    select contract_id, count(*)::int as n, sum(held_tiyn - held_credit_tiyn) as tiyn, sum(held_credit_tiyn) as credit from lapsed
      group by contract_id order by contract_id
  loop
    update ledger_account set hold_tiyn = hold_tiyn - v.tiyn where client_id = p_client and kind = 'client_advance' and v.tiyn > 0;
    update contract set credit_hold_tiyn = credit_hold_tiyn - v.credit where client_id = p_client and id = v.contract_id and v.credit > 0;
    v_released := v_released + v.n;
  end loop;
  return v_released;
end $$;

-- Both for the whole network, some at a time; those a till is at this moment busy with wait for the next time.
create or replace function card_expire_holds(p_most int) returns int language plpgsql as $$
declare
  v record;
  v_released int := 0;
begin
  for v in
    select client_id, id from card
      where (client_id, id) in (
        select client_id, card_id from till_transaction
          where state = 'authorized' and scheme in ('wallet_money', 'wallet_litre') and hold_until <= now() order by hold_until limit p_most)
      order by id for no key update skip locked
  loop
    if card_release_lapsed(v.client_id, v.id) > 0 then v_released := v_released + 1; end if;
  end loop;
  for v in
    select client_id from ledger_account
      where kind = 'client_advance' and client_id in (
        select client_id from till_transaction
          where state = 'authorized' and scheme = 'limit' and hold_until <= now() order by hold_until limit p_most)
      order by client_id for no key update skip locked
  loop
    if card_release_promised(v.client_id) > 0 then v_released := v_released + 1; end if;
  end loop;
  return v_released;
end $$;
