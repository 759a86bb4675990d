/** Where the product's own server listens: a socket only we can open, or a loopback port with a password. */
import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { isAlive, isLeftEmpty, worksOn, type Address } from './embedded-postmaster.ts'

const PREFIX = 'mycoupon-postgres-'
const PORT = 5432
const LOCK = `.s.PGSQL.${PORT}.lock`

/**
 * Makes the socket folder of a cluster, closed to everybody but user `uid`, and removes folders that dead servers have
 * left. The name follows from the cluster, so that whichever process starts the server next, its address stays the same;
 * `wanted` asks for the address the server had before.
 */
export function socketAddress(cluster: string, uid: number, wanted?: Address): Address {
  sweep(uid)
  const key = createHash('sha256').update(fs.realpathSync(cluster)).digest('hex').slice(0, 16)
  const folder = wanted?.host ?? join(socketHome(), PREFIX + key)
  try {
    fs.mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    // Anybody may make folders in a temporary place: one that is not ours alone is left to whoever made it.
    if (!isOurs(folder, uid)) return { host: fs.mkdtempSync(join(socketHome(), PREFIX)), port: PORT }
    removeDeadSocket(folder, cluster)
  }
  return { host: folder, port: PORT }
}

/** Whether the address is a socket folder made here. */
export function isSocketOfOurs(address: Address): boolean {
  return basename(address.host).startsWith(PREFIX)
}

/** A loopback address with a free port. Between asking and using, another program may take it: then ask again. */
export async function loopbackAddress(): Promise<Address> {
  const probe = createServer()
  const port = await new Promise<number>((resolve, reject) => {
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const bound = probe.address()
      resolve(typeof bound === 'object' && bound ? bound.port : 0)
    })
  })
  await new Promise((resolve) => probe.close(resolve))
  return { host: '127.0.0.1', port }
}

/** Where a cluster that listens on loopback keeps its password. */
export function passwordFile(cluster: string): string {
  return join(cluster, 'mycoupon.password')
}

/** Writes a new password of 192 random bits into a file that only its owner reads. */
export function writePassword(file: string): void {
  fs.writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flush: true })
}

/** The connection string of one database of the server. */
export function connectionString(cluster: string, address: Address, user: string, database: string): string {
  const name = encodeURIComponent(database)
  if (isSocket(address)) {
    return `postgres://${user}@/${name}?host=${encodeURIComponent(address.host)}&port=${address.port}`
  }
  const password = fs.readFileSync(passwordFile(cluster), 'utf8').trim()
  return `postgres://${user}:${password}@${address.host}:${address.port}/${name}`
}

/** Whether the address is a folder with a socket in it rather than a network address. */
export function isSocket(address: Address): boolean {
  return address.host.startsWith('/')
}

// The path of a Unix socket may have 103 bytes at most (macOS), wherever the temporary folder is.
function socketHome(): string {
  const longest = join(tmpdir(), `${PREFIX}0123456789abcdef`, LOCK)
  return Buffer.byteLength(longest) <= 103 ? tmpdir() : '/tmp'
}

function isOurs(folder: string, uid: number): boolean {
  const found = fs.lstatSync(folder, { throwIfNoEntry: false })
  const owners = [uid, process.getuid?.() ?? 0]
  return (
    found !== undefined && found.isDirectory() && owners.includes(found.uid) && (found.mode & 0o077) === 0
  )
}

function sweep(uid: number): void {
  for (const name of fs.readdirSync(socketHome())) {
    const folder = join(socketHome(), name)
    if (!name.startsWith(PREFIX) || !isOurs(folder, uid)) continue
    removeDeadSocket(folder)
    // A folder without a socket may belong to a server that is just starting.
    const made = fs.statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (Date.now() - made > 60_000) removeEmpty(folder)
  }
}

function removeDeadSocket(folder: string, cluster?: string): void {
  const lock = join(folder, LOCK)
  if (!fs.existsSync(lock)) return
  const pid = Number.parseInt(fs.readFileSync(lock, 'utf8'), 10)
  const inUse = isAlive(pid) ? worksOn(pid, cluster) !== false : Number.isNaN(pid) && !isLeftEmpty(lock)
  if (inUse) return
  fs.rmSync(lock, { force: true })
  fs.rmSync(lock.replace(/\.lock$/, ''), { force: true })
}

function removeEmpty(folder: string): void {
  try {
    fs.rmdirSync(folder)
  } catch {
    // Somebody has begun to use it.
  }
}
