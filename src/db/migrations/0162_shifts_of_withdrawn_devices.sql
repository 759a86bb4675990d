-- A shift that ended because the office took its device away has a report too, and somebody says that it was checked.
alter table shift
  add column id uuid not null default new_id(),
  add column closed_as text not null default 'till',
  add column reconciled_by uuid references account,
  add column reconciled_at timestamptz,
  add column reconcile_note text not null default '',
  add constraint shift_id_once unique (id),
  add constraint shift_closed_as_known check (closed_as in ('till', 'withdrawn')),
  add constraint shift_reconciled_together check (reconciled_at is not null or reconcile_note = '');
create index shift_recent on shift (closed_at desc, id desc);
create index shift_to_reconcile on shift (closed_at desc, id desc) where closed_as = 'withdrawn' and reconciled_at is null;
grant update (reconciled_by, reconciled_at, reconcile_note) on shift to mycoupon_app;
