/** A client's cards as pages show them. */
import { sql, type RawBuilder } from 'kysely'
import { type Reach, within } from '../accounts/reach.ts'
import type { Queries } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import type { CardEvent } from './note-events.ts'
import type { CardState, Scheme } from './lock-cards.ts'

export const CARD_SHELVES = ['open', 'blocked', 'making', 'over'] as const
export type CardShelf = (typeof CARD_SHELVES)[number]

export type CardRow = {
  id: string
  number: bigint
  lastFour: string
  scheme: Scheme
  product: Product | null
  walletTiyn: bigint
  walletMl: bigint
  state: CardState
  driverId: string | null
  driver: string | null
  /** They are in the archive: tills refuse the card. */
  driverGone: boolean
  vehicleId: string | null
  plate: string | null
  groupId: string | null
  group: string | null
  validTo: string | null
  /** What it may pay for; null: all. */
  products: Product[] | null
  /** What was refuelled with it today and in this month, Almaty. */
  todayMl: bigint
  monthMl: bigint
}

export type CardFilter = {
  clientId: string
  /** Of whoever looks. */
  reach: Reach
  /** Without one: all that are not closed. */
  shelf?: CardShelf | undefined
  driverId?: string | undefined
  vehicleId?: string | undefined
  groupId?: string | undefined
  /** A card's number or its last four digits, a driver's name or a plate. */
  typed?: string | undefined
}

/** Beyond a card's number, towards higher (`before`) or lower ones (`after`). */
export type CardPlace = { older?: string | undefined; newer?: string | undefined }

const SHELF: Record<CardShelf, RawBuilder<unknown>> = {
  open: sql`c.closed_at is null and c.stage = 'active' and c.client_blocked_at is null and c.retailer_blocked_at is null and c.pin_locked_at is null`,
  blocked: sql`c.closed_at is null and num_nonnulls(c.client_blocked_at, c.retailer_blocked_at, c.pin_locked_at) > 0`,
  making: sql`c.closed_at is null and c.stage in ('ordered', 'produced', 'delivered')`,
  over: sql`(c.closed_at is not null or c.stage in ('lost', 'stolen', 'damaged', 'expired'))`,
}

const COLUMNS = sql`
  c.id, c.number, c.last_four as "lastFour", c.scheme, c.product, c.wallet_tiyn as "walletTiyn", c.wallet_ml as "walletMl",
  card_state(c) as state, c.driver_id as "driverId", d.name as driver, d.archived_at is not null as "driverGone",
  c.vehicle_id as "vehicleId", v.plate, c.group_id as "groupId", g.name as "group", c.valid_to as "validTo",
  c.products, spent.today_ml as "todayMl", spent.month_ml as "monthMl"`
const JOINS = sql`
  cross join lateral (
    select coalesce(sum(t.ml - t.refunded_ml), 0)::bigint as month_ml,
      coalesce(sum(t.ml - t.refunded_ml) filter (where t.at >= local_day(now())::timestamp at time zone 'Asia/Almaty'), 0)::bigint as today_ml
    from till_transaction t
    where t.card_id = c.id and t.verb in ('redeem', 'authorize') and t.state in ('completed', 'late_posted')
      and t.at >= date_trunc('month', now() at time zone 'Asia/Almaty') at time zone 'Asia/Almaty') spent
  left join driver d on d.client_id = c.client_id and d.id = c.driver_id
  left join vehicle v on v.client_id = c.client_id and v.id = c.vehicle_id
  left join card_group g on g.client_id = c.client_id and g.id = c.group_id`

