-- Fuel cards. A card is an account with rules; what a driver holds in the hand is a medium of it and may be replaced.
-- See docs/decisions/cards.md.

-- What a refuel on credit may owe. Moved by postings (owed) and by holds; the limit is never below what is owed and promised.
alter table contract
  add column credit_limit_tiyn tiyn not null default 0,
  add column owed_tiyn tiyn not null default 0,
  add column credit_hold_tiyn tiyn not null default 0,
  add constraint contract_owes_within_credit check (owed_tiyn + credit_hold_tiyn <= credit_limit_tiyn);

-- Limit cards draw on the common advance: what running pumps were promised of it. Orders and refunds to the bank leave it alone.
alter table ledger_account
  add column hold_tiyn tiyn not null default 0,
  add constraint ledger_account_hold_within check (hold_tiyn <= tiyn + credit_tiyn);

create table vehicle (
  client_id uuid not null references client,
  id uuid not null default new_id(),
  plate text not null,
  name text not null default '',
  -- 0: nobody has said
  tank_ml ml not null default 0,
  -- what it burns; null is any
  products text[],
  odometer_km int,
  note text not null default '',
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (client_id, id),
  constraint vehicle_has_a_plate check (plate <> ''),
  constraint vehicle_products_known check (products <@ array['AI92', 'AI95', 'AI98', 'AI100', 'DT', 'DTZ', 'LPG'] and cardinality(products) > 0),
  constraint vehicle_odometer_counts check (odometer_km >= 0)
);
create unique index vehicle_plate_once on vehicle (client_id, plate) where archived_at is null;
create index vehicle_found on vehicle using gin (search_text(plate || ' ' || name)) where archived_at is null;

create table card_group (
  client_id uuid not null references client,
  id uuid not null default new_id(),
  name text not null,
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (client_id, id),
  constraint card_group_named check (name <> '')
);
create unique index card_group_name_once on card_group (client_id, lower(name)) where archived_at is null;

-- Cards a client asked for; the retailer makes them.
create table card_order (
  client_id uuid not null references client,
  id uuid not null default new_id(),
  contract_id uuid not null,
  -- The form's own name: sent twice, it is one order.
  request_key uuid not null,
  count int not null,
  -- where they are to be brought
  deliver_to text not null default '',
  ordered_by uuid references account,
  ordered_at timestamptz not null default now(),
  primary key (client_id, id),
  foreign key (client_id, contract_id) references contract (client_id, id),
  constraint card_order_request_once unique (client_id, request_key),
  constraint card_order_count_in_bounds check (count between 1 and 500)
);
create index card_order_recent on card_order (ordered_at desc, id desc);

