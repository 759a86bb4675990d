import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { startEmbedded, type EmbeddedOptions } from './embedded.ts'
import { isAlive, worksOn } from './embedded-postmaster.ts'

const home = fs.mkdtempSync(path.join(tmpdir(), 'embedded-test-'))
fs.chmodSync(home, 0o755)
// One cluster serves the tests that do not care how it was made: making one takes most of a second.
const dataDir = path.join(home, 'shared')
const children = new Set<ChildProcess>()
after(() => {
  for (const child of children) child.kill('SIGKILL')
  fs.rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
})
const onLinux = { skip: process.platform === 'linux' ? false : 'reads /proc' }
const asRoot = {
  skip: process.platform === 'linux' && process.getuid?.() === 0 ? false : 'only root is somebody else here',
}

test('the first start makes a UTF-8 database that answers on a private socket and nowhere else', async () => {
  const started = performance.now()
  const server = await start()
  const first = performance.now() - started
  try {
    assert.equal(server.joined, false)
    const [facts] = await ask(
      server.url,
      `select current_database() as name, current_setting('server_encoding') as encoding, current_setting('timezone') as zone,
         current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses, datlocale as locale,
         upper('ә') as upper, (select string_agg(x, '' order by x collate "kk-x-icu") from unnest('{я,ә,б,а}'::text[]) x) as kazakh
       from pg_database where datname = current_database()`,
    )
    assert.deepEqual(facts, {
      name: 'mycoupon',
      encoding: 'UTF8',
      zone: 'UTC',
      fsync: 'on',
      addresses: '',
      locale: 'C.UTF-8',
      upper: 'Ә',
      kazakh: 'аәбя',
    })
    assert.equal(fs.statSync(socketFolder(server.url)).mode & 0o777, 0o700)
    assert.ok(first < 10_000, `the first start took ${first} ms`)
  } finally {
    await Promise.all([server.stop(), server.stop()])
  }
  assert.equal(isAlive(server.pid), false)
  assert.equal(fs.existsSync(socketFolder(server.url)), false)
})

test('a second start joins the running server and leaves it running', async () => {
  const first = await start()
  try {
    const second = await start({ database: 'another' })
    assert.equal(second.joined, true)
    assert.equal(second.pid, first.pid)
    assert.deepEqual(await ask(second.url, 'select current_database() as name'), [{ name: 'another' }])
    await second.stop()
    assert.deepEqual(await ask(first.url, 'select 1 as one'), [{ one: 1 }])
  } finally {
    await first.stop()
  }
})

test('first starts at the same moment share one server', async () => {
  const folder = path.join(home, 'twice')
  const others = [await startElsewhere(folder, {}, false), await startElsewhere(folder, {}, false)]
  const mine = start({ dataDir: folder })
  const pids = await Promise.all([mine, ...others.map((other) => other.ready)])
  assert.equal(new Set(pids.map((server) => server.pid)).size, 1)
  assert.equal(pids.filter((server) => !server.joined).length, 1)
  // Whoever owns the server goes first: the rest take it over at the same address.
  for (const other of others) await other.kill('SIGKILL')
  const { url, stop } = await mine
  assert.deepEqual(await askUntilItAnswers(url, 'select 1 as one'), [{ one: 1 }])
  await stop()
  assert.deepEqual(fs.readdirSync(folder), ['postgres'])
})

test('killing the product leaves no server running and loses no commit', async () => {
  const owner = await startElsewhere(dataDir)
  const { url, pid } = await owner.ready
  await ask(url, 'create table kept (n int)')
  await ask(url, 'insert into kept select generate_series(1, 1000)')
  await owner.kill('SIGKILL')
  const killed = performance.now()
  await until(() => !isAlive(pid) && !fs.existsSync(socketFolder(url)), 2000)
  assert.ok(performance.now() - killed < 2000)

  const server = await start()
  try {
    assert.equal(server.joined, false)
    assert.deepEqual(await ask(server.url, 'select count(*)::int as rows from kept'), [{ rows: 1000 }])
  } finally {
    await server.stop()
  }
})

