/** The requests to take coupons back: the queue of those who decide, and one of them. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import { atPlace, type Place } from '../web/paging.ts'
import type { ReturnKind } from './ask-return.ts'

export type ReturnDecision = 'approved' | 'declined' | 'withdrawn'

export type ReturnFacts = {
  id: string
  clientId: string
  company: string
  kind: ReturnKind
  reason: string
  askedById: string | null
  askedBy: string
  askedAt: Date
  decision: ReturnDecision | null
  decidedBy: string
  decidedAt: Date | null
  answer: string
  /** What was asked for: how many coupons, their litres and their value then. */
  coupons: number
  ml: bigint
  tiyn: bigint
}

const COLUMNS = sql`r.id, r.client_id as "clientId", cl.name as company, r.kind, r.reason, r.asked_by as "askedById",
  coalesce(nullif(a.name, ''), a.email, '') as "askedBy", r.asked_at as "askedAt", r.decision,
  coalesce(nullif(d.name, ''), d.email, '') as "decidedBy", r.decided_at as "decidedAt", coalesce(r.answer, '') as answer,
  i.n as coupons, i.ml, i.tiyn`
const AROUND = sql`join client cl on cl.id = r.client_id
  left join account a on a.id = r.asked_by
  left join account d on d.id = r.decided_by
  cross join lateral (
    select count(*)::int as n, coalesce(sum(ml), 0)::bigint as ml, coalesce(sum(tiyn), 0)::bigint as tiyn
    from coupon_return_item i where i.client_id = r.client_id and i.return_id = r.id) i`

/** Requests that wait, or that are decided, the newest first; one more than `size` when the list goes on. */
export async function findReturns(
  db: Queries,
  filter: { waiting: boolean },
  place: Place,
  size: number,
): Promise<ReturnFacts[]> {
  const { condition, order } = atPlace(place, 'coupon_return', 'r', size)
  const { rows } = await sql<ReturnFacts>`
    select ${COLUMNS} from coupon_return r ${AROUND}
    where ${filter.waiting ? sql`r.decided_at is null` : sql`r.decided_at is not null`} ${condition}
    ${order}`.execute(db)
  return rows
}

/** One request, whoever's; undefined when there is no such. */
export async function readReturn(db: Queries, returnId: string): Promise<ReturnFacts | undefined> {
  const { rows } = await sql<ReturnFacts>`
    select ${COLUMNS} from coupon_return r ${AROUND} where r.id = ${returnId}`.execute(db)
  return rows[0]
}

export type ReturnItem = { number: bigint; product: Product; ml: bigint; tiyn: bigint }

/** The coupons of a request, with what was left of them when it was made. */
export async function readReturnItems(
  db: Queries,
  { clientId, id }: { clientId: string; id: string },
): Promise<ReturnItem[]> {
  const { rows } = await sql<ReturnItem>`
    select c.number, c.product, i.ml, i.tiyn
    from coupon_return_item i join coupon c on c.client_id = i.client_id and c.id = i.coupon_id
    where i.client_id = ${clientId} and i.return_id = ${id} order by c.number`.execute(db)
  return rows
}
