/** The doors to the database: one pool that writes, one that only reads, and the transaction every verb takes. */
import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { APP_ROLE } from './migrate.ts'
import type { DB } from './schema.ts'

/** An open transaction. Verbs take it, so verbs compose; only the edge (a route, a job, a command) begins one. */
export type Tx = Transaction<DB>
/** Anything that can run a query: the read pool or an open transaction. */
export type Queries = Kysely<DB>

export type Database = {
  /** For pages and lists. May one day be a replica: never decide on what it says and then write. */
  read: Kysely<DB>
  /** For single statements that write. */
  write: Kysely<DB>
  /** Runs the work in one READ COMMITTED transaction; a value commits, an exception rolls back. Repeats it on a deadlock. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * What the planner is told. Its own price of a jump is that of a disk with an arm: it would rather read a large client's
 * whole shelf than walk an index to a page of it.
 */
const PLANNING = '-c random_page_cost=1.1 -c jit=off'
/** One client has a thousand times as much as another: a list is planned for whom it is read. */
const PLANNING_OF_LISTS = '-c plan_cache_mode=force_custom_plan'

/** Opens both pools as the application's role. `connections` is the size of each pool. */
export function openDatabase(url: string, connections = 16): Database {
  const write = open(url, connections, '')
  const read = open(url, connections, ` ${PLANNING_OF_LISTS} -c default_transaction_read_only=on`)
  return {
    read,
    write,
    transaction: (work) => repeatOnConflict(() => write.transaction().execute(work)),
    async close() {
      await Promise.all([write.destroy(), read.destroy()])
    },
  }
}

/** The same database for somebody who may only read: PostgreSQL refuses whatever is written through it. */
export function forReading(db: Database): Database {
  const { read } = db
  return {
    ...db,
    write: read,
    transaction: (work) => repeatOnConflict(() => read.transaction().execute(work)),
  }
}

function open(url: string, connections: number, more: string): Kysely<DB> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 5_000,
    // A statement nobody waits for any more must not hold a row others need.
    options: `-c role=${APP_ROLE} ${PLANNING} -c statement_timeout=10s -c lock_timeout=5s -c idle_in_transaction_session_timeout=15s${more}`,
    types: exactTypes,
  })
  // An idle connection that breaks (the server restarts) must not end the process; the next query opens a new one.
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    // One that is closing already has nobody else to hear its last words.
    client.on('error', () => {})
    nameStatements(client)
  })
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
}

const statementNames = new Map<string, string>()

// A named statement is parsed once a connection. Lists with many filters make many texts: past 500 they go unnamed
// rather than fill the server's memory.
function nameStatements(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (config: unknown, values?: unknown) => unknown
  const named = (text: unknown, values?: unknown) => {
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return query(text, values)
    let name = statementNames.get(text)
    if (!name && statementNames.size < 500) {
      name = createHash('sha256').update(text).digest('base64url').slice(0, 22)
      statementNames.set(text, name)
    }
    return query({ name, text, values })
  }
  Object.assign(client, { query: named })
}

// Money, volume and counts are bigint end to end; a date is its own text, because it has no time and no zone.
const exactTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.INT8) return (text: string) => BigInt(text)
    if (oid === pg.types.builtins.DATE) return (text: string) => text
    return pg.types.getTypeParser(oid, format)
  },
}

const CONFLICTS = new Set(['40001', '40P01'])

/** Repeats what PostgreSQL has rolled back because of others (a deadlock): nothing of it has happened. */
export async function repeatOnConflict<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries === 5 || !CONFLICTS.has(sqlState(error) ?? '')) throw error
    }
  }
}

/** The SQLSTATE of a database error, e.g. `23505` for a unique violation; undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}

/** The constraint a database error names, to turn «insert and let a constraint refuse» into a reason. */
export function brokenConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.constraint : undefined
}