create sequence card_number start 100001;
create table card (
  client_id uuid not null references client,
  id uuid not null default new_id(),
  -- What people call it in lists; what pays is the number of a medium.
  number bigint not null default nextval('card_number'),
  contract_id uuid not null,
  order_id uuid,
  -- wallet_money: its own money. wallet_litre: its own litres of one product. limit: the common advance and the contract's credit.
  scheme text not null,
  -- of a litre wallet
  product product_code,
  -- what it may buy; null is whatever the network sells
  products text[],
  driver_id uuid,
  vehicle_id uuid,
  group_id uuid,
  note text not null default '',
  -- Moved by postings alone (posting_moves_card): money; or litres and what was paid for them.
  wallet_tiyn tiyn not null default 0,
  wallet_ml ml not null default 0,
  -- Promised of the wallet to pumps that are running. Holds of limit cards are on the advance and the contract.
  hold_tiyn tiyn not null default 0,
  hold_ml ml not null default 0,
  -- Blocks are facts beside each other: taking one back leaves the others.
  client_blocked_at timestamptz,
  client_block_reason text,
  retailer_blocked_at timestamptz,
  retailer_block_reason text,
  -- The client's block with a beginning and an end that were said before: a holiday, the nights of a repair.
  block_from timestamptz,
  block_until timestamptz,
  pin_fails int not null default 0,
  pin_locked_at timestamptz,
  -- Of the media, by card_follows_medium: the furthest of those that live, else how the last one ended.
  stage text not null default 'ordered',
  last_four text not null default '',
  valid_to date,
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (client_id, id),
  foreign key (client_id, contract_id) references contract (client_id, id),
  foreign key (client_id, order_id) references card_order (client_id, id),
  foreign key (client_id, driver_id) references driver (client_id, id),
  foreign key (client_id, vehicle_id) references vehicle (client_id, id),
  foreign key (client_id, group_id) references card_group (client_id, id),
  constraint card_number_once unique (number),
  constraint card_scheme_known check (scheme in ('wallet_money', 'wallet_litre', 'limit')),
  constraint card_product_of_litres check ((scheme = 'wallet_litre') = (product is not null)),
  constraint card_products_known check (products <@ array['AI92', 'AI95', 'AI98', 'AI100', 'DT', 'DTZ', 'LPG'] and cardinality(products) > 0),
  constraint card_products_of_litres check (product is null or products is null),
  constraint card_wallet_of_its_scheme check (
    (scheme = 'wallet_litre' or (wallet_ml = 0 and hold_ml = 0)) and (scheme = 'wallet_money' or hold_tiyn = 0) and (scheme <> 'limit' or wallet_tiyn = 0)),
  constraint card_last_drop_takes_all check (scheme <> 'wallet_litre' or wallet_ml > 0 or wallet_tiyn = 0),
  constraint card_hold_within_wallet check (hold_tiyn <= wallet_tiyn and hold_ml <= wallet_ml),
  constraint card_block_in_order check ((block_from is null) = (block_until is null) and block_from < block_until),
  constraint card_blocked_with_reason check (
    (client_blocked_at is null) = (client_block_reason is null) and (retailer_blocked_at is null) = (retailer_block_reason is null)),
  constraint card_pin_fails_counted check (pin_fails >= 0),
  constraint card_closed_empty check (closed_at is null or (wallet_tiyn = 0 and wallet_ml = 0))
) with (fillfactor = 80);
create index card_recent on card (client_id, number desc);
create index card_of_driver on card (client_id, driver_id, number desc) where driver_id is not null;
create index card_of_vehicle on card (client_id, vehicle_id, number desc) where vehicle_id is not null;
create index card_of_group on card (client_id, group_id, number desc) where group_id is not null;
create index card_by_last_four on card (last_four, number desc);
create index card_of_order on card (client_id, order_id) where order_id is not null;

-- Where a card stands (domain §6.2): what one looks at first, when several things are true.
create function card_state(c card) returns text language sql stable parallel safe as $$
  select case
    when c.closed_at is not null then 'closed'
    when c.retailer_blocked_at is not null then 'blocked_retailer'
    when c.client_blocked_at is not null then 'blocked_client'
    when c.pin_locked_at is not null then 'pin_locked'
    when c.block_from <= now() and c.block_until > now() then 'blocked_scheduled'
    when c.stage = 'active' and c.valid_to < local_day(now()) then 'expired'
    else c.stage end $$;

