/** The built product as an operator runs it: a process of its own in real mode, its own PostgreSQL, a relay for its letters. */
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { connectionString } from '../../src/db/embedded-address.ts'
import { findPostmaster } from '../../src/db/embedded-postmaster.ts'
import type { Checkout } from './checkout.ts'
import { ask } from './client.ts'
import { endedBy } from './ending.ts'
import { openRelay, type Relay } from './relay.ts'

export type Product = AsyncDisposable & {
  port: number
  /** The server's process; PostgreSQL is others. */
  pid: number
  postgresPid: number
  relay: Relay
  /** Where its database is, as its owner. */
  databaseUrl: string
  /** Runs one of the operator's commands on it: `mycoupon …`. */
  command(...words: string[]): Promise<void>
  /** Runs statements on the product's database as its owner. */
  query(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>
}

/** Long enough for the first start on a loaded machine. */
const START_MS = 60_000

/**
 * Starts dist/cli.js of a built checkout with data of its own, on loopback, with the settings as shipped but for those
 * given. Requests may name their caller in X-Forwarded-For, so that a load comes from as many addresses as people do.
 */
export async function startProduct(
  checkout: Checkout,
  settings: Record<string, string> = {},
): Promise<Product> {
  const dataDir = mkdtempSync(join(checkout.temp, 'data-'))
  chmodSync(dataDir, 0o755)
  const port = await freePort()
  const relay = await openRelay()
  const logFile = join(dataDir, 'product.log')
  const log = openSync(logFile, 'a')
  const program = join(checkout.folder, 'dist', 'cli.js')
  // Only what a service has: a setting of whoever runs the benchmark must not change what is measured.
  const env = {
    ...plainEnvironment(),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
    DATA_DIR: dataDir,
    SMTP_URL: `smtp://127.0.0.1:${relay.port}`,
    SECRET_KEY: randomBytes(32).toString('base64'),
    TRUSTED_PROXIES: '127.0.0.1',
    ...settings,
  }
  const child = spawn(process.execPath, [...startFlags(checkout), program, 'serve'], {
    cwd: dataDir,
    env,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const gone = once(child, 'exit')
  let wanted = true
  void gone.then(([code, signal]: unknown[]) => {
    // Whoever waits for an answer only hears that the connection is closed.
    if (wanted)
      console.error(
        `The product ended by itself (${String(signal ?? code)}). Its last words:\n${tail(logFile)}`,
      )
  })
  const ending = endedBy(async () => {
    wanted = false
    await database?.end()
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    await gone
    await relay[Symbol.asyncDispose]()
  })
  let database: pg.Client | undefined
  try {
    await untilAnswers(port, gone)
    const postmaster = findPostmaster(join(dataDir, 'postgres'))
    if (!postmaster || child.pid === undefined) throw new Error('the product runs without its database')
    const url = connectionString(join(dataDir, 'postgres'), postmaster.address, 'mycoupon', 'mycoupon')
    const opened = new pg.Client({ connectionString: url })
    opened.on('error', () => {})
    await opened.connect()
    database = opened
    return {
      port,
      pid: child.pid,
      postgresPid: postmaster.pid,
      relay,
      databaseUrl: url,
      command: async (...words) => {
        await promisify(execFile)(process.execPath, [program, ...words], { cwd: dataDir, env })
      },
      query: async (text, values) => (await opened.query<Record<string, unknown>>(text, values)).rows,
      ...ending,
    }
  } catch (error) {
    await ending[Symbol.asyncDispose]()
    throw new Error(`the product did not start:\n${tail(logFile)}`, { cause: error })
  }
}

// Flags that `npm start` gives to Node itself, such as those for memory, belong to what is measured.
function startFlags({ folder }: Checkout): string[] {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    scripts: { start: string }
  }
  return scripts.start.split(' ').filter((word) => word.startsWith('--'))
}

function tail(file: string): string {
  return readFileSync(file, 'utf8').slice(-2000)
}

/** The environment without anything the product or Node would read a setting from. */
export function plainEnvironment(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot', 'USERPROFILE', 'APPDATA', 'LANG']
  return Object.fromEntries(
    kept.map((name) => [name, process.env[name] ?? '']).filter(([, value]) => value !== ''),
  )
}

/** A port of the loopback address that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}

/** Waits until /login answers 200. Throws when the process ends before, or after a minute. */
export async function untilAnswers(port: number, gone: Promise<unknown>): Promise<void> {
  let over: string | undefined
  void gone.then(() => (over = 'it ended'))
  const until = performance.now() + START_MS
  for (;;) {
    const answer = await ask(port, '/login').catch(() => undefined)
    if (answer?.status === 200) return
    if (performance.now() > until) over = `it does not answer within ${START_MS / 1000} s`
    if (over) throw new Error(over)
    await pause(10)
  }
}
