-- When coupons become the retailer's turnover, with the tax in it: when their fuel is dispensed, or when they are handed over,
-- that is issued. A contract says which; what a coupon was issued under stays with it (docs/decisions/turnover-at-hand-over.md).
alter table contract
  add column turnover text not null default 'dispensing',
  add constraint contract_turnover_known check (turnover in ('dispensing', 'hand_over'));

-- The tax that was in it when it was sold at its hand-over; null: its turnover is its dispensing. A coupon has its share of
-- its lot's, to the tiyn.
alter table lot
  add column sold_vat_tiyn bigint,
  add constraint lot_sold_tax_within check (sold_vat_tiyn between 0 and nominal_tiyn * count);
alter table coupon
  add column sold_vat_tiyn bigint,
  add constraint coupon_sold_tax_within check (sold_vat_tiyn between 0 and nominal_tiyn);

-- Of litres of a coupon that is sold: what they are worth. Their money moved when it was sold, and moves when they come back.
alter table posting
  add column worth_tiyn bigint,
  add constraint posting_worth_of_litres check (worth_tiyn is null
    or worth_tiyn >= 0 and tiyn in (0, worth_tiyn) and ml > 0 and coupon_id is not null and 'coupon_liability' in (debit, credit)),
  drop constraint posting_of_coupon_or_card,
  add constraint posting_of_coupon_or_card check (case
    when event in ('void', 'redeem', 'redeem_reversed', 'refund', 'remainder', 'expire', 'prolong', 'return', 'replace_out', 'offline_loss',
      'offline_loss_reversed', 'turnover_undone', 'turnover_restored') then coupon_id is not null and card_id is null
    when event in ('shortage', 'shortage_reversed') then num_nonnulls(coupon_id, card_id) = 1
    when event like 'card\_%' then coupon_id is null and card_id is not null
    else coupon_id is null and card_id is null end),
  add constraint posting_turnover_is_money check (event not like 'turnover%' or ml = 0);

-- The chart: between which accounts an event may move what it moves (domain §6.5). A migration adds its rows and has them
-- take effect. They stand in a constraint, because a foreign key would lock the pair's row with every refuel.
create table posting_pair (
  event text not null,
  debit text not null,
  credit text not null,
  primary key (event, debit, credit)
);
grant select on posting_pair to mycoupon_app;

create function posting_pairs_take_effect() returns void language plpgsql as $$
begin
  execute format('alter table posting drop constraint posting_between_accounts,
      add constraint posting_between_accounts check ((event, debit, credit) in (%s))',
    (select string_agg(format('(%L, %L, %L)', event, debit, credit), ', ' order by event, debit, credit) from posting_pair));
end $$;
revoke execute on function posting_pairs_take_effect from public;

insert into posting_pair (event, debit, credit) values
  ('payment', 'bank', 'client_advance'), ('payment_reversed', 'client_advance', 'bank'),
  ('issue', 'client_advance', 'coupon_liability'), ('void', 'coupon_liability', 'client_advance'),
  ('redeem', 'coupon_liability', 'revenue'), ('redeem_reversed', 'revenue', 'coupon_liability'),
  ('refund', 'revenue', 'coupon_liability'), ('redeem_reversed', 'revenue', 'client_advance'),
  ('refund', 'revenue', 'client_advance'), ('remainder', 'coupon_liability', 'client_advance'),
  ('expire', 'coupon_liability', 'client_advance'), ('expire', 'coupon_liability', 'other_income'),
  ('prolong', 'client_advance', 'coupon_liability'), ('prolong', 'other_income', 'coupon_liability'),
  ('return', 'coupon_liability', 'client_advance'), ('replace_out', 'coupon_liability', 'client_advance'),
  ('replace_in', 'client_advance', 'coupon_liability'), ('shortage', 'suspense', 'revenue'),
  ('shortage_reversed', 'revenue', 'suspense'), ('payout_due', 'client_advance', 'refund_payable'),
  ('payout_cancelled', 'refund_payable', 'client_advance'), ('payout', 'refund_payable', 'bank'),
  ('card_topped_up', 'client_advance', 'card_money'), ('card_topped_up', 'client_advance', 'card_litre'),
  ('card_moved', 'card_money', 'card_money'), ('card_moved', 'card_litre', 'card_litre'),
  ('card_swept', 'card_money', 'client_advance'), ('card_swept', 'card_litre', 'client_advance'),
  ('card_refuel', 'card_money', 'revenue'), ('card_refuel', 'card_litre', 'revenue'),
  ('card_refuel', 'client_advance', 'revenue'), ('card_credit', 'receivable', 'revenue'),
  ('card_reversed', 'revenue', 'card_money'), ('card_reversed', 'revenue', 'card_litre'),
  ('card_reversed', 'revenue', 'client_advance'), ('card_credit_reversed', 'revenue', 'receivable'),
  ('card_refund', 'revenue', 'card_money'), ('card_refund', 'revenue', 'card_litre'),
  ('card_refund', 'revenue', 'client_advance'), ('card_credit_refund', 'revenue', 'receivable'),
  ('credit_repaid', 'client_advance', 'receivable'), ('card_credit_reversed', 'revenue', 'client_advance'),
  ('card_credit_refund', 'revenue', 'client_advance'), ('offline_loss', 'offline_loss', 'revenue'),
  ('offline_loss_reversed', 'revenue', 'offline_loss'),
  -- coupons sold at their hand-over: at issue, when what is left comes back, and when that is prolonged
  ('turnover', 'coupon_liability', 'revenue'), ('turnover_undone', 'revenue', 'coupon_liability'),
  ('turnover_restored', 'coupon_liability', 'revenue');