-- What the driver holds: plastic with a number, a number in a phone, a chip. Its number is kept as a hash.
create table card_medium (
  client_id uuid not null,
  id uuid not null default new_id(),
  card_id uuid not null,
  kind text not null,
  number_hash bytea not null,
  last_four text not null,
  state text not null default 'ordered',
  valid_to date not null,
  replaced_by uuid,
  ordered_at timestamptz not null default now(),
  produced_at timestamptz,
  delivered_at timestamptz,
  activated_at timestamptz,
  ended_at timestamptz,
  primary key (client_id, id),
  foreign key (client_id, card_id) references card (client_id, id),
  foreign key (client_id, replaced_by) references card_medium (client_id, id),
  constraint card_medium_number_once unique (number_hash),
  constraint card_medium_number_is_a_hash check (octet_length(number_hash) = 32 and last_four <> ''),
  constraint card_medium_kind_known check (kind in ('plastic', 'virtual', 'nfc')),
  constraint card_medium_state_known check (state in ('ordered', 'produced', 'delivered', 'active', 'lost', 'stolen', 'damaged', 'expired', 'closed')),
  constraint card_medium_stages_in_order check (
    (produced_at is null or ordered_at <= produced_at) and (delivered_at is null or produced_at <= delivered_at)
    and (state <> 'active' or activated_at is not null)),
  -- An end is final: whatever is found again, the driver has another.
  constraint card_medium_ended_together check ((ended_at is null) = (state in ('ordered', 'produced', 'delivered', 'active')))
);
create index card_medium_of_card on card_medium (client_id, card_id);
create index card_medium_in_work on card_medium (state, ordered_at, id) where state in ('ordered', 'produced', 'delivered');
create index card_medium_by_last_four on card_medium (last_four, ordered_at desc);
create index card_medium_ending on card_medium (valid_to) where ended_at is null;

-- A medium that has ended stays so, whoever writes.
create function card_medium_end_is_final() returns trigger language plpgsql as $$
begin
  raise exception 'a card medium that is % stays so', old.state using errcode = 'check_violation', constraint = 'card_medium_end_is_final';
end $$;
create trigger card_medium_end_is_final before update of state on card_medium for each row
  when (old.ended_at is not null and new.state <> old.state) execute function card_medium_end_is_final();

create function card_follows_medium() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update card c set stage = m.state, last_four = m.last_four, valid_to = m.valid_to
    from (select state, last_four, valid_to from card_medium
      where client_id = new.client_id and card_id = new.card_id
      order by array_position(array['active', 'delivered', 'produced', 'ordered'], state) nulls last, (kind = 'plastic') desc,
        ended_at desc nulls first, id desc limit 1) m
    where c.client_id = new.client_id and c.id = new.card_id
      and (c.stage, c.last_four, c.valid_to) is distinct from (m.state, m.last_four, m.valid_to);
  return null;
end $$;
create trigger card_follows_medium after insert or update of state, valid_to on card_medium for each row execute function card_follows_medium();

-- The PIN's hash, apart from all that is read for pages: argon2id over an HMAC whose key is the vault's.
create table card_pin (
  client_id uuid not null,
  card_id uuid not null,
  -- Counts up with each new PIN: what was compared with the one before is not taken for this one.
  no int not null default 1,
  hash text not null,
  set_at timestamptz not null default now(),
  set_by uuid references account,
  primary key (client_id, card_id),
  foreign key (client_id, card_id) references card (client_id, id),
  constraint card_pin_is_argon2id check (hash like '$argon2id$%')
);

-- What people did with a card; a movement of its wallet is a fact here and a posting with its id. Refuels are the tills' transactions.
create table card_event (
  client_id uuid not null,
  card_id uuid not null,
  id uuid not null default new_id(),
  at timestamptz not null default now(),
  what text not null,
  actor_id uuid references account,
  actor text not null,
  details jsonb,
  ip text,
  -- Of the form that moved money: sent twice, it moves once.
  request_key uuid,
  primary key (client_id, card_id, id),
  foreign key (client_id, card_id) references card (client_id, id),
  constraint card_event_request_once unique (client_id, card_id, request_key)
);

alter table till_transaction
  add column card_id uuid,
  add column medium_id uuid,
  -- The card's scheme, holder and group at that moment: limits and lists sum by them, whoever holds the card later.
  add column scheme text,
  add column driver_id uuid,
  add column vehicle_id uuid,
  add column group_id uuid,
  -- authorised for money: promised, of it on the contract's credit
  add column held_tiyn tiyn not null default 0,
  add column held_credit_tiyn tiyn not null default 0,
  -- the limit that let less through than was asked for, and those that only take note
  add column rule_id uuid,
  add column flags jsonb,
  add foreign key (client_id, card_id) references card (client_id, id),
  add constraint till_transaction_of_coupon_or_card check (num_nonnulls(coupon_id, card_id) <= 1),
  add constraint till_transaction_of_card_together check (
    (card_id is null) = (scheme is null) and (card_id is not null or num_nonnulls(medium_id, driver_id, vehicle_id, group_id, rule_id) = 0)),
  add constraint till_transaction_held_within check (held_credit_tiyn <= held_tiyn);
