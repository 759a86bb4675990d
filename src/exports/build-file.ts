/** Makes the files that were asked for, one at a time in a worker, and tends the shelf they lie on. */
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { findClient } from '../clients/queries.ts'
import type { Database } from '../db/database.ts'
import { MOST_ROWS } from '../documents/workbook.ts'
import { defineJob } from '../jobs/jobs.ts'
import { filterFrom } from '../refuels/filter.ts'
import { registerName, writeRegister } from '../refuels/register-files.ts'
import type { ExportFile } from './find-files.ts'
import { newShelfName, putOnShelf, takeOffShelf } from './shelf.ts'
import { sweepFiles } from './sweep-files.ts'

/** A file that is ready is kept for so many days. */
export const KEPT_DAYS = 3
/** Times a file is begun before it is given up: a worker that dies of it counts. */
const MOST_TRIES = 3
/** A worker that makes a file says so every second; one that has been silent for so long is dead. */
const SILENT_SECONDS = 30
const SAY_EVERY_MS = 1_000

type Building = Pick<App, 'config' | 'db' | 'texts' | 'log'>
export type FileRef = { clientId: string; no: bigint }

/** Makes one file; every minute it looks for those whose worker died or was stopped. */
export const fileAsked = defineJob<App, { clientId?: string; no?: string }>({
  name: 'export-file',
  cron: '* * * * *',
  longestSeconds: 3600,
  async run(app, { clientId, no }, stopping) {
    if (clientId && no) return buildFile(app, { clientId, no: BigInt(no) }, stopping)
    await sweepFiles(app)
    for (const file of await leftLying(app.db)) if (!stopping.aborted) await buildFile(app, file, stopping)
  },
})

/**
 * Makes a file that waits, or that a dead worker has left half made: from the start, under another name. Nothing happens when
 * another worker makes it, or it was taken back. `stopping` leaves it to the next worker. Throws when it broke and is to be
 * tried again; after the third time it is `failed`.
 */
export async function buildFile(app: Building, ref: FileRef, stopping: AbortSignal): Promise<void> {
  const task = await takeUp(app, ref)
  if (!task) return
  // What cannot be removed now the sweep removes.
  const drop = (name: string) => takeOffShelf(app.config, name).catch(() => {})
  if (task.half) await drop(task.half)
  try {
    if (await finish(app.db, task, await writeFile(app, task, stopping))) return
  } catch (error) {
    await drop(task.storedAs)
    if (stopping.aborted) await putBack(app.db, task, task.tries - 1)
    else if (!(error instanceof TakenBack)) await breakOff(app, task, error)
    return
  }
  await drop(task.storedAs)
}

type Task = FileRef &
  Pick<ExportFile, 'format' | 'lang' | 'query' | 'money' | 'reach'> & {
    email: string
    /** Begun so often, this time included. */
    tries: number
    storedAs: string
    /** What a worker before has left. */
    half: string | null
  }

/** It was cancelled, or another worker took this one for dead. */
class TakenBack extends Error {}

async function takeUp({ db, log }: Building, { clientId, no }: FileRef): Promise<Task | undefined> {
  return db.transaction(async (tx) => {
    const { rows } = await sql<Omit<Task, 'storedAs' | 'clientId' | 'no'>>`
      select f.format, f.lang, f.query, f.money, f.reach, f.tries + 1 as tries, f.stored_as as half, a.email
      from export_file f join account a on a.id = f.account_id
      where f.client_id = ${clientId} and f.no = ${no} and (f.state = 'waiting'
        or f.state = 'building' and f.alive_at < now() - make_interval(secs => ${SILENT_SECONDS}))
      for no key update of f`.execute(tx)
    const [task] = rows
    if (!task) return undefined
    if (task.tries > MOST_TRIES) {
      log.error('a file was given up: every worker died of it', { export: String(no) })
      await sql`update export_file set state = 'failed', ended_at = now() where client_id = ${clientId} and no = ${no}`.execute(
        tx,
      )
      return undefined
    }
    const storedAs = newShelfName()
    await sql`
      update export_file set state = 'building', stored_as = ${storedAs}, tries = ${task.tries}, rows_done = 0, alive_at = now()
      where client_id = ${clientId} and no = ${no}`.execute(tx)
    return { ...task, clientId, no, storedAs }
  })
}

type Written = { name: string; rows: number; bytes: number }

async function writeFile(app: Building, task: Task, stopping: AbortSignal): Promise<Written> {
  const { clientId, format, lang, query, money, reach, email, storedAs } = task
  const { filter } = filterFrom(app.texts[lang], { id: clientId, reach }, (name) => query[name] ?? '')
  const client = await findClient(app.db.read, clientId)
  let rows = 0
  let said = Date.now()
  const onRows = async (more: number) => {
    rows += more
    if (format === 'xlsx' && rows > MOST_ROWS) throw new Error('more rows have come than Excel holds')
    if (stopping.aborted) throw new TakenBack()
    if (Date.now() - said < SAY_EVERY_MS) return
    said = Date.now()
    await sayAlive(app.db, task, rows)
  }
  const body = await writeRegister(app, format, { filter, money, lang, email, onRows })
  const bytes = await putOnShelf(app.config, storedAs, body)
  return { name: registerName(client!, filter, format), rows, bytes }
}

async function sayAlive(db: Database, { clientId, no, storedAs }: Task, rows: number): Promise<void> {
  const { rows: alive } = await sql`
    update export_file set rows_done = least(${rows}, rows_total), alive_at = now()
    where client_id = ${clientId} and no = ${no} and state = 'building' and stored_as = ${storedAs} returning no`.execute(
    db.write,
  )
  if (alive.length === 0) throw new TakenBack()
}

async function finish(db: Database, { clientId, no, storedAs }: Task, written: Written): Promise<boolean> {
  const { name, rows, bytes } = written
  const { rows: finished } = await sql`
    update export_file set state = 'ready', rows_total = ${rows}, rows_done = ${rows}, bytes = ${bytes}, name = ${name},
      ended_at = now(), expires_at = now() + make_interval(days => ${KEPT_DAYS})
    where client_id = ${clientId} and no = ${no} and state = 'building' and stored_as = ${storedAs} returning no`.execute(
    db.write,
  )
  return finished.length > 0
}

async function breakOff({ db, log }: Building, task: Task, error: unknown): Promise<void> {
  if (task.tries < MOST_TRIES) {
    await putBack(db, task, task.tries)
    throw error
  }
  log.error('a file was given up', { export: String(task.no), error })
  await sql`
    update export_file set state = 'failed', ended_at = now(), stored_as = null
    where client_id = ${task.clientId} and no = ${task.no} and state = 'building' and stored_as = ${task.storedAs}`.execute(
    db.write,
  )
}

async function putBack(db: Database, { clientId, no, storedAs }: Task, tries: number): Promise<void> {
  await sql`
    update export_file set state = 'waiting', tries = ${tries}, rows_done = 0, stored_as = null
    where client_id = ${clientId} and no = ${no} and state = 'building' and stored_as = ${storedAs}`.execute(
    db.write,
  )
}

// A file that was asked for a moment ago has its own job in the queue.
async function leftLying(db: Database): Promise<FileRef[]> {
  const { rows } = await sql<FileRef>`
    select client_id as "clientId", no from export_file
    where state = 'waiting' and asked_at < now() - interval '1 minute'
      or state = 'building' and alive_at < now() - make_interval(secs => ${SILENT_SECONDS})
    order by asked_at limit 20`.execute(db.write)
  return rows
}
