-- The office's list of what tills were refused, and of what was given back: one in a hundred and fewer, which nobody should
-- look through the others for.
create index till_transaction_refused on till_transaction (id) where state = 'declined';
create index till_transaction_given_back on till_transaction (id) where verb = 'refund' and state = 'completed' or state = 'reversed';
