-- Until when a coupon is in its driver's hands: an earlier last day than its own, said by whoever gives it. After it the
-- coupon has not ended, the gift has (docs/decisions/until-when.md). Refuels do not touch it.
alter table coupon
  add column given_until date,
  add constraint coupon_until_of_a_gift check (given_until is null or handed_at is not null);
grant update (given_until) on coupon to mycoupon_app;

-- What the nightly job takes back: most coupons are given without a day and are not in it.
create index coupon_gift_ending on coupon (given_until, client_id, id) where given_until is not null and shelf = 'given';
