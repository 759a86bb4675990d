/** What must always be true of limits; see ledger/invariants.ts. Each query answers with a row for each thing that is wrong. */
export const DAYS = 'past days are added up as their refuels say'
export const MONTHS = 'the past days of months are added up as their refuels say'

export const LIMIT_RULES: Record<string, string> = {
  [DAYS]: `
    with made as (
      select client_id, scope, holder_id, day, product, sum(refuels) as refuels, sum(ml) as ml, sum(tiyn) as tiyn
        from till_day_total where day < (select until from till_day) group by client_id, scope, holder_id, day, product),
    are as (
      select p.client_id, p.scope, p.holder_id, p.day, p.product, sum(p.refuels) as refuels, sum(p.ml) as ml, sum(p.tiyn) as tiyn
        from till_transaction t cross join lateral till_day_parts(t) p
        where t.at < (select until::timestamp at time zone 'Asia/Almaty' from till_day) and t.client_id is not null
        group by p.client_id, p.scope, p.holder_id, p.day, p.product)
    select coalesce(made.scope, are.scope) || ' ' || coalesce(made.holder_id, are.holder_id) || ' on ' || coalesce(made.day, are.day) as what
    from made full join are on are.client_id = made.client_id and are.scope = made.scope and are.holder_id = made.holder_id
      and are.day = made.day and are.product = made.product
    where coalesce(made.refuels, 0) <> coalesce(are.refuels, 0) or coalesce(made.ml, 0) <> coalesce(are.ml, 0)
      or coalesce(made.tiyn, 0) <> coalesce(are.tiyn, 0)`,
  [MONTHS]: `
    with made as (
      select client_id, month, kind, key, sum(refuels) as refuels, sum(ml) as ml, sum(tiyn) as tiyn
        from till_month_total group by client_id, month, kind, key),
    are as (
      select p.client_id, date_trunc('month', p.day)::date as month, p.kind, p.key, sum(p.refuels) as refuels, sum(p.ml) as ml, sum(p.tiyn) as tiyn
        from till_transaction t cross join lateral till_month_parts(t) p
        where t.at < (select until::timestamp at time zone 'Asia/Almaty' from till_day) group by 1, 2, 3, 4)
    select coalesce(made.kind, are.kind) || ' «' || coalesce(made.key, are.key) || '» in ' || to_char(coalesce(made.month, are.month), 'YYYY-MM') as what
    from made full join are on are.client_id = made.client_id and are.month = made.month and are.kind = made.kind and are.key = made.key
    where coalesce(made.refuels, 0) <> coalesce(are.refuels, 0) or coalesce(made.ml, 0) <> coalesce(are.ml, 0)
      or coalesce(made.tiyn, 0) <> coalesce(are.tiyn, 0)`,
}
