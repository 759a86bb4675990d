import type { Log } from '../log.ts'

/** More locks than this in a minute are not people who forgot their passwords (accounts §4.3). */
const MANY = 20

let recent: number[] = []

/** Counts a lock, and calls the operator when somebody seems to be trying addresses. Once a minute is enough. */
export function noticeLock(log: Log, now = Date.now()): void {
  recent = recent.filter((at) => at > now - 60_000)
  recent.push(now)
  if (recent.length === MANY + 1)
    log.error('many accounts are being locked: somebody is trying addresses', {
      locksInAMinute: recent.length,
    })
}
