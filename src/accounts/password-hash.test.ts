import { test } from 'node:test'
import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { createHasher, type Hasher, type HasherOptions, type HashPriority } from './password-hash.ts'

/** Cheap enough for many, and still argon2id. */
const LIGHT = { memoryKib: 256, passes: 1, lanes: 1 }
/** A tenth of a second or more, so that what comes after it has to wait. */
const HEAVY = { memoryKib: 64 * 1024, passes: 8, lanes: 1 }

function aHasher(options: HasherOptions = {}): Hasher {
  return createHasher({ costs: LIGHT, ...options })
}

/** One permit, taken by a slow comparison until `free` resolves. */
async function aBusyHasher(options: HasherOptions = {}): Promise<{ hasher: Hasher; free: Promise<unknown> }> {
  const hasher = aHasher({ running: 1, waitMs: 5_000, ...options })
  const slow = createHasher({ costs: HEAVY }).decoy
  return { hasher, free: hasher.verify(slow, 'anything') }
}

async function aHash(hasher: Hasher, password: string): Promise<string> {
  const phc = await hasher.hash(password)
  assert.ok(phc !== 'overloaded' && phc !== 'gone')
  return phc
}

test('a password is stored as argon2id with the live costs and its own salt', async () => {
  const hasher = createHasher()
  const phc = await aHash(hasher, 'по утрам чай')
  assert.match(phc, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  assert.notEqual(await hasher.hash('по утрам чай'), phc)
  assert.equal(await hasher.verify(phc, 'по утрам чай'), true)
  assert.equal(await hasher.verify(phc, 'по утрам чaй'), false)
})

test('the right password is told from a wrong one to the last character, case, space and NUL', async () => {
  const hasher = aHasher()
  for (const password of ['Жаңа құпиясөз 1', ' x ', 'a\0b', 'ж'.repeat(256), '😀'.repeat(100)]) {
    const phc = await aHash(hasher, password)
    assert.equal(await hasher.verify(phc, password), true)
    for (const wrong of [`${password} `, password.slice(0, -1), password.toUpperCase() + '!', '']) {
      assert.equal(await hasher.verify(phc, wrong), false)
    }
  }
  assert.equal(await hasher.verify(await aHash(hasher, 'a\0b'), 'a\0c'), false)
})

test('й and ё typed on another machine open the same account', async () => {
  const hasher = aHasher()
  const phc = await aHash(hasher, 'зелёный чай'.normalize('NFD'))
  assert.equal(await hasher.verify(phc, 'зелёный чай'.normalize('NFC')), true)
})

test('never more than the limit run at once, and everybody gets an answer', async () => {
  const hasher = aHasher({ running: 2, waiting: 200, waitMs: 30_000 })
  const { limit } = hasher.stats()
  let most = 0
  const watch = () => {
    most = Math.max(most, hasher.stats().running)
  }
  await Promise.all(
    Array.from({ length: 100 }, async (_, i) => {
      const answer = hasher.hash(`password ${i}`)
      watch()
      assert.match(await answer, /^\$argon2id/)
      watch()
    }),
  )
  assert.equal(most, limit)
  assert.deepEqual(hasher.stats(), { limit, running: 0, waiting: 0, done: 100, refused: 0, gone: 0 })
})

test('the limit stays at or below the cores and below the thread pool, and is at least one', () => {
  const before = process.env.UV_THREADPOOL_SIZE
  try {
    delete process.env.UV_THREADPOOL_SIZE
    assert.equal(aHasher().stats().limit, Math.min(availableParallelism(), 3))
    assert.equal(aHasher({ running: 1 }).stats().limit, 1)
    assert.ok(aHasher({ running: 99 }).stats().limit <= Math.min(availableParallelism(), 3))
    for (const size of ['1', '2', '0', '-3']) {
      process.env.UV_THREADPOOL_SIZE = size
      assert.equal(aHasher().stats().limit, 1)
    }
    process.env.UV_THREADPOOL_SIZE = '128'
    assert.equal(aHasher().stats().limit, availableParallelism())
  } finally {
    if (before === undefined) delete process.env.UV_THREADPOOL_SIZE
    else process.env.UV_THREADPOOL_SIZE = before
  }
})

test('recovery goes before a known browser, and a known browser before an unknown one', async () => {
  const { hasher, free } = await aBusyHasher()
  const served: string[] = []
  const ask = async (name: string, priority?: HashPriority) => {
    await hasher.hash('x', { priority })
    served.push(name)
  }
  await Promise.all([
    ask('unknown 1'),
    ask('known 1', 'known'),
    ask('unknown 2', 'unknown'),
    ask('rare 1', 'rare'),
    ask('known 2', 'known'),
    ask('rare 2', 'rare'),
    free,
  ])
  assert.deepEqual(served, ['rare 1', 'rare 2', 'known 1', 'known 2', 'unknown 1', 'unknown 2'])
})

test('a full queue refuses at once', async () => {
  const { hasher, free } = await aBusyHasher({ waiting: 2 })
  const waiting = [hasher.hash('a'), hasher.hash('b')]
  assert.equal(await hasher.hash('c'), 'overloaded')
  assert.equal(await hasher.verify(hasher.decoy, 'c'), 'overloaded')
  assert.equal(hasher.stats().waiting, 2)
  for (const answer of await Promise.all(waiting)) assert.match(answer, /^\$argon2id/)
  await free
  assert.equal(hasher.stats().refused, 2)
})

test('a full queue makes room for who matters more by refusing the newest who matters least', async () => {
  const { hasher, free } = await aBusyHasher({ waiting: 2 })
  const first = hasher.hash('first', { priority: 'unknown' })
  const second = hasher.hash('second', { priority: 'unknown' })
  const rare = hasher.hash('rare', { priority: 'rare' })
  assert.equal(await second, 'overloaded')
  const known = hasher.hash('known', { priority: 'known' })
  assert.equal(await first, 'overloaded')
  assert.equal(await hasher.hash('third', { priority: 'unknown' }), 'overloaded')
  assert.equal(await hasher.hash('fourth', { priority: 'known' }), 'overloaded')
  assert.match(await rare, /^\$argon2id/)
  assert.match(await known, /^\$argon2id/)
  await free
})

test('without a queue only the free permits are given', async () => {
  const { hasher, free } = await aBusyHasher({ waiting: 0 })
  assert.equal(await hasher.hash('x', { priority: 'rare' }), 'overloaded')
  await free
  assert.match(await hasher.hash('x'), /^\$argon2id/)
})

test('who waits longer than the deadline is refused and never hashed', async () => {
  const { hasher, free } = await aBusyHasher({ waitMs: 20 })
  const started = performance.now()
  assert.equal(await hasher.hash('x'), 'overloaded')
  assert.ok(performance.now() - started >= 19)
  await free
  assert.deepEqual(
    { ...hasher.stats(), limit: 1 },
    { limit: 1, running: 0, waiting: 0, done: 1, refused: 1, gone: 0 },
  )
})

test('a deadline passed while the event loop was busy is still a deadline', async () => {
  const { hasher, free } = await aBusyHasher({ waitMs: 20 })
  const late = hasher.hash('x')
  const until = performance.now() + 400
  while (performance.now() < until);
  assert.equal(await late, 'overloaded')
  await free
  assert.equal(hasher.stats().done, 1)
})

test('a caller who leaves the queue gives the place back', async () => {
  const { hasher, free } = await aBusyHasher({ waiting: 1 })
  const leaving = new AbortController()
  const left = hasher.hash('x', { signal: leaving.signal })
  assert.equal(hasher.stats().waiting, 1)
  leaving.abort()
  assert.equal(hasher.stats().waiting, 0)
  assert.equal(await left, 'gone')
  assert.match(await hasher.hash('y', { signal: new AbortController().signal }), /^\$argon2id/)
  await free
  assert.equal(hasher.stats().gone, 1)
  assert.equal(await hasher.hash('z', { signal: AbortSignal.abort() }), 'gone')
})

test('a caller who leaves while hashing does not free the permit', async () => {
  const hasher = aHasher({ running: 1, waitMs: 5_000 })
  const leaving = new AbortController()
  const slow = hasher.verify(createHasher({ costs: HEAVY }).decoy, 'x', { signal: leaving.signal })
  const next = hasher.hash('y')
  leaving.abort()
  await sleep(5)
  assert.equal(hasher.stats().running, 1)
  assert.equal(hasher.stats().waiting, 1)
  assert.equal(await slow, false)
  assert.match(await next, /^\$argon2id/)
})

const SALT = 'c2FsdHNhbHRzYWx0c2FsdA'
const TAG = 'A'.repeat(43)
const poisoned: [name: string, phc: string | null | undefined][] = [
  ['no account', undefined],
  ['no password', null],
  ['empty', ''],
  ['plain text', 'secret'],
  ['bcrypt', '$2b$12$abcdefghijklmnopqrstuvabcdefghijklmnopqrstuvabcdefghijk'],
  ['4 TiB of memory', `$argon2id$v=19$m=4294967295,t=1,p=1$${SALT}$${TAG}`],
  ['257 MiB of memory', `$argon2id$v=19$m=${257 * 1024},t=1,p=1$${SALT}$${TAG}`],
  ['11 passes', `$argon2id$v=19$m=256,t=11,p=1$${SALT}$${TAG}`],
  ['4 billion passes', `$argon2id$v=19$m=256,t=4294967295,p=1$${SALT}$${TAG}`],
  ['5 lanes', `$argon2id$v=19$m=256,t=1,p=5$${SALT}$${TAG}`],
  ['no passes', `$argon2id$v=19$m=256,t=0,p=1$${SALT}$${TAG}`],
  ['argon2i', `$argon2i$v=19$m=256,t=1,p=1$${SALT}$${TAG}`],
  ['argon2d', `$argon2d$v=19$m=256,t=1,p=1$${SALT}$${TAG}`],
  ['an old version', `$argon2id$v=16$m=256,t=1,p=1$${SALT}$${TAG}`],
  ['a one-byte tag', `$argon2id$v=19$m=256,t=1,p=1$${SALT}$AA`],
  ['a four-byte tag', `$argon2id$v=19$m=256,t=1,p=1$${SALT}$AAAAAA`],
  ['no salt', `$argon2id$v=19$m=256,t=1,p=1$$${TAG}`],
  ['letters after the end', `$argon2id$v=19$m=256,t=1,p=1$${SALT}$${TAG}\n`],
  ['endless', `$argon2id$v=19$m=256,t=1,p=1$${SALT}$${'A'.repeat(100_000)}`],
]

test('a poisoned or missing hash is false, after the work of a real comparison', async () => {
  const hasher = createHasher({ waitMs: 30_000 })
  for (const [name, phc] of poisoned) {
    assert.equal(await hasher.verify(phc, 'x'), false, name)
    if (phc) assert.equal(hasher.needsRehash(phc), true, name)
  }
  // Each was a comparison in the line like any other: what it takes is measured by the benchmarks, not on a busy machine.
  assert.equal(hasher.stats().done, poisoned.length)
})

test('nobody has the password of the decoy, and every hasher has its own', async () => {
  const hasher = createHasher()
  assert.match(hasher.decoy, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.notEqual(hasher.decoy, createHasher().decoy)
  for (const guess of ['', 'password', hasher.decoy])
    assert.equal(await hasher.verify(hasher.decoy, guess), false)
})

test('a hash with lower costs than the live ones is to be renewed, an equal or dearer one is not', () => {
  const { needsRehash } = createHasher()
  const made = (memoryKib: number, passes: number, salt = SALT, tag = TAG) =>
    `$argon2id$v=19$m=${memoryKib},t=${passes},p=1$${salt}$${tag}`
  assert.equal(needsRehash(createHasher().decoy), false)
  assert.equal(needsRehash(made(47_104, 1)), false)
  assert.equal(needsRehash(made(65_536, 3)), false)
  assert.equal(needsRehash(made(19_456, 1)), true)
  assert.equal(needsRehash(made(9_216, 4)), true)
  assert.equal(needsRehash(made(4_096, 10)), true)
  assert.equal(needsRehash(made(19_456, 2, 'c2FsdHNhbHQ')), true)
  assert.equal(needsRehash(made(19_456, 2, SALT, 'A'.repeat(22))), true)
})
