/** Posts a checked statement: each payment that came in becomes money of its client, or waits for whose it is. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { defineJob } from '../jobs/jobs.ts'
import { isDoubtful } from './check-statement.ts'
import { type Decision, matchMany } from './match-many.ts'
import { postPayment } from './post-payment.ts'
import type { StatementWarning } from './read-statement.ts'

export type StatementConfirmed =
  | { ok: true }
  /** `again`: it is being posted, or was. `nothing`: no money came in by it. */
  | { ok: false; reason: 'unknown' | 'again' | 'nothing' }

/** Lets a checked statement go: from here on the worker posts it. Of two who confirm at once one does it. */
export async function confirmStatement(
  app: App,
  tx: Tx,
  request: { statementId: string; by: Actor & { accountId: string } },
): Promise<StatementConfirmed> {
  const { rows } = await sql<{ file_name: string; posted_at: Date | null; incoming: number }>`
    select file_name, posted_at,
      (select count(*)::int from bank_statement_line where statement_id = s.id and kind = 'incoming') as incoming
    from bank_statement s where id = ${request.statementId} for no key update`.execute(tx)
  const statement = rows[0]
  if (!statement) return { ok: false, reason: 'unknown' }
  if (statement.posted_at) return { ok: false, reason: 'again' }
  if (statement.incoming === 0) return { ok: false, reason: 'nothing' }
  await sql`
    update bank_statement set posted_at = now(), posted_by = ${request.by.accountId}
    where id = ${request.statementId}`.execute(tx)
  await app.jobs.later(tx, statementConfirmed, { statementId: request.statementId })
  await record(tx, 'statement.posted', {
    by: request.by,
    object: statement.file_name,
    after: { rows: statement.incoming },
  })
  return { ok: true }
}

/**
 * Posts confirmed statements, a few seconds' worth at a time, so that a worker can stop between payments; every minute it
 * looks for statements whose worker died.
 */
export const statementConfirmed = defineJob<App, { statementId?: string }>({
  name: 'bank-statement',
  cron: '* * * * *',
  run: async (app, { statementId }) => {
    for (const id of statementId ? [statementId] : await unfinished(app)) {
      const { left } = await postStatement(app, id, { forMs: 4_000 })
      if (left) await app.db.transaction((tx) => app.jobs.later(tx, statementConfirmed, { statementId: id }))
    }
  },
})

/** How many payments were posted now, by what became of them; `left`: some are still to be posted. */
export type StatementPosted = { posted: number; waiting: number; known: number; left: boolean }

/**
 * Posts the payments of a confirmed statement that are still to be posted. Each is posted once, whoever calls this how often
 * and in whatever file it came before, because its name is unique in the transaction that posts it. Without `forMs` it goes
 * to the end. Throws after the last payment when some broke; they wait for the next try.
 */
export async function postStatement(
  app: App,
  statementId: string,
  { forMs = Number.POSITIVE_INFINITY }: { forMs?: number } = {},
): Promise<StatementPosted> {
  const started = Date.now()
  const tally = { posted: 0, waiting: 0, known: 0 }
  const broken: unknown[] = []
  const statement = await findConfirmed(app, statementId)
  let at: number | undefined = 0
  while (statement && at !== undefined) {
    if (Date.now() - started > forMs) return { ...tally, left: true }
    const next: NextLine = await postNextLine(app, statement, at)
    at = next?.n
    if (next && 'error' in next) broken.push(next.error)
    else if (next) tally[next.outcome]++
  }
  // One payment that cannot be posted does not stop those behind it.
  if (broken.length > 0)
    throw new Error(`${broken.length} payments of statement ${statementId} broke`, { cause: broken[0] })
  return { ...tally, left: !(await finish(app, statementId)) }
}

