-- The groups a dispatcher looks after (domain §4). Who has none here sees and acts on all cards of the company.
create table membership_group (
  client_id uuid not null,
  account_id uuid not null,
  group_id uuid not null,
  primary key (client_id, account_id, group_id),
  foreign key (client_id, account_id) references membership (client_id, account_id) on delete cascade,
  foreign key (client_id, group_id) references card_group (client_id, id)
);
grant select, insert, delete on membership_group to mycoupon_app;
