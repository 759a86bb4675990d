-- Does what several tills ask, one after the other, in the one transaction of the caller: as many answers, in that order.
create or replace function till_batch(p json) returns setof till_answer language plpgsql as $$
declare
  v till_request;
begin
  for v in select * from json_populate_recordset(null::till_request, p) loop
    return next case v.verb
      when 'redeem' then till_redeem(v)
      when 'authorize' then till_authorize(v)
      when 'complete' then till_complete(v)
      when 'reverse' then till_reverse(v)
      when 'refund' then till_refund(v)
    end;
  end loop;
end $$;
