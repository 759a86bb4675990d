-- One receipt of the bank may be the money of several clients: it is payments that together are no more than came. What is
-- left of it waits for whose it is.
drop index payment_of_receipt_once;
create function payment_within_receipt() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_tiyn bigint;
begin
  -- Locked, so that of two who give the same money one sees the other.
  select tiyn into v_tiyn from bank_receipt where id = new.receipt_id for no key update;
  if (select sum(tiyn) from payment where receipt_id = new.receipt_id and reversed_at is null) > v_tiyn then
    raise exception 'more is given of receipt % than came', new.receipt_id using errcode = 'check_violation', constraint = 'payment_within_receipt';
  end if;
  return null;
end $$;
create trigger payment_within_receipt after insert or update of receipt_id, reversed_at on payment for each row
  when (new.receipt_id is not null and new.reversed_at is null) execute function payment_within_receipt();
