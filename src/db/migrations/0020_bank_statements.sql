-- Bank statements, the money they bring, and money that goes back.

-- A file somebody has uploaded. Until it is posted it is a draft, and may go again with its lines.
create table bank_statement (
  id uuid primary key default new_id(),
  file_name text not null,
  file_hash bytea not null,
  -- ours that it is about
  accounts text[] not null,
  -- what does not add up in it (StatementWarning)
  warnings jsonb not null default '[]',
  created_by uuid references account,
  created_at timestamptz not null default now(),
  posted_by uuid references account,
  posted_at timestamptz,
  finished_at timestamptz,
  constraint bank_statement_named check (file_name <> ''),
  constraint bank_statement_hash_is_one check (octet_length(file_hash) = 32),
  constraint bank_statement_posted_together check ((posted_at is null) = (posted_by is null)),
  constraint bank_statement_finished_after_posted check (finished_at is null or posted_at is not null)
);
create unique index bank_statement_draft_once on bank_statement (file_hash, created_by) where posted_at is null;
create index bank_statement_recent on bank_statement (created_at desc, id desc);
create index bank_statement_unfinished on bank_statement (posted_at) where posted_at is not null and finished_at is null;

create table bank_statement_line (
  statement_id uuid not null references bank_statement on delete cascade,
  n int not null,
  -- where in the file it begins
  line int not null,
  kind text not null,
  -- the payment's own name, the same in every file
  hash bytea not null,
  account text not null,
  number text not null,
  document_day date,
  day date not null,
  -- may be nought or less in what is not clear
  tiyn bigint not null,
  name text not null,
  bin text not null,
  iban text not null,
  bank text not null,
  purpose text not null,
  knp text not null,
  -- of what came in: how it looked when the file was checked …
  verdict text,
  -- … and what became of it when the file was posted
  outcome text,
  primary key (statement_id, n),
  constraint bank_statement_line_kind_known check (kind in ('incoming', 'outgoing', 'own', 'foreign', 'unclear')),
  constraint bank_statement_line_verdict_known check (verdict in ('auto', 'ask', 'known')),
  constraint bank_statement_line_verdict_of_incoming check ((verdict is not null) = (kind = 'incoming')),
  constraint bank_statement_line_outcome_known check (outcome in ('posted', 'waiting', 'known')),
  constraint bank_statement_line_outcome_of_incoming check (outcome is null or kind = 'incoming')
);
create index bank_statement_line_left on bank_statement_line (statement_id, n) where kind = 'incoming' and outcome is null;

create function bank_statement_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'a statement that was posted stays' using errcode = 'check_violation', constraint = 'bank_statement_posted_stays';
end $$;
create trigger bank_statement_posted_stays before delete on bank_statement
  for each row when (old.posted_at is not null) execute function bank_statement_refuse();

-- Money on our account in the bank, once in whatever file it comes again. Whose it is may still be asked.
create table bank_receipt (
  id uuid primary key default new_id(),
  hash bytea not null,
  statement_id uuid not null references bank_statement,
  account text not null,
  number text not null,
  document_day date,
  day date not null,
  tiyn tiyn not null,
  payer_name text not null,
  payer_bin text not null,
  payer_iban text not null,
  payer_bank text not null,
  purpose text not null,
  knp text not null,
  state text not null default 'waiting',
  -- why a person is asked
  why text,
  decided_by uuid references account,
  decided_at timestamptz,
  -- why it is no client's
  reason text not null default '',
  created_at timestamptz not null default now(),
  constraint bank_receipt_once unique (hash),
  constraint bank_receipt_hash_is_one check (octet_length(hash) = 32),
  constraint bank_receipt_of_something check (tiyn > 0),
  constraint bank_receipt_state_known check (state in ('waiting', 'posted', 'aside')),
  constraint bank_receipt_why_known check (why in ('other_payer', 'no_number', 'unknown', 'twin', 'undone', 'doubtful')),
  constraint bank_receipt_waits_for_a_reason check ((state = 'waiting') = (why is not null)),
  constraint bank_receipt_aside_for_a_reason check ((state = 'aside') = (reason <> ''))
);
create index bank_receipt_by_state on bank_receipt (state, created_at desc, id desc);
create index bank_receipt_of_sum on bank_receipt (tiyn);
create index bank_receipt_found on bank_receipt using gin (search_text(payer_bin || ' ' || payer_name || ' ' || number || ' ' || purpose));

-- The payment that a receipt became. One at a time: undone, it waits again for whose it is.
alter table payment add column receipt_id uuid references bank_receipt;
create unique index payment_of_receipt_once on payment (receipt_id) where receipt_id is not null and reversed_at is null;
create index payment_of_receipt on payment (receipt_id) where receipt_id is not null;
create index payment_by_id on payment (id);
create index payment_found on payment using gin (search_text(payer_bin || ' ' || payer_name || ' ' || document_number || ' ' || purpose));
create index payment_of_sum on payment (tiyn);
create index payment_by_day on payment (received_on desc, id desc);
-- Where the same money may have been posted before: by hand, or from another file.
create index payment_alike on payment (client_id, tiyn, received_on) where reversed_at is null;

-- Money that goes back to a client's bank. One person asks, and it leaves the advance; another confirms that the bank paid.
create table payout (
  client_id uuid not null references client,
  id uuid not null default new_id(),
  -- whose rest it is, where it came from one payment
  payment_id uuid,
  tiyn tiyn not null,
  iban text not null,
  reason text not null,
  request_key uuid not null,
  asked_by uuid references account,
  asked_at timestamptz not null default now(),
  paid_by uuid references account,
  paid_at timestamptz,
  -- the bank's day and the number of the order
  paid_on date,
  document_number text,
  cancelled_by uuid references account,
  cancelled_at timestamptz,
  state text generated always as (case when paid_at is not null then 'paid' when cancelled_at is not null then 'cancelled' else 'asked' end) stored,
  primary key (client_id, id),
  foreign key (client_id, payment_id) references payment (client_id, id),
  constraint payout_request_once unique (client_id, request_key),
  constraint payout_of_something check (tiyn > 0 and iban <> '' and reason <> ''),
  constraint payout_paid_together check (num_nulls(paid_at, paid_on, document_number) in (0, 3)),
  constraint payout_paid_by_another check (paid_at is null or paid_by is distinct from asked_by),
  constraint payout_ends_once check (paid_at is null or cancelled_at is null)
);
create index payout_recent on payout (asked_at desc, id desc);
create index payout_by_id on payout (id);
create index payout_of_payment on payout (client_id, payment_id) where payment_id is not null;

grant select, insert on bank_statement, bank_statement_line, bank_receipt to mycoupon_app;
grant delete on bank_statement to mycoupon_app;
grant update (posted_by, posted_at, finished_at) on bank_statement to mycoupon_app;
grant update (outcome) on bank_statement_line to mycoupon_app;
grant update (state, why, decided_by, decided_at, reason) on bank_receipt to mycoupon_app;
grant update (receipt_id) on payment to mycoupon_app;
grant select on payout to mycoupon_app;
grant insert (client_id, id, payment_id, tiyn, iban, reason, request_key, asked_by) on payout to mycoupon_app;
grant update (paid_by, paid_at, paid_on, document_number, cancelled_by, cancelled_at) on payout to mycoupon_app;
