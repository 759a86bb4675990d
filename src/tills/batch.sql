-- Redeems for several tills in the one transaction of the caller: as many answers, in that order. Waits for nobody: some may
-- be told «again», to be asked alone (till_ask).
create or replace function till_redeem_batch(p json) returns setof till_answer language plpgsql as $$
begin
  return query select * from unnest(till_redeem_all(array(select r from json_populate_recordset(null::till_request, p) r), false));
end $$;
