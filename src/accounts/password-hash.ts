import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { randomBytes } from 'node:crypto'
import { hash as argon2, parseOptions, verify as argon2Verify } from '@node-rs/argon2'
import { normalisePassword } from './password-policy.ts'

/** Who waits first: recovery, acceptance and change are rare and human; a known browser goes before an unknown one. */
export type HashPriority = 'rare' | 'known' | 'unknown'
const ORDER: readonly HashPriority[] = ['rare', 'known', 'unknown']

/** `overloaded`: the queue is full or the wait was too long (503 + Retry-After). `gone`: the caller left the queue. */
export type Busy = 'overloaded' | 'gone'
/** A hash with its algorithm, costs and salt (PHC string format); the prefix in the type keeps `Busy` apart from it. */
export type Phc = `$argon2id$${string}`
export type Hashed = Phc | Busy
/** Look for `Busy` first: it is a text, and a text is truthy. */
export type Verified = boolean | Busy

export type HashCosts = { memoryKib: number; passes: number; lanes: number }

export type HasherOptions = {
  /** Hashes computed at once, never more than cores or than libuv's pool less one thread. */
  running?: number | undefined
  /** Requests that may wait for their turn. */
  waiting?: number | undefined
  /** The longest wait for a turn, milliseconds. */
  waitMs?: number | undefined
  /** Argon2id costs of new hashes. Only tests ask for less than the default. */
  costs?: HashCosts | undefined
}

export type HashRequest = { priority?: HashPriority | undefined; signal?: AbortSignal | undefined }

export type HasherStats = {
  limit: number
  running: number
  waiting: number
  done: number
  refused: number
  gone: number
}

export type Hasher = {
  /** Hashes a password for storage, as a PHC string. */
  hash(password: string, request?: HashRequest): Promise<Hashed>
  /**
   * Compares a password with a stored hash. No account, a malformed hash or one with poisoned costs answers false
   * after the same work as a real comparison, so time tells nothing.
   */
  verify(phc: string | null | undefined, password: string, request?: HashRequest): Promise<Verified>
  /** A hash with the live costs that no password has: what an unknown address is compared with. */
  readonly decoy: Phc
  /** Whether a right password should be hashed again, because the stored costs are below the live ones. */
  needsRehash(phc: string): boolean
  stats(): HasherStats
}

/** 19 MiB, two passes, one lane: OWASP's second equal choice, 13 ms of one core here (accounts.md §6.2). */
const LIVE_COSTS: HashCosts = { memoryKib: 19_456, passes: 2, lanes: 1 }
const SALT_BYTES = 16
const TAG_BYTES = 32

/** A row with more than this was not written by us, and computing it would eat the host (accounts.md §6.4). */
const MOST = { memoryKib: 256 * 1024, passes: 10, lanes: 4, phcLength: 512 }

/**
 * The one door to password hashing: argon2id off the event loop, at most `running` at once (default: cores, below
 * UV_THREADPOOL_SIZE), `waiting` in line (64), nobody longer than `waitMs` (1 000 ms). A full line makes room for a
 * higher priority by refusing the newest of the lowest. Being busy is an answer; only what should be impossible throws.
 * Passwords are normalised here too (NFC), so no caller can hash one form and compare another.
 */
export function createHasher(options: HasherOptions = {}): Hasher {
  const costs = options.costs ?? LIVE_COSTS
  const line = createLine(options)
  const decoy = makeDecoy(costs)

  return {
    decoy,

    async hash(password, request = {}) {
      return line.run(request, async () => {
        const phc = await argon2(bytes(password), {
          memoryCost: costs.memoryKib,
          timeCost: costs.passes,
          parallelism: costs.lanes,
          outputLen: TAG_BYTES,
          salt: randomBytes(SALT_BYTES),
        })
        assert(isPhc(phc), 'argon2 answers with a PHC string')
        return phc
      })
    },

    async verify(phc, password, request = {}) {
      const stored = phc && readable(phc) ? phc : decoy
      const equal = await line.run(request, () => argon2Verify(stored, bytes(password)))
      return typeof equal === 'string' ? equal : equal && stored === phc
    },

    needsRehash(phc) {
      const stored = readable(phc)
      if (!stored) return true
      // Memory may be paid for with passes, but not passes with memory: 47 104/1 is as good as 19 456/2.
      const weaker =
        stored.memoryKib < costs.memoryKib ||
        stored.memoryKib * stored.passes < costs.memoryKib * costs.passes
      return weaker || stored.saltBytes < SALT_BYTES || stored.tagBytes < TAG_BYTES
    },

    stats: line.stats,
  }
}

/** Bytes, because a C string would end at U+0000 and a password must not. */
function bytes(password: string): Buffer {
  return Buffer.from(normalisePassword(password))
}

