import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Checkout } from './parts/checkout.ts'
import { endedBy } from './parts/ending.ts'
import type { Report } from './parts/figures.ts'
import { freePort, plainEnvironment, untilAnswers } from './parts/product.ts'

export const about = 'npm start: seconds until /login answers'

const ROUNDS = 3

/**
 * `npm start` in the local mode, with its demo: first without dist/ and without data, then with both. From the spawn of
 * npm to the first 200, asked for every 10 ms.
 */
export async function measure(checkout: Checkout): Promise<Report> {
  const first: number[] = []
  const later: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    rmSync(join(checkout.folder, 'dist'), { recursive: true, force: true })
    const dataDir = mkdtempSync(join(checkout.temp, 'data-'))
    chmodSync(dataDir, 0o755)
    first.push(await secondsToStart(checkout, dataDir))
    later.push(await secondsToStart(checkout, dataDir))
  }
  return {
    figures: [
      { what: 'first start: builds, makes the database', values: first, unit: 's', aim: { atMost: 5 } },
      { what: 'later start', values: later, unit: 's', aim: { atMost: 2 } },
    ],
    notes: ['npm itself takes a part of it, about a third of a second before its first line of work.'],
  }
}

async function secondsToStart(checkout: Checkout, dataDir: string): Promise<number> {
  const port = await freePort()
  const started = performance.now()
  const npm = spawn('npm', ['start'], {
    cwd: checkout.folder,
    env: { ...plainEnvironment(), PORT: String(port), DATA_DIR: dataDir },
    stdio: 'ignore',
    // npm is a script there.
    shell: process.platform === 'win32',
    // A group of its own, so that the signal reaches the product whatever npm does with it.
    detached: process.platform !== 'win32',
  })
  const gone = once(npm, 'exit')
  await using _ending = endedBy(async () => {
    endGroup(npm)
    await gone
  })
  await untilAnswers(port, gone)
  return (performance.now() - started) / 1000
}

function endGroup(npm: ChildProcess): void {
  if (npm.pid === undefined || npm.exitCode !== null) return
  if (process.platform === 'win32') npm.kill()
  else process.kill(-npm.pid, 'SIGTERM')
}
