/** What PostgreSQL manages by itself: the function that a redemption is, called by as many connections, one commit each. */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { APP_ROLE } from '../../src/db/migrate.ts'
import type { Checkout } from './checkout.ts'
import { plainEnvironment, type Product } from './product.ts'
import { cpuMsOfFamily } from './usage.ts'

export type Ceiling = { by: string; measure(connections: number, seconds: number): Promise<Direct> }
/** Calls a second, how long each took and what it cost the database, in ms. */
export type Direct = { rate: number; waits: number[]; postgresMs: number | undefined }
type Call = { ms: number; at: number }

const CALL = `select (till_redeem(asked)).outcome from bench_ask where n = (select nextval('bench_n'))`
const OPTIONS = `-c role=${APP_ROLE}`

/** pgbench where this machine has it, else a loop of our own, which is slower than PostgreSQL could be. */
export function findCeiling(product: Product, checkout: Checkout): Ceiling {
  const program = findPgbench()
  const by = program ? 'pgbench' : 'a loop of node-postgres (no pgbench here)'
  return {
    by,
    async measure(connections, seconds) {
      const before = cpuMsOfFamily(product.postgresPid)
      const calls = program
        ? await pgbench(program, product, checkout, connections, seconds)
        : await loop(product, connections, seconds)
      const after = cpuMsOfFamily(product.postgresPid)
      return {
        ...afterWarmth(calls, seconds),
        postgresMs: before === undefined || after === undefined ? undefined : (after - before) / calls.length,
      }
    },
  }
}

function findPgbench(): string | undefined {
  const name = process.platform === 'win32' ? 'pgbench.exe' : 'pgbench'
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).toSorted().reverse() : []
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
    ...['/opt/homebrew/bin', '/usr/local/bin', '/usr/local/pgsql/bin', '/usr/pgsql/bin'],
  ]
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}

async function pgbench(
  program: string,
  product: Product,
  { temp }: Checkout,
  connections: number,
  seconds: number,
): Promise<Call[]> {
  const folder = mkdtempSync(join(temp, 'pgbench-'))
  const script = join(folder, 'call.sql')
  writeFileSync(script, `${CALL};\n`)
  const flags = ['--no-vacuum', '--protocol=prepared', '--log', `--file=${script}`]
  const load = [`--client=${connections}`, '--jobs=1', `--time=${seconds + WARM_SECONDS}`]
  await promisify(execFile)(program, [...flags, ...load, product.databaseUrl], {
    cwd: folder,
    env: { ...plainEnvironment(), PGOPTIONS: OPTIONS },
  })
  const log = readdirSync(folder).filter((name) => name.startsWith('pgbench_log'))
  // A line of it: client, transaction, its time in µs, script, the second and the µs at which it ended.
  const lines = log.flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
  const calls = lines.map((line) => line.split(' ').map(Number))
  return calls.map(([, , us = 0, , second = 0, micros = 0]) => ({
    ms: us / 1000,
    at: second * 1000 + micros / 1000,
  }))
}

/** In which connections open and each of them compiles the function. */
export const WARM_SECONDS = 1

function afterWarmth(calls: Call[], seconds: number) {
  const from = Math.min(...calls.map(({ at, ms }) => at - ms)) + WARM_SECONDS * 1000
  const counted = calls.filter(({ at }) => at >= from && at < from + seconds * 1000)
  return { rate: counted.length / seconds, waits: counted.map(({ ms }) => ms) }
}

async function loop({ databaseUrl }: Product, connections: number, seconds: number): Promise<Call[]> {
  const clients = Array.from(
    { length: connections },
    () => new pg.Client({ connectionString: databaseUrl, options: OPTIONS }),
  )
  const until = performance.now() + (seconds + WARM_SECONDS) * 1000
  const calls: Call[] = []
  try {
    await Promise.all(
      clients.map(async (client) => {
        await client.connect()
        for (let begun = performance.now(); begun < until; begun = performance.now()) {
          await client.query({ name: 'call', text: CALL, values: [] })
          calls.push({ ms: performance.now() - begun, at: performance.now() })
        }
      }),
    )
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
  return calls
}