/** Random salt and tag: compared at full cost, equal to nothing. */
function makeDecoy(costs: HashCosts): Phc {
  const part = (size: number) => randomBytes(size).toString('base64').replace(/=+$/, '')
  const cost = `m=${costs.memoryKib},t=${costs.passes},p=${costs.lanes}`
  return `$argon2id$v=19$${cost}$${part(SALT_BYTES)}$${part(TAG_BYTES)}`
}

function isPhc(text: string): text is Phc {
  return text.startsWith('$argon2id$')
}

type Stored = HashCosts & { saltBytes: number; tagBytes: number }

/** The costs of a stored hash, or undefined when it is not an argon2id hash that is safe to compute. */
function readable(phc: string): Stored | undefined {
  if (phc.length > MOST.phcLength || !phc.startsWith('$argon2id$v=19$')) return undefined
  try {
    const { memoryCost, timeCost, parallelism, saltLen, outputLen } = parseOptions(phc)
    if (memoryCost > MOST.memoryKib || timeCost > MOST.passes || parallelism > MOST.lanes) return undefined
    // A short tag would be met by many passwords.
    if (outputLen < 16 || outputLen > 64) return undefined
    return {
      memoryKib: memoryCost,
      passes: timeCost,
      lanes: parallelism,
      saltBytes: saltLen,
      tagBytes: outputLen,
    }
  } catch {
    return undefined
  }
}

type Waiter = { deadline: number; admit(): void; refuse(reason: Busy): void }

/** A bounded line before a bounded number of permits. A permit belongs to the hash, not to the request that asked. */
function createLine(options: HasherOptions) {
  // More than cores only costs memory; the whole pool would leave files and name look-ups waiting (accounts.md §6.3).
  const most = Math.min(availableParallelism(), threadPoolSize() - 1)
  const limit = Math.max(1, Math.min(options.running ?? most, most))
  const mostWaiting = options.waiting ?? 64
  const waitMs = options.waitMs ?? 1_000
  const lanes: Record<HashPriority, Waiter[]> = { rare: [], known: [], unknown: [] }
  const count = { running: 0, done: 0, refused: 0, gone: 0 }

  const waiting = () => ORDER.reduce((sum, priority) => sum + lanes[priority].length, 0)

  async function run<T>(request: HashRequest, work: () => Promise<T>): Promise<T | Busy> {
    const refusal = await turn(request.priority ?? 'unknown', request.signal)
    if (refusal) {
      count[refusal === 'gone' ? 'gone' : 'refused']++
      return refusal
    }
    try {
      return await work()
    } finally {
      count.running--
      count.done++
      admitNext()
    }
  }

  /** Resolves with a permit taken, or with why there is none. */
  function turn(priority: HashPriority, signal: AbortSignal | undefined): Promise<Busy | undefined> {
    if (signal?.aborted) return Promise.resolve('gone')
    if (count.running < limit && waiting() === 0) {
      count.running++
      return Promise.resolve(undefined)
    }
    if (waiting() >= mostWaiting && !makeRoomFor(priority)) return Promise.resolve('overloaded')

    return new Promise((resolve) => {
      const lane = lanes[priority]
      const leave = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', left)
        const place = lane.indexOf(waiter)
        if (place !== -1) lane.splice(place, 1)
      }
      const waiter: Waiter = {
        deadline: performance.now() + waitMs,
        admit() {
          leave()
          count.running++
          resolve(undefined)
        },
        refuse(reason) {
          leave()
          resolve(reason)
        },
      }
      const left = () => waiter.refuse('gone')
      const timer = setTimeout(() => waiter.refuse('overloaded'), waitMs)
      signal?.addEventListener('abort', left)
      lane.push(waiter)
    })
  }

  function makeRoomFor(priority: HashPriority): boolean {
    const lower = ORDER.slice(ORDER.indexOf(priority) + 1).reverse()
    const newest = lower.map((lane) => lanes[lane].at(-1)).find((waiter) => waiter !== undefined)
    newest?.refuse('overloaded')
    return newest !== undefined
  }

  function admitNext(): void {
    while (count.running < limit) {
      const next = ORDER.map((priority) => lanes[priority][0]).find((waiter) => waiter !== undefined)
      if (!next) return
      // A busy event loop delays timers: whoever waited too long is refused here instead of hashed for nobody.
      if (performance.now() > next.deadline) next.refuse('overloaded')
      else next.admit()
    }
  }

  return { run, stats: (): HasherStats => ({ limit, waiting: waiting(), ...count }) }
}

/** libuv's own reading of UV_THREADPOOL_SIZE: four unless said otherwise, between 1 and 1 024. */
function threadPoolSize(): number {
  const size = Number.parseInt(process.env.UV_THREADPOOL_SIZE ?? '', 10)
  return Number.isNaN(size) ? 4 : Math.min(Math.max(size, 1), 1_024)
}
