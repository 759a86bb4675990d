/** Steps through long lists by their rows, newest first: no page number, so that rows added meanwhile shift nothing. */
import { sql, type RawBuilder } from 'kysely'

/** Where in a list a page begins: beyond a row, towards the older or the newer ones. Neither: at the newest. */
export type Place = { older?: string | undefined; newer?: string | undefined }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a part of an address can name a row at all; PostgreSQL would throw at anything else. */
export function isId(text: string): boolean {
  return UUID.test(text)
}

/**
 * The place that the address of a list names (`?older=…`, `?newer=…`); nonsense is the beginning. `isKey` says what names
 * a row of the list, an id when it is not given.
 */
export function placeOf(
  visit: { query(name: string): string },
  isKey: (text: string) => boolean = isId,
): Place {
  const [older, newer] = [visit.query('older'), visit.query('newer')]
  if (isKey(older)) return { older }
  return isKey(newer) ? { newer } : {}
}

/** The tables that are stepped through: the time a list is ordered by, and the key that names a row and breaks ties. */
const LISTS = {
  audit_entry: { time: 'at', key: 'id' },
  letter: { time: 'created_at', key: 'id' },
  invitation: { time: 'created_at', key: 'id' },
  purchase_order: { time: 'ordered_at', key: 'number' },
  posting: { time: 'at', key: 'id' },
  bank_receipt: { time: 'created_at', key: 'id' },
  payment: { time: 'recorded_at', key: 'id' },
  payout: { time: 'asked_at', key: 'id' },
  dispute: { time: 'asked_at', key: 'id' },
  refund_request: { time: 'asked_at', key: 'id' },
  coupon_return: { time: 'asked_at', key: 'id' },
  shift: { time: 'closed_at', key: 'id' },
  till_transaction: { time: 'at', key: 'id' },
  suspicion: { time: 'found_at', key: 'id' },
  alert: { time: 'found_at', key: 'no' },
} as const

/**
 * The end of a list's query: `and` the condition of the place, order and limit. `alias` is the table's name in the
 * query; `owner` is the client a table's keys begin with. Asks for one row more than the page shows, which tells `pageOf`
 * that the list goes on.
 */
export function atPlace(
  place: Place,
  table: keyof typeof LISTS,
  alias: string,
  size: number,
  owner?: string,
): { condition: RawBuilder<unknown>; order: RawBuilder<unknown> } {
  const list = LISTS[table]
  const time = sql.ref(`${alias}.${list.time}`)
  const key = sql.ref(`${alias}.${list.key}`)
  const from = place.newer ?? place.older
  const mark = sql`((select ${sql.ref(list.time)} from ${sql.table(table)} where ${sql.ref(list.key)} = ${from} ${owner ? sql`and client_id = ${owner}` : sql``}), ${from})`
  const condition = !from
    ? sql``
    : place.newer
      ? sql`and (${time}, ${key}) > ${mark}`
      : sql`and (${time}, ${key}) < ${mark}`
  const order = place.newer
    ? sql`order by ${time} asc, ${key} asc limit ${size + 1}`
    : sql`order by ${time} desc, ${key} desc limit ${size + 1}`
  return { condition, order }
}

/** One page: its rows in reading order, and the addresses of its neighbours where there are any. */
export type ListPage<Row> = { rows: Row[]; prevHref?: string; nextHref?: string }

/**
 * Makes a page of what a query with `atPlace` found. `href` is the address of the same list at another place, `keyOf` what
 * names a row there.
 */
export function pageOf<Row extends { id: string }>(
  found: Row[],
  place: Place,
  size: number,
  href: (place: Place) => string,
  keyOf: (row: Row) => string = ({ id }) => id,
): ListPage<Row> {
  const goesOn = found.length > size
  const rows = place.newer ? found.slice(0, size).reverse() : found.slice(0, size)
  const [first, last] = [rows[0], rows.at(-1)]
  const newer = place.newer ? goesOn : place.older !== undefined
  const older = place.newer ? true : goesOn
  return {
    rows,
    ...(newer && first ? { prevHref: href({ newer: keyOf(first) }) } : {}),
    ...(older && last ? { nextHref: href({ older: keyOf(last) }) } : {}),
  }
}

/** An address with its query; what is empty is left out. */
export function addressOf(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1])
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path
}

/** A typed beginning as a `like` pattern: its own % and _ are letters like any other. */
export function beginsWith(typed: string): string {
  return `${typed.replaceAll(/[\\%_]/g, '\\$&')}%`
}
