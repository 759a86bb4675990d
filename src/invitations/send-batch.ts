/** The worker's part of a confirmed list: one row after the other, each in its own transaction. */
import { sql } from 'kysely'
import { invite } from '../accounts/invite.ts'
import type { App } from '../app.ts'
import type { Actor } from '../audit/record.ts'
import { openClient } from '../clients/add-client.ts'
import { addContract } from '../clients/add-contract.ts'
import type { Tx } from '../db/database.ts'
import { defineJob } from '../jobs/jobs.ts'
import { type Remark, remarkColumns, type RowCells, type RowFacts, type RowState } from './batch.ts'
import { keyOf } from './check-batch.ts'

/**
 * Sends a confirmed list. It does a few seconds' worth of rows and leaves the rest to the next job, so that a worker can
 * stop between rows; every minute it looks for lists whose worker died.
 */
export const batchConfirmed = defineJob<App, { batchId?: string }>({
  name: 'invitation-batch',
  cron: '* * * * *',
  run: async (app, { batchId }) => {
    for (const id of batchId ? [batchId] : await unfinished(app)) {
      const { left } = await sendBatch(app, id, { forMs: 4_000 })
      if (left) await app.db.transaction((tx) => app.jobs.later(tx, batchConfirmed, { batchId: id }))
    }
  },
})

export type Sending = {
  /** Rows done now, by what became of them. */
  invited: number
  skipped: number
  refused: number
  /** Rows are still waiting: the time was up, or another worker holds them. */
  left: boolean
}

/**
 * Sends the rows of a confirmed list that still wait: adds the client and the contract where they are new, and invites.
 * A row is done once, whoever calls this how often, because its state changes in the transaction that invites. Without
 * `forMs` it goes to the end. Throws after the last row when rows broke; they wait for the next try.
 */
export async function sendBatch(
  app: App,
  batchId: string,
  { forMs = Number.POSITIVE_INFINITY }: { forMs?: number } = {},
): Promise<Sending> {
  const started = Date.now()
  const tally = { invited: 0, skipped: 0, refused: 0 }
  const broken: unknown[] = []
  const list = await findList(app, batchId)
  let at: number | undefined = 0
  while (list && at !== undefined) {
    if (Date.now() - started > forMs) return { ...tally, left: true }
    const next: NextRow = await sendNextRow(app, list, at)
    at = next?.n
    if (next && 'error' in next) broken.push(next.error)
    else if (next) tally[next.state]++
  }
  // One row that cannot be sent does not stop those behind it.
  if (broken.length > 0)
    throw new Error(`${broken.length} rows of list ${batchId} broke`, { cause: broken[0] })
  return { ...tally, left: !(await finish(app, batchId)) }
}

