import { statfs } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { sql } from 'kysely'
import { openDatabase, type Database } from '../db/database.ts'
import { schemaIsCurrent } from '../db/migrate.ts'
import { readConfig, type Config } from '../config.ts'
import { checkLedger } from '../ledger/invariants.ts'
import { openServer } from '../main.ts'

type Finding = { check: string; ok: boolean; says: string }

/** Below this the database can run out of room within a day. */
const LEAST_FREE_BYTES = 1024 ** 3
const MOST_CLOCK_SECONDS = 5

/** Looks at everything that can be wrong, prints a line for each, and exits 1 when something is. Changes nothing. */
export async function doctor(options: { json?: boolean }): Promise<void> {
  const findings = await examine()
  for (const { check, ok, says } of findings) {
    if (!options.json) process.stdout.write(`${ok ? 'ok   ' : 'WRONG'}  ${check.padEnd(9)} ${says}\n`)
  }
  if (options.json)
    process.stdout.write(`${JSON.stringify({ ok: findings.every(({ ok }) => ok), findings })}\n`)
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1
}

async function examine(): Promise<Finding[]> {
  const read = readConfig()
  if (!read.ok) return read.problems.map((says) => ({ check: 'settings', ok: false, says }))
  const { config } = read
  return [
    { check: 'settings', ok: true, says: `${config.mode} mode, ${config.publicUrl.href}` },
    ...(await examineDatabase(config)),
    await examineRelay(config),
    await examineDisk(config),
  ]
}

async function examineDatabase(config: Config): Promise<Finding[]> {
  try {
    const server = await openServer(config, () => {})
    const db = openDatabase(server.url, 2)
    try {
      const { rows } = await sql<{ now: Date; version: string; waiting: number; oldest: number }>`
        select clock_timestamp() as now, current_setting('server_version') as version,
          (select count(*)::int from letter where state in ('queued', 'deferred')) as waiting,
          coalesce((select extract(epoch from now() - min(created_at))::int from letter where state in ('queued', 'deferred')), 0) as oldest`.execute(
        db.read,
      )
      const { now, version, waiting, oldest } = rows[0]!
      const drift = Math.abs(now.getTime() - Date.now()) / 1000
      const current = await schemaIsCurrent(
        async (text) => (await sql.raw<{ name: string; checksum: string }>(text).execute(db.read)).rows,
      )
      return [
        { check: 'database', ok: true, says: `PostgreSQL ${version}` },
        {
          check: 'schema',
          ok: current,
          says: current ? 'up to date' : 'behind this version: run «mycoupon migrate»',
        },
        {
          check: 'clock',
          ok: drift <= MOST_CLOCK_SECONDS,
          says: `${drift.toFixed(1)} s between this machine and the database`,
        },
        {
          check: 'letters',
          ok: oldest < 3600,
          says:
            waiting === 0
              ? 'none waiting'
              : `${waiting} waiting, the oldest for ${Math.round(oldest / 60)} min: is a worker running?`,
        },
        ...(current ? await examineLedger(db) : []),
      ]
    } finally {
      await db.close()
      await server.stop()
    }
  } catch (error) {
    return [{ check: 'database', ok: false, says: error instanceof Error ? error.message : String(error) }]
  }
}

// One line when all is well; else a line for each broken rule, because each is mended in another way.
async function examineLedger(db: Database): Promise<Finding[]> {
  const rules = await checkLedger(db)
  const broken = rules.filter(({ broken }) => broken > 0)
  if (broken.length === 0) return [{ check: 'ledger', ok: true, says: `${rules.length} rules hold` }]
  return broken.map(({ rule, broken, what }) => ({
    check: 'ledger',
    ok: false,
    says: `«${rule}» does not hold for ${broken}: ${what.join('; ')}${broken > what.length ? ' …' : ''}`,
  }))
}

async function examineRelay(config: Config): Promise<Finding> {
  if (!config.smtpUrl) return { check: 'mail', ok: true, says: 'no relay: letters stay in the mailbox page' }
  const url = new URL(config.smtpUrl)
  const port = Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587)
  const says = await new Promise<string | undefined>((resolve) => {
    const socket = createConnection(
      { host: url.hostname, port, timeout: 5000 },
      () => (socket.destroy(), resolve(undefined)),
    )
    socket.on('timeout', () => (socket.destroy(), resolve('no answer within 5 s')))
    socket.on('error', (error) => resolve(error.message))
  })
  return { check: 'mail', ok: says === undefined, says: says ?? `${url.hostname}:${port} answers` }
}

async function examineDisk(config: Config): Promise<Finding> {
  try {
    const { bavail, bsize } = await statfs(config.dataDir)
    const free = bavail * bsize
    return {
      check: 'disk',
      ok: free >= LEAST_FREE_BYTES,
      says: `${(free / 1024 ** 3).toFixed(1)} GiB free at DATA_DIR`,
    }
  } catch {
    return { check: 'disk', ok: true, says: 'DATA_DIR is not there yet' }
  }
}
