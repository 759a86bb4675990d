/** Tills' operations as the office looks for them, whoever's they are. */
import { type RawBuilder, sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Period } from '../ledger/movements.ts'
import type { Product } from '../products/products.ts'
import type { Place } from '../web/paging.ts'
import type { OperationState } from './answer.ts'

export type FoundOperation = {
  id: string
  /** What stands on the slip. */
  number: string
  /** What the till called it. */
  posTxnId: string
  verb: 'redeem' | 'authorize' | 'reverse' | 'refund'
  state: OperationState
  at: Date
  station: string
  stationId: number
  terminal: string
  clientId: string | null
  company: string | null
  couponNumber: bigint | null
  cardNumber: bigint | null
  product: Product | null
  /** Asked for, promised or dispensed: what is known last. */
  ml: bigint | null
  /** The number of its fiscal receipt, where the till has said it. */
  receipt: string | null
}

const COLUMNS = sql`
  x.id, x.pos_txn_id as "posTxnId", x.verb, x.state, coalesce(x.completed_at, x.at) as at, s.name as station,
  s.id as "stationId", t.name as terminal, x.client_id as "clientId", cl.name as company, c.number as "couponNumber",
  k.number as "cardNumber", x.product, coalesce(x.ml, x.held_ml, x.asked_ml) as ml,
  x.fiscal_receipt ->> 'number' as receipt`
const AROUND = sql`
  join terminal t on t.id = x.terminal_id join station s on s.id = x.station_id
  left join client cl on cl.id = x.client_id
  left join coupon c on c.client_id = x.client_id and c.id = x.coupon_id
  left join card k on k.client_id = x.client_id and k.id = x.card_id`

/** The number of an operation as people read it off a slip or say it on the telephone. */
export function operationNumber(id: string): string {
  return id.slice(-8).toUpperCase()
}

/**
 * The newest operations that a text names, at most `most`: by the number on the slip, by our whole id, or by the name that a
 * till gave, at whichever till. A name is exact; nothing is looked for in what cannot be one.
 */
export async function findOperations(db: Queries, typed: string, most: number): Promise<FoundOperation[]> {
  const ways = [
    ...(/^[0-9a-f]{8}$/i.test(typed)
      ? [sql`select id from till_transaction where right(id::text, 8) = ${typed.toLowerCase()}`]
      : []),
    ...(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(typed)
      ? [sql`select id from till_transaction where id = ${typed}`]
      : []),
    ...(/^[A-Za-z0-9._-]{8,64}$/.test(typed)
      ? [
          // Names are kept by till, and there are a thousand tills: one look each.
          sql`select x.id from terminal t cross join lateral (
              select id from till_transaction where terminal_id = t.id and pos_txn_id = ${typed}) x`,
        ]
      : []),
  ]
  if (ways.length === 0) return []
  const { rows } = await sql<Omit<FoundOperation, 'number'>>`
    select ${COLUMNS} from (${sql.join(ways, sql` union `)}) found join till_transaction x on x.id = found.id ${AROUND}
    order by x.at desc, x.id desc limit ${most}`.execute(db)
  return rows.map((row) => ({ ...row, number: operationNumber(row.id) }))
}

export type OperationFilter = {
  /** Both days belong to it; Almaty. */
  period: Period
  bin?: string | undefined
  /** By the number people see. */
  cardNumber?: string | undefined
  stationId?: number | undefined
  product?: Product | undefined
  /** Fuel that was given, refusals, or what was given back. */
  what?: 'refuels' | 'refusals' | 'refunds' | undefined
  paidWith?: 'card' | 'coupon' | undefined
}

/** A page of all tills' operations that fit, the newest first; `size + 1` rows when the list goes on (web/paging.ts). */
export async function listOperations(
  db: Queries,
  filter: OperationFilter,
  place: Place,
  size: number,
): Promise<FoundOperation[]> {
  const from = place.newer ?? place.older
  const beyond = !from ? sql`` : place.newer ? sql`and x.id > ${from}` : sql`and x.id < ${from}`
  // Ids follow the clock: a period is a range of them, and tills keep no other index of time for this.
  const { rows } = await sql<Omit<FoundOperation, 'number'>>`
    select ${COLUMNS} from till_transaction x ${AROUND}
    where ${matches(filter)} ${beyond} order by x.id ${place.newer ? sql`` : sql`desc`} limit ${size + 1}`.execute(
    db,
  )
  return rows.map((row) => ({ ...row, number: operationNumber(row.id) }))
}

function matches(filter: OperationFilter): RawBuilder<unknown> {
  const { period, bin, cardNumber, stationId, product, what, paidWith } = filter
  return sql.join(
    [
      sql`x.id >= id_at(${period.from}::date::timestamp at time zone 'Asia/Almaty')`,
      sql`x.id < id_at((${period.to}::date + 1)::timestamp at time zone 'Asia/Almaty')`,
      ...(bin ? [sql`x.client_id = (select id from client where bin = ${bin})`] : []),
      ...(cardNumber ? [sql`x.card_id = (select id from card where number = ${cardNumber}::bigint)`] : []),
      ...(stationId === undefined ? [] : [sql`x.station_id = ${stationId}`]),
      ...(product ? [sql`x.product = ${product}`] : []),
      ...(what ? [WHAT[what]] : []),
      ...(paidWith === 'card' ? [sql`x.card_id is not null`] : []),
      ...(paidWith === 'coupon' ? [sql`x.coupon_id is not null`] : []),
    ],
    sql` and `,
  )
}

const WHAT = {
  refuels: sql`x.verb in ('redeem', 'authorize') and x.state in ('completed', 'late_posted')`,
  refusals: sql`x.state = 'declined'`,
  refunds: sql`(x.verb = 'refund' and x.state = 'completed' or x.state = 'reversed')`,
} as const
