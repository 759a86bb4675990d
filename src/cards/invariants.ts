/** What must always be true of cards; see ledger/invariants.ts. Each query answers with a row for each thing that is wrong. */
export const CARD_RULES: Record<string, string> = {
  'a card has in its wallet what its postings left': `
    select 'card ' || c.number as what
    from card c left join (
      select client_id, card_id, sum(tiyn) as tiyn, sum(ml) as ml from (
        select client_id, card_id, -tiyn as tiyn, case debit when 'card_litre' then -ml else 0 end as ml
          from posting where debit in ('card_money', 'card_litre')
        union all
        select client_id, coalesce(to_card_id, card_id), tiyn, case credit when 'card_litre' then ml else 0 end
          from posting where credit in ('card_money', 'card_litre')) side
      group by client_id, card_id) p on p.client_id = c.client_id and p.card_id = c.id
    where c.wallet_tiyn <> coalesce(p.tiyn, 0) or c.wallet_ml <> coalesce(p.ml, 0)`,
  'a card holds what running pumps were promised': `
    select 'card ' || c.number as what
    from card c left join (
      select client_id, card_id, sum(held_tiyn) as tiyn, sum(held_ml) as ml from till_transaction
      where state = 'authorized' and scheme in ('wallet_money', 'wallet_litre') group by client_id, card_id) t
      on t.client_id = c.client_id and t.card_id = c.id
    where c.hold_tiyn <> coalesce(t.tiyn, 0) or c.hold_ml <> case c.scheme when 'wallet_litre' then coalesce(t.ml, 0) else 0 end`,
  'an advance holds what running pumps of limit cards were promised': `
    select 'client ' || cl.bin as what
    from client cl
      left join ledger_account a on a.client_id = cl.id and a.kind = 'client_advance'
      left join (
        select client_id, sum(held_tiyn - held_credit_tiyn) as tiyn from till_transaction
        where state = 'authorized' and scheme = 'limit' group by client_id) t on t.client_id = cl.id
    where coalesce(a.hold_tiyn, 0) <> coalesce(t.tiyn, 0)`,
  'a contract owes what its postings say, and has promised of its credit what pumps run on': `
    select 'contract ' || k.number as what
    from contract k
      left join (
        select client_id, contract_id, sum(case debit when 'receivable' then tiyn else -tiyn end) as tiyn
        from posting where contract_id is not null group by client_id, contract_id) p on p.client_id = k.client_id and p.contract_id = k.id
      left join (
        select c.client_id, c.contract_id, sum(t.held_credit_tiyn) as tiyn
        from till_transaction t join card c on c.client_id = t.client_id and c.id = t.card_id
        where t.state = 'authorized' and t.scheme = 'limit' group by c.client_id, c.contract_id) h
        on h.client_id = k.client_id and h.contract_id = k.id
    where k.owed_tiyn <> coalesce(p.tiyn, 0) or k.credit_hold_tiyn <> coalesce(h.tiyn, 0)`,
  'a refuel by card is posted as it was dispensed': `
    select 'transaction ' || t.pos_txn_id || ' of terminal ' || t.terminal_id as what
    from till_transaction t
      left join (
        select client_id, ref_id, sum(ml) as ml, sum(tiyn) as tiyn, sum(ml) filter (where event = 'shortage') as short_ml
        from posting where event in ('card_refuel', 'card_credit', 'shortage') and card_id is not null group by client_id, ref_id) p
        on p.client_id = t.client_id and p.ref_id = t.id
    where t.card_id is not null and t.verb in ('redeem', 'authorize') and t.completed_at is not null
      and (p.ml is distinct from t.ml or p.tiyn is distinct from t.tiyn or coalesce(p.short_ml, 0) <> t.short_ml)`,
  'a refuel by card in the ledger was asked for by a till': `
    select 'posting ' || p.id as what
    from posting p left join till_transaction t on t.id = p.ref_id and t.client_id = p.client_id and t.card_id = p.card_id
    where p.event in ('card_refuel', 'card_credit') and (t.id is null or t.completed_at is null)`,
  'a refund of a card’s refuel is what its parts say': `
    select 'transaction ' || t.pos_txn_id || ' of terminal ' || t.terminal_id as what
    from till_transaction t left join (
      select refund_of, sum(ml) as ml, sum(tiyn) as tiyn from till_transaction where refund_of is not null group by refund_of) r on r.refund_of = t.id
    where t.card_id is not null and t.verb in ('redeem', 'authorize')
      and (t.refunded_ml <> coalesce(r.ml, 0) or t.refunded_tiyn <> coalesce(r.tiyn, 0))`,
  'a movement of a wallet is in its card’s story': `
    select 'posting ' || p.id as what
    from posting p left join card_event e on e.client_id = p.client_id and e.card_id = p.card_id and e.id = p.ref_id
    where p.event in ('card_topped_up', 'card_moved', 'card_swept') and e.id is null`,
  'a card stands as its media do': `
    select 'card ' || c.number as what
    from card c join lateral (
      select state, last_four, valid_to from card_medium m where m.client_id = c.client_id and m.card_id = c.id
      order by array_position(array['active', 'delivered', 'produced', 'ordered'], state) nulls last, (kind = 'plastic') desc,
        ended_at desc nulls first, id desc limit 1) m on true
    where (c.stage, c.last_four, c.valid_to) is distinct from (m.state, m.last_four, m.valid_to)`,
}
