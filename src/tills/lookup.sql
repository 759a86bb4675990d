-- What may be dispensed to whoever shows this code, without effect.
create or replace function till_lookup(
  p till_request,
  out outcome text, out replayed boolean, out wait_seconds int, out reason text, out extra jsonb, out product text, out nominal_ml bigint,
  out remaining_ml bigint, out free_ml bigint, out may_ml bigint, out tiyn_per_l bigint, out plate text, out pin_needed boolean, out whole_only boolean,
  out valid_to date, out company text)
language plpgsql as $$
#variable_conflict use_column
declare
  v till_case := till_weigh(p);
begin
  outcome := v.outcome;
  replayed := v.replayed;
  wait_seconds := v.wait_seconds;
  reason := v.reason;
  extra := v.extra;
  if v.coupon_id is null then return; end if;
  product := v.product;
  remaining_ml := v.remaining_ml;
  free_ml := v.free_ml;
  tiyn_per_l := v.tiyn_per_l;
  may_ml := least(v.free_ml, v.day_ml);
  -- Less than all is still something: the till then asks for so much.
  if reason in ('limit_day', 'rationing') and may_ml > 0 and v.redemption <> 'single_strict' then reason := null; end if;
  select c.nominal_ml, c.plate, least(c.valid_to, c.given_until), k.pin_required or c.pin_hash is not null, k.redemption = 'single_strict', cl.name
    into nominal_ml, plate, valid_to, pin_needed, whole_only, company
    from coupon c join contract k on k.client_id = c.client_id and k.id = c.contract_id join client cl on cl.id = c.client_id
    where c.client_id = v.client_id and c.id = v.coupon_id;
end $$;
