-- Closes a shift of a till when its sums are ours, and begins the next; else it stays open and the differences are named.
-- Waits for what the till has under way, so that nothing is committed into a shift after its sums were made.
create or replace function till_close_shift(
  p_key_hash bytea, p_name text, p_hash bytea, p_lines jsonb, p_by text, out outcome text, out replayed boolean, out differences jsonb)
language plpgsql as $$
declare
  v_terminal int;
  v_shift_no int;
  v_hash bytea;
begin
  select id into v_terminal from terminal where key_hash = p_key_hash and revoked_at is null;
  if not found then outcome := 'unknown_key'; return; end if;
  perform pg_advisory_xact_lock(till_lock(), v_terminal);

  select request_hash into v_hash from shift where terminal_id = v_terminal and name = p_name;
  if found then
    replayed := v_hash = p_hash;
    outcome := case when replayed then 'match' else 'reused' end;
    return;
  end if;
  replayed := false;
  select shift_no into v_shift_no from terminal where id = v_terminal;

  with line as (
    select product, count, ml, tiyn from jsonb_to_recordset(p_lines) as line (product text, count bigint, ml bigint, tiyn bigint)),
  operation as (
    select id, pos_txn_id, verb, state, product, completed_at, case verb when 'refund' then -ml else ml end as ml,
        case verb when 'refund' then -tiyn else tiyn end as tiyn
      from till_transaction
      where terminal_id = v_terminal and shift_no = v_shift_no and state in ('completed', 'late_posted')),
  total as (
    select product, count(*) filter (where verb <> 'refund') as count, sum(ml)::bigint as ml, sum(tiyn)::bigint as tiyn
      from operation group by product)
  select jsonb_agg(jsonb_build_object(
      'product', coalesce(total.product, line.product),
      'ours', jsonb_build_object('count', coalesce(total.count, 0), 'ml', coalesce(total.ml, 0), 'tiyn', coalesce(total.tiyn, 0)),
      'yours', jsonb_build_object('count', coalesce(line.count, 0), 'ml', coalesce(line.ml, 0), 'tiyn', coalesce(line.tiyn, 0)),
      'transactions', coalesce((
        select jsonb_agg(jsonb_build_object('posTxnId', o.pos_txn_id, 'operationId', o.id, 'verb', o.verb, 'ml', o.ml, 'tiyn', o.tiyn,
            'at', o.completed_at) order by o.completed_at, o.id)
          from (select * from operation where product = total.product order by completed_at, id limit 1000) o), '[]'))
      order by coalesce(total.product, line.product))
    into differences
    from total full join line on line.product = total.product
    where (coalesce(total.count, 0), coalesce(total.ml, 0), coalesce(total.tiyn, 0))
      <> (coalesce(line.count, 0), coalesce(line.ml, 0), coalesce(line.tiyn, 0));
  if differences is not null then outcome := 'differs'; return; end if;

  insert into shift (terminal_id, no, name, closed_by, lines, request_hash) values (v_terminal, v_shift_no, p_name, p_by, p_lines, p_hash);
  update terminal set shift_no = v_shift_no + 1 where id = v_terminal;
  outcome := 'match';
end $$;
