-- What a client was told lately, without walking through all it was ever told: for letters.
create index alert_of_client on alert (client_id, found_at);
