/** The whole state in one file, apart from the server it came from: for keeping, and for moving to another PostgreSQL. */
import { lstat, open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import {
  countLines,
  readBackup,
  sealed,
  Unreadable,
  type About,
  type Header,
  type Migration,
  type Sequence,
  type Table,
} from './backup-file.ts'
import { copyIn, copyOut } from './copy.ts'

/** `not_empty`: the database holds rows. `other_schema`: made by a version of the product with other tables. */
export type RestoreRefusal = 'not_a_backup' | 'damaged' | 'other_schema' | 'not_empty'
export type Restored = { ok: true; tables: number; rows: bigint } | { ok: false; reason: RestoreRefusal }

/**
 * Writes every row of every table of the schema `public`, as they all were at one moment, while the product goes on
 * working. Not in it: the queue of jobs (schema `pgboss`) and what columns compute by themselves. The file is only there
 * when it is whole and on disk (until then it is `FILE.part`); nobody but its owner may read it. `rows` counts them all,
 * `bytes` is the size of the file. Memory use does not grow with the data. Throws when another backup writes that file.
 */
export async function writeBackup(
  url: string,
  file: string,
): Promise<{ tables: number; rows: bigint; bytes: number }> {
  const part = `${file}.part`
  const target = await openPart(part)
  try {
    const header = await inTransaction(url, 'isolation level repeatable read read only', async (client) => {
      const header = await describe(client)
      // Level 4 packs such text as small as 6 does in less time; 3 leaves nearly twice as much.
      await pipeline(
        sealed(header, (table) => copyOut(client, selectAll(table))),
        createGzip({ level: 4 }),
        target.createWriteStream({ flush: true }),
      )
      return { keep: true, value: header }
    })
    const { size } = await stat(part)
    await rename(part, file)
    await syncFolder(dirname(file))
    return { tables: header.tables.length, rows: countRows(header), bytes: size }
  } catch (error) {
    await target.close().catch(() => {})
    await rm(part, { force: true })
    throw error
  }
}

/**
 * Puts a backup into a database that has the product's tables and no rows in them (`migration` apart), in one
 * transaction: all of it or nothing. The file is read to its end and checked first. Sequences go on where they were.
 * Needs the role that owns the tables; triggers of the tables do not fire. Throws when the file cannot be read at all, or
 * when the database refuses a row.
 */
export async function restoreBackup(url: string, file: string): Promise<Restored> {
  const source = await open(file, 'r')
  try {
    const header = await readBackup(source, (_table, rows) => countLines(rows))
    const restored = await inTransaction<Restored>(url, '', async (client) => {
      const refusal = await whyNot(client, header)
      if (refusal) return { keep: false, value: { ok: false, reason: refusal } }
      await fill(client, source, header)
      return { keep: true, value: { ok: true, tables: header.tables.length, rows: countRows(header) } }
    })
    if (restored.ok) await analyze(url)
    return restored
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, reason: error.reason }
    throw error
  } finally {
    await source.close()
  }
}

// Two backups into one file would mix. A part that has not grown for a minute is what a broken one has left.
async function openPart(part: string): Promise<FileHandle> {
  const left = await lstat(part).catch(() => undefined)
  if (left && Date.now() - left.mtimeMs < 60_000)
    throw new Error(`Another backup is writing ${part}: wait for it.`)
  await rm(part, { force: true })
  return open(part, 'wx', 0o600)
}

async function inTransaction<T>(
  url: string,
  mode: string,
  work: (client: pg.Client) => Promise<{ keep: boolean; value: T }>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  // A lost connection fails the statement it hits; the event alone must not end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(`begin ${mode}`)
    // Text that reads back as the very same value, and no time limits of the role: this takes as long as it takes.
    await client.query(`set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC';
      set local extra_float_digits = 1; set local bytea_output = 'hex'; set local row_security = off;
      set local statement_timeout = 0; set local lock_timeout = 0; set local idle_in_transaction_session_timeout = 0`)
    const { keep, value } = await work(client)
    await client.query(keep ? 'commit' : 'rollback')
    return value
  } finally {
    // Whatever was begun and not committed ends with the connection.
    await client.end().catch(() => {})
  }
}

async function describe(client: pg.Client): Promise<About> {
  const tables = await readTables(client)
  await lock(client, tables, 'access share')
  const counts = await client.query<{ name: string; rows: string }>(
    each(
      tables,
      ({ name }) => `select ${pg.escapeLiteral(name)} as name, count(*)::text as rows from ${table(name)}`,
    ),
  )
  const rows = new Map(counts.rows.map((row) => [row.name, row.rows]))
  return {
    madeAt: new Date().toISOString(),
    migrations: await readMigrations(client),
    tables: tables.map(({ name, columns }) => ({ name, rows: rows.get(name) ?? '0', columns })),
    // Sequences are outside of the snapshot: what they say now is at or past what the rows used.
    sequences: await readSequences(client),
  }
}

// Partitions are written and read through their parent; a generated column cannot be given a value.
async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname as name, json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
      order by a.attnum) as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> 'migration'
    group by c.relname order by c.relname`)
  return rows
}

async function readMigrations(client: pg.Client): Promise<Migration[]> {
  const { rows: found } = await client.query(`select to_regclass('public.migration') as name`)
  if (found[0]?.name === null) return []
  const { rows } = await client.query<Migration>('select name, checksum from public.migration order by name')
  return rows
}

async function readSequences(client: pg.Client): Promise<Sequence[]> {
  const { rows: names } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname`,
  )
  if (names.length === 0) return []
  const { rows } = await client.query<Sequence>(
    each(
      names,
      ({ name }) =>
        `select ${pg.escapeLiteral(name)} as name, last_value::text as "lastValue", is_called as "isCalled" from ${table(name)}`,
    ),
  )
  return rows
}

