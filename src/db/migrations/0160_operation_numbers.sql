-- An operation is found by the number on its slip: the end of its id, which no other of its day has by chance.
create index till_transaction_by_number on till_transaction (right(id::text, 8));
