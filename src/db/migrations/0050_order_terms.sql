-- An invoice is brought to mind once, the day before its last.
alter table purchase_order add column reminded_at timestamptz;
grant update (reminded_at) on purchase_order to mycoupon_app;
