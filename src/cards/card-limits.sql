-- What limits allow of a refuel: the most that may be dispensed now (null: no limit says anything), which rule is the
-- tightest and the reason it refuses with, and what rules that only take note have to say. p_ml is what is wanted, at
-- p_tiyn_per_l. Called with the card's row locked; of a limit card the advance too.
create or replace function card_limits_weigh(
  p_client uuid, p_card uuid, p_driver uuid, p_vehicle uuid, p_group uuid, p_contract uuid, p_product text, p_station int,
  p_at timestamptz, p_ml bigint, p_tiyn_per_l bigint,
  out allowed_ml bigint, out rule_id uuid, out reason text, out flags jsonb)
language plpgsql stable as $$
begin
  return;
end $$;
