-- Does what several tills ask in the one transaction of the caller: as many answers, in that order. Redemptions of
-- coupons are done together, anything else one after the other.
create or replace function till_batch(p json) returns setof till_answer language plpgsql as $$
declare
  v_requests till_request[] := array(select r from json_populate_recordset(null::till_request, p) r);
  v till_request;
begin
  if not exists (select from unnest(v_requests) where verb <> 'redeem' or card_hash is not null) then
    return query select * from unnest(till_redeem_all(v_requests));
    return;
  end if;
  foreach v in array v_requests loop
    return next case v.verb
      when 'redeem' then case when v.card_hash is null then till_redeem(v) else card_redeem(v) end
      when 'authorize' then case when v.card_hash is null then till_authorize(v) else card_authorize(v) end
      when 'complete' then till_complete(v)
      when 'reverse' then till_reverse(v)
      when 'refund' then till_refund(v)
    end;
  end loop;
end $$;