async function unfinished(app: App): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from invitation_batch where confirmed_at is not null and finished_at is null
    order by confirmed_at limit 20`.execute(app.db.write)
  return rows.map((row) => row.id)
}

type List = { batchId: string; by: Actor; patient: boolean }

// None for a list that is not confirmed: there is nothing to send.
async function findList(app: App, batchId: string): Promise<List | undefined> {
  const { rows } = await sql<{ account_id: string | null; name: string | null; patient: boolean }>`
    select b.created_by as account_id, coalesce(nullif(a.name, ''), a.email) as name,
      b.confirmed_at > now() - make_interval(mins => ${PATIENCE_MINUTES}) as patient
    from invitation_batch b left join account a on a.id = b.created_by
    where b.id = ${batchId} and b.confirmed_at is not null`.execute(app.db.write)
  const row = rows[0]
  return (
    row && {
      batchId,
      by: { accountId: row.account_id ?? undefined, name: row.name ?? 'mycoupon' },
      patient: row.patient,
    }
  )
}

// A row that breaks is tried again with the next job; after this it is given up, so that the list comes to an end.
const PATIENCE_MINUTES = 60

type Outcome = { state: Exclude<RowState, 'waiting'>; remark?: Remark; invitationId?: string }
type NextRow = { n: number; state: Outcome['state'] } | { n: number; error: unknown } | undefined

async function sendNextRow(app: App, list: List, after: number): Promise<NextRow> {
  let n: number | undefined
  try {
    return await app.db.transaction(async (tx) => {
      n = undefined
      const row = await takeRow(tx, list.batchId, after)
      if (!row) return undefined
      n = row.n
      const outcome = row.facts ? await sendRow(app, tx, list, row.facts) : ({ state: 'refused' } as const)
      await noteOutcome(tx, list.batchId, row.n, outcome)
      return { n: row.n, state: outcome.state }
    })
  } catch (error) {
    if (n === undefined) throw error
    app.log.error('a row of a list of invitations broke', { batchId: list.batchId, n, error })
    if (list.patient) return { n, error }
    await giveUp(app, list.batchId, n)
    return { n, state: 'refused' }
  }
}

async function giveUp(app: App, batchId: string, n: number): Promise<void> {
  await app.db.transaction((tx) =>
    noteOutcome(tx, batchId, n, { state: 'refused', remark: { code: 'broken' } }),
  )
}

async function takeRow(
  tx: Tx,
  batchId: string,
  after: number,
): Promise<{ n: number; facts: RowFacts | undefined } | undefined> {
  const { rows } = await sql<{ n: number; cells: RowCells }>`
    select n, cells from invitation_batch_row
    where batch_id = ${batchId} and n > ${after} and verdict = 'ready' and state = 'waiting'
    order by n limit 1 for no key update skip locked`.execute(tx)
  return rows[0] && { n: rows[0].n, facts: rows[0].cells.read }
}

// The world may have changed since the check, so everything is looked at once more; a refused row leaves nothing behind.
async function sendRow(app: App, tx: Tx, list: List, facts: RowFacts): Promise<Outcome> {
  await sql`savepoint row`.execute(tx)
  const outcome = await admitRow(app, tx, list, facts)
  if (outcome.state !== 'invited') await sql`rollback to savepoint row`.execute(tx)
  return outcome
}

async function admitRow(app: App, tx: Tx, { batchId, by }: List, facts: RowFacts): Promise<Outcome> {
  const signed = await findOrSign(tx, facts, by)
  if ('state' in signed) return signed
  const { clientId, contractId } = signed
  if (facts.role === 'owner' && keyOf(signed.email) !== facts.email.key)
    return { state: 'refused', remark: { code: 'other_email', contract: facts.contract } }
  const { rows: open } = await sql<{ sent_at: Date }>`
    select sent_at from invitation
    where email_key = ${facts.email.key} and client_id = ${clientId}
      and accepted_at is null and revoked_at is null and expires_at > now()`.execute(tx)
  if (open[0]) return { state: 'skipped', remark: { code: 'invited', at: open[0].sent_at.toISOString() } }

  const { email, person, lang, role } = facts
  const to = { address: email, name: person, lang }
  const invited = await invite(app, tx, { clientId, contractId, ...to, role, by, batchId })
  if (invited.ok) return { state: 'invited', invitationId: invited.invitationId }
  switch (invited.reason) {
    case 'already_member':
      return { state: 'skipped', remark: { code: 'member' } }
    case 'too_soon':
      return { state: 'skipped', remark: { code: 'invited', at: new Date().toISOString() } }
    case 'inactive':
    case 'unknown_client':
      // The client was active a moment ago and is held: the person is the one who may not.
      return { state: 'refused', remark: { code: 'person_suspended' } }
  }
}

type Signed = { clientId: string; contractId: string; email: string }

/** The client and the contract of a row, added where they are new; or why the row cannot have them. */
async function findOrSign(tx: Tx, facts: RowFacts, by: Actor): Promise<Signed | Outcome> {
  const { bin, contract, signedOn, contractAddress: address } = facts
  const taken: Outcome = { state: 'refused', remark: { code: 'contract_taken', contract } }
  const client = (await findClient(tx, bin)) ?? (await openOrFind(tx, facts, by))
  if (!client) return taken
  if (client.state !== 'active') return { state: 'refused', remark: { code: 'client_inactive' } }
  const { rows } = await sql<{ id: string; client_id: string; email: string; state: string }>`
    select id, client_id, email, state from contract where number = ${contract} for share`.execute(tx)
  const signed = rows[0]
  if (signed && signed.client_id !== client.id) return taken
  if (signed && signed.state !== 'active') return { state: 'refused', remark: { code: 'contract_inactive' } }
  if (signed) return { clientId: client.id, contractId: signed.id, email: signed.email }

  const added = await addContract(tx, {
    clientId: client.id,
    contractNumber: contract,
    signedOn,
    address,
    by,
  })
  return added.ok ? { clientId: client.id, contractId: added.contractId, email: address.shown } : taken
}

async function findClient(tx: Tx, bin: string): Promise<{ id: string; state: string } | undefined> {
  const { rows } = await sql<{ id: string; state: string }>`
    select id, state from client where bin = ${bin} for share`.execute(tx)
  return rows[0]
}

// Of two lists with the same new company one adds it, the other finds it.
async function openOrFind(
  tx: Tx,
  facts: RowFacts,
  by: Actor,
): Promise<{ id: string; state: string } | undefined> {
  const { bin, name, contract: contractNumber, signedOn, contractAddress } = facts
  const email = contractAddress.shown
  const opened = await openClient(tx, { bin, name, contractNumber, signedOn, email }, by)
  if (opened.ok) return { id: opened.clientId, state: 'active' }
  return opened.reason === 'bin_taken' ? findClient(tx, bin) : undefined
}

async function noteOutcome(tx: Tx, batchId: string, n: number, outcome: Outcome): Promise<void> {
  const { problem, args } = remarkColumns(outcome.remark)
  await sql`
    update invitation_batch_row set state = ${outcome.state}, invitation_id = ${outcome.invitationId ?? null},
      problem = coalesce(${problem}, problem), problem_args = case when ${problem}::text is null then problem_args else ${args}::jsonb end
    where batch_id = ${batchId} and n = ${n}`.execute(tx)
}

async function finish(app: App, batchId: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    with waiting as (
      select exists (select from invitation_batch_row
        where batch_id = ${batchId} and verdict = 'ready' and state = 'waiting') as rest
    ), finished as (
      update invitation_batch set finished_at = now()
      where id = ${batchId} and confirmed_at is not null and finished_at is null and not (select waiting.rest from waiting)
    )
    select not waiting.rest as done from waiting`.execute(app.db.write)
  return rows[0]!.done
}
