/**
 * Brings a database to the shape this version of the product needs: numbered files once, in order and forward only;
 * function files whole, whenever their text has changed.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'

/** The role the pages, the API and the worker act as: it may add facts and change only what a migration grants. */
export const APP_ROLE = 'mycoupon_app'

type SqlFile = { name: string; text: string; checksum: string; repeatable: boolean }

/**
 * Applies what is missing and answers with the names of what it applied. Several processes may call it at once: one
 * works, the others wait and find nothing to do. Throws one sentence when an applied file's text has changed since, or
 * when the database is newer than this version.
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // Any fixed number: it only has to be ours.
    await client.query('select pg_advisory_lock(7203554)')
    await ensureRole(client)
    await client.query(
      'create table if not exists migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    )
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from migration',
    )
    const applied = new Map(rows.map((row) => [row.name, row.checksum]))
    const files = sqlFiles()
    refuseForeign(applied, files)
    const done: string[] = []
    for (const file of files.filter((file) => applied.get(file.name) !== file.checksum)) {
      await apply(client, file)
      done.push(file.name)
    }
    await client.query(`grant select on migration to ${APP_ROLE}`)
    return done
  } finally {
    await client.end()
  }
}

/** True when every file of this version is applied as it stands here. Reads only. */
export async function schemaIsCurrent(
  query: (text: string) => Promise<{ name: string; checksum: string }[]>,
): Promise<boolean> {
  const rows = await query('select name, checksum from migration')
  const applied = new Map(rows.map((row) => [row.name, row.checksum]))
  return sqlFiles().every((file) => applied.get(file.name) === file.checksum)
}

// Roles belong to the whole server, so two databases of one server may both want to make it at the same moment.
async function ensureRole(client: pg.Client): Promise<void> {
  await client.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${APP_ROLE}') then create role ${APP_ROLE} nologin; end if;
    exception when duplicate_object or unique_violation then null; end $$`)
  await client.query(`do $$ begin
      if not pg_has_role(current_user, '${APP_ROLE}', 'member') then execute 'grant ${APP_ROLE} to ' || quote_ident(current_user); end if;
    end $$`)
}

function refuseForeign(applied: Map<string, string>, files: SqlFile[]): void {
  const known = new Map(files.map((file) => [file.name, file]))
  for (const [name, checksum] of applied) {
    const file = known.get(name)
    if (!file) {
      if (/^\d/.test(name))
        throw new Error(
          `The database has migration ${name}, which this version does not know: start the newer version.`,
        )
    } else if (!file.repeatable && file.checksum !== checksum) {
      throw new Error(
        `Migration ${name} was applied with another text: migrations are never edited, add a new one.`,
      )
    }
  }
}

async function apply(client: pg.Client, file: SqlFile): Promise<void> {
  await client.query('begin')
  try {
    await client.query(file.text)
    await client.query(
      `insert into migration (name, checksum) values ($1, $2)
       on conflict (name) do update set checksum = excluded.checksum, applied_at = now()`,
      [file.name, file.checksum],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${file.name}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

let files: SqlFile[] | undefined

// Beside the sources: db/migrations and every business folder's verb.sql. In the bundle: both copied next to cli.js.
function sqlFiles(): SqlFile[] {
  if (files) return files
  const numbered = readFolder(new URL('./migrations/', import.meta.url), false)
  const bundled = new URL('./functions/', import.meta.url)
  const folders = existsSync(bundled) ? [bundled] : businessFolders(new URL('../', import.meta.url))
  const functions = folders.flatMap((folder) => readFolder(folder, true))
  files = [...numbered, ...functions.toSorted((a, b) => (a.name < b.name ? -1 : 1))]
  return files
}

function businessFolders(src: URL): URL[] {
  return readdirSync(src, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'db')
    .map((entry) => new URL(`${entry.name}/`, src))
}

function readFolder(folder: URL, repeatable: boolean): SqlFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .map((name) => {
      const text = readFileSync(new URL(name, folder), 'utf8')
      return { name, text, repeatable, checksum: createHash('sha256').update(text).digest('hex') }
    })
}