// A table's rows through a query, because COPY itself does not read partitioned tables.
function selectAll(from: Table): string {
  return `copy (select ${columnList(from)} from ${table(from.name)}) to stdout with (encoding 'UTF8')`
}

function columnList({ columns }: Table): string {
  return columns.map((column) => id(column.name)).join(', ')
}

async function whyNot(client: pg.Client, header: Header): Promise<RestoreRefusal | undefined> {
  const tables = await readTables(client)
  const found = { tables, migrations: await readMigrations(client), sequences: await readSequences(client) }
  if (shape(found) !== shape(header)) return 'other_schema'
  // From here to the end nobody else writes.
  await lock(client, tables, 'share row exclusive')
  const { rows } = await client.query<{ full: boolean }>(
    each(tables, ({ name }) => `select exists (select from ${table(name)}) as full`),
  )
  return rows.some((row) => row.full) ? 'not_empty' : undefined
}

type Shape = { tables: Table[]; migrations: Migration[]; sequences: Sequence[] }

// Functions are replaced whole with every version and hold no data; what must agree are the numbered migrations.
function shape({ tables, migrations, sequences }: Shape): string {
  const columns = tables.flatMap((table) =>
    table.columns.map(({ name, type }) => [table.name, name, type].join(' ')),
  )
  const numbered = migrations
    .filter(({ name }) => /^\d/.test(name))
    .map(({ name, checksum }) => [name, checksum].join(' '))
  const names = [tables, sequences].map((list) => list.map(({ name }) => name).toSorted())
  return JSON.stringify([names, columns.toSorted(), numbered.toSorted()])
}

// The foreign keys are taken off and put on again behind the rows. So tables may refer to each other in circles and come
// in any order, and each key is checked in one pass over its table instead of a look-up a row: at a million rows with two
// keys 0.3 s instead of 7 s, and no list of pending checks that grows with the rows. It needs no more than owning the
// tables, which `session_replication_role` does not promise, and that one would check nothing.
async function fill(client: pg.Client, source: FileHandle, header: Header): Promise<void> {
  const keys = await readForeignKeys(client)
  await forEachOf(client, keys, (key) => `alter table ${table(key.table)} drop constraint ${id(key.name)}`)
  const triggers = await readTriggers(client)
  await forEachOf(
    client,
    triggers,
    (trigger) => `alter table ${table(trigger.table)} disable trigger ${id(trigger.name)}`,
  )

  const again = await readBackup(source, (into, rows) =>
    copyIn(client, `copy ${table(into.name)} (${columnList(into)}) from stdin with (encoding 'UTF8')`, rows),
  )
  if (JSON.stringify(again) !== JSON.stringify(header)) throw new Unreadable('damaged')

  await forEachOf(
    client,
    triggers,
    (trigger) => `alter table ${table(trigger.table)} enable trigger ${id(trigger.name)}`,
  )
  await forEachOf(client, keys, (key) => {
    const remark = key.comment === null ? 'null' : pg.escapeLiteral(key.comment)
    return `alter table ${table(key.table)} add constraint ${id(key.name)} ${key.definition};
      comment on constraint ${id(key.name)} on ${table(key.table)} is ${remark}`
  })
  // Last, because sequences do not go back with a transaction.
  for (const { name, lastValue, isCalled } of header.sequences) {
    await client.query('select setval($1::regclass, $2, $3)', [table(name), lastValue, isCalled])
  }
}

type ForeignKey = { table: string; name: string; definition: string; comment: string | null }

// Those of partitions come and go with their parent's.
async function readForeignKeys(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition,
      obj_description(k.oid, 'pg_constraint') as comment
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and k.conparentid = 0 and c.relnamespace = 'public'::regnamespace
    order by c.relname, k.conname`)
  return rows
}

// Rows come back as they were: what a trigger derived from them is in the file too.
async function readTriggers(client: pg.Client): Promise<{ table: string; name: string }[]> {
  const { rows } = await client.query<{ table: string; name: string }>(`
    select c.relname as table, t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and not t.tgisinternal and t.tgenabled = 'O' and t.tgparentid = 0`)
  return rows
}

async function forEachOf<T>(client: pg.Client, list: T[], statement: (item: T) => string): Promise<void> {
  for (const item of list) await client.query(statement(item))
}

async function lock(client: pg.Client, tables: Table[], mode: string): Promise<void> {
  const names = tables.map(({ name }) => table(name)).toSorted()
  if (names.length > 0) await client.query(`lock table ${names.join(', ')} in ${mode} mode`)
}

// The planner knows nothing of rows that have just come.
async function analyze(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('analyze')
  } finally {
    await client.end()
  }
}

function each<T>(list: T[], select: (item: T) => string): string {
  return list.length > 0 ? list.map(select).join(' union all ') : 'select where false'
}

function id(name: string): string {
  return pg.escapeIdentifier(name)
}

function table(name: string): string {
  return `public.${id(name)}`
}

function countRows(header: About): bigint {
  return header.tables.reduce((sum, { rows }) => sum + BigInt(rows), 0n)
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder, and needs no such thing.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}
