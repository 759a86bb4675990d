-- A list of invitations that nobody sends may go again, with the addresses in it; one that was sent never.

alter table invitation_batch add column checked_at timestamptz not null default now();
update invitation_batch set checked_at = created_at;

-- Rows go with their list and only with it: nobody may delete them by themselves.
alter table invitation_batch_row
  drop constraint invitation_batch_row_batch_id_fkey,
  add constraint invitation_batch_row_batch_id_fkey foreign key (batch_id) references invitation_batch on delete cascade;

create function invitation_batch_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'a list that was sent stays' using errcode = 'check_violation', constraint = 'invitation_batch_sent_stays';
end $$;
create trigger invitation_batch_sent_stays before delete on invitation_batch
  for each row when (old.confirmed_at is not null) execute function invitation_batch_refuse();

grant update (checked_at) on invitation_batch to mycoupon_app;
grant delete on invitation_batch to mycoupon_app;
