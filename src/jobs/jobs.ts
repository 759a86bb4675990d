/** Work for later: enqueued in the business transaction, done by a worker after the commit, repeated until it succeeds. */
import { fromKysely, PgBoss } from 'pg-boss'
import type { Tx } from '../db/database.ts'
import { APP_ROLE } from '../db/migrate.ts'
import type { Log } from '../log.ts'

/** A kind of work. `name` is the queue; `cron` (Asia/Almaty) makes the product enqueue it by itself. */
export type Job<Context, Data extends object> = {
  name: string
  cron?: string
  /**
   * How long one of them may take, 60 unless it is said; then it is taken for lost and done again. Of long work a worker does
   * one at a time.
   */
  longestSeconds?: number
  /**
   * Does the work. It may be done twice (a worker died before it could say so), so it must not mind. `stopping` is aborted
   * when the worker is told to stop: long work leaves then what it has not finished.
   */
  run(context: Context, data: Data, stopping: AbortSignal): Promise<void>
}

export type Jobs = {
  /** Leaves work as a row of the transaction: no commit, no work. */
  later<Data extends object>(tx: Tx, job: Job<never, Data>, data: Data): Promise<void>
  stop(): Promise<void>
}

/** Keeps the types of a job's data together with its name and its handler. */
export function defineJob<Context, Data extends object>(job: Job<Context, Data>): Job<Context, Data> {
  return job
}

type AnyJob<Context> = Job<Context, never>

// A failed job is tried again after 5 s, 10 s, 20 s … at most an hour apart, for about a day. One whose worker died is
// taken up by another after a minute, for few here take longer.
const RETRIES = {
  retryLimit: 30,
  retryDelay: 5,
  retryBackoff: true,
  retryDelayMax: 3600,
}
const LONGEST_SECONDS = 60
const DEAD = 'dead-letters'

/** Makes the queues' own tables and lets the application's role use them. Safe to repeat. */
export async function prepareQueues(url: string, jobs: AnyJob<never>[]): Promise<void> {
  const boss = new PgBoss({
    connectionString: url,
    max: 2,
    supervise: false,
    schedule: false,
    registerInstance: false,
  })
  boss.on('error', () => {})
  await boss.start()
  try {
    await boss.createQueue(DEAD)
    for (const job of jobs) {
      const expireInSeconds = job.longestSeconds ?? LONGEST_SECONDS
      await boss.createQueue(job.name, { ...RETRIES, expireInSeconds, deadLetter: DEAD })
    }
    await boss.getDb().executeSql(`
      grant usage on schema pgboss to ${APP_ROLE};
      grant select, insert, update, delete on all tables in schema pgboss to ${APP_ROLE};
      grant usage on all sequences in schema pgboss to ${APP_ROLE};
      grant execute on all functions in schema pgboss to ${APP_ROLE}`)
  } finally {
    await boss.stop({ graceful: false })
  }
}

/** Opens the queues for enqueueing. With `work` given this process also does the jobs, and tends the queues. */
export async function openJobs<Context>(
  url: string,
  options: { log: Log; work?: { jobs: AnyJob<Context>[]; context: () => Promise<Context> } },
): Promise<Jobs> {
  const working = options.work !== undefined
  const boss = new PgBoss({
    connectionString: url,
    max: working ? 4 : 1,
    createSchema: false,
    migrate: false,
    supervise: working,
    schedule: working,
    registerInstance: false,
  })
  const stopping = new AbortController()
  boss.on('error', (error) => options.log.warn('queue', { error }))
  await boss.start()
  for (const job of options.work?.jobs ?? []) {
    const batchSize = job.longestSeconds === undefined ? 5 : 1
    await boss.work<object>(job.name, { pollingIntervalSeconds: 0.5, batchSize }, async (batch) => {
      for (const { data } of batch) {
        try {
          await job.run(await options.work!.context(), (data ?? {}) as never, stopping.signal)
        } catch (error) {
          options.log.error('job failed and will be tried again', { job: job.name, error })
          throw error
        }
      }
    })
    if (job.cron) await boss.schedule(job.name, job.cron, {}, { tz: 'Asia/Almaty' })
  }
  return {
    async later(tx, job, data) {
      await boss.send(job.name, data, { db: fromKysely(tx) })
    },
    async stop() {
      stopping.abort()
      await boss.stop({ graceful: true, timeout: 8000 })
    },
  }
}
