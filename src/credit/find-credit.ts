/** What contracts may owe, what they owe, and when it is due; and the changes of it. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { CreditTerms } from './set-credit-limit.ts'

export type Credit = CreditTerms & {
  contractId: string
  number: string
  owedTiyn: bigint
  /** Promised to pumps that are running. */
  heldTiyn: bigint
  /** The last day to pay the oldest refuel that is not paid; null when nothing is owed. */
  dueOn: string | null
  overdue: boolean
}

// Money pays the oldest refuels first: what is owed are the newest ones, as many as it takes. From the newest back, the
// first whose sum reaches the debt is the oldest unpaid.
const DUE = sql`
  left join lateral (
    select local_day(c.at) + k.credit_days as due_on from (
      select p.at, p.id, sum(p.tiyn - coalesce((select sum(r.tiyn) from posting r
          where r.client_id = p.client_id and r.reverses_id = p.id and r.credit = 'receivable'), 0)) over (order by p.at desc, p.id desc) as since
        from posting p where p.client_id = k.client_id and p.contract_id = k.id and p.event = 'card_credit') c
      where c.since >= k.owed_tiyn order by c.at desc, c.id desc limit 1) d on k.owed_tiyn > 0`
const COLUMNS = sql`
  k.id as "contractId", k.number, k.credit_limit_tiyn as "limitTiyn", k.credit_days as days, k.owed_tiyn as "owedTiyn",
  k.credit_hold_tiyn as "heldTiyn", d.due_on as "dueOn", coalesce(d.due_on < local_day(now()), false) as overdue`

/** A client's contracts that may owe, or do. */
export async function listCredits(db: Queries, clientId: string): Promise<Credit[]> {
  const { rows } = await sql<Credit>`
    select ${COLUMNS} from contract k ${DUE}
    where k.client_id = ${clientId} and (k.credit_limit_tiyn > 0 or k.owed_tiyn > 0) order by k.signed_on, k.id`.execute(
    db,
  )
  return rows
}

/** One contract's credit, none included. */
export async function findCredit(
  db: Queries,
  clientId: string,
  contractId: string,
): Promise<Credit | undefined> {
  const { rows } = await sql<Credit>`
    select ${COLUMNS} from contract k ${DUE} where k.client_id = ${clientId} and k.id = ${contractId}`.execute(
    db,
  )
  return rows[0]
}

export type CreditChange = CreditTerms & {
  id: string
  wasLimitTiyn: bigint
  wasDays: number
  reason: string
  askedById: string | null
  askedBy: string
  askedAt: Date
  decision: 'approved' | 'declined' | 'withdrawn' | null
  decidedBy: string
  decidedAt: Date | null
  answer: string
}

const CHANGE = sql`
  c.id, c.limit_tiyn as "limitTiyn", c.days, c.was_limit_tiyn as "wasLimitTiyn", c.was_days as "wasDays", c.reason,
  c.asked_by as "askedById", coalesce(nullif(a.name, ''), a.email, '') as "askedBy", c.asked_at as "askedAt", c.decision,
  coalesce(nullif(d.name, ''), d.email, '') as "decidedBy", c.decided_at as "decidedAt", c.answer`
const PEOPLE = sql`left join account a on a.id = c.asked_by left join account d on d.id = c.decided_by`
/** Of one contract: there are a few a year. */
const MOST_CHANGES = 100

/** The changes of a contract's credit, the newest first. */
export async function listCreditChanges(
  db: Queries,
  clientId: string,
  contractId: string,
): Promise<CreditChange[]> {
  const { rows } = await sql<CreditChange>`
    select ${CHANGE} from credit_change c ${PEOPLE}
    where c.client_id = ${clientId} and c.contract_id = ${contractId} order by c.asked_at desc, c.id desc limit ${MOST_CHANGES}`.execute(
    db,
  )
  return rows
}

export type Debtor = Credit & { clientId: string; company: string; waiting: boolean }

/** Contracts with credit of all clients, those that wait for a decision first, then by how long they owe; a company a row. */
export async function listDebtors(db: Queries, most: number): Promise<Debtor[]> {
  const { rows } = await sql<Debtor>`
    select ${COLUMNS}, k.client_id as "clientId", cl.name as company, w.id is not null as waiting
    from contract k join client cl on cl.id = k.client_id
      left join credit_change w on w.client_id = k.client_id and w.contract_id = k.id and w.decided_at is null ${DUE}
    where k.credit_limit_tiyn > 0 or k.owed_tiyn > 0 or w.id is not null
    order by waiting desc, d.due_on nulls last, cl.name, k.id limit ${most}`.execute(db)
  return rows
}
