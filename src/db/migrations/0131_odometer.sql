-- What a vehicle's odometer showed at a refuel, where the till says so. Consumption is reckoned from one reading to the next.
alter table till_transaction
  add column odometer_km int,
  add constraint till_transaction_odometer_counts check (odometer_km between 0 and 2000000);
alter type till_request add attribute odometer_km int;
grant update (odometer_km) on till_transaction to mycoupon_app;
