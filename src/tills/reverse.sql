-- Takes a name back. What was authorised is released; a redemption in one step is undone within its shift; a name nobody
-- has asked for yet is remembered, so that a request which comes late is refused. A refuel that was completed stays: its
-- litres are in a tank, and a refund gives them back under a name of its own.
create or replace function till_reverse(p till_request) returns till_answer language plpgsql as $$
declare
  v_till record;
  v_txn till_transaction;
  v_paid posting;
  v_left_ml bigint;
begin
  select id, station_id, shift_no, pg_advisory_xact_lock_shared(till_lock(), id) into v_till
    from terminal where key_hash = p.key_hash and revoked_at is null;
  if not found then return row('unknown_key', false, null, null)::till_answer; end if;

  insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, state, reversed_at)
    select v_till.id, v_till.station_id, shift_no, p.name, 'reverse', 'reversed', now() from terminal where id = v_till.id
  on conflict (terminal_id, pos_txn_id) do nothing
  returning * into v_txn;
  if found then return row('stored', false, null, v_txn)::till_answer; end if;
  select * into v_txn from till_transaction where terminal_id = v_till.id and pos_txn_id = p.name;
  if v_txn.card_id is not null then return card_reverse(v_till.id, v_txn.id); end if;

  -- What was redeemed goes to the advance when its coupon has ended since.
  if v_txn.verb = 'redeem' then perform till_lock_advance(v_txn.client_id); end if;
  perform from coupon where client_id = v_txn.client_id and id = v_txn.coupon_id for no key update;
  select * into v_txn from till_transaction where id = v_txn.id;
  if v_txn.state in ('reversed', 'declined') then
    return row('stored', true, null, v_txn)::till_answer;
  elsif v_txn.state in ('authorized', 'hold_expired') then
    if v_txn.state = 'authorized' then
      update coupon set hold_ml = hold_ml - v_txn.held_ml where client_id = v_txn.client_id and id = v_txn.coupon_id;
    end if;
  elsif v_txn.verb <> 'redeem' or v_txn.refunded_ml > 0 or v_txn.offline_at is not null then
    return row('already_final', false, null, v_txn)::till_answer;
  elsif v_txn.shift_no <> (select shift_no from terminal where id = v_till.id) then
    return row('shift_closed', false, null, v_txn)::till_answer;
  else
    select * into v_paid from posting where client_id = v_txn.client_id and event = 'redeem' and ref_id = v_txn.id;
    perform till_post_back('redeem_reversed', v_txn.id, v_paid, v_paid.ml, coalesce(v_paid.worth_tiyn, v_paid.tiyn), v_paid.vat_tiyn, v_paid.station_id);
  end if;
  select remaining_ml - hold_ml into v_left_ml from coupon where client_id = v_txn.client_id and id = v_txn.coupon_id;
  update till_transaction set state = 'reversed', reversed_at = now(), reverse_remaining_ml = v_left_ml
    where id = v_txn.id returning * into v_txn;
  return row('stored', false, null, v_txn)::till_answer;
end $$;

-- Takes a client's advance; whoever then takes a coupon has it already when the coupon's posting moves it
-- (docs/decisions/one-order-of-locks.md).
create or replace function till_lock_advance(p_client uuid) returns void language sql as $$
  select from ledger_account where client_id = p_client and kind = 'client_advance' for no key update $$;

-- Where litres go that come back: to the coupon, with a day to use them when its last day has passed, or, when the coupon
-- has ended for good, to the client's advance.
create or replace function till_gives_back_to(p_client uuid, p_coupon uuid) returns text language plpgsql as $$
begin
  perform from coupon where client_id = p_client and id = p_coupon and closed_as is not null;
  if found then return 'client_advance'; end if;
  update coupon set extended_until = now() + interval '24 hours'
    where client_id = p_client and id = p_coupon
      and coupon_ends_at(valid_to, extended_until) <= now();
  return 'coupon_liability';
end $$;

-- Posts that litres of a refuel come back, with what they are worth. To a coupon that is sold go litres only; where it has
-- ended, the client gets their money, and that is turnover no more.
create or replace function till_post_back(p_event text, p_ref uuid, p_paid posting, p_ml bigint, p_tiyn bigint, p_vat_tiyn bigint, p_station int)
returns void language plpgsql as $$
declare
  v_to text := till_gives_back_to(p_paid.client_id, p_paid.coupon_id);
  v_sold boolean := p_paid.worth_tiyn is not null;
  v_litres_only boolean := v_sold and v_to = 'coupon_liability';
begin
  insert into posting (client_id, event, ref_id, debit, credit, tiyn, vat_tiyn, worth_tiyn, product, ml, coupon_id, station_id, reverses_id)
    values (p_paid.client_id, p_event, p_ref, 'revenue', v_to, case when v_litres_only then 0 else p_tiyn end,
      case when v_litres_only then 0 when v_sold then coalesce(turnover_vat(p_paid.client_id, p_paid.coupon_id, p_tiyn), 0) else p_vat_tiyn end,
      case when v_litres_only then p_tiyn end, p_paid.product, p_ml, p_paid.coupon_id, p_station, p_paid.id);
end $$;
