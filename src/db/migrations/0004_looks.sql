-- A colleague of the retailer looks at a client's cabinet to help: their own session, for a while, for reading only.
alter table session
  add column looking_at uuid references client,
  -- Through the eyes of one of the client's people; null: of an owner, whoever that is.
  add column looking_as uuid references account,
  add column looking_until timestamptz,
  add constraint session_looks_for_a_while check ((looking_at is null) = (looking_until is null)),
  add constraint session_looks_as_one_of_them check (looking_as is null or looking_at is not null);

grant update (looking_at, looking_as, looking_until) on session to mycoupon_app;

-- The role in which the retailer's own people acted, but for what concerns only their sign-in; null for everybody else. A
-- client reads the role and never who it was, and what somebody was at the time does not change with what becomes of them.
alter table audit_entry
  add column staff_role text,
  add constraint audit_staff_role_known
    check (staff_role in ('admin', 'manager', 'accountant', 'pricing', 'support', 'auditor'));

update audit_entry e set staff_role = f.role from staff_member f
where f.account_id = e.actor_id and not exists (
  select from membership m where m.account_id = e.actor_id and m.client_id = e.client_id);
