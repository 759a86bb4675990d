-- A coupon used in part stays where it is in every list, and then PostgreSQL need not touch an index (a HOT update). So no
-- index may name what every refuel changes: the litres spent and those that remain.
drop index coupon_shelf_product, coupon_ending;
create index coupon_shelf_product on coupon (client_id, shelf, product, number desc) include (nominal_ml);
create index coupon_ending on coupon (valid_to, client_id, id) where shelf in ('stock', 'given');
