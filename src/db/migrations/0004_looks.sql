-- The role in which the retailer's own people acted, but for what concerns only their sign-in; null for everybody else. A
-- client reads the role and never who it was, and what somebody was at the time does not change with what becomes of them.
alter table audit_entry
  add column staff_role text,
  add constraint audit_staff_role_known
    check (staff_role in ('admin', 'manager', 'accountant', 'pricing', 'support', 'auditor'));

update audit_entry e set staff_role = f.role from staff_member f
where f.account_id = e.actor_id and not exists (
  select from membership m where m.account_id = e.actor_id and m.client_id = e.client_id);
