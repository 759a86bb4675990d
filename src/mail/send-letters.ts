/** The worker's postman: takes the rows that business transactions left, sends each letter once, writes down what came of it. */
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { renderHtml } from './letter-html.tsx'
import { type LetterRow, renderText, type Write } from './letter.ts'
import { openTransport, PARALLEL, type Transport } from './transport.ts'

type Post = Pick<App, 'config' | 'db' | 'log'>

export type Postman = {
  /** Takes no more letters and lets those on their way arrive, for at most five seconds. */
  stop(): Promise<void>
  /** Looks for letters now: call it after a commit that left one. */
  wake(): void
}

export type PostmanOptions = {
  /** Words belong to the business folders; the postman carries what it is given. */
  write: Write
  transport?: Transport
  /** Letters on their way at the same time. */
  parallel?: number
  /** The pause between looks, in ms, when there was nothing to send. */
  idleMs?: number
}

// While a letter is on its way its row is due again only after this, so that the letter of a worker that died is sent by
// another. Longer than the transport's deadline, so that nobody sends it while the first still tries.
const CLAIM_MINUTES = 5
// After the first failure 1 minute, then 5, 15, 60, then hourly (accounts.md §3.3).
const PAUSES_MINUTES = [1, 5, 15, 60]
const LAST_WORD_MS = 5_000

/**
 * Sends letters until it is stopped. Any number of postmen may work on one database: a letter is taken by one of them.
 * A letter that is accepted in the moment its worker dies may be sent again, under the same Message-ID.
 */
export function startPostman(app: Post, options: PostmanOptions): Postman {
  const { write, parallel = PARALLEL, idleMs = 1_000 } = options
  const transport = options.transport ?? openTransport(app.config)
  const bell = createBell()
  const onTheWay = new Set<Promise<unknown>>()
  let stopping = false

  const round = async (): Promise<'more' | 'nothing'> => {
    const free = parallel - onTheWay.size
    const rows = await claim(app, free)
    for (const row of rows) {
      const delivery = deliver(app, transport, write, row).finally(() => onTheWay.delete(delivery))
      onTheWay.add(delivery)
    }
    return rows.length === free ? 'more' : 'nothing'
  }
  const work = async () => {
    let troubles = 0
    while (!stopping) {
      try {
        const left = await round()
        troubles = 0
        if (left === 'more') await Promise.race(onTheWay)
        else await bell.waitFor(idleMs)
      } catch (error) {
        app.log.error('letters cannot be read', { error })
        await bell.waitFor(Math.min(1_000 * 2 ** troubles++, 30_000))
      }
    }
    await Promise.all(onTheWay)
  }
  const done = work()
  return {
    wake: bell.ring,
    async stop() {
      stopping = true
      bell.ring()
      await Promise.race([done, wait(LAST_WORD_MS, undefined, { ref: false })])
      transport.close()
      await done
    },
  }
}

/** What became of letters: how many ended in each state. */
export type Tally = { sent: number; deferred: number; bounced: number; void: number }

/** One round without the clock: sends what is due, at most `limit` letters, and says what became of them. */
export async function sendDueLetters(
  app: Post,
  transport: Transport,
  limit: number,
  write: Write,
): Promise<Tally> {
  const tally: Tally = { sent: 0, deferred: 0, bounced: 0, void: 0 }
  const rows = await claim(app, limit)
  const carry = async () => {
    for (let row = rows.shift(); row; row = rows.shift()) {
      const state = await deliver(app, transport, write, row)
      if (state) tally[state]++
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, carry))
  return tally
}

type ClaimedRow = LetterRow & { attempts: number }

/**
 * Takes due letters in one statement: rows that another postman is taking are passed over, and those taken are not due
 * again for a while.
 */
