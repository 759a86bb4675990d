// npm start: builds when something has changed, then becomes the server, so that signals reach it.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const built = spawnSync(
  process.execPath,
  [fileURLToPath(new URL('./build.ts', import.meta.url)), '--if-stale'],
  { stdio: 'inherit' },
)
if (built.status !== 0) process.exit(built.status ?? 1)
process.argv.push('serve')
await import(new URL('../dist/cli.js', import.meta.url).href)
