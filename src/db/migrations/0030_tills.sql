-- How tills ask and are answered. Functions take one request and give one answer, whatever the verb, so that requests
-- which wait anyway can share a commit (till_batch).

-- What a till asks for. The edge has checked the forms; null where the verb does not need it or the till did not say.
create type till_request as (
  verb text,
  key_hash bytea,
  -- the till's own name for it, and what it said under this name
  name text,
  hash bytea,
  -- a typed code, or the token of the driver's link; neither when what was shown is none of ours
  code_hash bytea,
  token_hash bytea,
  last_four text,
  product text,
  ml bigint,
  tiyn bigint,
  plate text,
  pump text,
  cashier text,
  -- of the coupon and the PIN that was typed
  pin_hash bytea,
  -- of a refund: the name of the refuel
  original text,
  unknown_codes_per_minute int);

-- outcome: «stored», and the row answers; or a word for what has no row of its own: unknown_key, throttled, reused,
-- taken_back, already_final, shift_closed, unknown_transaction, not_this_terminal.
create type till_answer as (
  outcome text,
  replayed boolean,
  wait_seconds int,
  txn till_transaction);

-- A request weighed: who asks, which coupon, how much, and the first reason that speaks against. With an outcome the
-- matter was decided before.
create type till_case as (
  outcome text,
  replayed boolean,
  wait_seconds int,
  txn till_transaction,
  terminal_id int,
  station_id int,
  client_id uuid,
  coupon_id uuid,
  product text,
  tiyn_per_l bigint,
  redemption text,
  -- of the coupon before: all that is left, its value, what nobody was promised yet
  remaining_ml bigint,
  value_tiyn bigint,
  free_ml bigint,
  -- what is asked for; what the day's caps leave, null where there are none
  ml bigint,
  day_ml bigint,
  pin_fails int,
  pin_missed boolean,
  reason text,
  extra jsonb);

-- The closed list of the API: a new reason is a new version of it.
alter table till_transaction add constraint till_transaction_reason_known check (reason in (
  'unknown_code', 'link_replaced', 'several_coupons', 'used', 'expired', 'not_yet_active', 'blocked_by_client', 'blocked_by_network',
  'returning', 'returned', 'replaced', 'void', 'contract_suspended', 'terminal_not_allowed', 'station_not_allowed', 'wrong_product',
  'product_out_of_stock', 'plate_mismatch', 'pin_required', 'pin_wrong', 'pin_locked', 'insufficient', 'whole_only', 'too_small',
  'limit_day', 'rationing', 'unknown_transaction', 'not_refundable', 'refund_too_much'));

-- A refuel counts in the shift in which its litres are known.
grant update (shift_no) on till_transaction to mycoupon_app;

-- What a volume costs on a coupon: the last drop takes what is left of its value.
create function till_cost(p_ml bigint, p_remaining_ml bigint, p_value_tiyn bigint, p_tiyn_per_l bigint) returns bigint
language sql immutable parallel safe
return case when p_ml = p_remaining_ml then p_value_tiyn else least(cost_of(p_ml, p_tiyn_per_l), p_value_tiyn) end;

-- The class of the tills' advisory locks: shared by whoever does something in a terminal's shift, alone for closing it.
create function till_lock() returns int language sql immutable parallel safe return 7203556;
