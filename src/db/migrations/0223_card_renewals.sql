-- A contract may say that its cards are renewed before they end, without being asked.
alter table contract add column renew_cards boolean not null default false;
grant update (renew_cards) on contract to mycoupon_app;

-- What was renewed so: once for a card and the day its media ended on, whatever becomes of the new one.
create table card_renewal (
  client_id uuid not null,
  card_id uuid not null,
  ends_on date not null,
  medium_id uuid not null,
  at timestamptz not null default now(),
  primary key (client_id, card_id, ends_on),
  foreign key (client_id, card_id) references card (client_id, id),
  foreign key (client_id, medium_id) references card_medium (client_id, id)
);
create index card_renewal_lately on card_renewal (at);
grant select on card_renewal to mycoupon_app;
grant insert (client_id, card_id, ends_on, medium_id) on card_renewal to mycoupon_app;

alter table alert drop constraint alert_kind_known, add constraint alert_kind_known check (kind in ('limit_used', 'limit_flag',
  'over_tank', 'off_hours', 'rapid', 'big_refuel', 'pin_wrong', 'pin_locked', 'signs', 'low_balance', 'coupons_ending', 'card_ending',
  'payment', 'report', 'price', 'file', 'refund', 'dispute', 'card_renewed'));
