import { sql } from 'kysely'
import type { App } from '../app.ts'
import { defineJob } from '../jobs/jobs.ts'

/** Coupons or cards in one transaction: few, because tills wait for their rows. */
const LOT = 200

/** Every minute: what was promised and never taken goes back to coupons, wallets and advances. */
export const holdsExpire = defineJob<App, Record<string, never>>({
  name: 'holds-expire',
  cron: '* * * * *',
  async run(app) {
    let released: number
    do released = await expireHolds(app)
    while (released >= LOT)
  },
})

/** Releases holds whose time is over, of some coupons and cards; answers with how many those were. */
export async function expireHolds(app: App): Promise<number> {
  return app.db.transaction(async (tx) => {
    const { rows } = await sql<{ n: number }>`
      select greatest(till_expire_holds(${LOT}), card_expire_holds(${LOT})) as n`.execute(tx)
    return rows[0]!.n
  })
}
