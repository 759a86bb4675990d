/** Counters of this process in the Prometheus text format. Few enough to write by hand; the format is five kinds of lines. */
import { sql } from 'kysely'
import { isUnderSiege } from '../accounts/siege.ts'
import type { App } from '../app.ts'
import { loopDelayMs } from './pressure.ts'

const requests = new Map<string, { count: number; ms: number }>()

/** Counts an answered request by its route's pattern. */
export function observe(route: { method: string; path: string }, status: number, ms: number): void {
  const key = `method="${route.method}",route="${route.path}",status="${status}"`
  const seen = requests.get(key) ?? { count: 0, ms: 0 }
  seen.count += 1
  seen.ms += ms
  requests.set(key, seen)
}

/** Everything a dashboard needs: requests, hashing, letters by state, memory, event loop. */
export async function metricsText(app: App): Promise<string> {
  const lines: string[] = []
  const metric = (
    name: string,
    kind: 'counter' | 'gauge',
    help: string,
    values: [labels: string, value: number][],
  ) => {
    lines.push(`# HELP mycoupon_${name} ${help}`, `# TYPE mycoupon_${name} ${kind}`)
    for (const [labels, value] of values) lines.push(`mycoupon_${name}${labels && `{${labels}}`} ${value}`)
  }
  const seen = [...requests]
  metric(
    'requests_total',
    'counter',
    'Answered requests',
    seen.map(([labels, { count }]) => [labels, count]),
  )
  metric(
    'request_seconds_total',
    'counter',
    'Time spent answering',
    seen.map(([labels, { ms }]) => [labels, ms / 1000]),
  )
  const hashing = app.hasher.stats()
  metric('hashes_running', 'gauge', 'Password hashes being computed', [['', hashing.running]])
  metric('hashes_waiting', 'gauge', 'Password hashes in line', [['', hashing.waiting]])
  metric('hashes_total', 'counter', 'Password hashes by outcome', [
    ['outcome="done"', hashing.done],
    ['outcome="refused"', hashing.refused],
  ])
  const siege = await isUnderSiege(app.db.read, app.config.siege)
  metric('siege', 'gauge', 'Unknown browsers bring a proof of work to sign in', [['', siege ? 1 : 0]])
  const { rows } = await sql<{ state: string; n: bigint }>`
    select state, count(*) as n from letter where state in ('queued', 'deferred') group by state`.execute(
    app.db.read,
  )
  metric(
    'letters_waiting',
    'gauge',
    'Letters not sent yet',
    rows.map(({ state, n }) => [`state="${state}"`, Number(n)]),
  )
  metric('event_loop_delay_seconds', 'gauge', 'Event loop delay, 99th percentile', [
    ['', loopDelayMs() / 1000],
  ])
  metric('resident_bytes', 'gauge', 'Resident memory', [['', process.memoryUsage().rss]])
  return `${lines.join('\n')}\n`
}
