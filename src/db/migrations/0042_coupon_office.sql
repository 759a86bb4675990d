-- The office looks for coupons and requests by what somebody has in hand, whoever's they are.
create unique index coupon_return_by_id on coupon_return (id);
create index coupon_by_last_four_anywhere on coupon (last_four, number desc);
