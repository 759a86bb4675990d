import { sql } from 'kysely'
import type { App } from '../app.ts'
import type { Tx } from '../db/database.ts'
import { defineJob } from '../jobs/jobs.ts'
import type { Vault } from '../vault.ts'
import { lockCoupons } from './lock-coupons.ts'
import { takeBack } from './take-back.ts'

/**
 * For so many days after its last one a gift stays as it was. What the driver holds is refused in words that say why,
 * whoever gave it can prolong it, and a till that was without a connection tells of a refuel that was in time: afterwards
 * the code is another (docs/decisions/until-when.md).
 */
const KEPT_DAYS = 3

/** Coupons looked at in one go; a client's among them are taken back in one transaction. */
const LOT = 500

/** At ten past midnight what was given until a day that is long past goes back into stock; later hours take what was missed. */
export const giftsEnd = defineJob<App, Record<string, never>>({
  name: 'coupon-gifts-end',
  cron: '10 * * * *',
  async run(app) {
    for (;;) {
      const { rows } = await sql<{ clientId: string; ids: string[] }>`
        select client_id as "clientId", array_agg(id) as ids from (
          select client_id, id from coupon
          where given_until < local_day(now()) - ${KEPT_DAYS}::int and shelf = 'given' and return_id is null
          order by given_until, client_id, id limit ${LOT}) over
        group by client_id`.execute(app.db.write)
      let taken = 0
      for (const { clientId, ids } of rows)
        taken += await app.db.transaction((tx) => endGifts(tx, app.vault, { clientId, couponIds: ids }))
      if (taken === 0) return
    }
  },
})

/**
 * Takes back those of a client's coupons whose gift is over for good, as their giver would have; answers with how many.
 * What was prolonged, given anew or used up meanwhile stays.
 */
export async function endGifts(
  tx: Tx,
  vault: Vault,
  request: { clientId: string; couponIds: readonly string[] },
): Promise<number> {
  const { clientId } = request
  const locked = await lockCoupons(tx, clientId, request.couponIds)
  const { rows } = await sql<{ id: string }>`
    select id from coupon
    where client_id = ${clientId} and id = any(${locked.map(({ id }) => id)}::uuid[])
      and given_until < local_day(now()) - ${KEPT_DAYS}::int and shelf = 'given'`.execute(tx)
  const couponIds = rows.map(({ id }) => id)
  if (couponIds.length === 0) return 0
  const { done } = await takeBack(tx, vault, { clientId, couponIds, over: true, by: { name: 'mycoupon' } })
  return done.length
}
