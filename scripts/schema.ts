// npm run schema: writes the types of the tables (src/db/schema.ts) from a freshly migrated database.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'mycoupon-schema-'))
try {
  const made = spawnSync(
    process.execPath,
    ['--import', './scripts/tsx.ts', 'src/testing/write-schema.ts', folder],
    {
      stdio: 'inherit',
    },
  )
  process.exitCode = made.status ?? 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
