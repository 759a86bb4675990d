-- People, the companies they act for, and the ways in. What must never be is refused here a second time.

-- UUIDv7: time-ordered, so that a primary key index grows at its end. PostgreSQL has its own only from 18 on; we run on 15 too.
create function new_id() returns uuid language sql volatile parallel safe as $$
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid
$$;

create table client (
  id uuid primary key default new_id(),
  bin text not null,
  name text not null,
  state text not null default 'active',
  created_at timestamptz not null default now(),
  constraint client_bin_once unique (bin),
  constraint client_bin_digits check (bin ~ '^[0-9]{12}$'),
  constraint client_name_given check (name <> ''),
  constraint client_state_known check (state in ('active', 'suspended', 'closed'))
);

create table contract (
  client_id uuid not null references client,
  id uuid not null default new_id(),
  number text not null,
  signed_on date not null,
  -- The address given when the contract was signed: the only one its invitation is written to.
  email text not null,
  state text not null default 'active',
  created_at timestamptz not null default now(),
  primary key (client_id, id),
  constraint contract_number_once unique (number),
  constraint contract_number_given check (number <> ''),
  constraint contract_state_known check (state in ('active', 'suspended', 'closed'))
);

-- A person. There is no row before a password is set: «учётная запись не будет создана до тех пор, пока вы не … установите пароль».
create table account (
  id uuid primary key default new_id(),
  email text not null,
  email_key text not null,
  name text not null default '',
  phone text,
  lang text not null default 'ru',
  password_hash text not null,
  password_changed_at timestamptz not null default now(),
  state text not null default 'active',
  -- Closed for every browser: four wrong passwords from a browser that had been signed in before.
  locked_at timestamptz,
  last_sign_in_at timestamptz,
  created_at timestamptz not null default now(),
  constraint account_lang_known check (lang in ('ru', 'kk', 'en')),
  constraint account_state_known check (state in ('active', 'suspended', 'closed')),
  constraint account_password_is_argon2id check (password_hash like '$argon2id$%')
);
-- A closed account leaves its address free to be invited anew.
create unique index account_email_once on account (email_key) where state <> 'closed';

create table staff_member (
  account_id uuid primary key references account,
  role text not null,
  since timestamptz not null default now(),
  constraint staff_role_known check (role in ('admin', 'manager', 'accountant', 'pricing', 'support', 'auditor'))
);

create table membership (
  client_id uuid not null references client,
  account_id uuid not null references account,
  role text not null,
  since timestamptz not null default now(),
  primary key (client_id, account_id),
  constraint membership_role_known check (role in ('owner', 'manager', 'accountant', 'dispatcher', 'approver', 'viewer'))
);
create index membership_by_account on membership (account_id);

-- One row per typed address, real or not: the counter must not tell which addresses exist.
create table login_guard (
  key bytea primary key,
  fails int not null,
  locked_at timestamptz,
  notified_at timestamptz,
  touched_at timestamptz not null default now(),
  constraint login_guard_key_is_a_hash check (octet_length(key) = 32),
  constraint login_guard_counts_up check (fails >= 0)
) with (fillfactor = 70);
create index login_guard_idle on login_guard (touched_at);

-- A browser that an account has signed in from. Not a proof of identity: it only picks which counter a wrong password goes to.
create table device (
  id uuid primary key default new_id(),
  account_id uuid not null references account,
  secret_hash bytea not null,
  fails int not null default 0,
  user_agent text not null default '',
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  revoked_at timestamptz,
  constraint device_secret_is_a_hash check (octet_length(secret_hash) = 32),
  constraint device_counts_up check (fails >= 0)
);
create index device_by_account on device (account_id) where revoked_at is null;

create table session (
  id uuid primary key default new_id(),
  token_hash bytea not null unique,
  account_id uuid not null references account,
  device_id uuid references device,
  -- The company the person is looking at; null for staff and for people no contract is linked to yet.
  client_id uuid references client,
  ip text not null,
  user_agent text not null default '',
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- The last time the password was given in this session; important acts ask for one no older than 15 minutes.
  proved_at timestamptz not null default now(),
  wrong_passwords int not null default 0,
  welcome_due boolean not null default false,
  constraint session_token_is_a_hash check (octet_length(token_hash) = 32)
);
create index session_by_account on session (account_id, last_seen_at);
create index session_idle on session (last_seen_at);

