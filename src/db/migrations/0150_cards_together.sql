-- What tills do with cards is done for many at once (src/cards/card-serve.sql): what each statement costs is paid once for
-- all of them, and a row that they share is written once.

alter type till_case
  -- of a card: what it costs, on credit of it, what is left then (null: nothing limits it)
  add attribute cost_tiyn bigint,
  add attribute credit_tiyn bigint,
  add attribute after_ml bigint;

-- A rule of limits, and what is gone of it.
create type limit_asked as (scope text, rule limit_rule, used bigint);

-- A refuel by card that is to be posted: from the wallet or the advance, on credit, and what nobody pays.
create type card_paid as (
  client_id uuid,
  ref_id uuid,
  card_id uuid,
  contract_id uuid,
  station_id int,
  scheme text,
  product text,
  paid_ml bigint,
  paid_tiyn bigint,
  credit_ml bigint,
  credit_tiyn bigint,
  short_ml bigint,
  short_tiyn bigint);

-- What a pump dispensed of what it was promised, worked out and to be written.
create type card_done as (
  id uuid,
  hash bytea,
  state text,
  shift_no int,
  ml bigint,
  short_ml bigint,
  tiyn bigint,
  left_ml bigint);

-- A statement's postings move accounts, wallets and debts together: one that many of them share is written once.
drop trigger posting_moves_money on posting;
drop trigger posting_moves_card on posting;
drop trigger posting_moves_credit on posting;
drop function posting_moves_card();
drop function posting_moves_credit();
create or replace function posting_moves_money() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v record;
begin
  for v in
    select client_id, kind, sum(tiyn)::bigint as tiyn from (
      select client_id, debit as kind, -tiyn as tiyn from fresh where debit in ('client_advance', 'refund_payable')
      union all
      select client_id, credit, tiyn from fresh where credit in ('client_advance', 'refund_payable')) side
    group by client_id, kind order by client_id, kind
  loop
    update ledger_account set tiyn = tiyn + v.tiyn where client_id = v.client_id and kind = v.kind;
    continue when found;
    if v.tiyn < 0 then
      raise exception 'client % has nothing in %', v.client_id, v.kind using errcode = 'check_violation', constraint = 'ledger_account_not_overdrawn';
    end if;
    insert into ledger_account as a (client_id, kind, tiyn) values (v.client_id, v.kind, v.tiyn)
      on conflict (client_id, kind) do update set tiyn = a.tiyn + excluded.tiyn;
  end loop;

  if exists (select from fresh where debit in ('card_money', 'card_litre') or credit in ('card_money', 'card_litre')) then
    for v in
      with side as (
        select client_id, card_id, debit as account, product, -ml as ml, -tiyn as tiyn from fresh where debit in ('card_money', 'card_litre')
        union all
        select client_id, coalesce(to_card_id, card_id), credit, product, ml, tiyn from fresh where credit in ('card_money', 'card_litre')),
      moved as (
        update card c set wallet_tiyn = c.wallet_tiyn + m.tiyn, wallet_ml = c.wallet_ml + case c.scheme when 'wallet_litre' then m.ml else 0 end
          from (select client_id, card_id, sum(ml)::bigint as ml, sum(tiyn)::bigint as tiyn from side group by client_id, card_id) m
          where c.client_id = m.client_id and c.id = m.card_id
          returning c.client_id, c.id, c.scheme, c.product)
      select s.card_id from side s left join moved c on c.client_id = s.client_id and c.id = s.card_id
        where (case c.scheme when 'wallet_money' then s.account = 'card_money'
          when 'wallet_litre' then s.account = 'card_litre' and s.product = c.product end) is not true
    loop
      raise exception 'card % has no such wallet', v.card_id using errcode = 'check_violation', constraint = 'card_wallet_of_its_scheme';
    end loop;
  end if;

  for v in
    select client_id, contract_id, sum(case when debit = 'receivable' then tiyn else -tiyn end)::bigint as tiyn
      from fresh where contract_id is not null group by client_id, contract_id order by client_id, contract_id
  loop
    update contract set owed_tiyn = owed_tiyn + v.tiyn where client_id = v.client_id and id = v.contract_id;
  end loop;
  return null;
end $$;

create trigger posting_moves_money after insert on posting referencing new table as fresh for each statement
  execute function posting_moves_money();

-- What several of them do together is in other functions now.
drop function if exists card_post_refuel(till_transaction, uuid, bigint, bigint, bigint);
drop function if exists card_complete(till_request, int, uuid);
drop function if exists card_authorize(till_request);
drop function if exists card_redeem(till_request);
drop function if exists card_purse(till_case, int);
drop function if exists card_hold(till_transaction, uuid, int);
drop function if exists card_limits_weigh(uuid, uuid, uuid, uuid, uuid, uuid, text, int, timestamptz, bigint, bigint);
