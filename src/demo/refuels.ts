/** Who drives for the demo world's first client, what they were given and what they have refuelled: through the same verbs as everybody. */
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { codeOf } from '../coupons/code.ts'
import { giveCoupons } from '../coupons/give-coupons.ts'
import { addDriver } from '../drivers/add-driver.ts'
import type { Product } from '../products/products.ts'
import { redeem } from '../tills/redeem.ts'

const DRIVERS: { name: string; phone: string; plate: string; product: Product; coupons: number }[] = [
  { name: 'Ержан Тілеубеков', phone: '+77011234567', plate: '123ABC02', product: 'AI95', coupons: 6 },
  { name: 'Нұрлан Қасымов', phone: '+77772345678', plate: '456DEF01', product: 'DT', coupons: 4 },
  { name: 'Сергей Пак', phone: '+77053456789', plate: '789KZA05', product: 'AI92', coupons: 5 },
]

const BY = { name: 'Дана Омарова' }

/** Adds the drivers and gives them coupons from the client's stock; then they have been at some stations. */
export async function addRefuels(app: App, clientId: string): Promise<void> {
  const given: { id: string; codeNo: number }[] = []
  for (const { coupons, product, ...facts } of DRIVERS) {
    const mine = await app.db.transaction(async (tx) => {
      const driver = { ...facts, product, email: '', lang: 'ru' as const, note: '' }
      const { driverId } = await addDriver(tx, { clientId, driver, by: BY })
      const { rows } = await sql<{ id: string }>`
        select id from coupon where client_id = ${clientId} and shelf = 'stock' and product = ${product}
        order by number limit ${coupons}`.execute(tx)
      const couponIds = rows.map(({ id }) => id)
      await giveCoupons(tx, app.vault, {
        clientId,
        couponIds,
        driverId,
        plate: facts.plate,
        note: '',
        by: BY,
      })
      const { rows: now } = await sql<{ id: string; codeNo: number }>`
        select id, code_no as "codeNo" from coupon where client_id = ${clientId} and id = any(${couponIds}::uuid[]) order by number`.execute(
        tx,
      )
      return now
    })
    given.push(...mine.slice(0, -1))
  }
  const { rows: tills } = await sql<{ keyHash: Buffer }>`
    select m.key_hash as "keyHash" from terminal m join station s on s.id = m.station_id
    where m.kind = 'till' and m.revoked_at is null and s.state = 'open' order by m.id limit 5`.execute(
    app.db.write,
  )
  for (const [n, coupon] of given.entries())
    await redeem(app, {
      keyHash: tills[n % tills.length]!.keyHash,
      posTxnId: `demo-${coupon.id}`,
      code: codeOf(app.vault, coupon),
      // Every third coupon was used in part.
      ...(n % 3 === 0 ? { ml: 7_500n } : {}),
      pump: String((n % 4) + 1),
      cashier: n % 2 ? 'Виктор Пак' : 'Айнұр Сейдахметова',
    })
}
