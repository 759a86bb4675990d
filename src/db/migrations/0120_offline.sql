-- Fuel given while a till could not reach us, for a token in the QR code that we had signed (domain §6.4, offline; E10).
-- The fuel is gone, so it is posted; what its coupon does not cover is the retailer's loss, and the coupon is marked.

-- How large a coupon of this contract a till may serve without asking; null: none.
alter table contract
  add column offline_ml ml,
  add constraint contract_offline_of_something check (offline_ml > 0);
grant update (offline_ml) on contract to mycoupon_app;

-- The tokens that were shown and have not run out: what a list of those that pay no more is made from.
create table offline_token (
  client_id uuid not null,
  coupon_id uuid not null,
  -- of the code: a coupon that was taken back has another, and its old tokens pay no more
  code_no int not null,
  -- the last day a till takes it without asking
  until date not null,
  primary key (client_id, coupon_id, code_no),
  foreign key (client_id, coupon_id) references coupon (client_id, id)
);
create index offline_token_alive on offline_token (until);
grant select, insert, delete on offline_token to mycoupon_app;
grant update (until) on offline_token to mycoupon_app;

-- When the till says it gave the fuel; null for what we were asked before.
alter table till_transaction
  add column offline_at timestamptz,
  add constraint till_transaction_offline_is_over check (offline_at is null or (verb = 'redeem' and completed_at is not null));

alter table posting
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
    ('card_credit_refund', 'revenue', 'client_advance'),
    -- a coupon that had nothing left, or was not the driver's any more
    ('offline_loss', 'offline_loss', 'revenue'),
    ('offline_loss_reversed', 'revenue', 'offline_loss'))),
  drop constraint posting_of_coupon_or_card,
  add constraint posting_of_coupon_or_card check (case
    when event in ('void', 'redeem', 'redeem_reversed', 'refund', 'remainder', 'expire', 'prolong', 'return', 'replace_out', 'offline_loss',
      'offline_loss_reversed') then coupon_id is not null and card_id is null
    when event in ('shortage', 'shortage_reversed') then num_nonnulls(coupon_id, card_id) = 1
    when event like 'card\_%' then coupon_id is null and card_id is not null
    else coupon_id is null and card_id is null end),
  drop constraint posting_reverses_something,
  add constraint posting_reverses_something check (
    (reverses_id is not null) = (event in ('payment_reversed', 'redeem_reversed', 'refund', 'prolong', 'shortage_reversed', 'payout_cancelled',
      'card_reversed', 'card_credit_reversed', 'card_refund', 'card_credit_refund', 'offline_loss_reversed')));
drop index posting_reversed_once;
create unique index posting_reversed_once on posting (client_id, reverses_id)
  where event in ('payment_reversed', 'redeem_reversed', 'prolong', 'shortage_reversed', 'payout_cancelled', 'card_reversed', 'card_credit_reversed',
    'offline_loss_reversed');
