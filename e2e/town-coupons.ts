/** What has become of a company's coupons: with drivers, sent, blocked, on their way back, used in part, over. */
import { codeOf } from '../src/coupons/code.ts'
import { askReturn } from '../src/coupons/ask-return.ts'
import { blockCoupons } from '../src/coupons/block-coupons.ts'
import { approveReturn } from '../src/coupons/decide-return.ts'
import { giveCoupons } from '../src/coupons/give-coupons.ts'
import { readCoupons } from '../src/coupons/read-coupons.ts'
import { sendCoupons } from '../src/coupons/send-coupons.ts'
import { splitCoupon } from '../src/coupons/split-coupon.ts'
import { addDriver } from '../src/drivers/add-driver.ts'
import { archiveDriver } from '../src/drivers/archive-driver.ts'
import { aTerminal } from '../src/testing/coupons.ts'
import type { TestSite } from '../src/testing/site.ts'
import { approved, aTill } from '../src/testing/tills.ts'
import { age } from './people.ts'

const STATES = [
  'sent',
  'partly',
  'handed',
  'blocked',
  'stopped',
  'returning',
  'returned',
  'split',
  'used',
  'ending',
  'ended',
  'stock',
] as const

export type TownCoupons = { driverId: string; numbers: Record<(typeof STATES)[number], bigint> }

type Person = { accountId: string; name: string }
const NOTE = 'Астана – Қарағанды бағыты, жанармай құюды тек трассадағы станцияларда жасаңыз'

/** Makes it of the company's stock of 20-litre coupons; answers with a coupon's number for each of its states. */
export async function coupons(
  site: TestSite,
  clientId: string,
  { owner, staff }: { owner: Person; staff: Person },
): Promise<TownCoupons> {
  const { app } = site
  const stock = await app.db.read
    .selectFrom('coupon')
    .select(['id', 'number'])
    .where('client_id', '=', clientId)
    .where('shelf', '=', 'stock')
    .where('product', '=', 'AI95')
    .where('nominal_ml', '=', 20_000n)
    .orderBy('number')
    .limit(STATES.length)
    .execute()
  const [sent, partly, handed, blocked, stopped, returning, returned, split, used, ending, ended] = stock.map(
    ({ id }) => id,
  )
  const drivers = await addDrivers(site, clientId, owner)
  const facts = { clientId, by: owner }

  await app.db.transaction(async (tx) => {
    const give = (driverId: string, ids: string[]) =>
      giveCoupons(tx, app.vault, { ...facts, couponIds: ids, driverId, plate: '123ABC02', note: NOTE })
    await give(drivers.first, [sent!, partly!, blocked!, used!, ending!])
    await give(drivers.second, [handed!, stopped!])
    await sendCoupons(tx, app.vault, { ...facts, couponIds: [sent!, partly!], lang: 'kk', how: 'link' })
    await blockCoupons(tx, { ...facts, couponIds: [blocked!], level: 'client', reason: 'Телефон утерян' })
    await blockCoupons(tx, {
      ...{ clientId, couponIds: [stopped!], by: staff },
      ...{ level: 'retailer', reason: 'Проверка по обращению службы безопасности клиента' },
    })
    await askReturn(tx, {
      ...facts,
      ...{ couponIds: [returning!], kind: 'return', reason: 'Рейсы отменены до весны' },
    })
    const back = await askReturn(tx, {
      ...facts,
      ...{ couponIds: [returned!], kind: 'return', reason: 'Машина продана' },
    })
    await approveReturn(tx, { clientId, returnId: back.returnId!, by: staff })
    await splitCoupon(tx, app.vault, { ...facts, couponId: split!, parts: [5_000n, 15_000n] })
  })
  const numbers = Object.fromEntries(
    STATES.map((state, at) => [state, stock[at]!.number]),
  ) as TownCoupons['numbers']
  await refuel(site, numbers.partly, 7_500n)
  await refuel(site, numbers.used, 20_000n)
  await age(site, `update contract set expiry = 'grace_prolong', grace_days = 14 where client_id = $1`, [
    clientId,
  ])
  await age(site, `update coupon set valid_to = local_day(now()) + 5 where id = $1`, [ending])
  await age(
    site,
    `update coupon set valid_from = local_day(now()) - 180, valid_to = local_day(now()) - 2 where id = $1`,
    [ended],
  )
  return { driverId: drivers.first, numbers }
}

async function addDrivers({ app }: TestSite, clientId: string, by: Person) {
  return app.db.transaction(async (tx) => {
    const add = async (name: string, facts: { phone?: string; email?: string; plate?: string } = {}) => {
      const driver = {
        phone: '',
        email: '',
        plate: '',
        product: null,
        lang: 'kk' as const,
        note: '',
        ...facts,
        name,
      }
      return (await addDriver(tx, { clientId, driver, by })).driverId
    }
    const first = await add('Нұрмағамбетов Ержан Тілеубекұлы', {
      phone: '+77011234567',
      email: 'erzhan.nurmagambetov@ulttyq-logistika.example',
      plate: '123ABC02',
    })
    const second = await add('Виктор Пак')
    const gone = await add('Сергей Ким', { phone: '+77017654321' })
    await archiveDriver(tx, { clientId, driverId: gone, by })
    return { first, second }
  })
}

async function refuel({ app }: TestSite, number: bigint, ml: bigint): Promise<void> {
  const [coupon] = await readCoupons(app.db.read, { numbers: [number] })
  const station = await app.db.read
    .selectFrom('station')
    .innerJoin('station_product', 'station_id', 'station.id')
    .select(['id', 'number'])
    .where('product', '=', coupon!.product)
    .orderBy('id')
    .executeTakeFirstOrThrow()
  const till = await aTill(app, { ...station, ...(await aTerminal(app, station.id)) })
  approved(await till.redeem(codeOf(app.vault, coupon!), { ml, plate: coupon!.plate }))
}
