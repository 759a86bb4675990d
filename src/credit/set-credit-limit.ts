import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'

/** By when what is owed is to be paid, in days after the refuel: the contract's form allows so many. */
export const MOST_CREDIT_DAYS = 180

/** What a contract may owe, in tiyn, and for how many days. */
export type CreditTerms = { limitTiyn: bigint; days: number }

export type CreditAsked =
  | { ok: true; changeId: string }
  /** `waiting`: another change waits for its second person. `closed`: the contract is over. */
  | { ok: false; reason: 'unknown' | 'closed' | 'waiting' | 'same' }
  /** So much is owed and promised to pumps already, in tiyn: a limit is never below it. */
  | { ok: false; reason: 'owes_more'; tiyn: bigint }

/** Asks for other terms of credit for a contract. They hold when another person has agreed (`approveCreditLimit`). */
export async function setCreditLimit(
  tx: Tx,
  request: CreditTerms & { clientId: string; contractId: string; reason: string; by: Actor },
): Promise<CreditAsked> {
  const { clientId, contractId, limitTiyn, days, reason, by } = request
  const contract = await lockCredit(tx, clientId, contractId)
  if (!contract) return { ok: false, reason: 'unknown' }
  if (contract.closed) return { ok: false, reason: 'closed' }
  if (contract.waiting) return { ok: false, reason: 'waiting' }
  if (contract.limitTiyn === limitTiyn && contract.days === days) return { ok: false, reason: 'same' }
  if (limitTiyn < contract.boundTiyn) return { ok: false, reason: 'owes_more', tiyn: contract.boundTiyn }

  const { rows } = await sql<{ id: string }>`
    insert into credit_change (client_id, contract_id, limit_tiyn, days, was_limit_tiyn, was_days, reason, asked_by)
    values (${clientId}, ${contractId}, ${limitTiyn}, ${days}, ${contract.limitTiyn}, ${contract.days}, ${reason}, ${by.accountId ?? null})
    returning id`.execute(tx)
  await record(tx, 'credit.asked', {
    ...{ by, clientId, object: contract.number, reason },
    before: inLog(contract),
    after: inLog(request),
  })
  return { ok: true, changeId: rows[0]!.id }
}

export type CreditDecided =
  | { ok: true }
  /** `own`: who asked does not agree. `decided`: somebody has, perhaps a moment ago. */
  | { ok: false; reason: 'unknown' | 'decided' | 'own' }
  | { ok: false; reason: 'owes_more'; tiyn: bigint }

type Decision = { clientId: string; changeId: string; by: Actor & { accountId: string } }

/** Agrees to what another person asked for: tills reckon with it from the next refuel on. */
export async function approveCreditLimit(tx: Tx, request: Decision): Promise<CreditDecided> {
  const { clientId, by } = request
  const asked = await lockChange(tx, request)
  if (!asked.ok) return asked
  if (asked.askedBy === by.accountId) return { ok: false, reason: 'own' }
  const contract = (await lockCredit(tx, clientId, asked.contractId))!
  if (asked.limitTiyn < contract.boundTiyn)
    return { ok: false, reason: 'owes_more', tiyn: contract.boundTiyn }
  await sql`
    update contract set credit_limit_tiyn = ${asked.limitTiyn}, credit_days = ${asked.days}
    where client_id = ${clientId} and id = ${asked.contractId}`.execute(tx)
  await decide(tx, request, 'approved', '')
  await record(tx, 'credit.approved', {
    ...{ by, clientId, object: contract.number },
    before: inLog(contract),
    after: inLog(asked),
  })
  return { ok: true }
}

/** Leaves the terms as they are; `answer` says why. */
export async function declineCreditLimit(
  tx: Tx,
  request: Decision & { answer: string },
): Promise<CreditDecided> {
  return letGo(tx, request, 'declined', request.answer)
}

/** Takes back what one has asked for oneself; another’s is `unknown`. */
export async function withdrawCreditLimit(tx: Tx, request: Decision): Promise<CreditDecided> {
  return letGo(tx, request, 'withdrawn', '')
}

async function letGo(
  tx: Tx,
  request: Decision,
  decision: 'declined' | 'withdrawn',
  answer: string,
): Promise<CreditDecided> {
  const { clientId, by } = request
  const asked = await lockChange(tx, request)
  if (!asked.ok) return asked
  if (decision === 'withdrawn' && asked.askedBy !== by.accountId) return { ok: false, reason: 'unknown' }
  await decide(tx, request, decision, answer)
  await record(tx, `credit.${decision}`, {
    ...{ by, clientId, object: asked.number, after: inLog(asked) },
    ...(answer ? { reason: answer } : {}),
  })
  return { ok: true }
}

type Locked = CreditTerms & { number: string; closed: boolean; waiting: boolean; boundTiyn: bigint }

// The lock that tills take of a contract with credit: what is owed and promised stays so until the commit.
async function lockCredit(tx: Tx, clientId: string, contractId: string): Promise<Locked | undefined> {
  const { rows } = await sql<Omit<Locked, 'waiting'>>`
    select number, credit_limit_tiyn as "limitTiyn", credit_days as days, owed_tiyn + credit_hold_tiyn as "boundTiyn", state = 'closed' as closed
    from contract where client_id = ${clientId} and id = ${contractId} for no key update`.execute(tx)
  if (!rows[0]) return undefined
  const { rows: waiting } = await sql`
    select from credit_change where client_id = ${clientId} and contract_id = ${contractId} and decided_at is null`.execute(
    tx,
  )
  return { ...rows[0], waiting: waiting.length > 0 }
}

// The row of the request is the decision: whoever changes it first has made it.
async function lockChange(
  tx: Tx,
  { clientId, changeId }: Decision,
): Promise<
  | (CreditTerms & { ok: true; contractId: string; number: string; askedBy: string | null })
  | { ok: false; reason: 'unknown' | 'decided' }
> {
  const { rows } = await sql<
    CreditTerms & { contractId: string; number: string; askedBy: string | null; decided: boolean }
  >`
    select c.contract_id as "contractId", k.number, c.limit_tiyn as "limitTiyn", c.days, c.asked_by as "askedBy",
      c.decided_at is not null as decided
    from credit_change c join contract k on k.client_id = c.client_id and k.id = c.contract_id
    where c.client_id = ${clientId} and c.id = ${changeId} for no key update of c`.execute(tx)
  const asked = rows[0]
  if (!asked) return { ok: false, reason: 'unknown' }
  return asked.decided ? { ok: false, reason: 'decided' } : { ok: true, ...asked }
}

async function decide(
  tx: Tx,
  { clientId, changeId, by }: Decision,
  decision: 'approved' | 'declined' | 'withdrawn',
  answer: string,
): Promise<void> {
  await sql`
    update credit_change set decided_by = ${by.accountId}, decided_at = now(), decision = ${decision}, answer = ${answer}
    where client_id = ${clientId} and id = ${changeId}`.execute(tx)
}

function inLog({ limitTiyn, days }: CreditTerms): Record<string, string> {
  return { creditLimit: String(limitTiyn), creditDays: String(days) }
}
