/** Starts the server on a cluster through its keeper, or uses the one that others have started. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { totalmem } from 'node:os'
import { createInterface } from 'node:readline'
import { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { connectionString, isSocket, loopbackAddress, socketAddress } from './embedded-address.ts'
import { complaint, USER, type Place } from './embedded-cluster.ts'
import { keeperScript, type KeeperOrders } from './embedded-keeper.ts'
import { findPostmaster, isAlive, type Address, type Postmaster } from './embedded-postmaster.ts'

export type Running = {
  pid: number
  address: Address
  joined: boolean
  /** Settles when the server, or the process that keeps it, is no more. */
  gone: Promise<void>
  stop(): Promise<void>
}

/** Why it did not work. `busy`: the cluster or the address is taken for the moment, so trying again makes sense. */
export type Trouble = { complaint: string; busy: boolean }

// Taken by another process that starts at this moment, by workers of a server that crashed, by a program on the port; or
// the socket folder was just removed by a server on its way out.
const BUSY =
  /lock file .* (already exists|is empty)|still in use|could not (bind|create any TCP)|create lock file .* No such file/

// A small box that must survive a power cut. `log_min_messages=log` leaves out ERROR: a refused duplicate is ordinary
// business here and would flood the log; FATAL and PANIC stay.
const DEFAULTS = {
  fsync: 'on',
  synchronous_commit: 'on',
  shared_buffers: `${sharedBuffersMb()}MB`,
  max_connections: 120,
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  log_min_messages: 'log',
  log_checkpoints: 'off',
  log_line_prefix: '',
  cluster_name: 'mycoupon',
  max_logical_replication_workers: 0,
}

// What many coupons at once touch should be there without asking the system for it each time. PostgreSQL's manual advises a
// quarter of the memory for a server of its own; here the product and its papers live on the same machine.
function sharedBuffersMb(): number {
  const bytes = Math.min(process.constrainedMemory() || Infinity, totalmem())
  return Math.min(1024, Math.max(128, Math.floor(bytes / 8 / 2 ** 20)))
}

/** Starts a server and returns when it answers and has the database. `wanted` is the address it had before. */
export async function launch(place: Place, wanted?: Address): Promise<Running | Trouble> {
  const { cluster, programs } = place
  if (fs.statSync(cluster).uid !== programs.uid) programs.own(cluster)
  const address = await makeAddress(place, wanted)
  const keeper = spawnKeeper(orders(place, address))
  const gone = new Promise<void>((resolve) => {
    keeper.once('exit', () => resolve())
    keeper.once('error', (error) => {
      place.log(`The database's keeper does not start: ${error.message}.`)
      resolve()
    })
  })
  const { lines, ready } = readLog(keeper.stderr, place.log)
  const started = await Promise.race([ready, gone])
  if (!started) {
    await pause(50) // The last lines may still be in the pipe.
    return { complaint: complaint(lines) ?? 'it ends without a word', busy: BUSY.test(lines.join('\n')) }
  }
  // Nothing here keeps the process of the product alive: when its work is done it ends, and the server with it.
  keeper.unref()
  for (const pipe of [keeper.stdin, keeper.stderr]) if (pipe instanceof Socket) pipe.unref()
  const pid = findPostmaster(cluster)?.pid ?? 0
  const stop = async () => {
    keeper.ref()
    keeper.stdin.end()
    await gone
  }
  try {
    await ensureDatabase(place, address)
  } catch (error) {
    await stop()
    throw error
  }
  return { pid, address, joined: false, gone, stop }
}

async function makeAddress({ cluster, loopback, programs }: Place, wanted?: Address): Promise<Address> {
  if (loopback) return wanted ?? loopbackAddress()
  const address = socketAddress(cluster, programs.uid, wanted)
  programs.own(address.host)
  return address
}

function orders({ cluster, programs, settings }: Place, address: Address): KeeperOrders {
  const where = isSocket(address)
    ? { listen_addresses: '', unix_socket_directories: address.host, unix_socket_permissions: '0700' }
    : { listen_addresses: address.host, unix_socket_directories: '' }
  const all = Object.entries({ ...DEFAULTS, ...settings, ...where, port: address.port })
  const flags = all.flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const halt = programs.command('pg_ctl', ['stop', '-D', cluster, '-m', 'fast', '-W'])
  return {
    ...programs.command('postgres', ['-D', cluster, ...flags]),
    ...(isSocket(address) ? { folder: address.host } : {}),
    ...(process.platform === 'win32' ? { halt } : {}),
  }
}

// In a process group of its own: Ctrl+C in the terminal is for the product, which then closes the pipe in good order.
function spawnKeeper(work: KeeperOrders) {
  const keeper = spawn(process.execPath, ['-e', keeperScript, JSON.stringify(work)], {
    cwd: work.options.cwd,
    env: work.options.env,
    detached: true,
    windowsHide: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  keeper.stdin.on('error', () => {})
  return keeper
}

function readLog(stderr: Readable, log: (line: string) => void) {
  const lines: string[] = []
  const ready = new Promise<true>((resolve) => {
    let begun = false
    createInterface({ input: stderr }).on('line', (line) => {
      // Before this line the server only checks whether the cluster is free, and may be started for it many times.
      begun ||= line.includes('starting PostgreSQL')
      if (begun) log(line)
      if (lines.length < 50) lines.push(line)
      if (line.includes('database system is ready to accept connections')) resolve(true)
    })
  })
  return { lines, ready }
}

/** Uses a server that another process has started. Trouble when it does not let us in or works on other data. */
export async function joinServer(place: Place, found: Postmaster): Promise<Running | Trouble> {
  try {
    await ensureDatabase(place, found.address)
  } catch (error) {
    return { complaint: (error as Error).message, busy: true }
  }
  // A server that others started and stop: nothing tells us when, so its process is watched.
  let settle = () => {}
  const gone = new Promise<void>((resolve) => (settle = resolve))
  const watch = setInterval(() => isAlive(found.pid) || leave(), 250).unref()
  const leave = () => {
    clearInterval(watch)
    settle()
  }
  return { pid: found.pid, address: found.address, joined: true, gone, stop: async () => leave() }
}

async function ensureDatabase({ cluster, database }: Place, address: Address): Promise<void> {
  const client = new pg.Client({ connectionString: connectionString(cluster, address, USER, 'postgres') })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ folder: string; made: boolean }>(
      `select current_setting('data_directory') as folder, exists (select from pg_database where datname = $1) as made`,
      [database],
    )
    if (fs.realpathSync(rows[0]?.folder ?? '') !== cluster) throw new Error('another server listens there')
    if (!rows[0]?.made) await client.query(`create database ${pg.escapeIdentifier(database)}`)
  } catch (error) {
    // Two processes may make it at the same moment.
    const codes = ['42P04', '23505']
    if (!(error instanceof pg.DatabaseError) || !codes.includes(error.code ?? '')) throw error
  } finally {
    await client.end()
  }
}
