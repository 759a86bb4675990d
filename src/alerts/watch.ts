/** Finds what people must hear of: after refuels within a minute or so, and once a night what only time shows. */
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { defineJob } from '../jobs/jobs.ts'
import { sweep } from './sweep.ts'

/** Transactions in one commit: few, so that a worker that dies loses little. */
const LOT = 300
/** A statement of a till ends within ten seconds (db/database.ts), so that nothing older is still being written. */
const LAG_SECONDS = 15

type Watching = Pick<App, 'db' | 'log'>

export const refuelsWatch = defineJob<App, Record<string, never>>({
  name: 'refuels-watch',
  cron: '* * * * *',
  run: (app) => watchRefuels(app, { forMs: 40_000 }),
})

export const nightWatch = defineJob<App, Record<string, never>>({
  name: 'night-watch',
  cron: '40 6 * * *',
  run: (app) => sweep(app.db, 'day'),
})

/**
 * Looks at what tills, payments and prices have brought since the last time, until there is no more or the time is up. Done
 * by several workers at once, it is done by one; done again, nothing is said twice.
 */
export async function watchRefuels(
  app: Watching,
  {
    lagSeconds = LAG_SECONDS,
    forMs = Number.POSITIVE_INFINITY,
  }: { lagSeconds?: number; forMs?: number } = {},
): Promise<void> {
  const started = Date.now()
  let seen: number
  do seen = await watchLot(app, lagSeconds)
  while (seen === LOT && Date.now() - started < forMs)
  await sweep(app.db, 'minute', lagSeconds)
  await tellProblems(app)
}

async function watchLot({ db }: Watching, lagSeconds: number): Promise<number> {
  const { rows } = await sql<{ seen: number }>`
    select watch_refuels(${LOT}, make_interval(secs => ${lagSeconds})) as seen`.execute(db.write)
  return rows[0]!.seen
}

// Of those that cannot be judged the operator hears: a sign is wrong then, not the refuel.
async function tellProblems({ db, log }: Watching): Promise<void> {
  const { rows } = await sql<{ n: number; problem: string | null }>`
    select count(*)::int as n, max(problem) as problem from watch_again where problem is not null`.execute(
    db.write,
  )
  const { n, problem } = rows[0]!
  if (n > 0) log.warn('refuels could not be judged', { n, problem })
}
