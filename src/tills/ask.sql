-- Does what one till asks, whatever it is.
create or replace function till_ask(p json) returns till_answer language plpgsql as $$
declare
  v till_request := json_populate_record(null::till_request, p);
begin
  return case v.verb
    when 'redeem' then case when v.card_hash is null then till_redeem(v) else card_serve(v) end
    when 'authorize' then case when v.card_hash is null then till_authorize(v) else card_serve(v) end
    when 'complete' then till_complete(v)
    when 'reverse' then till_reverse(v)
    when 'refund' then till_refund(v)
  end;
end $$;
