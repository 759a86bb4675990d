-- What a contract may owe for refuels on credit, and by when it is paid: one person asks for other terms, another agrees.
alter table contract
  add column credit_days int not null default 30,
  add constraint contract_credit_days_in_bounds check (credit_days between 1 and 180);

create table credit_change (
  client_id uuid not null references client,
  id uuid not null default new_id(),
  contract_id uuid not null,
  limit_tiyn tiyn not null,
  days int not null,
  was_limit_tiyn tiyn not null,
  was_days int not null,
  reason text not null,
  asked_by uuid references account,
  asked_at timestamptz not null default now(),
  decided_by uuid references account,
  decided_at timestamptz,
  decision text,
  -- why not
  answer text not null default '',
  primary key (client_id, id),
  foreign key (client_id, contract_id) references contract (client_id, id),
  constraint credit_change_changes check ((limit_tiyn, days) <> (was_limit_tiyn, was_days)),
  constraint credit_change_days_in_bounds check (days between 1 and 180),
  constraint credit_change_decided_together check ((decided_at is null) = (decision is null)),
  constraint credit_change_decision_known check (decision in ('approved', 'declined', 'withdrawn')),
  constraint credit_change_by_another check (decision <> 'approved' or decided_by <> asked_by)
);
create unique index credit_change_one_waits on credit_change (client_id, contract_id) where decided_at is null;
create index credit_change_waiting on credit_change (asked_at) where decided_at is null;
create index credit_change_of_contract on credit_change (client_id, contract_id, asked_at desc);

grant select on credit_change to mycoupon_app;
grant insert (client_id, contract_id, limit_tiyn, days, was_limit_tiyn, was_days, reason, asked_by) on credit_change to mycoupon_app;
grant update (decided_by, decided_at, decision, answer) on credit_change to mycoupon_app;
grant update (credit_days) on contract to mycoupon_app;
