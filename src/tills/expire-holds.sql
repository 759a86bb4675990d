-- Gives back what was promised to pumps that never said what they dispensed. The caller has locked the coupon.
create or replace function till_release_lapsed(p_client uuid, p_coupon uuid) returns bigint language plpgsql as $$
declare
  v_ml bigint;
begin
  with lapsed as (
    update till_transaction set state = 'hold_expired'
      where coupon_id = p_coupon and client_id = p_client and state = 'authorized' and hold_until <= now()
      returning held_ml)
  select sum(held_ml) into v_ml from lapsed;
  if v_ml is null then return 0; end if;
  update coupon set hold_ml = hold_ml - v_ml where client_id = p_client and id = p_coupon;
  return v_ml;
end $$;

-- The same for the whole network, some coupons at a time; those a till is at this moment busy with wait for the next time.
create or replace function till_expire_holds(p_coupons int) returns int language plpgsql as $$
declare
  v_coupon record;
  v_released int := 0;
begin
  for v_coupon in
    select client_id, id from coupon
      where (client_id, id) in (
        select client_id, coupon_id from till_transaction where state = 'authorized' and hold_until <= now()
          order by hold_until limit p_coupons)
      order by id for no key update skip locked
  loop
    if till_release_lapsed(v_coupon.client_id, v_coupon.id) > 0 then v_released := v_released + 1; end if;
  end loop;
  return v_released;
end $$;
