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
/** A call: of which connection, how long, and when it ended. */
type Call = { client: number; ms: number; at: number }

/**
 * What connections call, one commit a call. It may name :client_id, the number of the connection from 0, :n, which counts its
 * calls from 1, and :run, which counts the measurements. `kinds` is after how many calls it comes round to the same again.
 */
export type DirectCall = { text: string; kinds: number }

const REDEEM: DirectCall = {
  text: `select (till_redeem(asked)).outcome from bench_ask where n = (select nextval('bench_n'))`,
  kinds: 1,
}
const OPTIONS = `-c role=${APP_ROLE}`

/** pgbench where this machine has it, else a loop of our own, which is slower than PostgreSQL could be. */
export function findCeiling(product: Product, checkout: Checkout, call = REDEEM): Ceiling {
  const program = findPgbench()
  let runs = 0
  const by = program ? 'pgbench' : 'a loop of node-postgres (no pgbench here)'
  return {
    by,
    async measure(connections, seconds) {
      const text = call.text.replaceAll(':run', String(++runs))
      const before = cpuMsOfFamily(product.postgresPid)
      const calls = program
        ? await pgbench(program, product, checkout, { text, connections, seconds })
        : await loop(product, { text, connections, seconds })
      const after = cpuMsOfFamily(product.postgresPid)
      return {
        ...afterWarmth(calls, call.kinds),
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

type Load = { text: string; connections: number; seconds: number }

async function pgbench(
  program: string,
  product: Product,
  { temp }: Checkout,
  { text, connections, seconds }: Load,
): Promise<Call[]> {
  const folder = mkdtempSync(join(temp, 'pgbench-'))
  const script = join(folder, 'call.sql')
  writeFileSync(script, `\\set n :n + 1\n${text};\n`)
  const flags = ['--define=n=0', '--no-vacuum', '--protocol=prepared', '--log', `--file=${script}`]
  const load = [`--client=${connections}`, '--jobs=1', `--time=${seconds + warmSeconds(connections)}`]
  await promisify(execFile)(program, [...flags, ...load, product.databaseUrl], {
    cwd: folder,
    env: { ...plainEnvironment(), PGOPTIONS: OPTIONS },
  })
  const log = readdirSync(folder).filter((name) => name.startsWith('pgbench_log'))
  // A line of it: client, transaction, its time in µs, script, the second and the µs at which it ended.
  const lines = log.flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
  const calls = lines.map((line) => line.split(' ').map(Number))
  return calls.map(([client = 0, , us = 0, , second = 0, micros = 0]) => ({
    client,
    ms: us / 1000,
    at: second * 1000 + micros / 1000,
  }))
}

/** Connections open, and each of them compiles the functions and plans their statements; only then is anything counted. */
const warmSeconds = (connections: number) => 1 + Math.ceil(connections / 16)

function afterWarmth(calls: Call[], kinds: number): Pick<Direct, 'rate' | 'waits'> {
  const seen = new Map<number, number>()
  let from = 0
  let until = 0
  for (const { client, at } of calls.toSorted((a, b) => a.at - b.at)) {
    const times = (seen.get(client) ?? 0) + 1
    seen.set(client, times)
    if (times <= 2 * kinds) from = at
    until = at
  }
  const counted = calls.filter(({ at }) => at > from)
  return { rate: (counted.length * 1000) / (until - from), waits: counted.map(({ ms }) => ms) }
}

async function loop({ databaseUrl }: Product, { text, connections, seconds }: Load): Promise<Call[]> {
  const prepared = text.replaceAll(/(?<!:):client_id\b/g, '$1::int').replaceAll(/(?<!:):n\b/g, '$2::int')
  const clients = Array.from(
    { length: connections },
    () => new pg.Client({ connectionString: databaseUrl, options: OPTIONS }),
  )
  const until = performance.now() + (seconds + warmSeconds(connections)) * 1000
  const calls: Call[] = []
  try {
    await Promise.all(
      clients.map(async (client, n) => {
        await client.connect()
        for (let begun = performance.now(), own = 1; begun < until; begun = performance.now(), own++) {
          await client.query({ name: 'call', text: prepared, values: prepared === text ? [] : [n, own] })
          calls.push({ client: n, ms: performance.now() - begun, at: performance.now() })
        }
      }),
    )
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
  return calls
}