test('a start in the moment after a kill ends with a server that stays', async () => {
  const owner = await startElsewhere(dataDir)
  const { url } = await owner.ready
  const killed = owner.kill('SIGKILL')
  const server = await start()
  await killed
  try {
    await pause(1500)
    assert.equal(server.url, url)
    assert.deepEqual(await askUntilItAnswers(server.url, 'select 1 as one'), [{ one: 1 }])
    assert.ok(isAlive(server.pid))
  } finally {
    await server.stop()
  }
})

test('who joined a server takes it over when its owner goes', async () => {
  const owner = await startElsewhere(dataDir)
  const first = await owner.ready
  const server = await start()
  assert.equal(server.joined, true)
  await owner.kill('SIGTERM')
  await until(() => server.pid !== first.pid, 5000)
  assert.deepEqual(await ask(server.url, 'select 1 as one'), [{ one: 1 }])
  await server.stop()
  assert.equal(isAlive(server.pid), false)
})

test('an interrupted first start is begun anew', async () => {
  const folder = path.join(home, 'interrupted')
  const unfinished = [path.join(folder, 'postgres.new'), path.join(folder, 'postgres.new-999999999')]
  for (const each of unfinished) {
    fs.mkdirSync(path.join(each, 'base'), { recursive: true })
    fs.writeFileSync(path.join(each, 'PG_VERSION'), '18\n')
  }
  const server = await start({ dataDir: folder })
  assert.deepEqual(await ask(server.url, 'select 1 as one'), [{ one: 1 }])
  await server.stop()
  assert.deepEqual(fs.readdirSync(folder), ['postgres'])
})

test('a stale postmaster.pid that names another living program does not block', onLinux, async () => {
  const program = keep(spawn('sleep', ['60'], { stdio: 'ignore' }))
  const pidFile = path.join(dataDir, 'postgres', 'postmaster.pid')
  const stale = [
    program.pid,
    path.join(dataDir, 'postgres'),
    1_700_000_000,
    5432,
    '/tmp/gone',
    '',
    '  1234  5',
    'ready   ',
  ]
  fs.writeFileSync(pidFile, `${stale.join('\n')}\n`)
  const server = await start()
  assert.equal(server.joined, false)
  assert.deepEqual(await ask(server.url, 'select 1 as one'), [{ one: 1 }])
  await server.stop()
  assert.ok(isAlive(program.pid ?? 0), 'the other program is left alone')
})

test('lock files that a power cut left empty do not block', async () => {
  const pidFile = path.join(dataDir, 'postgres', 'postmaster.pid')
  const aMinuteAgo = Date.now() / 1000 - 60
  const usual = await start()
  await usual.stop()
  fs.mkdirSync(socketFolder(usual.url), { mode: 0o700 })
  for (const file of [pidFile, path.join(socketFolder(usual.url), '.s.PGSQL.5432.lock')]) {
    fs.writeFileSync(file, '')
    fs.utimesSync(file, aMinuteAgo, aMinuteAgo)
  }
  const server = await start()
  assert.deepEqual(await ask(server.url, 'select 1 as one'), [{ one: 1 }])
  await server.stop()
})

test('a server that is killed comes back at the same address', onLinux, async () => {
  const said: string[] = []
  const server = await start({ log: (line) => said.push(line) })
  try {
    await ask(server.url, 'create table survives (n int)')
    const first = server.pid
    process.kill(first, 'SIGKILL')
    await until(() => server.pid !== first, 10_000)
    assert.deepEqual(await ask(server.url, 'select * from survives'), [])

    const second = server.pid
    process.kill(keeperOf(second), 'SIGKILL')
    await until(() => server.pid !== second, 10_000)
    assert.equal(isAlive(second), false)
    assert.deepEqual(await ask(server.url, 'select * from survives'), [])
    assert.ok(said.includes('The database server went away: starting it again.'), said.join('\n'))
  } finally {
    await server.stop()
  }
})

test('a server left without keeper and owner is not joined but started anew', onLinux, async () => {
  const owner = await startElsewhere(dataDir)
  const left = await owner.ready
  const keeper = keeperOf(left.pid)
  process.kill(owner.pid, 'SIGSTOP')
  process.kill(keeper, 'SIGKILL')
  await owner.kill('SIGKILL')
  assert.ok(isAlive(left.pid))
  const server = await start()
  assert.equal(server.joined, false)
  assert.equal(isAlive(left.pid), false)
  await server.stop()
})

