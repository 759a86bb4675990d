-- What tills ask of cards, many requests at once and answered as if one had come after the other: first those that complete,
-- then those that authorise or redeem, each in the order they are given in. Most of what one costs is beginning each
-- statement, so what they write is written at once. Some may be told «again»: see card_take_all. Callers sort them by key and
-- name, so that two who answer many at the same moment wait for each other's names in one order.
create or replace function card_serve_all(p till_request[], p_waits boolean) returns till_answer[] language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
  v_cases till_case[] := card_take_all(p, p_waits);
  v_answers till_answer[] := card_complete_all(p, v_cases);
  v_granted int[] := '{}';
  v till_case;
  i int;
begin
  v_cases := card_weigh_all(p, v_cases);
  for i in 1 .. cardinality(p) loop
    continue when (v_answers[i]).outcome is not null;
    v := v_cases[i];
    if v.outcome is not null then
      v_answers[i] := row(v.outcome, v.replayed, v.wait_seconds, v.txn)::till_answer;
    elsif v.reason is not null and (p[i].verb = 'redeem' or coalesce(v.ml, 0) = 0) then
      v_answers[i] := card_refuse(p[i], v);
    else
      v_granted := v_granted || i;
    end if;
  end loop;
  if v_granted = '{}' then return v_answers; end if;
  return card_grant_all(p, v_cases, v_granted, v_answers);
end $$;

-- The same for one request.
create or replace function card_serve(p till_request) returns till_answer language plpgsql as $$
begin
  return (card_serve_all(array[p], true))[1];
end $$;

-- Writes down what was promised to pumps or is the drivers' at once, and holds or posts it.
create or replace function card_grant_all(p till_request[], p_cases till_case[], p_granted int[], p_answers till_answer[]) returns till_answer[]
language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  v_done record;
  v_paid card_paid[] := '{}';
  v_holds boolean := false;
  v till_case;
  i int;
begin
  -- The name is taken before anything moves: whoever else asks under it waits here and gets this answer.
  for v_done in
    with named as (
      insert into till_transaction as x (terminal_id, station_id, shift_no, pos_txn_id, verb, request_hash, client_id, card_id, medium_id,
          scheme, driver_id, vehicle_id, group_id, state, product, tiyn_per_l, plate, pump, cashier, asked_ml, remaining_ml, held_ml, held_tiyn,
          held_credit_tiyn, hold_until, completed_at, ml, short_ml, tiyn, complete_remaining_ml, rule_id, flags, weighed, extra,
          odometer_km, fiscal_receipt)
        select w.terminal_id, w.station_id, t.shift_no, r.name, r.verb, r.hash, w.client_id, w.card_id, w.medium_id,
          w.scheme, w.driver_id, w.vehicle_id, w.group_id, case when holds then 'authorized' else 'completed' end, w.product, w.tiyn_per_l,
          coalesce(r.plate, ''), coalesce(r.pump, ''), coalesce(r.cashier, ''),
          case when holds then coalesce(r.ml, ml_for(r.tiyn, w.tiyn_per_l)) else r.ml end, w.after_ml,
          case when holds then w.ml end, case when holds and w.scheme <> 'wallet_litre' then w.cost_tiyn else 0 end,
          case when holds then w.credit_tiyn else 0 end,
          case when holds then now() + case when r.pump <> '' then interval '60 minutes' else interval '15 minutes' end end,
          case when not holds then now() end, case when not holds then w.ml end, case when not holds then 0 end,
          case when not holds then w.cost_tiyn end, case when not holds then w.after_ml end, w.rule_id, w.flags, w.weighed,
          case when holds and w.reason is not null then jsonb_build_object('partial', w.reason, 'allowedMl', w.ml) end, r.odometer_km,
          r.fiscal_receipt
        from unnest(p) with ordinality as r join unnest(p_cases) with ordinality as w using (ordinality)
          join terminal t on t.id = w.terminal_id
          cross join lateral (select r.verb = 'authorize' as holds) h
        where ordinality = any(p_granted)
        order by w.terminal_id, r.name
      on conflict (terminal_id, pos_txn_id) do nothing
      returning x as txn, x.terminal_id, x.pos_txn_id)
    select ordinality as i, named.txn
      from unnest(p_cases) with ordinality as w join unnest(p) with ordinality as r using (ordinality)
        join named on named.terminal_id = w.terminal_id and named.pos_txn_id = r.name
      where ordinality = any(p_granted)
  loop
    p_answers[v_done.i] := row('stored', false, null, v_done.txn)::till_answer;
  end loop;

  foreach i in array p_granted loop
    v := p_cases[i];
    if (p_answers[i]).outcome is null then
      -- Its neighbours were weighed as if this one had its share.
      if cardinality(p) > 1 then raise exception 'the name % was taken meanwhile', p[i].name using errcode = 'unique_violation'; end if;
      v := till_known(p[i], v);
      p_answers[i] := row(v.outcome, v.replayed, null, v.txn)::till_answer;
      return p_answers;
    end if;
    if p[i].verb = 'authorize' then
      v_holds := true;
    else
      v_paid := v_paid || card_paid_of((p_answers[i]).txn, v.contract_id, v.ml, v.cost_tiyn, v.credit_tiyn);
    end if;
    if v.pin_fails > 0 and p[i].pin_right then
      update card set pin_fails = 0 where client_id = v.client_id and id = v.card_id;
    end if;
  end loop;
  if v_holds then
    perform card_hold_all(array(select (a).txn from unnest(p_answers) with ordinality a where ordinality = any(p_granted) and (a.txn).state = 'authorized'), 1);
  end if;
  perform card_post_refuels(v_paid);
  return p_answers;
