/** What clients say was not theirs: the office's queue, one of it, and that of a refuel. */
import { type RawBuilder, sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import { atPlace, type Place } from '../web/paging.ts'

/** `new`: nobody has taken it; `refunding`: accepted, and its refund waits for the second person; `refunded`: given back. */
export type DisputeState = 'new' | 'taken' | 'refunding' | 'refunded' | 'declined'

export type Dispute = {
  id: string
  clientId: string
  company: string
  refuelId: string
  refuelledAt: Date
  station: string
  product: Product
  /** of the refuel: what the client has paid for and was not given back */
  ml: bigint
  words: string
  askedBy: string
  askedAt: Date
  takenBy: string
  state: DisputeState
  decidedBy: string
  decidedAt: Date | null
  answer: string
}

const DISPUTES = sql`
  select s.id, s.client_id as "clientId", cl.name as company, s.refuel_id as "refuelId", x.at as "refuelledAt", st.name as station,
    x.product, x.ml - x.short_ml - x.refunded_ml as ml, s.words, coalesce(nullif(a.name, ''), a.email, '') as "askedBy",
    s.asked_at as "askedAt", coalesce(nullif(b.name, ''), b.email, '') as "takenBy",
    case when s.decision = 'declined' then 'declined' when r.decision = 'approved' then 'refunded' when s.decision = 'accepted' then 'refunding'
      when s.taken_at is not null then 'taken' else 'new' end as state,
    coalesce(nullif(d.name, ''), d.email, '') as "decidedBy", s.decided_at as "decidedAt", s.answer
  from dispute s
    join client cl on cl.id = s.client_id
    join till_transaction x on x.id = s.refuel_id
    join station st on st.id = x.station_id
    left join refund_request r on r.client_id = s.client_id and r.id = s.refund_request_id
    left join account a on a.id = s.asked_by
    left join account b on b.id = s.taken_by
    left join account d on d.id = s.decided_by`

/** Those that are open, or those that are answered, the newest first; one more than `size` when the list goes on. */
export async function findDisputes(
  db: Queries,
  filter: { open: boolean },
  place: Place,
  size: number,
): Promise<Dispute[]> {
  const { condition, order } = atPlace(place, 'dispute', 's', size)
  const state = filter.open ? sql`s.decided_at is null` : sql`s.decided_at is not null`
  return read(db, sql`where ${state} ${condition} ${order}`)
}

/** One, whoever's; undefined when there is no such. */
export async function findDispute(db: Queries, id: string): Promise<Dispute | undefined> {
  return (await read(db, sql`where s.id = ${id}`))[0]
}

/** What was said of a refuel, if anything was. */
export async function findDisputeOf(db: Queries, refuelId: string): Promise<Dispute | undefined> {
  return (await read(db, sql`where s.refuel_id = ${refuelId}`))[0]
}

async function read(db: Queries, rest: RawBuilder<unknown>): Promise<Dispute[]> {
  const { rows } = await sql<Dispute>`${DISPUTES} ${rest}`.execute(db)
  return rows
}