test('workers that outlive a crash are waited for, and it is said', onLinux, async () => {
  const owner = await startElsewhere(dataDir)
  const crashed = await owner.ready
  const client = new pg.Client({ connectionString: crashed.url })
  client.on('error', () => {})
  await client.connect()
  const [worker] = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows
  // Counting does not look up: the worker notices only at its end that the server is gone.
  const counting = client.query('do $$ begin for i in 1..2000000000 loop end loop; end $$').catch(() => {})
  await pause(200)
  const keeper = keeperOf(crashed.pid)
  process.kill(owner.pid, 'SIGSTOP')
  for (const pid of [keeper, crashed.pid]) process.kill(pid, 'SIGKILL')
  await owner.kill('SIGKILL')
  await until(() => !isAlive(crashed.pid), 2000)

  const said: string[] = []
  const starting = start({ log: (line) => said.push(line) })
  await until(() => said.some((line) => line.startsWith('Waiting for the database in')), 5000)
  assert.ok(worksOn(worker?.pid ?? 0), 'the worker is still at work')
  process.kill(worker?.pid ?? 0, 'SIGKILL')
  await counting
  await client.end()
  const server = await starting
  assert.deepEqual(await ask(server.url, 'select 1 as one'), [{ one: 1 }])
  await server.stop()
})

test('sockets of dead servers are cleared away', onLinux, async () => {
  const dead = fs.mkdtempSync(path.join(tmpdir(), 'mycoupon-postgres-'))
  fs.writeFileSync(path.join(dead, '.s.PGSQL.5432.lock'), '999999999\n')
  fs.writeFileSync(path.join(dead, '.s.PGSQL.5432'), '')
  const anHourAgo = Date.now() / 1000 - 3600
  const server = await start()
  await server.stop()
  assert.deepEqual(fs.readdirSync(dead), [])
  fs.utimesSync(dead, anHourAgo, anHourAgo)
  await (await start()).stop()
  assert.equal(fs.existsSync(dead), false)
})

test('a socket folder that somebody else made is not used', asRoot, async () => {
  const usual = await start()
  await usual.stop()
  fs.mkdirSync(socketFolder(usual.url))
  fs.chownSync(socketFolder(usual.url), 12_345, 12_345)
  const server = await start()
  assert.notEqual(socketFolder(server.url), socketFolder(usual.url))
  assert.deepEqual(await ask(server.url, 'select 1 as one'), [{ one: 1 }])
  await server.stop()
  assert.equal(fs.existsSync(socketFolder(server.url)), false)
  fs.rmdirSync(socketFolder(usual.url))
})

test(
  'as root without user namespaces the server runs as nobody, from a copy if need be',
  asRoot,
  async () => {
    const folder = path.join(home, 'nobody')
    fs.mkdirSync(folder, { mode: 0o700 })
    // No `unshare` on this path, as in most containers.
    const owner = await startElsewhere(folder, { PATH: home })
    const { url, pid } = await owner.ready
    assert.equal(fs.statSync(`/proc/${pid}`).uid, 65_534)
    assert.equal(fs.statSync(path.join(folder, 'postgres')).uid, 65_534)
    assert.deepEqual(await ask(url, 'select 1 as one'), [{ one: 1 }])
    await owner.kill('SIGTERM')
    await until(() => !isAlive(pid), 5000)

    const server = await start({ dataDir: folder })
    assert.equal(fs.statSync(`/proc/${server.pid}`).uid, 65_534)
    await server.stop()
  },
)

test('as root the server runs as the user who owns the data folder', asRoot, async () => {
  const folder = path.join(home, 'owned')
  fs.mkdirSync(folder)
  fs.chownSync(folder, 12_345, 12_345)
  const server = await start({ dataDir: folder })
  assert.equal(fs.statSync(`/proc/${server.pid}`).uid, 12_345)
  assert.deepEqual(await ask(server.url, 'select 1 as one'), [{ one: 1 }])
  await server.stop()
})

