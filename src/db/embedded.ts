/** The product's own PostgreSQL: a cluster in a folder, run from the npm package's programs, with nothing to install. */
import fs from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connectionString, isSocketOfOurs } from './embedded-address.ts'
import { ensureCluster, USER, type Place } from './embedded-cluster.ts'
import { joinServer, launch, type Running } from './embedded-launch.ts'
import { findPostmaster, isAlive, lostItsKeeper, type Address } from './embedded-postmaster.ts'
import { findPrograms } from './embedded-programs.ts'

export type EmbeddedServer = {
  /** A connection string for `pg`. It stays right when the server has to be started again. */
  url: string
  /** True when another process had started the server and this one uses it too. */
  joined: boolean
  /** The process id of the server. */
  readonly pid: number
  /** Stops the server cleanly and returns when it is gone; a second call waits for the same. A joined server stays. */
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  /** The product's data folder; the cluster lives in `postgres` inside it. */
  dataDir: string
  /** The database to connect to; made when missing. */
  database: string
  /** Server settings over those in `embedded-launch.ts`, as in `postgresql.conf`. */
  settings?: Record<string, string | number>
  /** Gets what the server and its supervisor have to say, a line at a time. */
  log?: (line: string) => void
  /** Listen on a loopback port with a password instead of a socket: the way of Windows. Decided when the cluster is made. */
  loopback?: boolean
}

/**
 * Starts the product's own PostgreSQL 18, or joins the one that already runs on this folder. The first start makes the
 * cluster: UTF-8 with the built-in C.UTF-8 order, whatever the machine's language; ICU orders by name (`kk-x-icu`).
 *
 * However this process ends, the server stops cleanly within seconds; no commit is lost. Should the server end while
 * this process lives, joined or not, it is started again at the same address. Throws one sentence that tells the way
 * out: an unsupported platform, another version's data, a folder out of reach, a server that does not start.
 *
 * One machine or container at a time may use a folder: from inside one container the processes of another are unseen.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { database } = options
  const place = placeOf(options)
  const { cluster, log } = place
  await ensureCluster(place)

  const ending = new AbortController()
  let running = await joinOrLaunch(place, ending.signal)
  const kept = keepRunning()
  let stopped: Promise<void> | undefined
  return {
    url: connectionString(cluster, running.address, USER, database),
    joined: running.joined,
    get pid() {
      return running.pid
    },
    stop: () => (stopped ??= stop()),
  }

  async function keepRunning(): Promise<void> {
    for (;;) {
      await running.gone
      if (ending.signal.aborted) return
      log('The database server went away: starting it again.')
      const again = await startAgain(place, running.address, ending.signal)
      if (!again) return
      running = again
      if (ending.signal.aborted) await running.stop()
    }
  }

  async function stop(): Promise<void> {
    ending.abort()
    await running.stop()
    await kept
  }
}

/** Makes the cluster where there is none, for a start that follows: `npm start` builds meanwhile. Throws as a start does. */
export async function makeEmbedded(options: EmbeddedOptions): Promise<void> {
  await ensureCluster(placeOf(options))
}

function placeOf(options: EmbeddedOptions): Place {
  const { database, settings = {}, log = () => {}, loopback = process.platform === 'win32' } = options
  fs.mkdirSync(options.dataDir, { recursive: true })
  const dataDir = fs.realpathSync(options.dataDir)
  const cluster = join(dataDir, 'postgres')
  return { cluster, database, loopback, settings, log, programs: findPrograms(dataDir, cluster) }
}

// A server that is already there is joined; one that starts, stops or leaves workers behind is waited for.
async function joinOrLaunch(place: Place, ending: AbortSignal, wanted?: Address): Promise<Running> {
  const { cluster, log } = place
  const wait = patience(log)
  for (;;) {
    ending.throwIfAborted()
    const found = findPostmaster(cluster)
    if (!found) {
      const outcome = await launch(place, wanted)
      if ('pid' in outcome) return outcome
      if (!outcome.busy) throw new Error(`PostgreSQL does not start on ${cluster}: ${outcome.complaint}.`)
      await wait(120, `the database in ${cluster} to be free (${outcome.complaint})`)
    } else if (found.status !== 'ready') {
      // Recovery after a crash takes the time it takes, and the process is there.
      await wait(
        found.status === 'unknown' ? 120 : Infinity,
        `process ${found.pid} on ${cluster}, now ${found.status}`,
      )
    } else if (lostItsKeeper(found, isSocketOfOurs)) {
      log(`The database server ${found.pid} has lost its keeper: it is stopped and started anew.`)
      await stopLost(found.pid)
    } else {
      const outcome = await joinServer(place, found)
      if ('pid' in outcome) return outcome
      await wait(15, `the database server ${found.pid} on ${cluster} to answer (${outcome.complaint})`)
    }
  }
}

/** Says once what is waited for, and throws when the same has been waited for longer than so many seconds. */
function patience(log: (line: string) => void) {
  let current = ''
  let until = 0
  return async (seconds: number, what: string) => {
    if (what !== current) {
      log(`Waiting for ${what}.`)
      current = what
      until = Date.now() + seconds * 1000
    } else if (Date.now() > until) {
      throw new Error(`Waited ${seconds} seconds in vain for ${what}: end that process, or set DATABASE_URL.`)
    }
    await pause(150)
  }
}

async function stopLost(pid: number): Promise<void> {
  const asked = Date.now()
  process.kill(pid, 'SIGINT')
  while (isAlive(pid)) {
    await pause(50)
    if (Date.now() - asked > 60_000) process.kill(pid, 'SIGQUIT')
  }
}

async function startAgain(place: Place, wanted: Address, ending: AbortSignal): Promise<Running | undefined> {
  for (let seconds = 0.5; !ending.aborted; seconds = Math.min(seconds * 2, 30)) {
    try {
      return await joinOrLaunch(place, ending, wanted)
    } catch (error) {
      if (ending.aborted) return undefined
      place.log(`The database server did not come back: ${(error as Error).message}`)
      await pause(seconds * 1000, undefined, { ref: false })
    }
  }
  return undefined
}