async function unfinished(app: App): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from bank_statement where posted_at is not null and finished_at is null order by posted_at limit 20`.execute(
    app.db.write,
  )
  return rows.map(({ id }) => id)
}

type Confirmed = { id: string; by: Actor; doubtful: boolean }

// None for a statement that is not confirmed: there is nothing to post.
async function findConfirmed(app: App, statementId: string): Promise<Confirmed | undefined> {
  const { rows } = await sql<{ accountId: string; name: string; warnings: Pick<StatementWarning, 'code'>[] }>`
    select s.posted_by as "accountId", coalesce(nullif(a.name, ''), a.email) as name, s.warnings
    from bank_statement s join account a on a.id = s.posted_by
    where s.id = ${statementId} and s.posted_at is not null`.execute(app.db.write)
  const row = rows[0]
  return (
    row && {
      id: statementId,
      by: { accountId: row.accountId, name: row.name },
      doubtful: isDoubtful(row.warnings),
    }
  )
}

type Outcome = 'posted' | 'waiting' | 'known'
type NextLine = { n: number; outcome: Outcome } | { n: number; error: unknown } | undefined

async function postNextLine(app: App, statement: Confirmed, after: number): Promise<NextLine> {
  let n: number | undefined
  try {
    return await app.db.transaction(async (tx) => {
      n = undefined
      const line = await takeLine(tx, statement.id, after)
      if (!line) return undefined
      n = line.n
      const outcome = await postLine(app, tx, statement, line)
      await sql`
        update bank_statement_line set outcome = ${outcome}
        where statement_id = ${statement.id} and n = ${line.n}`.execute(tx)
      return { n: line.n, outcome }
    })
  } catch (error) {
    if (n === undefined) throw error
    app.log.error('a payment of a bank statement broke', { statementId: statement.id, n, error })
    return { n, error }
  }
}

type Line = {
  n: number
  hash: string
  tiyn: bigint
  day: string
  number: string
  payerBin: string
  payerName: string
  payerIban: string
  purpose: string
}

async function takeLine(tx: Tx, statementId: string, after: number): Promise<Line | undefined> {
  const { rows } = await sql<Line>`
    select n, encode(hash, 'hex') as hash, tiyn, day, number, bin as "payerBin", name as "payerName", iban as "payerIban", purpose
    from bank_statement_line
    where statement_id = ${statementId} and n > ${after} and kind = 'incoming' and outcome is null
    order by n limit 1 for no key update skip locked`.execute(tx)
  return rows[0]
}

async function postLine(app: App, tx: Tx, statement: Confirmed, line: Line): Promise<Outcome> {
  const receiptId = await receive(tx, statement.id, line.n)
  if (!receiptId) return 'known'
  const [decision] = await matchMany(tx, [line], statement.id)
  const why = statement.doubtful ? 'doubtful' : decision!.kind === 'ask' ? decision!.why : undefined
  if (why !== undefined) {
    await sql`update bank_receipt set why = ${why} where id = ${receiptId}`.execute(tx)
    return 'waiting'
  }
  await postReceipt(app, tx, statement, line, receiptId, decision as Decision & { kind: 'auto' })
  return 'posted'
}

// The same payment of another file, of another worker, of yesterday: the constraint lets one of them in.
async function receive(tx: Tx, statementId: string, n: number): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into bank_receipt (hash, statement_id, account, number, document_day, day, tiyn, payer_name, payer_bin, payer_iban, payer_bank,
      purpose, knp, state, why)
    select hash, statement_id, account, number, document_day, day, tiyn, name, bin, iban, bank, purpose, knp, 'waiting', 'unknown'
    from bank_statement_line where statement_id = ${statementId} and n = ${n}
    on conflict (hash) do nothing returning id`.execute(tx)
  return rows[0]?.id
}

async function postReceipt(
  app: App,
  tx: Tx,
  { by }: Confirmed,
  line: Line,
  receiptId: string,
  match: Decision & { kind: 'auto' },
): Promise<void> {
  await postPayment(tx, app.vault, {
    clientId: match.clientId,
    tiyn: line.tiyn,
    receivedOn: line.day,
    payerName: line.payerName,
    payerBin: line.payerBin,
    payerIban: line.payerIban,
    documentNumber: line.number,
    purpose: line.purpose,
    source: 'statement',
    receiptId,
    requestKey: randomUUID(),
    orders: match.parts,
    by,
  })
  await sql`
    update bank_receipt set state = 'posted', why = null, decided_at = now() where id = ${receiptId}`.execute(
    tx,
  )
}

async function finish(app: App, statementId: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    with waiting as (
      select exists (select from bank_statement_line
        where statement_id = ${statementId} and kind = 'incoming' and outcome is null) as rest
    ), finished as (
      update bank_statement set finished_at = now()
      where id = ${statementId} and posted_at is not null and finished_at is null and not (select waiting.rest from waiting)
    )
    select not waiting.rest as done from waiting`.execute(app.db.write)
  return rows[0]!.done
}
