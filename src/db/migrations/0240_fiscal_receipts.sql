-- The fiscal receipt of a refuel, where the till says it: its number, and the sign and the address with which the fiscal data
-- operator lets anybody check it.
alter table till_transaction
  add column fiscal_receipt jsonb,
  add constraint till_transaction_fiscal_receipt_has_number
    check (fiscal_receipt is null or coalesce(fiscal_receipt ->> 'number', '') <> '');
alter type till_request add attribute fiscal_receipt jsonb;
grant update (fiscal_receipt) on till_transaction to mycoupon_app;
-- A till says it of fuel that it gave without a connection, too.
drop function if exists till_offline(bytea, text, bytea, bigint, int, bigint, timestamptz, text, text);
