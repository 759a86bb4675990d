-- What of a statement still waits, for its page and the list of statements.
create index bank_receipt_of_statement on bank_receipt (statement_id) where state = 'waiting';
