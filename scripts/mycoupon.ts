// npm run mycoupon -- …: the operator's commands from a checkout. Builds first when something has changed.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const built = spawnSync(
  process.execPath,
  [fileURLToPath(new URL('./build.ts', import.meta.url)), '--if-stale'],
  { stdio: ['ignore', 'ignore', 'inherit'] },
)
if (built.status !== 0) process.exit(built.status ?? 1)
await import(new URL('../dist/cli.js', import.meta.url).href)
