-- «This was not us»: what a client says of a refuel it has paid for, who of the office looks into it, and the answer. Accepted,
-- it asks for the fuel to be given back (refund_request); should the second person not agree, it is open again.
create table dispute (
  client_id uuid not null references client,
  id uuid not null default new_id(),
  refuel_id uuid not null references till_transaction,
  words text not null,
  asked_by uuid references account,
  asked_at timestamptz not null default now(),
  taken_by uuid references account,
  taken_at timestamptz,
  decided_by uuid references account,
  decided_at timestamptz,
  decision text,
  -- what the client reads
  answer text not null default '',
  refund_request_id uuid,
  primary key (client_id, id),
  foreign key (client_id, refund_request_id) references refund_request (client_id, id),
  constraint dispute_once unique (refuel_id),
  constraint dispute_says_something check (words <> ''),
  constraint dispute_taken_together check ((taken_by is null) = (taken_at is null)),
  constraint dispute_decided_together check ((decided_at is null) = (decision is null)),
  constraint dispute_decision_known check (decision in ('accepted', 'declined')),
  constraint dispute_declined_with_words check (decision <> 'declined' or answer <> ''),
  constraint dispute_accepted_together check ((decision is not distinct from 'accepted') = (refund_request_id is not null))
);
create index dispute_open on dispute (asked_at desc, id desc) where decided_at is null;
create index dispute_decided on dispute (asked_at desc, id desc) where decided_at is not null;
create index dispute_answered on dispute (decided_at) where decided_at is not null;
create index dispute_of_refund on dispute (client_id, refund_request_id) where refund_request_id is not null;

grant select on dispute to mycoupon_app;
grant insert (client_id, refuel_id, words, asked_by) on dispute to mycoupon_app;
grant update (taken_by, taken_at, decided_by, decided_at, decision, answer, refund_request_id) on dispute to mycoupon_app;

alter table alert drop constraint alert_kind_known, add constraint alert_kind_known check (kind in ('limit_used', 'limit_flag',
  'over_tank', 'off_hours', 'rapid', 'big_refuel', 'pin_wrong', 'pin_locked', 'signs', 'low_balance', 'coupons_ending', 'card_ending',
  'payment', 'report', 'price', 'file', 'refund', 'dispute'));