end $$;

-- Holds what pumps were promised (1), or ends the holds (-1): on wallets, or on advances and contracts. The caller has locked
-- them.
create or replace function card_hold_all(p_promised till_transaction[], p_sign int) returns void language plpgsql as $$
begin
  update card c set hold_tiyn = c.hold_tiyn + p_sign * x.held_tiyn,
      hold_ml = c.hold_ml + p_sign * case x.scheme when 'wallet_litre' then x.held_ml else 0 end
    from unnest(p_promised) x where c.client_id = x.client_id and c.id = x.card_id and x.scheme <> 'limit';
  if exists (select from unnest(p_promised) where scheme = 'limit') then
    update ledger_account a set hold_tiyn = a.hold_tiyn + p_sign * x.tiyn
      from (select client_id, sum(held_tiyn - held_credit_tiyn) as tiyn from unnest(p_promised) where scheme = 'limit' group by client_id) x
      where a.client_id = x.client_id and a.kind = 'client_advance' and x.tiyn > 0;
    update contract k set credit_hold_tiyn = k.credit_hold_tiyn + p_sign * x.tiyn
      from (select client_id, contract_id, sum(held_credit_tiyn) as tiyn from unnest(p_promised) where scheme = 'limit' group by client_id, contract_id) x
      where k.client_id = x.client_id and k.id = x.contract_id and x.tiyn > 0;
  end if;
end $$;

-- How a refuel is paid: from the wallet, or from the advance as far as that goes and the rest on credit.
create or replace function card_paid_of(v_txn till_transaction, p_contract uuid, p_ml bigint, p_tiyn bigint, p_credit_tiyn bigint)
returns card_paid language plpgsql immutable as $$
declare
  v card_paid;
begin
  v.client_id := v_txn.client_id;
  v.ref_id := v_txn.id;
  v.card_id := v_txn.card_id;
  v.contract_id := p_contract;
  v.station_id := v_txn.station_id;
  v.scheme := v_txn.scheme;
  v.product := v_txn.product;
  v.credit_tiyn := p_credit_tiyn;
  v.paid_tiyn := p_tiyn - p_credit_tiyn;
  v.paid_ml := case when p_credit_tiyn = 0 then p_ml else p_ml * v.paid_tiyn / p_tiyn / 10 * 10 end;
  v.credit_ml := p_ml - v.paid_ml;
  v.short_ml := 0;
  v.short_tiyn := 0;
  return v;
end $$;

-- Posts what cards pay of refuels, and what nobody pays.
create or replace function card_post_refuels(p_paid card_paid[]) returns void language plpgsql as $$
declare
  v_bp int;
begin
  if cardinality(p_paid) = 0 then return; end if;
  v_bp := vat_bp_on(local_day(now()));
  insert into posting (client_id, event, ref_id, debit, credit, tiyn, vat_tiyn, product, ml, card_id, contract_id, station_id)
    select m.client_id, side.event, m.ref_id, side.debit, 'revenue', side.tiyn, side.vat_tiyn, m.product, side.ml, m.card_id,
        case side.debit when 'receivable' then m.contract_id end, m.station_id
      from unnest(p_paid) m cross join lateral (
        select 'card_refuel' as event,
            case m.scheme when 'wallet_money' then 'card_money' when 'wallet_litre' then 'card_litre' else 'client_advance' end as debit,
            m.paid_tiyn as tiyn, vat_inside(m.paid_tiyn, v_bp) as vat_tiyn, m.paid_ml as ml
          where m.paid_tiyn > 0 or m.paid_ml > 0 and m.credit_tiyn = 0
        union all
        select 'card_credit', 'receivable', m.credit_tiyn,
            vat_inside(m.paid_tiyn + m.credit_tiyn, v_bp) - vat_inside(m.paid_tiyn, v_bp), m.credit_ml
          where m.credit_tiyn > 0
        union all
        select 'shortage', 'suspense', m.short_tiyn, vat_inside(m.short_tiyn, v_bp), m.short_ml where m.short_ml > 0) side
      order by m.client_id, m.card_id;
end $$;
