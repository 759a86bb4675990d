-- The papers of a month.
create index invoice_of_month on invoice (client_id, issued_on, number);
