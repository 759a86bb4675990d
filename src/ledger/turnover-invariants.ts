/** What must be true of coupons that were sold at their hand-over, whose turnover is their issue (domain §6.5, last line). */
export const TURNOVER_RULES: Record<string, string> = {
  'a lot that is sold is turnover, with the tax its coupons share, and no other is': `
    select 'lot ' || coalesce(l.id, p.ref_id) as what
    from (select client_id, id, tiyn, sold_vat_tiyn from lot where sold_vat_tiyn is not null) l
      full join (select client_id, ref_id, tiyn, vat_tiyn from posting where event = 'turnover') p on p.client_id = l.client_id and p.ref_id = l.id
    where (l.tiyn, l.sold_vat_tiyn) is distinct from (coalesce(p.tiyn, 0), coalesce(p.vat_tiyn, 0))
    union all
    select 'lot ' || l.id
    from lot l join (
      select client_id, lot_id, count(*) as coupons, count(sold_vat_tiyn) as sold, sum(sold_vat_tiyn) as vat_tiyn from coupon group by client_id, lot_id) c
      on c.client_id = l.client_id and c.lot_id = l.id
    where c.vat_tiyn is distinct from l.sold_vat_tiyn or c.sold not in (0, c.coupons)`,
  // What came back to the client is what left the turnover, with its part of the tax: so what stays of it is what was issued,
  // less what was returned.
  'the turnover of coupons that are sold is what was issued less what came back': `
    select 'coupon ' || c.number as what
    from coupon c join (
      select client_id, coupon_id,
        sum(case when debit = 'revenue' then tiyn when credit = 'revenue' then -tiyn else 0 end) as tiyn,
        sum(case when debit = 'revenue' then vat_tiyn when credit = 'revenue' then -vat_tiyn else 0 end) as vat_tiyn,
        sum(case when credit = 'client_advance' then tiyn when debit = 'client_advance' then -tiyn else 0 end) as back_tiyn
      from posting
      where coupon_id is not null and event not in ('shortage', 'shortage_reversed', 'offline_loss', 'offline_loss_reversed')
      group by client_id, coupon_id) p
      on p.client_id = c.client_id and p.coupon_id = c.id
    where c.sold_vat_tiyn is not null
      and (p.tiyn <> p.back_tiyn or p.tiyn > c.nominal_tiyn or p.vat_tiyn <> div(c.sold_vat_tiyn::numeric * p.tiyn, greatest(c.nominal_tiyn, 1)))`,
  'litres of a coupon move with money or with their worth, as it was issued': `
    select 'posting ' || p.id as what
    from posting p join coupon c on c.client_id = p.client_id and c.id = p.coupon_id
    where p.ml > 0 and 'coupon_liability' in (p.debit, p.credit) and (c.sold_vat_tiyn is null) <> (p.worth_tiyn is null)`,
}
