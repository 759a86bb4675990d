/** Cards as the office looks for them, whoever's they are. */
import { sql } from 'kysely'
import { readFigures } from '../coupons/seek.ts'
import type { Queries } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import { parsePlate } from '../values/plate.ts'
import type { Vault } from '../vault.ts'
import type { MediumKind } from './add-media.ts'
import type { CardState, Scheme } from './lock-cards.ts'
import { shownHash } from './number.ts'

export type OfficeCard = {
  id: string
  clientId: string
  company: string
  contractNumber: string
  number: bigint
  lastFour: string
  scheme: Scheme
  product: Product | null
  products: Product[] | null
  state: CardState
  driver: string | null
  plate: string | null
  validTo: string | null
  walletTiyn: bigint
  walletMl: bigint
  clientBlockReason: string | null
  retailerBlockReason: string | null
  pinLocked: boolean
}

const COLUMNS = sql`
  c.id, c.client_id as "clientId", cl.name as company, k.number as "contractNumber", c.number, c.last_four as "lastFour", c.scheme,
  c.product, c.products, card_state(c) as state, d.name as driver, v.plate, c.valid_to as "validTo", c.wallet_tiyn as "walletTiyn",
  c.wallet_ml as "walletMl", c.client_block_reason as "clientBlockReason", c.retailer_block_reason as "retailerBlockReason",
  c.pin_locked_at is not null as "pinLocked"`
const JOINS = sql`
  join client cl on cl.id = c.client_id
  join contract k on k.client_id = c.client_id and k.id = c.contract_id
  left join driver d on d.client_id = c.client_id and d.id = c.driver_id
  left join vehicle v on v.client_id = c.client_id and v.id = c.vehicle_id`

/** What the office looks for: a card's number, a whole number of a medium, its last four digits, a vehicle's plate. */
export type WantedCard = { number?: bigint; numberHash?: Buffer; lastFour?: string; plate?: string }

/** Reads what was typed; undefined when it can be none of these. A whole number is looked for by its hash. */
export function readWantedCard(vault: Vault, typed: string): WantedCard | undefined {
  if (/^[\d\s-]{19,30}$/.test(typed)) return { numberHash: shownHash(vault, typed) }
  const wanted: WantedCard = readFigures(typed)
  const plate = parsePlate(typed)
  if (plate.ok && plate.plate !== '') wanted.plate = plate.plate
  return Object.keys(wanted).length > 0 ? wanted : undefined
}

/** The newest cards that fit, whoever's they are, at most `most`. Each way to look has an index of its own. */
export async function findCardsAnywhere(
  db: Queries,
  wanted: WantedCard,
  most: number,
): Promise<OfficeCard[]> {
  const media = (way: ReturnType<typeof sql>) =>
    sql`(select client_id, card_id as id from card_medium where ${way} order by ordered_at desc limit ${most})`
  const ways = [
    ...(wanted.number === undefined
      ? []
      : [sql`(select client_id, id from card where number = ${wanted.number})`]),
    ...(wanted.numberHash === undefined ? [] : [media(sql`number_hash = ${wanted.numberHash}`)]),
    ...(wanted.lastFour === undefined ? [] : [media(sql`last_four = ${wanted.lastFour}`)]),
    ...(wanted.plate === undefined
      ? []
      : [
          sql`(select c.client_id, c.id from vehicle v join card c on c.client_id = v.client_id and c.vehicle_id = v.id
            where v.plate = ${wanted.plate} order by c.number desc limit ${most})`,
        ]),
  ]
  if (ways.length === 0) return []
  const { rows } = await sql<OfficeCard>`
    select ${COLUMNS} from (${sql.join(ways, sql` union `)}) found
      join card c on c.client_id = found.client_id and c.id = found.id ${JOINS}
    order by c.number desc limit ${most}`.execute(db)
  return rows
}

/** The card of a number, with everything that was ever held for it. */
export async function readOfficeCard(
  db: Queries,
  number: bigint,
): Promise<(OfficeCard & { media: Medium[] }) | undefined> {
  const { rows } = await sql<OfficeCard>`
    select ${COLUMNS} from card c ${JOINS} where c.number = ${number}`.execute(db)
  const card = rows[0]
  if (!card) return undefined
  const { rows: media } = await sql<Medium>`
    select id, kind, last_four as "lastFour", state, valid_to as "validTo", ordered_at as "orderedAt" from card_medium
    where client_id = ${card.clientId} and card_id = ${card.id} order by id desc`.execute(db)
  return { ...card, media }
}

export type Medium = {
  id: string
  kind: MediumKind
  lastFour: string
  state: CardState
  validTo: string
  orderedAt: Date
}

/** Plastic on its way: ordered, made, handed over. */
export const IN_WORK = ['ordered', 'produced', 'delivered'] as const
export type InWork = (typeof IN_WORK)[number]

export type MediumInWork = {
  id: string
  clientId: string
  company: string
  number: bigint
  lastFour: string
  orderedAt: Date
  deliverTo: string
}

/** Plastic at one step, what waits longest first, at most `most`. */
export async function findInWork(db: Queries, state: InWork, most: number): Promise<MediumInWork[]> {
  const { rows } = await sql<MediumInWork>`
    select m.id, m.client_id as "clientId", cl.name as company, c.number, m.last_four as "lastFour", m.ordered_at as "orderedAt",
      coalesce(o.deliver_to, '') as "deliverTo"
    from card_medium m join card c on c.client_id = m.client_id and c.id = m.card_id join client cl on cl.id = m.client_id
      left join card_order o on o.client_id = c.client_id and o.id = c.order_id
    where m.state = ${state} and m.part_of is null order by m.ordered_at, m.id limit ${most}`.execute(db)
  return rows
}

/** How much plastic is at each step. */
export async function countInWork(db: Queries): Promise<Record<InWork, number>> {
  const { rows } = await sql<{ state: InWork; n: number }>`
    select state, count(*)::int as n from card_medium where state in ('ordered', 'produced', 'delivered') and part_of is null group by state`.execute(
    db,
  )
  const count = (state: InWork) => rows.find((row) => row.state === state)?.n ?? 0
  return { ordered: count('ordered'), produced: count('produced'), delivered: count('delivered') }
}
