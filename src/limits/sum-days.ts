import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { defineJob } from '../jobs/jobs.ts'

/** How often whoever is still at work is waited for, and how long each time: longer than any till's transaction takes. */
const TRIES = 40
const PAUSE_MS = 250
/** What a first night has to add up besides waits for the next hour. */
const FOR_MS = 20_000

/** Every hour, because a server may be down at any: what was refuelled on days that are over is added up once. */
export const daysAddedUp = defineJob<App, Record<string, never>>({
  name: 'days-added-up',
  cron: '20 * * * *',
  async run(app) {
    const started = Date.now()
    let made: number
    do made = await sumDays(app)
    while (made > 0 && Date.now() - started < FOR_MS)
  },
})

/**
 * Adds up the days that have ended since the last time (`till_sum_days`), a week of them at most; answers with how many. Those
 * of the last three hours are left for later, and all of them when somebody is at work for longer than is waited for.
 */
export async function sumDays({ db }: Pick<App, 'db'>): Promise<number> {
  const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(db.write)
  for (let tries = 0; tries < TRIES; tries++) {
    const made = await db.transaction(async (tx) => {
      // Nobody waits for it, and a week that was missed is more than a page's statement may take.
      await sql`set local statement_timeout = '10min'`.execute(tx)
      const { rows: answers } = await sql<{ days: number | null }>`
        select till_sum_days(${rows[0]!.id}::xid8) as days`.execute(tx)
      return answers[0]!.days
    })
    if (made !== null) return made
    await pause(PAUSE_MS)
  }
  return 0
}
