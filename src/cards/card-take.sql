-- Who asks of which card, and whether it was asked before; then the locks, in the order that everybody keeps: the cards, what
-- limit cards share of their clients and contracts (docs/decisions/cards.md). So what is read afterwards stays so until the
-- commit. Changes nothing but holds that have lapsed.
--
-- Requests that come together are taken together. Unless p_waits, whoever wants a card that another transaction holds, or the
-- card or name of another of them, is told «again», to be asked alone; so is whoever completes a refuel with a coupon.
create or replace function card_take_all(p till_request[], p_waits boolean) returns till_case[] language plpgsql
-- A plan for the very number of requests would be made anew each time and be the same.
set plan_cache_mode = force_generic_plan as $$
declare
  v_cases till_case[];
  v_cards uuid[];
  v_clients uuid[];
  v_contracts uuid[];
  r record;
  v till_case;
begin
  -- The lock is what closing a shift waits for: no refuel of a shift is committed after its sums are made.
  perform pg_advisory_xact_lock_shared(till_lock(), id)
    from (select id from terminal where key_hash = any(array(select key_hash from unnest(p))) and revoked_at is null order by id) t;

  for r in
    select a.ordinality as place, a.verb, a.name, t.id as terminal_id, t.station_id, x.id as known_id,
        ceil(extract(epoch from h.ends_at - now()))::int as wait_seconds, m.id as medium_id, c.client_id, c.id as card_id, c.contract_id, c.scheme,
        row_number() over (partition by a.key_hash, a.name order by a.ordinality) > 1 as same_name,
        row_number() over (partition by c.id, a.verb = 'complete' order by a.ordinality) > 1 as same_card
      from unnest(p) with ordinality a
        left join terminal t on t.key_hash = a.key_hash and t.revoked_at is null
        left join till_transaction x on x.terminal_id = t.id and x.pos_txn_id = a.name
        left join throttle h on h.scope = 'till.codes' and h.key = a.key_hash and h.ends_at > now() and h.used > a.unknown_codes_per_minute
        left join card_medium m on m.number_hash = a.card_hash
        left join card c on c.client_id = coalesce(m.client_id, x.client_id) and c.id = coalesce(m.card_id, x.card_id)
      order by place
  loop
    v := null;
    v.terminal_id := r.terminal_id;
    v.station_id := r.station_id;
    if r.terminal_id is null then
      v.outcome := 'unknown_key';
    elsif r.verb = 'complete' and r.known_id is null then
      v.outcome := till_whose(r.terminal_id, r.station_id, r.name);
    elsif r.verb <> 'complete' and r.known_id is not null then
      v := till_known(p[r.place], v);
    elsif not p_waits and r.same_name then
      v.outcome := 'again';
    elsif r.verb <> 'complete' and r.wait_seconds is not null then
      v.outcome := 'throttled';
      v.replayed := true;
      v.wait_seconds := r.wait_seconds;
    elsif r.card_id is null and r.verb = 'complete' or not p_waits and r.card_id is not null and r.same_card then
      v.outcome := 'again';
    else
      v.client_id := r.client_id;
      v.card_id := r.card_id;
      v.medium_id := r.medium_id;
      v.contract_id := r.contract_id;
      v.scheme := r.scheme;
    end if;
    v_cases[r.place] := v;
  end loop;

  if p_waits then
    perform from unnest(v_cases) w join card c on c.client_id = w.client_id and c.id = w.card_id
      where w.outcome is null order by c.id for no key update of c;
    v_cards := array(select card_id from unnest(v_cases) where outcome is null and card_id is not null);
  else
    v_cards := array(select id from (
      select c.id from unnest(v_cases) w join card c on c.client_id = w.client_id and c.id = w.card_id
        where w.outcome is null order by c.id for no key update of c skip locked) free);
  end if;

  select array_agg(distinct client_id order by client_id), array_agg(distinct contract_id order by contract_id) into v_clients, v_contracts
    from unnest(v_cases) where outcome is null and scheme = 'limit' and card_id = any(v_cards);
  if v_clients is not null then
    perform card_lock_advances(v_clients);
    perform from contract where client_id = any(v_clients) and id = any(v_contracts) and credit_limit_tiyn > 0 order by id for no key update;
    perform card_release_promised(client_id) from (
      select distinct client_id from till_transaction
        where client_id = any(v_clients) and state = 'authorized' and scheme = 'limit' and hold_until <= now() order by 1) lapsed;
  end if;

  for r in
    select w.ordinality as place, c.driver_id, c.vehicle_id, c.group_id, c.hold_tiyn > 0 or c.hold_ml > 0 as holds, c.id = any(v_cards) as free
      from unnest(v_cases) with ordinality w join card c on c.client_id = w.client_id and c.id = w.card_id
      where w.outcome is null
  loop
    v := v_cases[r.place];
    v.driver_id := r.driver_id;
    v.vehicle_id := r.vehicle_id;
    v.group_id := r.group_id;
    if not r.free then
      v.outcome := 'again';
    elsif r.holds then
      perform card_release_lapsed(v.client_id, v.card_id);
    end if;
    v_cases[r.place] := v;
  end loop;
  return v_cases;
end $$;

-- Locks the advances of these clients one after the other; those that have none yet get one.
create or replace function card_lock_advances(p_clients uuid[]) returns void language plpgsql as $$
declare
  v_locked int;
begin
  loop
    perform from ledger_account where kind = 'client_advance' and client_id = any(p_clients) order by client_id for no key update;
    get diagnostics v_locked = row_count;
    exit when v_locked = cardinality(p_clients);
    insert into ledger_account (client_id, kind) select client_id, 'client_advance' from unnest(p_clients) client_id on conflict do nothing;
  end loop;
end $$;
