-- What the verbs of a coupon's life need beside its tables.

alter table coupon
  -- A code is derived from the coupon's id and this number. Taking a coupon back counts it up: whoever has seen the old
  -- code holds nothing any more.
  add column code_no int not null default 0,
  -- The client has moved the last day once, as grace_prolong allows; after that time only returns.
  add column grace_used boolean not null default false,
  add constraint coupon_code_no_counts check (code_no >= 0);

-- The moment from which a coupon is no longer good (domain §6.1).
create function coupon_ends_at(valid_to date, extended_until timestamptz) returns timestamptz language sql stable parallel safe
return greatest((valid_to + 1)::timestamp at time zone 'Asia/Almaty', extended_until);

-- A link may show several coupons; each leaves it by itself.
alter table handout_coupon add column revoked_at timestamptz;

-- What is asked of the retailer's second person: to take coupons back for money, or to undo a wrong batch.
alter table coupon_return
  add column kind text not null default 'return',
  add constraint coupon_return_kind_known check (kind in ('return', 'void'));
-- What was asked for, with the litres and the value of that moment; the coupon itself forgets a declined return.
create table coupon_return_item (
  client_id uuid not null,
  return_id uuid not null,
  coupon_id uuid not null,
  ml ml not null,
  tiyn tiyn not null,
  primary key (client_id, return_id, coupon_id),
  foreign key (client_id, return_id) references coupon_return (client_id, id),
  foreign key (client_id, coupon_id) references coupon (client_id, id)
);
create index coupon_return_recent on coupon_return (asked_at desc, id desc);

-- One letter a client and day about coupons that end soon, whichever worker comes first.
create table expiry_notice (
  client_id uuid not null references client,
  day date not null,
  at timestamptz not null default now(),
  primary key (client_id, day)
);

-- Lists are walked by their keys; every filter of theirs begins an index, so that a page costs the same at a million rows.
drop index coupon_shelf_product, coupon_shelf_ending, coupon_of_driver, coupon_ending;
create index coupon_shelf_product on coupon (client_id, shelf, product, number desc) include (remaining_ml);
create index coupon_shelf_ending on coupon (client_id, shelf, valid_to, number);
create index coupon_shelf_product_ending on coupon (client_id, shelf, product, valid_to, number) where shelf in ('stock', 'given');
create index coupon_of_driver on coupon (client_id, driver_id, shelf, number desc) where driver_id is not null;
create index coupon_of_state on coupon (client_id, state, shelf, number desc)
  where state in ('partial', 'blocked', 'return_pending', 'expired', 'returned', 'replaced', 'void', 'remainder');
create index coupon_ending on coupon (valid_to, client_id, id) where closed_as is null and spent_ml < nominal_ml;
create index coupon_by_plate_anywhere on coupon (plate, number desc) where plate <> '';

grant select on coupon_return_item, expiry_notice to mycoupon_app;
grant insert on coupon_return_item, expiry_notice to mycoupon_app;
grant update (code_no, code_hash, last_four, grace_used) on coupon to mycoupon_app;
grant update (revoked_at) on handout_coupon to mycoupon_app;
