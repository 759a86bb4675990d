/** Refuels with signs of fraud: the client's list, the retailer's queue, those of a card, and one of them. */
import { sql, type RawBuilder } from 'kysely'
import { type Reach, within } from '../accounts/reach.ts'
import type { Queries } from '../db/database.ts'
import { clientsNamed, isAsked } from '../clients/find-clients.ts'
import type { Product } from '../products/products.ts'
import { atPlace, type Place } from '../web/paging.ts'
import type { Sign, SignName } from './sign-words.ts'

export type ClientSays = 'ours' | 'dispute'
export type OfficeSays = 'fine' | 'dispute' | 'block'

export type Suspicion = {
  id: string
  clientId: string
  company: string
  txnId: string
  /** Fuel was dispensed; else a till refused it. */
  done: boolean
  at: Date
  station: string
  cardId: string | null
  cardNumber: bigint | null
  lastFour: string | null
  couponNumber: bigint | null
  driverId: string | null
  driver: string | null
  plate: string
  product: Product | null
  ml: bigint | null
  signs: Sign[]
  score: number
  clientSays: ClientSays | null
  clientSaidAt: Date | null
  officeSays: OfficeSays | null
  officeSaidAt: Date | null
}

const COLUMNS = sql`s.id, s.client_id as "clientId", cl.name as company, s.txn_id as "txnId", t.state <> 'declined' as done, s.happened_at as at,
  st.name as station, s.card_id as "cardId", k.number as "cardNumber", nullif(k.last_four, '') as "lastFour", c.number as "couponNumber",
  s.driver_id as "driverId", d.name as driver, coalesce(nullif(t.plate, ''), v.plate, '') as plate, t.product, t.ml, s.signs, s.score,
  s.client_says as "clientSays", s.client_said_at as "clientSaidAt", s.office_says as "officeSays", s.office_said_at as "officeSaidAt"`
const AROUND = sql`join client cl on cl.id = s.client_id
  join till_transaction t on t.id = s.txn_id
  join station st on st.id = s.station_id
  left join card k on k.client_id = s.client_id and k.id = s.card_id
  left join coupon c on c.client_id = s.client_id and c.id = s.coupon_id
  left join driver d on d.client_id = s.client_id and d.id = s.driver_id
  left join vehicle v on v.client_id = s.client_id and v.id = s.vehicle_id`

/** Of a suspicion `s`: a coupon's is everybody's, a card's of those who look after the card. */
export function suspected(reach: Reach): RawBuilder<unknown> {
  return reach === null
    ? sql`true`
    : sql`(s.card_id is null or exists (
        select from card c where c.client_id = s.client_id and c.id = s.card_id and ${within(reach)}))`
}

/** A client's in reach, those that wait for its word or those that have it, the newest first; `size + 1` rows when the list goes on. */
export async function findSuspicions(
  db: Queries,
  { clientId, reach, waiting }: { clientId: string; reach: Reach; waiting: boolean },
  place: Place,
  size: number,
): Promise<Suspicion[]> {
  const { condition, order } = atPlace(place, 'suspicion', 's', size, clientId)
  const { rows } = await sql<Suspicion>`
    select ${COLUMNS}
    from (
      select s.* from suspicion s
      where s.client_id = ${clientId} and s.client_says is ${waiting ? sql`null` : sql`not null`} and ${suspected(reach)} ${condition} ${order}) s
      ${AROUND} ${order}`.execute(db)
  return rows
}

export type QueueFilter = {
  waiting: boolean
  sign?: SignName | undefined
  /** `none`: it has not answered. */
  clientSays?: ClientSays | 'none' | undefined
  leastScore?: number | undefined
  /** A company's name, BIN, contract or person. */
  typed?: string | undefined
}

/** Everybody's, those that wait for a decision of the retailer or those that have one, the newest first. */
export async function findQueue(
  db: Queries,
  filter: QueueFilter,
  place: Place,
  size: number,
): Promise<Suspicion[]> {
  const { waiting, sign, clientSays, leastScore, typed } = filter
  const { condition, order } = atPlace(place, 'suspicion', 's', size)
  const conditions = [
    sql`s.office_says is ${waiting ? sql`null` : sql`not null`}`,
    ...(sign ? [sql`s.signs @> ${JSON.stringify([{ sign }])}::jsonb`] : []),
    ...(clientSays === 'none' ? [sql`s.client_says is null`] : []),
    ...(clientSays && clientSays !== 'none' ? [sql`s.client_says = ${clientSays}`] : []),
    ...(leastScore === undefined ? [] : [sql`s.score >= ${leastScore}`]),
  ]
  const newest = (whose: RawBuilder<unknown>) =>
    sql`select s.* from suspicion s where ${sql.join(conditions, sql` and `)} ${whose} ${condition} ${order}`
  // A page is cut before anything is joined to it: of each company that is meant, by its own index, then of all of them.
  const page =
    typed && isAsked(typed)
      ? sql`select s.* from (${clientsNamed(typed)}) n (id) cross join lateral (${newest(sql`and s.client_id = n.id`)}) s ${order}`
      : newest(sql``)
  const { rows } = await sql<Suspicion>`
    select ${COLUMNS} from (${page}) s ${AROUND} ${order}`.execute(db)
  return rows
}

/** The last ones of a card, at most `most`. */
export async function suspicionsOfCard(
  db: Queries,
  { clientId, cardId }: { clientId: string; cardId: string },
  most: number,
): Promise<Suspicion[]> {
  const { rows } = await sql<Suspicion>`
    select ${COLUMNS} from suspicion s ${AROUND}
    where s.client_id = ${clientId} and s.card_id = ${cardId} order by s.found_at desc limit ${most}`.execute(
    db,
  )
  return rows
}

/** One by its id, of the client that is named and in reach of its person, or of any; undefined when there is no such. */
export async function readSuspicion(
  db: Queries,
  id: string,
  client?: { id: string; reach: Reach },
): Promise<Suspicion | undefined> {
  const { rows } = await sql<Suspicion>`
    select ${COLUMNS} from suspicion s ${AROUND}
    where s.id = ${id} ${client ? sql`and s.client_id = ${client.id} and ${suspected(client.reach)}` : sql``}`.execute(
    db,
  )
  return rows[0]
}

/** How many of a client's wait for its word, up to a hundred. */
export async function countWaiting(db: Queries, client: { id: string; reach: Reach }): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from suspicion s where client_id = ${client.id} and client_says is null and ${suspected(client.reach)} limit 100) s`.execute(
    db,
  )
  return rows[0]!.n
}

export type Answer = {
  at: Date
  side: 'client' | 'retailer'
  said: ClientSays | OfficeSays | 'comment'
  comment: string
  by: string
}

/** What was said about one, the newest first. */
export async function readAnswers(
  db: Queries,
  { clientId, id }: { clientId: string; id: string },
): Promise<Answer[]> {
  const { rows } = await sql<Answer>`
    select at, side, said, comment, by_name as by from suspicion_answer
    where client_id = ${clientId} and suspicion_id = ${id} order by id desc`.execute(db)
  return rows
}
