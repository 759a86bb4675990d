import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Checkout } from './parts/checkout.ts'
import { endedBy } from './parts/ending.ts'
import { type Figure, percentile, type Report } from './parts/figures.ts'
import type { ListFigures } from './parts/lists-process.ts'
import { plainEnvironment } from './parts/product.ts'

export const about =
  'lists and searches over a million coupons: how long a page takes, and how many rows are read for it'

const CLIENTS = 3_000
const COUPONS = 1_000_000
const ROUNDS = 25
/** A page of a list is there before a person notices the wait. */
const AIM_MS = 100

/**
 * Fills a database with thousands of clients, one of them large, and asks for every list and search as it is asked for by
 * people, one after the other. Rows are those that the plans of one request look at.
 */
export async function measure(checkout: Checkout): Promise<Report> {
  const folder = join(checkout.temp, 'lists')
  mkdirSync(folder, { mode: 0o755 })
  const program = fileURLToPath(new URL('./parts/lists-process.ts', import.meta.url))
  const sizes = [CLIENTS, COUPONS, ROUNDS].map(String)
  const running = promisify(execFile)(
    process.execPath,
    ['--import', './scripts/tsx.ts', program, folder, ...sizes],
    {
      cwd: fileURLToPath(new URL('../', import.meta.url)),
      env: plainEnvironment(),
      maxBuffer: 64 * 1024 * 1024,
    },
  )
  await using _ending = endedBy(async () => {
    running.child.kill('SIGTERM')
    await running.catch(() => {})
  })
  const { stdout } = await running
  const found = JSON.parse(stdout.slice(stdout.indexOf('{"seconds"'))) as ListFigures
  return {
    figures: found.pages.map(({ path, ms, rows, worst }): Figure => ({
      what: `${decodeURIComponent(path)} (${rows} rows; ${worst})`,
      values: [percentile(ms, 0.5), percentile(ms, 0.95)],
      unit: 'ms',
      digits: 1,
      aim: { atMost: AIM_MS },
    })),
    notes: [
      `${COUPONS} coupons, six tenths of them one client’s, ${CLIENTS} others; filled in ${found.seconds.toFixed(0)} s; ${ROUNDS} rounds a page.`,
    ],
  }
}
