import assert from 'node:assert/strict'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import pg from 'pg'
import { copyIn, copyOut } from './copy.ts'
import { startEmbedded, type EmbeddedServer } from './embedded.ts'

const home = fs.mkdtempSync(path.join(tmpdir(), 'copy-test-'))
let server: EmbeddedServer
let client: pg.Client

before(async () => {
  server = await startEmbedded({ dataDir: home, database: 'mycoupon', settings: { fsync: 'off' } })
})
beforeEach(async () => {
  client = await connect()
  await client.query('drop table if exists t; create table t (n int primary key, text text)')
})
after(async () => {
  await server.stop()
  fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 })
})

test('rows go out and come in as the same text, in blocks of whole lines', async () => {
  await client.query(`insert into t select n, repeat('x', n % 200) from generate_series(1, 20000) n`)
  await client.query(`insert into t values (0, repeat('long', 100000))`)
  const blocks = await blocksOf('copy (select * from t order by n) to stdout')
  assert.ok(blocks.length > 10 && blocks.every((block) => block.at(-1) === 10))
  await client.query('truncate t')
  assert.equal(await copyIn(client, 'copy t from stdin', from(...blocks)), 20_001n)
  assert.deepEqual(
    Buffer.concat(await blocksOf('copy (select * from t order by n) to stdout')),
    Buffer.concat(blocks),
  )
  assert.deepEqual(await blocksOf('copy (select 1 where false) to stdout'), [])
  assert.equal(await copyIn(client, 'copy t from stdin', from()), 0n)
  await client.end()
})

test('a slow reader holds the server back', async () => {
  let most = 0
  const out = copyOut(client, `copy (select repeat('x', 1000) from generate_series(1, 20000)) to stdout`)
  let bytes = 0
  for await (const block of out as AsyncIterable<Buffer>) {
    bytes += block.length
    most = Math.max(most, out.readableLength)
    if (bytes < 2_000_000) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  assert.equal(bytes, 20_000 * 1001)
  assert.ok(most < 2_000_000, `${most} bytes were held`)
  await client.end()
})

test('a statement that fails says why and leaves the client usable', async () => {
  await assert.rejects(blocksOf('copy nowhere to stdout'), /"nowhere" does not exist/)
  await assert.rejects(
    blocksOf('copy (select 1 / (50000 - n) from generate_series(1, 100000) n) to stdout'),
    /division by zero/,
  )
  await assert.rejects(copyIn(client, 'copy nowhere from stdin', from()), /"nowhere" does not exist/)
  const many = Array.from({ length: 500 }, () => Buffer.from('1\tx\n'.repeat(10_000)))
  await assert.rejects(copyIn(client, 'copy t from stdin', from(...many)), /duplicate key/)
  await assert.rejects(
    copyIn(client, 'copy t from stdin', from(Buffer.from('1\n'))),
    /missing data for column "text"/,
  )
  assert.deepEqual((await client.query('select count(*)::int as n from t')).rows, [{ n: 0 }])
  await client.end()
})

test('rows that cannot be read to their end are not kept', async () => {
  async function* broken() {
    yield Buffer.from('1\tone\n')
    throw new Error('the disk is gone')
  }
  await assert.rejects(copyIn(client, 'copy t from stdin', broken()), /the disk is gone/)
  assert.deepEqual((await client.query('select count(*)::int as n from t')).rows, [{ n: 0 }])
  await client.end()
})

test('who leaves a stream in the middle can close the client at once', async () => {
  for await (const _ of copyOut(
    client,
    `copy (select repeat('x', 1000) from generate_series(1, 10000000)) to stdout`,
  ))
    break
  await client.end()
})

test('a server that goes away in the middle fails both ways', async () => {
  const other = await connect()
  const pid = async () => (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid
  const first = await pid()
  const reading = blocksOf(`copy (select repeat('x', 1000) from generate_series(1, 10000000)) to stdout`)
  await Promise.all([assert.rejects(reading), other.query('select pg_terminate_backend($1)', [first])])

  client = await connect()
  const second = await pid()
  async function* endless() {
    for (let n = 0; ; n++) {
      yield Buffer.from(`${n}\t${'x'.repeat(100_000)}\n`)
      if (n === 20) await other.query('select pg_terminate_backend($1)', [second])
    }
  }
  await assert.rejects(copyIn(client, 'copy t from stdin', endless()))
  await other.end()
})

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: server.url })
  client.on('error', () => {})
  await client.connect()
  return client
}

async function blocksOf(statement: string): Promise<Buffer[]> {
  return (await copyOut(client, statement).toArray()) as Buffer[]
}

async function* from(...blocks: Buffer[]): AsyncGenerator<Buffer> {
  yield* blocks
}
