/** Budgets of requests for one source address. Kept in the database, so that any number of processes share them. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'

export type Budget = {
  /** What is counted; each scope has its own budget. */
  scope: string
  /** Who is counted: an HMAC of the address, never the address itself. */
  key: Buffer
  allowed: number
  seconds: number
}

/**
 * Spends one of the budget. Refuses, with the seconds to wait, when it is used up: nothing else may be counted then, so
 * that a throttled request never brings a lock nearer.
 */
export async function spend(
  db: Queries,
  budget: Budget,
): Promise<{ ok: true } | { ok: false; waitSeconds: number }> {
  const { rows } = await sql<{ used: number; wait: number }>`
    insert into throttle as t (scope, key, ends_at, used) values (${budget.scope}, ${budget.key}, now() + make_interval(secs => ${budget.seconds}), 1)
    on conflict (scope, key) do update set
      used = case when t.ends_at <= now() then 1 else t.used + 1 end,
      ends_at = case when t.ends_at <= now() then excluded.ends_at else t.ends_at end,
      seen = case when t.ends_at <= now() then '{}' else t.seen end
    returning used, ceil(extract(epoch from ends_at - now()))::int as wait`.execute(db)
  const { used, wait } = rows[0]!
  return used <= budget.allowed ? { ok: true } : { ok: false, waitSeconds: Math.max(1, wait) }
}
