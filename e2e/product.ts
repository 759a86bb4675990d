/** The product in a process of its own, with its own database, as an operator runs it: to be told to stop, or killed. */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { freePort, waitFor } from '../src/testing/site.ts'

export type Product = Awaited<ReturnType<typeof aProduct>>

/** A product that has not been started yet. Further settings come as environment variables. */
export async function aProduct(settings: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'mycoupon-crash-'))
  const port = await freePort()
  const url = new URL(`http://127.0.0.1:${port}`)
  const started: ChildProcess[] = []
  const start = (args: string[]) => {
    const child = spawn(process.execPath, ['--import', './scripts/tsx.ts', 'src/cli.ts', ...args], {
      env: {
        ...process.env,
        ...{ PUBLIC_URL: url.href, PORT: String(port), DATA_DIR: folder, DATABASE_URL: '' },
        ...{ SECRET_KEY, LOG_LEVEL: 'silent', LIMIT_LETTER_REQUESTS_PER_10_MIN: '1000' },
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    started.push(child)
    return child
  }
  return {
    url,
    folder,
    /** One of the operator's commands: what it ended with, and what it said. */
    async run(...args: string[]): Promise<{ code: number | null; said: string }> {
      const child = start(args)
      const [said, code] = await Promise.all([text(child.stdout), ended(child)])
      return { code, said }
    },
    /** Starts the server and waits until it is ready. */
    async serve(): Promise<ChildProcess> {
      const server = start(['serve'])
      server.stdout.resume()
      const isReady = async () => (await fetch(new URL('/readyz', url))).ok
      await waitFor(() => isReady().catch(() => false), 'the product')
      return server
    },
    /** The process of the database that runs for the product now. */
    databasePid(): number {
      const [file] = globSync('**/postmaster.pid', { cwd: folder })
      return Number(readFileSync(join(folder, file!), 'utf8').split('\n', 1)[0])
    },
    /** Leaves nothing running, also after a test that failed in the middle. */
    async remove(): Promise<void> {
      for (const child of started) child.kill('SIGKILL')
      await Promise.all(started.map(ended))
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
    },
  }
}

const SECRET_KEY = randomBytes(32).toString('base64')

/** Waits for the end of a process; answers with its code. */
export function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => child.once('exit', resolve))
}