create index till_transaction_of_card on till_transaction (card_id, at) where card_id is not null;
create index till_transaction_of_driver on till_transaction (client_id, driver_id, at) where driver_id is not null;
create index till_transaction_of_vehicle on till_transaction (client_id, vehicle_id, at) where vehicle_id is not null;
create index till_transaction_of_group on till_transaction (client_id, group_id, at) where group_id is not null;
create index till_transaction_promised on till_transaction (client_id, hold_until) where state = 'authorized' and scheme = 'limit';

alter table till_transaction drop constraint till_transaction_reason_known;
alter table till_transaction add constraint till_transaction_reason_known check (reason in (
  'unknown_code', 'link_replaced', 'several_coupons', 'used', 'expired', 'not_yet_active', 'blocked_by_client', 'blocked_by_network',
  'returning', 'returned', 'replaced', 'void', 'contract_suspended', 'terminal_not_allowed', 'station_not_allowed', 'wrong_product',
  'product_out_of_stock', 'plate_mismatch', 'pin_required', 'pin_wrong', 'pin_locked', 'insufficient', 'whole_only', 'too_small',
  'limit_day', 'rationing', 'unknown_transaction', 'not_refundable', 'refund_too_much',
  -- of cards
  'card_not_active', 'card_lost', 'card_closed',
  'limit_refuel', 'limit_week', 'limit_month', 'limit_quarter', 'limit_total', 'limit_hours', 'limit_days'));

