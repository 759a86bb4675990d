/** Makes the folder of data that the product's own PostgreSQL works on, or checks the one that is there. */
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { passwordFile, writePassword } from './embedded-address.ts'
import { isAlive } from './embedded-postmaster.ts'
import type { Programs } from './embedded-programs.ts'

/** The server's one user, who owns everything in it. */
export const USER = 'mycoupon'

/** What is needed to work on a cluster. */
export type Place = {
  cluster: string
  database: string
  /** How the cluster is made; from then on, how it was made. */
  loopback: boolean
  settings: Record<string, string | number>
  programs: Programs
  log: (line: string) => void
}

/**
 * Makes the cluster when there is none, in the product's encoding and order whatever the machine's language is. Throws
 * one sentence when the folder holds something else, or data of another major version.
 */
export async function ensureCluster(place: Place): Promise<void> {
  const { cluster, programs } = place
  const versionFile = join(cluster, 'PG_VERSION')
  if (!fs.existsSync(versionFile)) await makeCluster(place)
  place.loopback = fs.existsSync(passwordFile(cluster))
  const found = fs.readFileSync(versionFile, 'utf8').trim()
  if (found !== programs.major) {
    throw new Error(
      `${cluster} holds data of PostgreSQL ${found}, this version brings ${programs.major}: make a backup with the version that wrote it and restore it into an empty folder.`,
    )
  }
}

// Made under another name and renamed when it is whole: a first start that was interrupted never looks like a cluster.
// The name carries the maker's process id, so that two first starts at once do not spoil each other's work.
async function makeCluster({ cluster, programs, loopback, log }: Place): Promise<void> {
  removeUnfinished(cluster)
  log('Making the database: this happens once.')
  const fresh = `${cluster}.new-${process.pid}`
  fs.mkdirSync(fresh, { mode: 0o700 })
  programs.own(fresh)
  const password = `${fresh}.password`
  if (loopback) writePassword(password)
  if (loopback) programs.own(password)
  const { file, args, options } = programs.command('initdb', [
    `--pgdata=${fresh}`,
    `--username=${USER}`,
    ...(loopback ? ['--auth=scram-sha-256', `--pwfile=${password}`] : ['--auth=trust']),
    '--encoding=UTF8',
    '--no-locale',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ])
  try {
    await promisify(execFile)(file, args, { ...options, windowsHide: true })
  } catch (error) {
    removeUnfinished(cluster)
    const { stderr = '', message } = error as { stderr?: string; message: string }
    const why = complaint(stderr.split('\n')) ?? message
    throw new Error(
      `The database could not be made in ${cluster} (${why}): check the folder and the user, or set DATABASE_URL to a PostgreSQL server.`,
      { cause: error },
    )
  }
  if (loopback) fs.renameSync(password, passwordFile(fresh))
  moveIntoPlace(fresh, cluster)
}

function removeUnfinished(cluster: string): void {
  for (const name of fs.readdirSync(dirname(cluster))) {
    const maker = /^\.new(?:-(\d+))?/.exec(name.slice(basename(cluster).length))
    if (!maker || !name.startsWith(basename(cluster))) continue
    const pid = Number(maker[1])
    if (pid && pid !== process.pid && isAlive(pid)) continue
    fs.rmSync(join(dirname(cluster), name), { recursive: true, force: true, maxRetries: 5 })
  }
}

function moveIntoPlace(fresh: string, cluster: string): void {
  try {
    if (process.platform === 'win32' && fs.existsSync(cluster)) fs.rmdirSync(cluster)
    fs.renameSync(fresh, cluster)
  } catch (error) {
    fs.rmSync(fresh, { recursive: true, force: true })
    // Another process of the same start was first.
    if (fs.existsSync(join(cluster, 'PG_VERSION'))) return
    throw new Error(`${cluster} cannot be made a database folder, so empty it or choose another DATA_DIR.`, {
      cause: error,
    })
  }
  if (process.platform === 'win32') return
  const folder = fs.openSync(dirname(cluster), 'r')
  fs.fsyncSync(folder)
  fs.closeSync(folder)
}

/** What stopped the server is its last FATAL or PANIC line; initdb has its own way to say it. */
export function complaint(lines: string[]): string | undefined {
  const said = lines.flatMap((line) => /(?:FATAL|PANIC|error|initdb):\s*(.+)/.exec(line)?.[1] ?? [])
  return said.at(-1)
}
