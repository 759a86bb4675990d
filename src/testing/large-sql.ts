/**
 * A retailer of some years: `fill.clients` small clients with twenty orders each, and a large one with six tenths of
 * `fill.coupons`. For lists and plans alone: triggers sleep, so balances and the ledger do not meet.
 */
export const FILL_LARGE = `
set local session_replication_role = replica;
set local statement_timeout = 0;

-- The id that something of that moment has.
create function pg_temp.id_of(p_at timestamptz) returns uuid language sql as $$
  select (left(id_at(p_at)::text, 14) || substr(new_id()::text, 15))::uuid $$;

create temp table a_client on commit drop as
  select new_id() as id, new_id() as contract_id, n from generate_series(0, current_setting('fill.clients')::int) n;
insert into client (id, bin, name)
  select id, '5' || lpad(n::text, 11, '0'), case n when 0 then 'ТОО «Большой Парк»' else 'ТОО «Клиент ' || n || '»' end from a_client;
insert into contract (client_id, id, number, signed_on, email)
  select id, contract_id, 'К-' || n, '2024-01-15', 'k' || n || '@example.kz' from a_client;
insert into ledger_account (client_id, kind, tiyn) select id, 'client_advance', 100000000 from a_client;

create temp table a_driver on commit drop as
  select c.id as client_id, new_id() as id, k from a_client c
    cross join lateral generate_series(1, case c.n when 0 then greatest(current_setting('fill.coupons')::int / 200, 3) else 5 end) k;
insert into driver (client_id, id, name, phone, plate)
  select client_id, id, (array['Серік Ахметов', 'Ержан Қасымов', 'Мария Ким', 'Иван Петров', 'Олег Сидоров'])[1 + k % 5] || ' ' || k,
    '+7701' || lpad(k::text, 7, '0'), lpad((k % 1000)::text, 3, '0') || chr(65 + k % 26) || 'BC' || lpad((k % 17)::text, 2, '0')
  from a_driver;

-- An order is a line, an invoice, a payment and a lot; a large client's order has fifty coupons.
create temp table an_order on commit drop as
  select c.id as client_id, c.contract_id, c.n as client_n, new_id() as id, new_id() as lot_id, new_id() as payment_id,
    row_number() over (order by k, c.n) as n, now() - make_interval(hours => 1 + (k * 17000 / times)) as at,
    (array['AI92', 'AI95', 'AI98', 'AI100', 'DT', 'DTZ', 'LPG'])[1 + k % 7] as product, per
  from a_client c
    cross join lateral (select case c.n when 0 then greatest(current_setting('fill.coupons')::int * 6 / 500, 5) else 20 end as times) t
    cross join lateral (select case c.n when 0 then 50
      else greatest(current_setting('fill.coupons')::int * 4 / 10 / current_setting('fill.clients')::int / 20, 1) end as per) p
    cross join lateral generate_series(1, times) k;
insert into purchase_order (client_id, id, contract_id, number, request_key, state, tiyn, vat_bp, vat_tiyn, ordered_at, pay_until, fulfilled_at, ended_at)
  select client_id, id, contract_id, '2024-' || lpad(n::text, 7, '0'), gen_random_uuid(),
    case when n % 50 = 0 then 'cancelled' when n % 50 = 1 then 'invoiced' else 'fulfilled' end, per * 500000, 1600, 100, at,
    case when n % 3 < 2 then local_day(at) + 5 end, case when n % 50 > 1 then at end, case when n % 50 = 0 then at end
  from an_order;
insert into order_line (client_id, order_id, n, product, nominal_ml, count, tiyn_per_l, nominal_tiyn)
  select client_id, id, 1, product, 20000, per, 25000, 500000 from an_order;
insert into invoice (client_id, order_id, number, issued_on, pay_until, tiyn, vat_bp, vat_tiyn, seller, buyer)
  select client_id, id, '2024-' || lpad(n::text, 7, '0'), local_day(at), local_day(at) + 5, per * 500000, 1600, 100, '{}', '{}'
  from an_order where n % 3 < 2;
insert into payment (client_id, id, tiyn, received_on, payer_name, document_number, source, recorded_at)
  select client_id, payment_id, per * 500000, local_day(at), 'Плательщик ' || client_n, n::text, 'statement', at from an_order where n % 50 > 1;
insert into payment_for (client_id, payment_id, order_id, tiyn)
  select client_id, payment_id, id, per * 500000 from an_order where n % 50 > 1 and n % 3 < 2;
insert into lot (client_id, id, contract_id, origin, order_id, line_n, product, nominal_ml, count, tiyn_per_l, nominal_tiyn, made_at)
  select client_id, lot_id, contract_id, 'order', id, 1, product, 20000, per, 25000, 500000, at from an_order where n % 50 > 1;
insert into posting (client_id, id, at, event, ref_id, debit, credit, tiyn, payment_id)
  select client_id, pg_temp.id_of(at), at, 'payment', payment_id, 'bank', 'client_advance', per * 500000, payment_id from an_order where n % 50 > 1;
insert into posting (client_id, id, at, event, ref_id, debit, credit, tiyn, product, ml, lot_id)
  select client_id, pg_temp.id_of(at), at, 'issue', lot_id, 'client_advance', 'coupon_liability', per * 500000, product, per * 20000, lot_id
  from an_order where n % 50 > 1;

-- What has become of a coupon follows from its fate: most lie in stock, are with a driver or are used.
create temp table a_coupon on commit drop as
  select o.client_id, new_id() as id, o.lot_id, o.contract_id, o.product, o.per, o.at, g as n,
    nextval('coupon_number') as number, (o.n * 31 + g * 7) % 100 as fate
  from an_order o cross join lateral generate_series(1, o.per) g where o.n % 50 > 1 order by o.n;
create temp table drivers_of on commit drop as
  select client_id, array_agg(id order by k) as ids from a_driver group by client_id;
create temp table a_return on commit drop as
  select client_id, id as coupon_id, new_id() as id, at, number from a_coupon where fate in (97, 96);
insert into coupon_return (client_id, id, asked_at, reason, kind, decided_at, decision)
  select client_id, id, at, 'Не нужны', 'return', case when number % 20 > 0 then at + interval '1 hour' end,
    case when number % 20 > 0 then 'declined' end from a_return;
insert into coupon_return_item (client_id, return_id, coupon_id, ml, tiyn) select client_id, id, coupon_id, 20000, 500000 from a_return;

insert into coupon (client_id, id, number, code_hash, last_four, lot_id, n, lot_count, contract_id, product, nominal_ml, tiyn_per_l, nominal_tiyn,
    valid_from, valid_to, spent_ml, spent_tiyn, driver_id, plate, handed_at, blocked_by, blocked_at, block_reason, return_id, closed_as, closed_at)
  select c.client_id, c.id, c.number, sha256(int8send(c.number)), lpad((c.number * 7919 % 10000)::text, 4, '0'), c.lot_id, c.n, c.per,
    c.contract_id, c.product, 20000, 25000, 500000, local_day(c.at),
    case when fate between 85 and 91 then greatest(local_day(c.at), local_day(now()) - 3) when fate = 99 then local_day(now()) + 7
      else local_day(now()) + 1 + (c.number * 37 % 365)::int end,
    case when fate between 55 and 94 then 20000 when fate = 98 then 5000 else 0 end,
    case when fate between 55 and 94 then 500000 when fate = 98 then 125000 else 0 end,
    d.id, case when d.id is null or c.number % 2 = 0 then '' else lpad((c.number % 1000)::text, 3, '0') || chr(65 + (c.number % 26)::int) || 'BC02' end,
    case when d.id is not null then c.at + interval '1 day' end,
    case when fate = 95 then 'client' end, case when fate = 95 then c.at end, case when fate = 95 then 'lost' end,
    case when fate = 97 and c.number % 20 = 0 then r.id end,
    case when fate between 85 and 91 then 'expired' when fate between 92 and 94 then 'replaced' end,
    case when fate between 85 and 94 then now() end
  from a_coupon c
    left join a_return r on r.coupon_id = c.id
    left join lateral (select given.ids[1 + c.number % cardinality(given.ids)] as id from drivers_of given
      where given.client_id = c.client_id and (c.fate between 35 and 84 or c.fate in (95, 98))) d on true
  order by c.number;
insert into coupon_stock
  select client_id, shelf, product, count(*), sum(nominal_ml) from coupon where shelf in ('stock', 'given') group by 1, 2, 3;
insert into coupon_begun (client_id, number) select client_id, number from a_coupon where fate = 98;
insert into coupon_event (client_id, coupon_id, at, what, actor)
  select client_id, id, at + interval '1 day', 'given', 'Айгүл Бекова' from a_coupon where fate between 35 and 84;
insert into coupon_event (client_id, coupon_id, at, what, actor)
  select client_id, id, at + interval '300 days', 'expired', 'mycoupon' from a_coupon where fate between 85 and 91;
insert into station (number, name, city) select 'Z-' || n, 'АЗС № ' || n, 'Алматы' from generate_series(1, 40) n;
insert into terminal (id, station_id, name, key_hash)
  select n, 1 + (n - 1) % 40, 'Касса ' || n, sha256(int4send(n)) from generate_series(1, 160) n;
select setval(pg_get_serial_sequence('terminal', 'id'), 160);
insert into till_transaction (id, terminal_id, station_id, shift_no, pos_txn_id, verb, client_id, coupon_id, state, product, at, completed_at, ml, short_ml, tiyn, plate)
  select pg_temp.id_of(least(at + interval '2 days', now())), 1 + number % 160, 1 + number % 40, 1, 'fill-' || number, 'redeem', client_id, id, 'completed', product,
    least(at + interval '2 days', now()), least(at + interval '2 days', now()), 20000, 0, 500000, ''
  from a_coupon where fate between 55 and 84;
-- The large client's fleet: in each of the last two months a tenth as many refuels as there are coupons.
create temp table a_card on commit drop as
  select client_id, id as driver_id, new_id() as id, new_id() as vehicle_id, k,
      (select contract_id from a_client c where c.id = client_id) as contract_id
  from a_driver where client_id = (select id from a_client where n = 0);
insert into vehicle (client_id, id, plate, tank_ml)
  select client_id, vehicle_id, lpad((k % 1000)::text, 3, '0') || chr(65 + k / 1000 % 26) || 'TT05', 400000 from a_card;
insert into card (client_id, id, contract_id, scheme, driver_id, vehicle_id, stage, last_four, valid_to)
  select client_id, id, contract_id, 'limit', driver_id, vehicle_id, 'active', lpad((k % 10000)::text, 4, '0'), local_day(now()) + 700 from a_card;
insert into till_transaction (id, terminal_id, station_id, shift_no, pos_txn_id, verb, client_id, card_id, contract_id, scheme, driver_id, vehicle_id,
    state, product, tiyn_per_l, at, completed_at, ml, short_ml, tiyn, odometer_km)
  select pg_temp.id_of(made.at), 1 + n % 160, 1 + n % 40, 1, 'fleet-refuel-' || n, 'redeem', c.client_id, c.id, c.contract_id, 'limit', c.driver_id, c.vehicle_id,
    'completed', case n % 5 when 0 then 'AI95' else 'DT' end, 25000, made.at, made.at, 60000, 0, 1500000, 10000 + made.turn * 200
  from (select count(*) as fleet from a_card) f cross join (select current_setting('fill.coupons')::int / 5 as times) t
    cross join lateral generate_series(1, times) n
    cross join lateral (select n / fleet as turn, now() - interval '61 days' * (1 - n / times::float8) as at) made
    join a_card c on c.k = 1 + n % fleet;
insert into till_day_sum (client_id, scope, holder_id, day, product, refuels, ml)
  select client_id, 'client', client_id, local_day(at), product, count(*), sum(ml) from till_transaction
  where local_day(at) < (select until from till_day) group by client_id, local_day(at), product;
insert into till_day_change (client_id, scope, holder_id, day, product, refuels, ml)
  select client_id, scope, holder_id, day, product, 0, 0 from till_day_sum limit 100;
insert into till_month_sum
  select p.client_id, date_trunc('month', p.day)::date, p.kind, p.key, sum(p.refuels), sum(p.ml), sum(p.tiyn)
  from till_transaction t cross join lateral till_month_parts(t) p where p.day < (select until from till_day)
  group by 1, 2, 3, 4 order by 1, 2, 3, 4;
insert into till_month_change (client_id, day, kind, key, refuels, ml, tiyn)
  select client_id, month, kind, key, 0, 0, 0 from till_month_sum limit 100;
insert into posting (client_id, id, at, event, ref_id, debit, credit, tiyn, product, ml, coupon_id, station_id)
  select client_id, pg_temp.id_of(least(at + interval '2 days', now())), least(at + interval '2 days', now()), 'redeem', new_id(), 'coupon_liability', 'revenue', 500000, product, 20000, id, 1 + number % 40
  from a_coupon where fate between 55 and 84;
insert into posting (client_id, id, at, event, ref_id, debit, credit, tiyn, product, ml, coupon_id)
  select client_id, pg_temp.id_of(least(at + interval '300 days', now())), least(at + interval '300 days', now()), 'expire', new_id(), 'coupon_liability', 'client_advance', 500000, product, 20000, id
  from a_coupon where fate between 85 and 91;
insert into posting_day
  select client_id, local_day(at), count(*), sum(tiyn) from posting
  where event = 'redeem' and local_day(at) < (select until from till_day) group by 1, 2;
insert into suspicion (client_id, txn_id, coupon_id, station_id, happened_at, found_at, signs, score, client_says, client_said_at, office_says, office_said_at)
  select t.client_id, t.id, t.coupon_id, t.station_id, t.at, t.at, '[{"sign": "over_tank", "weight": 40, "facts": {"ml": 62000, "tankMl": 50000}}]', 40,
    case when n % 4 > 0 then 'ours' end, case when n % 4 > 0 then t.at end, case when n % 5 > 0 then 'fine' end, case when n % 5 > 0 then t.at end
  from (select *, row_number() over () as n from till_transaction where coupon_id is not null) t;
insert into alert (client_id, kind, key, found_at, happened_at, txn_id, facts)
  select client_id, 'signs', txn_id::text, found_at, happened_at, txn_id, '{"score": 40, "signs": ["over_tank"], "station": "АЗС № 1"}' from suspicion;
insert into audit_entry (at, action, actor, client_id, object)
  select at, 'order.placed', 'Айгүл Бекова', client_id, '2024-' || lpad(n::text, 7, '0') from an_order;
insert into audit_entry (at, action, actor, client_id, object)
  select at + interval '1 day', 'coupon.given', 'Айгүл Бекова', client_id, number::text from a_coupon where number % 10 = 0;
`
