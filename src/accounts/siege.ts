/**
 * A siege: somebody locks addresses on a large scale, from more sources than budgets can stop (accounts §4.3). While it
 * lasts, a browser the account has not used brings a proof of work before a try is counted. `SIEGE=auto` (the default)
 * begins one when too many locks fall in a minute, over all processes; the counting is in `sign-in.sql`.
 */
import { sql } from 'kysely'
import type { App } from '../app.ts'
import type { Queries } from '../db/database.ts'

/** How the operator has set it. */
export type SiegeSwitch = 'on' | 'off' | 'auto'

/** Whether sign-ins are held to it at this moment. */
export async function isUnderSiege(db: Queries, setting: SiegeSwitch): Promise<boolean> {
  if (setting !== 'auto') return setting === 'on'
  const { rows } =
    await sql`select from throttle where scope = 'siege' and key = '' and ends_at > now()`.execute(db)
  return rows.length > 0
}

/** Calls the operator with the lock that begins a siege or, with `SIEGE=off`, would have. `locks` in the last minute. */
export function noticeLocks(app: App, locks: number): void {
  if (locks !== app.config.limits.locksPerMinute + 1) return
  app.log.error('many accounts are being locked: somebody is trying addresses', {
    locksInAMinute: locks,
    siege: app.config.siege,
  })
}

const SECONDS = 2
const heard = new WeakMap<App['config'], { siege: boolean; at: number }>()

/**
 * What this process has last heard, for the form of the sign-in page, which should not wait for the database in ordinary
 * times: it asks again in the background. The sign-in itself asks the database every time.
 */
export function seemsUnderSiege(app: App): boolean {
  if (app.config.siege !== 'auto') return app.config.siege === 'on'
  const last = heard.get(app.config) ?? { siege: false, at: 0 }
  if (last.at < Date.now() - SECONDS * 1000) {
    heard.set(app.config, { ...last, at: Date.now() })
    void isUnderSiege(app.db.read, 'auto')
      .then((siege) => heard.set(app.config, { siege, at: Date.now() }))
      .catch((error: unknown) => app.log.warn('not heard whether there is a siege', { error }))
  }
  return last.siege
}
