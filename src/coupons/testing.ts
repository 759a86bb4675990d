/** For the tests of a coupon's life: the product, a client with money and coupons, a till that takes them. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { checkLedger } from '../ledger/invariants.ts'
import { costOf } from '../products/money.ts'
import { aDriver, aStation, pricesAre, someCoupons } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import type { Tx } from '../db/database.ts'
import { lockCoupons, type LockedCoupon, whyUseless } from './lock-coupons.ts'

export type Client = Awaited<ReturnType<TestSite['aClient']>>
export type Life = Awaited<ReturnType<typeof openLife>>

/** Somebody of the client, as the log names them. */
export const BY = { name: 'Айгүл Бекова' }

/** A fresh product with prices and a station. `close` leaves nothing behind. */
export async function openLife() {
  const site = await testSite()
  const { app } = site
  await pricesAre(app, { AI95: 24_550n, DT: 29_333n })
  const station = await aStation(app)

  const life = {
    site,
    app,
    do: app.db.transaction,
    /** A client with coupons of 20 litres of AI95, or as said. */
    async aClientWith(count = 1, lot: Parameters<typeof someCoupons>[2] = {}) {
      const client = await site.aClient()
      const coupons = await someCoupons(app, client, { ...lot, count })
      return { client, coupons, ids: coupons.map(({ id }) => id) }
    },
    aDriver: (clientId: string, facts: Parameters<typeof aDriver>[2] = {}) => aDriver(app, clientId, facts),
    /** The coupon as its verbs would find it. */
    async see(client: Client, couponId: string): Promise<LockedCoupon> {
      const [coupon] = await life.do((tx) => lockCoupons(tx, client.id, [couponId]))
      return coupon!
    },
    /** What people did with the coupon, the first thing first. */
    async story(couponId: string): Promise<string[]> {
      const { rows } = await sql<{ what: string }>`
        select what from coupon_event where coupon_id = ${couponId} order by id`.execute(app.db.write)
      return rows.map(({ what }) => what)
    },
    async advanceOf(client: Client): Promise<bigint> {
      const { rows } = await sql<{ tiyn: bigint }>`
        select tiyn from ledger_account where client_id = ${client.id} and kind = 'client_advance'`.execute(
        app.db.write,
      )
      return rows[0]?.tiyn ?? 0n
    },
    /** The rules of money and litres that are broken: none. */
    async broken() {
      return (await checkLedger(app.db)).filter(({ broken }) => broken > 0)
    },
    /** Moves a coupon's days, so that its last one was so many days ago. */
    async endedDaysAgo(couponId: string, days: number): Promise<void> {
      await sql`
        update coupon set valid_from = local_day(now()) - 400, valid_to = local_day(now()) - ${days}::int, extended_until = null
        where id = ${couponId}`.execute(site.owner)
    },
    contractIs: (client: Client, rules: Record<string, string | number | boolean>) =>
      app.db.write.updateTable('contract').set(rules).where('id', '=', client.contractId).execute(),
    /** A refuel as tills post it: false when the coupon is not good for so much. */
    refuel: (client: Client, couponId: string, ml: bigint) =>
      life.do((tx) => refuel(tx, client.id, couponId, ml)),
    /** A pump runs on the coupon. */
    hold: (couponId: string, ml: bigint) =>
      sql`update coupon set hold_ml = ${ml} where id = ${couponId}`.execute(app.db.write),
    close: () => site.stop(),
  }
  return life

  async function refuel(tx: Tx, clientId: string, couponId: string, ml: bigint): Promise<boolean> {
    const [coupon] = await lockCoupons(tx, clientId, [couponId])
    if (!coupon || whyUseless(coupon) || coupon.remainingMl < ml) return false
    const cost = costOf(ml, coupon.tiynPerLitre)
    const tiyn = ml === coupon.remainingMl || cost > coupon.valueTiyn ? coupon.valueTiyn : cost
    const sold = coupon.soldVatTiyn !== null
    const { rows } = await sql<{ id: string }>`
      insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, client_id, coupon_id, state, product, completed_at, ml, tiyn)
      values (${station.terminalId}, ${station.id}, 1, ${`t-${randomBytes(8).toString('hex')}`}, 'redeem', ${clientId}, ${couponId}, 'completed',
        ${coupon.product}, now(), ${ml}, ${tiyn}) returning id`.execute(tx)
    await sql`
      insert into posting (client_id, event, ref_id, debit, credit, tiyn, worth_tiyn, product, ml, coupon_id, station_id)
      values (${clientId}, 'redeem', ${rows[0]!.id}, 'coupon_liability', 'revenue', ${sold ? 0n : tiyn}, ${sold ? tiyn : null}, ${coupon.product},
        ${ml}, ${couponId}, ${station.id})`.execute(tx)
    return true
  }
}
