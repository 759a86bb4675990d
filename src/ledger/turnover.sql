-- The tax in so much of a coupon that is sold (domain §6.5, E6–E8): of what comes back next above nought, of what is turnover
-- again below. It is the coupon's tax by the part that has come back in all, rounded down, less what was taken back before: so
-- the parts add up whatever their order, and a coupon that came back whole has none left.
create or replace function turnover_vat(p_client uuid, p_coupon uuid, p_tiyn bigint) returns bigint language sql stable as $$
  select abs(div(c.sold_vat_tiyn::numeric * (back.tiyn + p_tiyn), c.nominal_tiyn) - div(c.sold_vat_tiyn::numeric * back.tiyn, c.nominal_tiyn))::bigint
    from coupon c cross join lateral (
      select coalesce(sum(case debit when 'revenue' then tiyn else -tiyn end), 0) as tiyn from posting
        where client_id = c.client_id and coupon_id = c.id and event in ('turnover_undone', 'turnover_restored', 'redeem_reversed', 'refund')) back
    where c.client_id = p_client and c.id = p_coupon and c.nominal_tiyn > 0 $$;
