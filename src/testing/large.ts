/** A retailer with many clients, one of them large, and the pages whose cost must not grow with them. */
import pg from 'pg'
import { isoDay } from '../i18n/format.ts'
import { FILL_LARGE } from './large-sql.ts'

export type LargeSize = { clients: number; coupons: number }

/** What pages are asked about: things of the large client. */
export type LargeNames = {
  clientId: string
  driverId: string
  /** A coupon that was given to the driver and used, and one in the middle of the stock. */
  usedNumber: string
  stockNumber: string
  lastFour: string
  plate: string
  orderNumber: string
  returnId: string
}

/** Fills an empty database, in one go and past every trigger: for lists and plans alone. */
export async function fillLarge(databaseUrl: string, { clients, coupons }: LargeSize): Promise<LargeNames> {
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  try {
    await database.query(
      `begin; set local fill.clients = '${clients}'; set local fill.coupons = '${coupons}'; ${FILL_LARGE} commit`,
    )
    await database.query('vacuum analyze')
    const { rows } = await database.query<LargeNames>(`
      select c.id as "clientId", used.driver_id as "driverId", used.number::text as "usedNumber", stock.number::text as "stockNumber",
        used.last_four as "lastFour", plated.plate, o.number as "orderNumber", r.id as "returnId"
      from client c
        cross join lateral (select * from coupon where client_id = c.id and shelf = 'used' and driver_id is not null limit 1) used
        cross join lateral (select percentile_disc(0.5) within group (order by number) as number from coupon where client_id = c.id and shelf = 'stock') stock
        cross join lateral (select plate from coupon where client_id = c.id and plate <> '' limit 1) plated
        cross join lateral (select number from purchase_order where client_id = c.id and state = 'fulfilled' limit 1) o
        cross join lateral (select id from coupon_return where client_id = c.id limit 1) r
      where c.bin = '500000000000'`)
    return rows[0]!
  } finally {
    await database.end()
  }
}

export type ListPage = { who: 'owner' | 'staff'; path: string }

/** Every list and search that touches coupons, refuels, orders, money or drivers, in each way it can be asked. */
export function listPages(names: LargeNames): ListPage[] {
  const { clientId, driverId, usedNumber, stockNumber, lastFour, plate, orderNumber, returnId } = names
  const year = new Date().getUTCFullYear()
  const month = isoDay(new Date()).slice(0, 7)
  const lists = '/app/coupons'
  const office = `/office/clients/${clientId}`
  const owner = [
    '/app',
    ...['stock', 'given', 'used', 'closed'].map((tab) => `${lists}?tab=${tab}`),
    `${lists}?tab=stock&after=${stockNumber}`,
    `${lists}?tab=stock&before=${stockNumber}`,
    `${lists}?tab=stock&fuel=AI95`,
    `${lists}?tab=stock&ends=30`,
    `${lists}?tab=stock&ends=7&fuel=DT`,
    `${lists}?ends=past`,
    `${lists}?tab=given&state=partial`,
    `${lists}?tab=given&state=blocked&fuel=LPG`,
    `${lists}?tab=closed&state=expired`,
    `${lists}?driver=${driverId}`,
    `${lists}?tab=given&driver=${driverId}&ends=30`,
    ...[usedNumber, lastFour, plate, 'серик', 'Ахметов 15', 'nobody'].map(
      (typed) => `${lists}?q=${encodeURIComponent(typed)}`,
    ),
    `${lists}/${usedNumber}`,
    `${lists}/issue`,
    `${lists}/issue/to?fuel=AI95&litres=100`,
    `${lists}/issue/check?fuel=AI95&litres=100&driver=${driverId}`,
    `${lists}/issue/table`,
    `${lists}/export.csv`,
    '/app/drivers',
    `/app/drivers?q=${encodeURIComponent('мария')}`,
    `/app/drivers/${driverId}`,
    '/app/orders',
    '/app/orders?show=open',
    '/app/orders?show=ended',
    `/app/orders/${orderNumber}`,
    '/app/balance',
    `/app/balance?from=${year}-01-01&to=${year}-12-31`,
    '/app/balance/reconciliation',
    `/app/documents?month=${year}-03`,
    '/app/reports',
    ...['driver', 'vehicle', 'fuel', 'station'].map((tab) => `/app/reports/${month}?tab=${tab}`),
    '/app/refuels',
    '/app/vehicles',
    '/app/log',
    '/app/signs',
    '/app/signs?tab=said',
  ]
  const staff = [
    '/office',
    ...[usedNumber, lastFour, plate, 'nothing'].map((q) => `/office/coupons?q=${encodeURIComponent(q)}`),
    `/office/coupons/${usedNumber}`,
    ...[usedNumber, lastFour, plate, orderNumber, 'большой', '0123abcd', 'till-0001'].map(
      (q) => `/office/search?q=${encodeURIComponent(q)}`,
    ),
    '/office/signs',
    '/office/signs?tab=decided&sign=over_tank&client=none&score=40',
    `/office/signs?q=${encodeURIComponent('большой')}`,
    '/office/refuels',
    `/office/refuels?what=refusals&fuel=AI95&paid=card`,
    '/office/refuels?bin=210440000804&station=1',
    '/office/refuels?card=100001&what=refuels',
    '/office/returns',
    '/office/returns?tab=decided',
    `/office/returns/${returnId}`,
    '/office/orders',
    '/office/orders?show=open',
    `/office/orders?q=${orderNumber}`,
    `/office/orders?q=${encodeURIComponent('большой')}`,
    '/office/payments',
    '/office/payments?tab=done',
    '/office/clients',
    `/office/clients?q=${encodeURIComponent('клиент 15')}`,
    ...['people', 'contracts', 'orders', 'money', 'log'].map((tab) => `${office}?tab=${tab}`),
    '/office/audit',
    '/office/mail',
  ]
  return [
    ...owner.map((path) => ({ who: 'owner' as const, path })),
    ...staff.map((path) => ({ who: 'staff' as const, path })),
  ]
}