create table invitation (
  id uuid primary key default new_id(),
  -- Null for the retailer's own staff.
  client_id uuid references client,
  contract_id uuid,
  email text not null,
  email_key text not null,
  name text not null default '',
  role text not null,
  lang text not null default 'ru',
  invited_by uuid references account,
  batch_id uuid,
  created_at timestamptz not null default now(),
  sent_at timestamptz not null default now(),
  sent_count int not null default 1,
  expires_at timestamptz not null,
  opened_at timestamptz,
  accepted_at timestamptz,
  accepted_by uuid references account,
  revoked_at timestamptz,
  reminded_at timestamptz,
  foreign key (client_id, contract_id) references contract (client_id, id),
  constraint invitation_lang_known check (lang in ('ru', 'kk', 'en')),
  constraint invitation_role_fits check (
    case when client_id is null
      then role in ('admin', 'manager', 'accountant', 'pricing', 'support', 'auditor')
      else role in ('owner', 'manager', 'accountant', 'dispatcher', 'approver', 'viewer') end),
  constraint invitation_ends_once check (accepted_at is null or revoked_at is null),
  constraint invitation_accepted_by_someone check ((accepted_at is null) = (accepted_by is null))
);
create unique index invitation_one_open on invitation (email_key, coalesce(client_id, '00000000-0000-0000-0000-000000000000'))
  where accepted_at is null and revoked_at is null;
create index invitation_by_client on invitation (client_id, created_at desc);
create index invitation_recent on invitation (created_at desc, id desc);
create index invitation_to_remind on invitation (expires_at) where accepted_at is null and revoked_at is null and reminded_at is null;

-- A company's own request for access. The row exists for every submitted form; the worker decides what letter it deserves.
create sequence registration_number;
create table registration (
  id uuid primary key default new_id(),
  number bigint not null default nextval('registration_number'),
  email text not null,
  email_key text not null,
  lang text not null,
  has_contract boolean not null,
  contract_number text not null default '',
  bin text not null,
  company text not null,
  person text not null,
  position text not null default '',
  phone text not null,
  state text not null default 'received',
  created_at timestamptz not null default now(),
  confirmed_at timestamptz,
  account_id uuid references account,
  client_id uuid references client,
  decided_at timestamptz,
  decided_by uuid references account,
  reason text,
  constraint registration_number_once unique (number),
  constraint registration_lang_known check (lang in ('ru', 'kk', 'en')),
  -- received: nobody has looked · unconfirmed: the letter is out · new: the address is proven, staff decide · void: led nowhere
  constraint registration_state_known check (state in ('received', 'unconfirmed', 'new', 'approved', 'declined', 'void')),
  constraint registration_decided_together check ((decided_at is null) = (state not in ('approved', 'declined'))),
  constraint registration_new_is_proven check (state not in ('new', 'approved', 'declined') or (confirmed_at is not null and account_id is not null))
);
create index registration_waiting on registration (created_at) where state = 'new';
create index registration_unconfirmed on registration (email_key) where state = 'unconfirmed';

create table registration_draft (
  key bytea primary key,
  answers jsonb not null default '{}',
  touched_at timestamptz not null default now()
);

create table email_change (
  id uuid primary key default new_id(),
  account_id uuid not null references account,
  old_email text not null,
  old_key text not null,
  new_email text not null,
  new_key text not null,
  requested_at timestamptz not null default now(),
  new_confirmed_at timestamptz,
  old_confirmed_at timestamptz,
  completed_at timestamptz,
  cancelled_at timestamptz,
  constraint email_change_both_sides check (completed_at is null or (new_confirmed_at is not null and old_confirmed_at is not null)),
  constraint email_change_moves check (old_key <> new_key)
);
create unique index email_change_one_pending on email_change (account_id) where completed_at is null and cancelled_at is null;

-- Every link of every letter. The token itself is nowhere: it is derived from the row's id and the product's secret key
-- when the letter is built, and only its hash is kept to find the row by.
create table link (
  id uuid primary key default new_id(),
  purpose text not null,
  subject_id uuid not null,
  email_key text not null,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  ended_at timestamptz,
  ended_why text,
  constraint link_purpose_known check (purpose in ('invitation', 'confirmation', 'reset', 'email_new', 'email_old', 'email_undo', 'not_me')),
  constraint link_token_is_a_hash check (octet_length(token_hash) = 32),
  constraint link_ends_once check (used_at is null or ended_at is null),
  constraint link_ended_together check ((ended_at is null) = (ended_why is null)),
  constraint link_ended_why_known check (ended_why in ('superseded', 'revoked', 'void'))
);
-- The newest wins: two links of one purpose for one subject are never both alive.
create unique index link_one_live on link (purpose, subject_id) where used_at is null and ended_at is null;
create index link_by_address on link (email_key) where used_at is null and ended_at is null;
create index link_by_age on link (expires_at);

