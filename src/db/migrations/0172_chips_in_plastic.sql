-- A chip that is built into plastic goes its ways with it: handed over, activated, lost.
alter table card_medium
  add column part_of uuid,
  add foreign key (client_id, part_of) references card_medium (client_id, id),
  add constraint card_medium_part_is_a_chip check (part_of is null or kind = 'nfc');
create index card_medium_parts on card_medium (client_id, part_of) where part_of is not null;
