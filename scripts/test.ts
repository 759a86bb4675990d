// npm test: the whole proof. Checks, then every test on a real database, real HTTP, a real SMTP conversation and a real
// Chromium; ends with «N passed, N failed».
//
//   node scripts/test.ts                         everything
//   node scripts/test.ts src/accounts e2e/...    only the tests under these paths, without the checks
import { spawn } from 'node:child_process'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readyChromium } from '../e2e/chromium.ts'
import { check } from './check.ts'

const only = process.argv.slice(2)
const wanted = (pattern: string) =>
  globSync(pattern).filter((file) => only.length === 0 || only.some((path) => file.startsWith(path)))

let passed = 0
let failed = 0
const count = (result: { passed: number; failed: number }) => {
  passed += result.passed
  failed += result.failed
}

if (only.length === 0) count(await check())

const folder = mkdtempSync(join(tmpdir(), 'mycoupon-test-'))
process.env['MYCOUPON_TEST_FOLDER'] = folder
const server = await startServer()
try {
  const unit = wanted('src/**/*.test.{ts,tsx}')
  const browser = wanted('e2e/**/*.test.{ts,tsx}')
  const ready = browser.length === 0 || hasChromium()
  // At the same time: a test in a browser waits for it half of the time, and the longest walks would run alone in the end.
  const results = await Promise.all([
    unit.length > 0 ? runTests(unit) : undefined,
    browser.length > 0 && ready ? runTests(browser) : undefined,
  ])
  for (const result of results) if (result) count(result)
  if (!ready) failed++
} finally {
  server.stop()
  await server.gone
  rmSync(folder, { recursive: true, force: true })
}

console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)

// Asked for before the tests: bringing a browser may take longer than a test is given.
function hasChromium(): boolean {
  try {
    readyChromium()
    return true
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return false
  }
}

// One PostgreSQL for the whole run; each test file takes a copy of its migrated template.
async function startServer(): Promise<{ stop(): void; gone: Promise<void> }> {
  const child = spawn(process.execPath, ['--import', './scripts/tsx.ts', 'src/testing/server.ts', folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const line = /^ready (.+)$/m.exec(said)
      if (line) resolve(line[1]!)
    })
    child.once('exit', (code) => reject(new Error(`the test database did not start (exit ${code})`)))
  })
  process.env['TEST_DATABASE_URL'] = url
  return { stop: () => child.stdin.end(), gone }
}

function runTests(files: string[]): Promise<{ passed: number; failed: number }> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [
        '--import',
        './scripts/tsx.ts',
        '--test',
        '--test-concurrency=2',
        // Only what hangs is ended: one walk in a browser looks at a hundred pages in three sizes, on a machine that may be busy.
        '--test-timeout=900000',
        '--test-force-exit',
        '--test-reporter=spec',
        ...files,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let tail = ''
    child.stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk)
      tail = (tail + chunk.toString()).slice(-200_000)
    })
    child.on('close', (code) => {
      const number = (name: string) => Number(new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(tail)?.[1] ?? 0)
      const bad = number('fail') + number('cancelled')
      // A run that ended badly without naming a test has failed all the same.
      resolve({ passed: number('pass'), failed: code !== 0 && bad === 0 ? 1 : bad })
    })
  })
}