create table letter (
  id uuid primary key default new_id(),
  template text not null,
  lang text not null,
  email text not null,
  -- What the letter says, without secrets: its link is derived from link_id when it is built.
  params jsonb not null default '{}',
  link_id uuid references link,
  account_id uuid references account,
  client_id uuid references client,
  invitation_id uuid references invitation,
  urgent boolean not null default true,
  state text not null default 'queued',
  attempts int not null default 0,
  created_at timestamptz not null default now(),
  next_try_at timestamptz not null default now(),
  give_up_at timestamptz not null default now() + interval '3 days',
  sent_at timestamptz,
  server_answer text,
  constraint letter_lang_known check (lang in ('ru', 'kk', 'en')),
  -- void: the letter's link died before it could be sent, so nobody needs it
  constraint letter_state_known check (state in ('queued', 'sent', 'deferred', 'bounced', 'void')),
  constraint letter_sent_together check ((state = 'sent') = (sent_at is not null))
);
-- Urgent ones first, as the postman takes them.
create index letter_due on letter (urgent desc, next_try_at) where state in ('queued', 'deferred');
create index letter_recent on letter (created_at desc, id desc);
create index letter_by_state on letter (state, created_at desc, id desc);
create index letter_by_invitation on letter (invitation_id, created_at desc) where invitation_id is not null;
create index letter_by_account on letter (account_id, template, created_at desc) where account_id is not null;

create table invitation_batch (
  id uuid primary key default new_id(),
  file_name text not null,
  -- The same file uploaded twice by the same person is the same batch.
  file_hash bytea not null,
  created_by uuid references account,
  created_at timestamptz not null default now(),
  confirmed_at timestamptz,
  finished_at timestamptz
);
create table invitation_batch_row (
  batch_id uuid not null references invitation_batch,
  n int not null,
  cells jsonb not null,
  verdict text not null,
  problem text,
  problem_args jsonb,
  state text not null default 'waiting',
  invitation_id uuid references invitation,
  primary key (batch_id, n),
  constraint batch_row_verdict_known check (verdict in ('ready', 'duplicate', 'bad')),
  constraint batch_row_state_known check (state in ('waiting', 'invited', 'skipped', 'refused'))
);
alter table invitation add constraint invitation_of_batch foreign key (batch_id) references invitation_batch;

-- Who did what to what. Rows are added and never changed.
create table audit_entry (
  id uuid primary key default new_id(),
  at timestamptz not null default now(),
  action text not null,
  -- Null when nobody was signed in: the worker, the operator's command, a visitor.
  actor_id uuid references account,
  actor text not null,
  account_id uuid references account,
  client_id uuid references client,
  object text not null default '',
  before jsonb,
  after jsonb,
  reason text,
  ip text,
  user_agent text
);
create index audit_recent on audit_entry (at desc, id desc);
create index audit_by_actor on audit_entry (actor_id, at desc, id desc);
create index audit_by_account on audit_entry (account_id, at desc, id desc);
create index audit_by_client on audit_entry (client_id, at desc, id desc);
create index audit_by_action on audit_entry (action, at desc, id desc);

-- Budgets of requests. Losing them in a crash only forgives: no write-ahead log for them.
create unlogged table throttle (
  scope text not null,
  key bytea not null,
  ends_at timestamptz not null,
  used int not null,
  seen bytea[] not null default '{}',
  primary key (scope, key)
);
create index throttle_over on throttle (ends_at);

-- The application adds facts; it changes only what is named here.
grant usage on schema public to mycoupon_app;
grant select on all tables in schema public to mycoupon_app;
grant usage on all sequences in schema public to mycoupon_app;
grant insert on client, contract, account, staff_member, membership, login_guard, device, session, invitation, registration,
  registration_draft, email_change, link, letter, invitation_batch, invitation_batch_row, audit_entry, throttle to mycoupon_app;
grant update (name, state) on client to mycoupon_app;
grant update (state, email) on contract to mycoupon_app;
grant update (email, email_key, name, phone, lang, password_hash, password_changed_at, state, locked_at, last_sign_in_at) on account to mycoupon_app;
grant update (role) on staff_member, membership to mycoupon_app;
grant update (fails, locked_at, notified_at, touched_at) on login_guard to mycoupon_app;
grant update (fails, last_seen_at, revoked_at, user_agent) on device to mycoupon_app;
grant update (client_id, last_seen_at, proved_at, wrong_passwords, welcome_due, token_hash, device_id, ip) on session to mycoupon_app;
grant update (name, role, lang, sent_at, sent_count, expires_at, opened_at, accepted_at, accepted_by, revoked_at, reminded_at) on invitation to mycoupon_app;
grant update (state, confirmed_at, account_id, client_id, decided_at, decided_by, reason) on registration to mycoupon_app;
grant update (answers, touched_at) on registration_draft to mycoupon_app;
grant update (new_confirmed_at, old_confirmed_at, completed_at, cancelled_at) on email_change to mycoupon_app;
grant update (used_at, ended_at, ended_why) on link to mycoupon_app;
grant update (state, attempts, next_try_at, sent_at, server_answer) on letter to mycoupon_app;
grant update (confirmed_at, finished_at) on invitation_batch to mycoupon_app;
grant update (verdict, problem, problem_args, state, invitation_id) on invitation_batch_row to mycoupon_app;
grant update on throttle to mycoupon_app;
grant delete on staff_member, membership, login_guard, session, registration_draft, throttle to mycoupon_app;
