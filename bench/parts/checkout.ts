/** A copy of the sources in a temporary folder, built there: what runs here never meets the dist/ and data/ of the checkout. */
import { execFile } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { endedBy } from './ending.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Everything `npm start` needs; the packages are linked. */
const PARTS = ['package.json', 'package-lock.json', 'tsconfig.json', 'scripts', 'src']

/** `folder` is the copy, `temp` a place beside it for data; both go with it. */
export type Checkout = AsyncDisposable & { folder: string; temp: string }

/** Copies the working tree as it is now, edits not yet committed too. Nothing is built yet. */
export function copyCheckout(): Checkout {
  const temp = mkdtempSync(join(tmpdir(), 'mycoupon-bench-'))
  // The product's PostgreSQL may run as another user, who has to reach its folder.
  chmodSync(temp, 0o755)
  const folder = join(temp, 'checkout')
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return {
    folder,
    temp,
    ...endedBy(() => removeForGood(temp)),
  }
}

/** Makes dist/ of the copy. Throws with what the build said when it fails. */
export async function buildCheckout({ folder }: Checkout): Promise<void> {
  const building = promisify(execFile)(process.execPath, [join(folder, 'scripts', 'build.ts')], {
    cwd: folder,
  })
  // An interrupted build would go on writing into a folder that is being removed.
  await using _ending = endedBy(async () => {
    building.child.kill()
    await building.catch(() => {})
  })
  await building
}

// A product that is ended while it makes its first database leaves initdb behind, which goes on for a second or so.
async function removeForGood(folder: string): Promise<void> {
  for (let quiet = 0, tries = 0; quiet < 3 && tries < 50; tries++) {
    quiet = existsSync(folder) ? 0 : quiet + 1
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
    await pause(100)
  }
}
