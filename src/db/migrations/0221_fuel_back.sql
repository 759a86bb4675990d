-- Fuel that the office gives back: one person asks for all or a part of what a client paid for a refuel, another agrees.
create table refund_request (
  client_id uuid not null references client,
  id uuid not null default new_id(),
  refuel_id uuid not null references till_transaction,
  ml ml not null,
  reason text not null,
  asked_by uuid references account,
  asked_at timestamptz not null default now(),
  decided_by uuid references account,
  decided_at timestamptz,
  decision text,
  -- why not
  answer text not null default '',
  -- what it became
  refund_id uuid references till_transaction,
  primary key (client_id, id),
  constraint refund_request_of_litres check (ml > 0 and ml % 10 = 0),
  constraint refund_request_decided_together check ((decided_at is null) = (decision is null)),
  constraint refund_request_decision_known check (decision in ('approved', 'declined', 'withdrawn')),
  constraint refund_request_given_together check ((decision is not distinct from 'approved') = (refund_id is not null)),
  constraint refund_request_by_another check (decision <> 'approved' or decided_by <> asked_by)
);
create unique index refund_request_one_waits on refund_request (refuel_id) where decided_at is null;
create index refund_request_waiting on refund_request (asked_at) where decided_at is null;
create index refund_request_decided on refund_request (asked_at desc, id desc) where decided_at is not null;
create index refund_request_given on refund_request (decided_at) where decision = 'approved';
create index refund_request_of_refuel on refund_request (refuel_id);

grant select on refund_request to mycoupon_app;
grant insert (client_id, refuel_id, ml, reason, asked_by) on refund_request to mycoupon_app;
grant update (decided_by, decided_at, decision, answer, refund_id) on refund_request to mycoupon_app;

-- The client hears of it.
alter table alert drop constraint alert_kind_known, add constraint alert_kind_known check (kind in ('limit_used', 'limit_flag',
  'over_tank', 'off_hours', 'rapid', 'big_refuel', 'pin_wrong', 'pin_locked', 'signs', 'low_balance', 'coupons_ending', 'card_ending',
  'payment', 'report', 'price', 'file', 'refund'));
