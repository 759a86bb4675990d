import { sql } from 'kysely'
import type { App } from '../app.ts'
import { defineJob } from '../jobs/jobs.ts'

/** Coupons in one transaction: few, because tills wait for their rows. */
const LOT = 200

/** Every minute: litres that were promised and never taken go back to their coupons. */
export const holdsExpire = defineJob<App, Record<string, never>>({
  name: 'holds-expire',
  cron: '* * * * *',
  async run(app) {
    let released: number
    do released = await expireHolds(app)
    while (released === LOT)
  },
})

/** Releases the holds of some coupons whose time is over; answers with how many coupons it was. */
export async function expireHolds(app: App): Promise<number> {
  return app.db.transaction(async (tx) => {
    const { rows } = await sql<{ n: number }>`select till_expire_holds(${LOT}) as n`.execute(tx)
    return rows[0]!.n
  })
}
