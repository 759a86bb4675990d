/** The requests to give fuel back: the queue of those who decide, those of one refuel, and one of them. */
import { type RawBuilder, sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import { atPlace, type Place } from '../web/paging.ts'

export type RefundDecision = 'approved' | 'declined' | 'withdrawn'

export type RefundRequest = {
  id: string
  clientId: string
  company: string
  refuelId: string
  refuelledAt: Date
  station: string
  product: Product
  ml: bigint
  /** what so many litres cost in this refuel, about: the last part takes the last tiyn */
  tiynPerLitre: bigint
  reason: string
  askedById: string | null
  askedBy: string
  askedAt: Date
  decision: RefundDecision | null
  decidedBy: string
  decidedAt: Date | null
  answer: string
}

const REQUESTS = sql`
  select r.id, r.client_id as "clientId", cl.name as company, r.refuel_id as "refuelId", x.at as "refuelledAt", s.name as station,
    x.product, r.ml, x.tiyn_per_l as "tiynPerLitre", r.reason, r.asked_by as "askedById",
    coalesce(nullif(a.name, ''), a.email, '') as "askedBy", r.asked_at as "askedAt", r.decision,
    coalesce(nullif(d.name, ''), d.email, '') as "decidedBy", r.decided_at as "decidedAt", r.answer
  from refund_request r
    join client cl on cl.id = r.client_id
    join till_transaction x on x.id = r.refuel_id
    join station s on s.id = x.station_id
    left join account a on a.id = r.asked_by
    left join account d on d.id = r.decided_by`

/** Requests that wait, or that are decided, the newest first; one more than `size` when the list goes on. */
export async function findRefunds(
  db: Queries,
  filter: { waiting: boolean },
  place: Place,
  size: number,
): Promise<RefundRequest[]> {
  const { condition, order } = atPlace(place, 'refund_request', 'r', size)
  const state = filter.waiting ? sql`r.decided_at is null` : sql`r.decided_at is not null`
  return read(db, sql`where ${state} ${condition} ${order}`)
}

/** One request, whoever's; undefined when there is no such. */
export async function findRefund(db: Queries, id: string): Promise<RefundRequest | undefined> {
  return (await read(db, sql`where r.id = ${id}`))[0]
}

/** Those of one refuel, the newest first. */
export async function findRefundsOf(db: Queries, refuelId: string): Promise<RefundRequest[]> {
  return read(db, sql`where r.refuel_id = ${refuelId} order by r.asked_at desc`)
}

async function read(db: Queries, rest: RawBuilder<unknown>): Promise<RefundRequest[]> {
  const { rows } = await sql<RefundRequest>`${REQUESTS} ${rest}`.execute(db)
  return rows
}