select posting_pairs_take_effect();

-- No money stands in the liability for a coupon that is sold, whoever writes: each statement's postings leave none there.
create or replace function posting_moves_coupon() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_wrong bigint;
begin
  with moved as (
    update coupon c set spent_ml = c.spent_ml + m.ml,
        spent_tiyn = c.spent_tiyn + case when c.sold_vat_tiyn is null then m.tiyn else m.worth_tiyn end
      from (
        select client_id, coupon_id, sum(case debit when 'coupon_liability' then ml else -ml end)::bigint as ml,
            sum(case debit when 'coupon_liability' then tiyn else -tiyn end)::bigint as tiyn,
            sum(case debit when 'coupon_liability' then worth_tiyn else -worth_tiyn end)::bigint as worth_tiyn
          from fresh where coupon_id is not null and 'coupon_liability' in (debit, credit)
          group by client_id, coupon_id) m
      where c.client_id = m.client_id and c.id = m.coupon_id
      returning c.client_id, c.number, c.spent_ml > 0 and c.spent_ml < c.nominal_ml as begun,
        c.spent_ml - m.ml > 0 and c.spent_ml - m.ml < c.nominal_ml as was_begun,
        case when c.sold_vat_tiyn is null then m.worth_tiyn is not null else m.tiyn <> 0 end as wrong),
  begun as (
    insert into coupon_begun (client_id, number) select client_id, number from moved where begun and not was_begun),
  over as (
    delete from coupon_begun b using moved m
      where m.was_begun and not m.begun and b.client_id = m.client_id and b.number = m.number)
  select number into v_wrong from moved where wrong limit 1;
  if found then
    raise exception 'coupon % is posted as if its turnover were another', v_wrong
      using errcode = 'check_violation', constraint = 'coupon_turnover_of_its_kind';
  end if;
  return null;
end $$;

-- A lot that is sold has its turnover, to the tiyn, when the transaction that makes it ends.
create function lot_sold_is_turnover() returns trigger language plpgsql as $$
begin
  perform from posting
    where client_id = new.client_id and event = 'turnover' and ref_id = new.id and tiyn = new.tiyn and vat_tiyn = new.sold_vat_tiyn;
  if not found then
    raise exception 'the turnover of lot % is not posted', new.id using errcode = 'check_violation', constraint = 'lot_sold_is_turnover';
  end if;
  return null;
end $$;
create constraint trigger lot_sold_is_turnover after insert on lot deferrable initially deferred for each row
  when (new.sold_vat_tiyn is not null and new.nominal_tiyn > 0) execute function lot_sold_is_turnover();

-- What weighing a coupon finds, and what posts its refuels: whether it is sold.
alter type till_case add attribute sold boolean;
drop function if exists till_post_refuel(till_transaction, bigint, bigint, text);

grant update (turnover) on contract to mycoupon_app;
grant insert (sold_vat_tiyn) on lot to mycoupon_app;
grant insert (sold_vat_tiyn) on coupon to mycoupon_app;
