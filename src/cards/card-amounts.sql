-- The litres, in steps of 10 ml, that money buys: the most whose cost (cost_of rounds half up) is not above it.
create or replace function ml_for(p_tiyn bigint, p_tiyn_per_l bigint) returns bigint language sql immutable parallel safe
return (p_tiyn * 1000 + 499) / p_tiyn_per_l / 10 * 10;

-- What a card has litres for: of a litre wallet those that are promised to nobody.
create or replace function card_affords(v till_case) returns bigint language sql immutable
return case v.scheme when 'wallet_litre' then v.free_ml else ml_for(v.free_tiyn + v.free_credit_tiyn, v.tiyn_per_l) end;

-- What litres of a litre wallet are worth: their share of what was paid, half up; the last drop takes the last tiyn.
create or replace function card_value(p_ml bigint, p_wallet_ml bigint, p_wallet_tiyn bigint) returns bigint language sql immutable parallel safe
return case when p_ml = p_wallet_ml then p_wallet_tiyn else (2 * p_ml * p_wallet_tiyn + p_wallet_ml) / (2 * p_wallet_ml) end;

-- What may be dispensed of a card after so much: of a limit card what its limits leave, null where there are none, because
-- what its company has is nobody's business at a pump.
create or replace function card_left(v till_case, p_ml bigint, p_tiyn bigint) returns bigint language sql immutable
return case v.scheme
  when 'wallet_litre' then v.free_ml - p_ml
  when 'wallet_money' then ml_for(v.free_tiyn - p_tiyn, v.tiyn_per_l)
  else v.allowed_ml - p_ml end;

-- The tax in a part that goes back; the last part takes what is left of it.
create or replace function card_vat_of(p_tiyn bigint, p_left_tiyn bigint, p_left_vat_tiyn bigint, p_bp int) returns bigint
language sql immutable parallel safe
return case when p_tiyn = p_left_tiyn then p_left_vat_tiyn else least(vat_inside(p_tiyn, p_bp), p_left_vat_tiyn) end;