test('on loopback the server asks for its password', async () => {
  const folder = path.join(home, 'loopback')
  const server = await start({ dataDir: folder, loopback: true })
  try {
    const url = new URL(server.url)
    assert.equal(url.hostname, '127.0.0.1')
    assert.deepEqual(await ask(server.url, 'select current_user as name'), [{ name: 'mycoupon' }])
    url.password = 'wrong'
    await assert.rejects(ask(url.href, 'select 1'), /password authentication failed/)
    const second = await start({ dataDir: folder })
    assert.equal(second.joined, true)
    assert.deepEqual(await ask(second.url, 'select 1 as one'), [{ one: 1 }])
    await second.stop()
  } finally {
    await server.stop()
  }
})

test('what cannot work is refused in one sentence that tells the way out', async () => {
  const foreign = path.join(home, 'foreign')
  fs.mkdirSync(path.join(foreign, 'postgres'), { recursive: true })
  fs.writeFileSync(path.join(foreign, 'postgres', 'photos'), '')
  await assert.rejects(start({ dataDir: foreign }), /cannot be made a database folder/)
  assert.deepEqual(fs.readdirSync(foreign), ['postgres'])

  const old = path.join(home, 'old')
  fs.mkdirSync(path.join(old, 'postgres'), { recursive: true })
  fs.writeFileSync(path.join(old, 'postgres', 'PG_VERSION'), '15\n')
  await assert.rejects(start({ dataDir: old }), /holds data of PostgreSQL 15, this version brings 18/)

  await assert.rejects(
    start({ settings: { shared_buffers: 'plenty' } }),
    /does not start on .*shared_buffers/,
  )

  const arch = Object.getOwnPropertyDescriptor(process, 'arch') as PropertyDescriptor
  Object.defineProperty(process, 'arch', { ...arch, value: 'riscv64' })
  try {
    await assert.rejects(start(), /brings no PostgreSQL for .*-riscv64.*set DATABASE_URL/)
  } finally {
    Object.defineProperty(process, 'arch', arch)
  }
})

function start(options: Partial<EmbeddedOptions> = {}) {
  return startEmbedded({ dataDir, database: 'mycoupon', ...options })
}

/** Starts the server in another process, which holds it until it is killed. */
async function startElsewhere(folder: string, env: Record<string, string> = {}, wait = true) {
  const code = `
    const { startEmbedded } = await import(${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)})
    const { url, joined, pid, stop } = await startEmbedded({ dataDir: ${JSON.stringify(folder)}, database: 'mycoupon' })
    console.log(JSON.stringify({ url, joined, pid }))
    setInterval(() => {}, 60_000)`
  const child = keep(
    spawn(process.execPath, ['--input-type=module', '-e', code], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  )
  const lines = createInterface({ input: child.stdout as NonNullable<typeof child.stdout> })
  const line = Promise.race([once(lines, 'line'), once(lines, 'close').then(() => ['null'])])
  const ready = line.then(([text]) => {
    const answer = JSON.parse(String(text)) as { url: string; joined: boolean; pid: number } | null
    assert.ok(answer, 'the other process ended before its server was ready')
    return answer
  })
  if (wait) await ready
  return {
    ready,
    pid: child.pid ?? 0,
    async kill(signal: NodeJS.Signals) {
      const exit = once(child, 'exit')
      child.kill(signal)
      await exit
    },
  }
}

function keep(child: ChildProcess): ChildProcess {
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

async function askUntilItAnswers(url: string, text: string): Promise<unknown[]> {
  for (let tries = 0; tries < 50; tries++) {
    try {
      return await ask(url, text)
    } catch {
      await pause(100)
    }
  }
  return ask(url, text)
}

async function until(condition: () => boolean, ms: number): Promise<void> {
  const end = Date.now() + ms
  while (!condition()) {
    assert.ok(Date.now() < end, `not within ${ms} ms: ${condition}`)
    await pause(20)
  }
}

function socketFolder(url: string): string {
  return new URL(url.replace('@/', '@host/')).searchParams.get('host') ?? ''
}

function keeperOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}