/** One page of cards, the newest first; `size + 1` rows when the list goes on (web/paging.ts). */
export async function findCards(
  db: Queries,
  filter: CardFilter,
  place: CardPlace,
  size: number,
): Promise<CardRow[]> {
  const { clientId, reach, shelf, driverId, vehicleId, groupId, typed } = filter
  const digits = /^\d{4,15}$/.test(typed ?? '') ? typed! : undefined
  const beyond = place.newer
    ? sql`and c.number > ${place.newer}::bigint`
    : place.older
      ? sql`and c.number < ${place.older}::bigint`
      : sql``
  const named = typed
    ? sql`and (${digits ? sql`c.number = ${digits}::bigint or c.last_four = ${digits}` : sql`false`}
        or c.driver_id in (select id from driver where client_id = ${clientId}
          and search_text(name || ' ' || phone || ' ' || plate) @@ search_query(${typed}))
        or c.vehicle_id in (select id from vehicle where client_id = ${clientId}
          and search_text(plate || ' ' || name) @@ search_query(${typed})))`
    : sql``
  const { rows } = await sql<CardRow>`
    select ${COLUMNS} from card c ${JOINS}
    where c.client_id = ${clientId} and ${within(reach)} and ${shelf ? SHELF[shelf] : sql`c.closed_at is null`} ${named} ${beyond}
      ${driverId ? sql`and c.driver_id = ${driverId}` : sql``}
      ${vehicleId ? sql`and c.vehicle_id = ${vehicleId}` : sql``}
      ${groupId ? sql`and c.group_id = ${groupId}` : sql``}
    order by c.number ${place.newer ? sql`asc` : sql`desc`} limit ${size + 1}`.execute(db)
  return rows
}

/** Whether there is any card at all in reach. */
export async function hasCards(db: Queries, clientId: string, reach: Reach): Promise<boolean> {
  const { rows } = await sql`
    select from card c where c.client_id = ${clientId} and ${within(reach)} limit 1`.execute(db)
  return rows.length > 0
}

export type Card = CardRow & {
  contract: string
  note: string
  holdTiyn: bigint
  holdMl: bigint
  clientBlockReason: string | null
  retailerBlockReason: string | null
  blockedByClient: boolean
  blockedByRetailer: boolean
  pinLocked: boolean
  /** A block by dates; both or neither. */
  blockFrom: Date | null
  blockUntil: Date | null
  /** Counts the PINs it has had; 0 when it has none. */
  pinNo: number
  media: {
    id: string
    kind: 'plastic' | 'virtual' | 'nfc'
    state: CardState
    lastFour: string
    validTo: string
  }[]
}

/** One card in reach by the number people see; undefined when there is none of this number. */
export async function findCard(
  db: Queries,
  clientId: string,
  number: bigint,
  reach: Reach,
): Promise<Card | undefined> {
  return (await readCards(db, clientId, [number], reach))[0]
}

/** Cards of the client by their numbers, in their order; those it does not have, or that are not in reach, are left out. */
export async function readCards(
  db: Queries,
  clientId: string,
  numbers: readonly bigint[],
  reach: Reach,
): Promise<Card[]> {
  const { rows } = await sql<Card>`
    select ${COLUMNS}, k.number as contract, c.note, c.hold_tiyn as "holdTiyn", c.hold_ml as "holdMl",
      c.client_block_reason as "clientBlockReason", c.retailer_block_reason as "retailerBlockReason",
      c.client_blocked_at is not null as "blockedByClient", c.retailer_blocked_at is not null as "blockedByRetailer",
      c.pin_locked_at is not null as "pinLocked", c.block_from as "blockFrom", c.block_until as "blockUntil",
      coalesce((select no from card_pin p where p.client_id = c.client_id and p.card_id = c.id), 0) as "pinNo",
      (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'kind', m.kind, 'state', m.state, 'lastFour', m.last_four,
          'validTo', m.valid_to) order by m.ended_at desc nulls first, m.id desc), '[]')
        from card_medium m where m.client_id = c.client_id and m.card_id = c.id) as media
    from card c join contract k on k.client_id = c.client_id and k.id = c.contract_id ${JOINS}
    where c.client_id = ${clientId} and c.number = any(${numbers.map(String)}::bigint[]) and ${within(reach)}
    order by c.number`.execute(db)
  return rows
}

export type CardStoryLine = {
  at: Date
  what: CardEvent
  actor: string
  details: Record<string, unknown> | null
  ip: string | null
}

/** What happened to a card, the newest first; refuels are a list of their own. */
export async function readCardStory(
  db: Queries,
  card: { clientId: string; cardId: string },
  most: number,
): Promise<CardStoryLine[]> {
  const { rows } = await sql<CardStoryLine>`
    select at, what, actor, details, ip from card_event
    where client_id = ${card.clientId} and card_id = ${card.cardId} order by id desc limit ${most}`.execute(
    db,
  )
  return rows
}
