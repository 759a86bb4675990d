// npm run check: everything that can be said about the code without running it. One line a check, its words when it fails.
//
//   node scripts/check.ts                   all
//   node scripts/check.ts lint types        some
import { spawn } from 'node:child_process'

const CHECKS: Record<string, string[]> = {
  format: ['oxfmt', '--check'],
  lint: ['oxlint', '--type-aware'],
  types: ['tsc', '-p', '.'],
  'browser types': ['tsc', '-p', 'src/web/browser'],
  phrases: ['node', 'scripts/i18n.ts', '--check'],
  unused: ['knip', '--no-progress'],
}

/** Runs the named checks, or all of them, side by side; answers with how many passed and failed. */
export async function check(
  names: string[] = Object.keys(CHECKS),
): Promise<{ passed: number; failed: number }> {
  const results = await Promise.all(names.map(async (name) => ({ name, ...(await run(CHECKS[name] ?? [])) })))
  for (const { name, ok, output, ms } of results) {
    console.log(`${ok ? '✔' : '✖'} ${name} (${ms} ms)`)
    if (!ok) console.log(output)
  }
  const passed = results.filter(({ ok }) => ok).length
  return { passed, failed: results.length - passed }
}

function run([command = '', ...args]: string[]): Promise<{ ok: boolean; output: string; ms: number }> {
  const started = performance.now()
  return new Promise((resolve) => {
    // On Windows the commands of packages are .cmd files, which only a shell starts.
    const child = spawn(command, args, {
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', (error) => resolve({ ok: false, output: error.message, ms: 0 }))
    child.on('close', (code) =>
      resolve({ ok: code === 0, output, ms: Math.round(performance.now() - started) }),
    )
  })
}

if (import.meta.main) {
  const { failed } = await check(process.argv.length > 2 ? process.argv.slice(2) : undefined)
  process.exitCode = failed > 0 ? 1 : 0
}
