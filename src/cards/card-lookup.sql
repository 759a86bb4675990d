-- What may be dispensed to whoever shows this card, without effect: at most so much of the product that was named, or which
-- products it may be.
create or replace function card_lookup(
  p till_request,
  out outcome text, out replayed boolean, out wait_seconds int, out reason text, out extra jsonb, out scheme text, out last_four text,
  out product text, out products text[], out may_ml bigint, out tiyn_per_l bigint, out plate text, out pin_needed boolean, out valid_to date,
  out company text, out tank_ml bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  v till_case := card_weigh(p);
begin
  outcome := v.outcome;
  replayed := v.replayed;
  wait_seconds := v.wait_seconds;
  reason := v.reason;
  extra := v.extra;
  if v.card_id is null then return; end if;
  scheme := v.scheme;
  product := v.product;
  tiyn_per_l := v.tiyn_per_l;
  -- Less than all is still something: the till is then promised so much. What a limit card's company has is not told.
  if v.ml > 0 then reason := null; end if;
  may_ml := case when v.scheme = 'limit' and v.ml is distinct from v.allowed_ml then null else v.ml end;
  select coalesce(c.products, case when c.product is not null then array[c.product::text] end,
      array(select sp.product::text from station_product sp where sp.station_id = v.station_id and sp.out_since is null order by 1)),
      coalesce(h.plate, ''), m.valid_to, m.last_four,
      exists (select from card_pin pin where pin.client_id = c.client_id and pin.card_id = c.id), cl.name, coalesce(h.tank_ml, 0)
    into products, plate, valid_to, last_four, pin_needed, company, tank_ml
    from card c join card_medium m on m.client_id = c.client_id and m.id = v.medium_id join client cl on cl.id = c.client_id
      left join vehicle h on h.client_id = c.client_id and h.id = c.vehicle_id
    where c.client_id = v.client_id and c.id = v.card_id;
end $$;