-- Postings of cards (domain §6.5: E2, E5, E9, E11).
alter table posting
  add column card_id uuid,
  -- between cards: the one that gets it
  add column to_card_id uuid,
  -- whose credit it is
  add column contract_id uuid,
  add foreign key (client_id, card_id) references card (client_id, id),
  add foreign key (client_id, to_card_id) references card (client_id, id),
  add foreign key (client_id, contract_id) references contract (client_id, id),
  drop constraint posting_between_accounts,
  add constraint posting_between_accounts check ((event, debit, credit) in (
    ('payment', 'bank', 'client_advance'),
    ('payment_reversed', 'client_advance', 'bank'),
    ('issue', 'client_advance', 'coupon_liability'),
    ('void', 'coupon_liability', 'client_advance'),
    ('redeem', 'coupon_liability', 'revenue'),
    ('redeem_reversed', 'revenue', 'coupon_liability'),
    ('refund', 'revenue', 'coupon_liability'),
    -- the coupon has ended meanwhile
    ('redeem_reversed', 'revenue', 'client_advance'),
    ('refund', 'revenue', 'client_advance'),
    ('remainder', 'coupon_liability', 'client_advance'),
    ('expire', 'coupon_liability', 'client_advance'),
    ('expire', 'coupon_liability', 'other_income'),
    ('prolong', 'client_advance', 'coupon_liability'),
    ('prolong', 'other_income', 'coupon_liability'),
    ('return', 'coupon_liability', 'client_advance'),
    ('replace_out', 'coupon_liability', 'client_advance'),
    ('replace_in', 'client_advance', 'coupon_liability'),
    ('shortage', 'suspense', 'revenue'),
    ('shortage_reversed', 'revenue', 'suspense'),
    ('payout_due', 'client_advance', 'refund_payable'),
    ('payout_cancelled', 'refund_payable', 'client_advance'),
    ('payout', 'refund_payable', 'bank'),
    -- a card's wallet is filled, moved to another card, emptied
    ('card_topped_up', 'client_advance', 'card_money'),
    ('card_topped_up', 'client_advance', 'card_litre'),
    ('card_moved', 'card_money', 'card_money'),
    ('card_moved', 'card_litre', 'card_litre'),
    ('card_swept', 'card_money', 'client_advance'),
    ('card_swept', 'card_litre', 'client_advance'),
    -- a refuel: from the wallet, from the advance, and what the advance does not cover on credit
    ('card_refuel', 'card_money', 'revenue'),
    ('card_refuel', 'card_litre', 'revenue'),
    ('card_refuel', 'client_advance', 'revenue'),
    ('card_credit', 'receivable', 'revenue'),
    ('card_reversed', 'revenue', 'card_money'),
    ('card_reversed', 'revenue', 'card_litre'),
    ('card_reversed', 'revenue', 'client_advance'),
    ('card_credit_reversed', 'revenue', 'receivable'),
    ('card_refund', 'revenue', 'card_money'),
    ('card_refund', 'revenue', 'card_litre'),
    ('card_refund', 'revenue', 'client_advance'),
    ('card_credit_refund', 'revenue', 'receivable'),
    -- what was owed is paid with money that came; a refund after that returns to the advance
    ('credit_repaid', 'client_advance', 'receivable'),
    ('card_credit_reversed', 'revenue', 'client_advance'),
    ('card_credit_refund', 'revenue', 'client_advance'))),
  drop constraint posting_of_coupon,
  add constraint posting_of_coupon_or_card check (case
    when event in ('void', 'redeem', 'redeem_reversed', 'refund', 'remainder', 'expire', 'prolong', 'return', 'replace_out')
      then coupon_id is not null and card_id is null
    when event in ('shortage', 'shortage_reversed') then num_nonnulls(coupon_id, card_id) = 1
    when event like 'card\_%' then coupon_id is null and card_id is not null
    else coupon_id is null and card_id is null end),
  add constraint posting_between_two_cards check (
    (event = 'card_moved') = (to_card_id is not null) and to_card_id <> card_id is not false),
  add constraint posting_of_contract check ((contract_id is not null) = ('receivable' in (debit, credit))),
  add constraint posting_of_litres check ('card_litre' not in (debit, credit) or ml > 0),
  drop constraint posting_reverses_something,
  add constraint posting_reverses_something check (
    (reverses_id is not null) = (event in ('payment_reversed', 'redeem_reversed', 'refund', 'prolong', 'shortage_reversed', 'payout_cancelled',
      'card_reversed', 'card_credit_reversed', 'card_refund', 'card_credit_refund')));
drop index posting_reversed_once;
create unique index posting_reversed_once on posting (client_id, reverses_id)
  where event in ('payment_reversed', 'redeem_reversed', 'prolong', 'shortage_reversed', 'payout_cancelled', 'card_reversed', 'card_credit_reversed');
create index posting_of_a_card on posting (client_id, card_id, at) where card_id is not null;
create index posting_to_a_card on posting (client_id, to_card_id, at) where to_card_id is not null;
create index posting_reversing on posting (client_id, reverses_id) where reverses_id is not null and card_id is not null;
create index posting_of_the_credit on posting (client_id, contract_id, at) where contract_id is not null;

create function posting_moves_card() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.debit in ('card_money', 'card_litre') then
    update card set wallet_tiyn = wallet_tiyn - new.tiyn, wallet_ml = wallet_ml - case scheme when 'wallet_litre' then new.ml else 0 end
      where client_id = new.client_id and id = new.card_id
        and case scheme when 'wallet_money' then new.debit = 'card_money' when 'wallet_litre' then new.debit = 'card_litre' and product = new.product end;
    if not found then raise exception 'card % has no such wallet', new.card_id using errcode = 'check_violation', constraint = 'card_wallet_of_its_scheme'; end if;
  end if;
  if new.credit in ('card_money', 'card_litre') then
    update card set wallet_tiyn = wallet_tiyn + new.tiyn, wallet_ml = wallet_ml + case scheme when 'wallet_litre' then new.ml else 0 end
      where client_id = new.client_id and id = coalesce(new.to_card_id, new.card_id)
        and case scheme when 'wallet_money' then new.credit = 'card_money' when 'wallet_litre' then new.credit = 'card_litre' and product = new.product end;
    if not found then raise exception 'card % has no such wallet', coalesce(new.to_card_id, new.card_id) using errcode = 'check_violation', constraint = 'card_wallet_of_its_scheme'; end if;
  end if;
  return null;
