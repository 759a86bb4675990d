/** A browser that is a till, and a cashier at it, for tests: through the pages, as the office and the station do it. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { Browser } from '../testing/browser.ts'
import { aStation } from '../testing/coupons.ts'
import type { TestSite } from '../testing/site.ts'
import { addCashier } from './cashiers.ts'
import { enrolDevice, openEnrolment } from './enrol-device.ts'

export const PIN = '4071'
const BY = { name: 'test' }

export type TestStation = { stationId: number; station: string }

/** A station that sells everything. */
export async function aPosStation(site: TestSite): Promise<TestStation> {
  const { id, number } = await aStation(site.app)
  return { stationId: id, station: `№ ${number}` }
}

/** A code for one more browser of the station. */
export async function aCode(site: TestSite, station: TestStation, name = 'Планшет'): Promise<string> {
  const opened = await site.app.db.transaction((tx) =>
    openEnrolment(tx, site.app.vault, { ...station, name, by: BY }),
  )
  assert.ok(opened.ok)
  return opened.code
}

/** A browser that is connected to the station. */
export async function aDevice(
  site: TestSite,
  station: TestStation,
  name = 'Планшет',
): Promise<{ browser: Browser; terminalId: number }> {
  const code = await aCode(site, station, name)
  const enrolled = await site.app.db.transaction((tx) => enrolDevice(tx, site.app.vault, { code, by: BY }))
  assert.ok(enrolled.ok)
  const browser = site.browser()
  browser.cookies.set('till', enrolled.secret)
  return { browser, terminalId: enrolled.terminalId }
}

/** A cashier of the station, whose PIN is `PIN`. */
export async function aCashier(site: TestSite, station: TestStation, name = 'Айнұр'): Promise<number> {
  const added = await site.app.db.transaction((tx) =>
    addCashier(tx, site.app.vault, { ...station, name, pin: PIN, by: BY }),
  )
  assert.ok(added.ok)
  return added.id
}

/** A device at which a cashier has opened a shift. */
export async function onDuty(
  site: TestSite,
  station: TestStation,
  name = 'Планшет',
  cashier = `Кассир ${name}`,
): Promise<{ browser: Browser; terminalId: number; cashierId: number }> {
  const device = await aDevice(site, station, name)
  const cashierId = await aCashier(site, station, cashier)
  await device.browser.get('/pos/login')
  const answer = await device.browser.submit({ cashier: String(cashierId), pin: PIN })
  assert.equal(answer.location, '/pos', answer.words)
  return { ...device, cashierId }
}

/** What a coupon still has, ml. */
export async function leftOn(site: TestSite, couponId: string): Promise<bigint> {
  const { rows } = await sql<{ left: bigint }>`
    select remaining_ml - hold_ml as left from coupon where id = ${couponId}`.execute(site.app.db.write)
  return rows[0]!.left
}
