/** Who holds a cluster: `postmaster.pid` read, and checked against the processes that are really there. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { join } from 'node:path'
import { KEEPER_MARK } from './embedded-keeper.ts'

/** A server's socket folder (or 127.0.0.1) and port. */
export type Address = { host: string; port: number }

export type Postmaster = {
  pid: number
  address: Address
  status: 'starting' | 'stopping' | 'ready' | 'unknown'
}

/**
 * The server that holds the cluster, if a process behind its `postmaster.pid` lives. When that process is something else
 * (after a restart of the machine or a container the number belongs to another program) the stale file is removed:
 * PostgreSQL itself would refuse to start.
 */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const file = join(cluster, 'postmaster.pid')
  if (isLeftEmpty(file)) fs.rmSync(file, { force: true })
  const lines = readLines(file)
  const pid = Number(lines[0])
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined
  if (worksOn(pid, cluster) === false) {
    fs.rmSync(file, { force: true })
    return undefined
  }
  const status = /^(starting|stopping|ready)/.exec(lines[7] ?? '')?.[1] as Postmaster['status'] | undefined
  return {
    pid,
    status: status ?? 'unknown',
    address: { host: lines[4] || lines[5] || '', port: Number(lines[3]) },
  }
}

/**
 * True for a lock file that was made but not filled for some seconds: a power cut came between, and nobody will fill it.
 * PostgreSQL refuses to start while it is there.
 */
export function isLeftEmpty(file: string): boolean {
  const found = fs.statSync(file, { throwIfNoEntry: false })
  return found !== undefined && found.size === 0 && Date.now() - found.mtimeMs > 5000
}

/** True while the process exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Whether the process is a PostgreSQL server with its home in this folder; without a folder, any PostgreSQL. Undefined
 * where the system does not tell.
 */
export function worksOn(pid: number, cluster?: string): boolean | undefined {
  if (process.platform === 'darwin') return ps(pid, 'comm').endsWith('postgres')
  if (process.platform !== 'linux') return undefined
  try {
    if (fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'postgres') return false
    if (cluster === undefined) return true
    const [home, folder] = [fs.statSync(`/proc/${pid}/cwd`), fs.statSync(cluster)]
    return home.dev === folder.dev && home.ino === folder.ino
  } catch (error) {
    // A process that has just gone, or waits dead for its parent, has no home any more; another user's is not shown.
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? undefined : false
  }
}

/** True when the server was once started by a keeper that is no more, so that nothing would ever stop it. */
export function lostItsKeeper(server: Postmaster, ours: (address: Address) => boolean): boolean {
  if (!ours(server.address)) return false
  if (process.platform === 'linux') {
    const parent = /^PPid:\s*(\d+)/m.exec(readLines(`/proc/${server.pid}/status`).join('\n'))?.[1]
    return parent !== undefined && !readLines(`/proc/${parent}/cmdline`).join('\n').includes(KEEPER_MARK)
  }
  if (process.platform === 'darwin')
    return !ps(Number(ps(server.pid, 'ppid')), 'command').includes(KEEPER_MARK)
  return false
}

function readLines(file: string): string[] {
  try {
    return fs.readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

function ps(pid: number, field: string): string {
  return spawnSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? ''
}