end $$;
create trigger posting_moves_card after insert on posting for each row
  when (new.debit in ('card_money', 'card_litre') or new.credit in ('card_money', 'card_litre'))
  execute function posting_moves_card();

create function posting_moves_credit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update contract set owed_tiyn = owed_tiyn + case when new.debit = 'receivable' then new.tiyn else -new.tiyn end
    where client_id = new.client_id and id = new.contract_id;
  return null;
end $$;
create trigger posting_moves_credit after insert on posting for each row
  when (new.contract_id is not null) execute function posting_moves_credit();

create or replace view ledger_entry as
  select client_id, id as posting_id, at, event, debit as account, 'KZT' as unit,
      case when debit = 'revenue' then tiyn - vat_tiyn else tiyn end as amount, coupon_id, lot_id, card_id from posting where tiyn > 0
  union all
  select client_id, id, at, event, credit, 'KZT', -case when credit = 'revenue' then tiyn - vat_tiyn else tiyn end, coupon_id, lot_id,
      coalesce(to_card_id, card_id) from posting where tiyn > 0
  union all
  select client_id, id, at, event, 'vat_payable', 'KZT', case when debit = 'revenue' then vat_tiyn else -vat_tiyn end, coupon_id, lot_id, card_id from posting where vat_tiyn > 0
  union all
  select client_id, id, at, event, debit, product, ml, coupon_id, lot_id, card_id from posting where ml > 0
  union all
  select client_id, id, at, event, credit, product, -ml, coupon_id, lot_id, coalesce(to_card_id, card_id) from posting where ml > 0;

-- What a till says of a card, and what weighing it finds.
alter type till_request
  add attribute card_hash bytea,
  -- The edge has compared the PIN that was typed with the one of this number; null when none was typed or none is set.
  add attribute pin_no int,
  add attribute pin_right boolean;
alter type till_case
  add attribute card_id uuid,
  add attribute medium_id uuid,
  add attribute contract_id uuid,
  add attribute scheme text,
  add attribute driver_id uuid,
  add attribute vehicle_id uuid,
  add attribute group_id uuid,
  -- money that may be spent now: of the wallet, or of the advance and of the contract's credit
  add attribute free_tiyn bigint,
  add attribute free_credit_tiyn bigint,
  -- what limits leave, null where there are none; the tightest of them
  add attribute allowed_ml bigint,
  add attribute rule_id uuid,
  add attribute flags jsonb;

grant select on vehicle, card_group, card_order, card, card_medium, card_pin, card_event to mycoupon_app;
grant usage on all sequences in schema public to mycoupon_app;
grant insert on vehicle, card_group, card_order, card_medium, card_pin, card_event to mycoupon_app;
grant insert (client_id, id, contract_id, order_id, scheme, product, products, driver_id, vehicle_id, group_id, note) on card to mycoupon_app;
grant update (plate, name, tank_ml, products, odometer_km, note, archived_at) on vehicle to mycoupon_app;
grant update (name, archived_at) on card_group to mycoupon_app;
grant update (products, driver_id, vehicle_id, group_id, note, hold_tiyn, hold_ml, client_blocked_at, client_block_reason, retailer_blocked_at,
  retailer_block_reason, block_from, block_until, pin_fails, pin_locked_at, closed_at) on card to mycoupon_app;
grant update (state, valid_to, replaced_by, produced_at, delivered_at, activated_at, ended_at) on card_medium to mycoupon_app;
grant update (no, hash, set_at, set_by) on card_pin to mycoupon_app;
grant update (credit_limit_tiyn, credit_hold_tiyn) on contract to mycoupon_app;
grant update (hold_tiyn) on ledger_account to mycoupon_app;
