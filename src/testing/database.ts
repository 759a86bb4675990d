/** A database of its own for each test file, on a real server, in milliseconds: copied from one that is migrated already. */
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../db/embedded.ts'
import { prepareDatabase } from '../prepare.ts'

const TEMPLATE = 'mycoupon_template'

/** The server the tests run on: the one of the test command, or, for a single file run by hand, one of its own. */
export async function testServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL']
  if (given) return { url: given, stop: async () => {} }
  return startEmbedded({
    dataDir: join(tmpdir(), 'mycoupon-tests'),
    database: 'mycoupon',
    // A test database need not survive a power cut.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  })
}

/** Makes the migrated database that the others are copied from. Once for a whole run; the test command does it first. */
export async function prepareTemplate(serverUrl: string): Promise<void> {
  const made = await asAdmin(serverUrl, async (admin) => {
    await admin.query('select pg_advisory_lock(7203555)')
    const { rows } = await admin.query('select from pg_database where datname = $1', [TEMPLATE])
    if (rows.length > 0) await admin.query(`drop database ${TEMPLATE} with (force)`)
    await admin.query(`create database ${TEMPLATE}`)
    return true
  })
  if (made) await prepareDatabase(withDatabase(serverUrl, TEMPLATE))
}

/** A fresh, migrated, empty database. `drop` removes it and lets the server go. */
export async function testDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = await testServer()
  if (!process.env['TEST_DATABASE_URL']) await prepareTemplate(server.url)
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdmin(server.url, async (admin) => {
    // Copying refuses while another copy of the same template runs; they take turns.
    await admin.query('select pg_advisory_lock(7203555)')
    await admin.query(`create database ${name} template ${TEMPLATE}`)
  })
  return {
    url: withDatabase(server.url, name),
    async drop() {
      await asAdmin(server.url, async (admin) => {
        // A pool says it is closed a moment before its connections are: dropped under them, they would complain.
        for (let tries = 0; tries < 100; tries++) {
          const { rows } = await admin.query('select from pg_stat_activity where datname = $1', [name])
          if (rows.length === 0) break
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
        await admin.query(`drop database if exists ${name} with (force)`)
      })
      await server.stop()
    },
  }
}

// Not by URL: «postgres://user@/name?host=/folder», the form for a socket, is no URL to the WHATWG.
function withDatabase(url: string, name: string): string {
  return url.replace(/^([a-z]+:\/\/[^/]*\/)[^?]*/, `$1${name}`)
}

async function asAdmin<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}
