-- The office's queue of one company: its newest alone, however many it has and however many others have.
create index suspicion_open_of_company on suspicion (client_id, found_at desc, id desc) where office_says is null;
create index suspicion_decided_of_company on suspicion (client_id, found_at desc, id desc) where office_says is not null;