async function claim({ db }: Pick<App, 'db'>, limit: number): Promise<ClaimedRow[]> {
  const { rows } = await sql<ClaimedRow>`
    -- Materialized: inside «in (…)» the planner may look again for every row and take more than the limit.
    with due as materialized (
      select id from letter
      where state in ('queued', 'deferred') and next_try_at <= now()
      order by urgent desc, next_try_at
      limit ${limit} for update skip locked
    )
    update letter set attempts = attempts + 1, next_try_at = now() + make_interval(mins => ${CLAIM_MINUTES})
    from due where letter.id = due.id
    returning letter.id, template, lang, email, params, link_id as "linkId", account_id as "accountId", attempts`.execute(
    db.write,
  )
  return rows
}

type State = keyof Tally
type Outcome = { state: State; answer: string | null }

/** Sends one claimed letter and writes down what came of it. Never throws; undefined when that could not be written. */
async function deliver(
  app: Post,
  transport: Transport,
  write: Write,
  row: ClaimedRow,
): Promise<State | undefined> {
  const outcome = await send(app, transport, write, row)
  const facts = { id: row.id, template: row.template, attempts: row.attempts }
  try {
    const state = await recordPatiently(app, row, outcome)
    const answer = outcome.answer?.replaceAll(row.email, '…')
    if (state === 'sent' || state === 'void') app.log.info('letter', { ...facts, state })
    else app.log.warn('letter', { ...facts, state, answer })
    return state
  } catch (error) {
    app.log.error('what became of a letter could not be written down', { ...facts, ...outcome, error })
    return undefined
  }
}

async function send(app: Post, transport: Transport, write: Write, row: ClaimedRow): Promise<Outcome> {
  try {
    const letter = await write(row)
    if (letter === 'void') return { state: 'void', answer: null }
    const { outcome, answer } = await transport.send({
      id: row.id,
      lang: row.lang,
      to: row.email,
      subject: letter.subject,
      text: renderText(letter, letter.frame),
      html: renderHtml(letter, letter.frame),
    })
    return { state: OUTCOMES[outcome], answer }
  } catch (error) {
    // A letter of another version of the product or of a key not configured here: another worker may know it.
    app.log.error('letter cannot be written', { id: row.id, template: row.template, error })
    return {
      state: 'deferred',
      answer: `Not written: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}

const OUTCOMES = { accepted: 'sent', temporary: 'deferred', permanent: 'bounced' } as const

// An accepted letter whose row still says «queued» would go out twice: a short outage of the database is waited out.
async function recordPatiently(app: Post, row: ClaimedRow, outcome: Outcome): Promise<State | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      return await recordOutcome(app, row, outcome)
    } catch (error) {
      if (tries === 4) throw error
      await wait(500 * 2 ** tries)
    }
  }
}

/**
 * Writes an outcome into the row and answers with the state it has now. A letter put off beyond its `give_up_at` is
 * `bounced`. When another postman has taken the letter over meanwhile, only «sent» is news; then undefined otherwise.
 */
async function recordOutcome({ db }: Pick<App, 'db'>, row: ClaimedRow, outcome: Outcome) {
  const pause = PAUSES_MINUTES[row.attempts - 1] ?? PAUSES_MINUTES.at(-1)!
  const { rows } = await sql<{ state: State }>`
    with verdict as (
      select case when ${outcome.state} = 'deferred' and now() + make_interval(mins => ${pause}) > give_up_at
        then 'bounced' else ${outcome.state} end as state
      from letter where id = ${row.id}
    )
    update letter set state = verdict.state, server_answer = ${outcome.answer},
      sent_at = case when verdict.state = 'sent' then now() end,
      next_try_at = case when verdict.state = 'deferred' then now() + make_interval(mins => ${pause}) else next_try_at end
    from verdict
    where id = ${row.id} and letter.state in ('queued', 'deferred')
      and (attempts = ${row.attempts} or verdict.state = 'sent')
    returning letter.state`.execute(db.write)
  return rows[0]?.state
}

/** A wait that can be cut short; a ring between two waits cuts the next one. */
function createBell() {
  let rung = false
  let wakeUp = () => {}
  return {
    ring() {
      rung = true
      wakeUp()
    },
    async waitFor(ms: number) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          wakeUp = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      rung = false
    },
  }
}
