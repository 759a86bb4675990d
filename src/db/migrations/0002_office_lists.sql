-- Indexes of the office's lists: every filter of the log, of the letters and of the invitations finds its rows by one.

-- Names are cut, because a row of an index has no room for a long one; the query compares the same part.
create index audit_by_actor_name on audit_entry (left(lower(actor), 100), at desc, id desc);
create index audit_by_object on audit_entry (left(lower(object), 100), at desc, id desc);
-- The log is asked about people who have left, too.
create index account_closed_by_address on account (email_key) where state = 'closed';

create index letter_by_template on letter (template, created_at desc, id desc);
create index letter_by_address on letter (lower(email) text_pattern_ops);

create index invitation_by_address on invitation (email_key text_pattern_ops);

-- The same file uploaded twice by the same person is the same batch until it is confirmed.
create unique index invitation_batch_one_unconfirmed on invitation_batch (created_by, file_hash) nulls not distinct
  where confirmed_at is null;
create index invitation_batch_recent on invitation_batch (created_at desc, id desc);
-- What a worker has to carry on with.
create index invitation_batch_unfinished on invitation_batch (confirmed_at) where confirmed_at is not null and finished_at is null;
