/** The thirteen signs: what each of them sees, and what it lets be. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { aCard } from '../testing/cards.ts'
import { aCoupon, aStation, pricesAre } from '../testing/coupons.ts'
import { alertsOf, aRefuel, type RefuelFacts, signsOf, watched } from '../testing/refuels.ts'
import { testSite, type TestSite } from '../testing/site.ts'

let site: TestSite
let station: { id: number; terminalId: number }
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
  station = await aStation(site.app)
})
after(() => site.stop())

async function aFleet() {
  const client = await site.aClient()
  const card = await aCard(site.app, client, { scheme: 'limit' })
  const found = async (facts: Partial<RefuelFacts>) => {
    const txn = await aRefuel(site, client, card, { station, ...facts })
    return Object.fromEntries((await signsOf(site, txn)).map(({ sign, facts: figures }) => [sign, figures]))
  }
  const before_ = (facts: Partial<RefuelFacts>) => aRefuel(site, client, card, { station, ...facts })
  return { client, card, found, before: before_ }
}

async function aVehicle(client: { id: string }, facts: { tankMl?: number; products?: string[] } = {}) {
  const plate = `${Math.floor(Math.random() * 900 + 100)}ABC0${Math.floor(Math.random() * 9 + 1)}${Math.floor(Math.random() * 90000)}`
  const { rows } = await sql<{ id: string }>`
    insert into vehicle (client_id, plate, tank_ml, products)
    values (${client.id}, ${plate}, ${facts.tankMl ?? 0}, ${facts.products ?? null}) returning id`.execute(
    site.owner,
  )
  return { id: rows[0]!.id, plate }
}

async function aDriver(
  client: { id: string },
  facts: { gone?: boolean; product?: string; plate?: string } = {},
) {
  const { rows } = await sql<{ id: string }>`
    insert into driver (client_id, name, product, plate, archived_at)
    values (${client.id}, 'Ержан', ${facts.product ?? null}, ${facts.plate ?? ''}, ${facts.gone ? new Date(Date.now() - 86_400_000) : null}) returning id`.execute(
    site.owner,
  )
  return rows[0]!.id
}

async function stationAt(latitude: number, longitude: number, region = '') {
  const at = await aStation(site.app)
  await sql`update station set latitude = ${latitude}, longitude = ${longitude}, region = ${region} where id = ${at.id}`.execute(
    site.owner,
  )
  return at
}

/** Twelve refuels on Tuesdays and Thursdays at ten, Almaty, over the six weeks before the given day. */
async function habits(fleet: Awaited<ReturnType<typeof aFleet>>, at: { id: number; terminalId: number }) {
  for (let week = 1; week <= 6; week++)
    for (const day of [tuesday(-week), new Date(tuesday(-week).getTime() + 2 * 86_400_000)])
      await fleet.before({ at: day, station: at })
}

// Ten in the morning in Almaty, so many weeks from the last Tuesday that is over.
function tuesday(weeks: number): Date {
  const now = new Date()
  const back = ((now.getUTCDay() + 5) % 7) + 7
  return new Date(
    Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - back + weeks * 7, 5, 0, 0),
  )
}

test('a plate at the pump that is not the card’s is a sign, taken or refused; the right one is none', async () => {
  const fleet = await aFleet()
  const vehicle = await aVehicle(fleet.client)
  const ours = { vehicleId: vehicle.id }
  assert.deepEqual(await fleet.found({ ...ours, plate: '777XYZ02' }), {
    wrong_vehicle: { plate: '777XYZ02', own: vehicle.plate },
  })
  assert.deepEqual(
    Object.keys(await fleet.found({ ...ours, plate: '777XYZ02', declined: 'plate_mismatch' })),
    ['wrong_vehicle'],
  )
  assert.ok(!('wrong_vehicle' in (await fleet.found({ ...ours, plate: vehicle.plate }))))
  assert.ok(!('wrong_vehicle' in (await fleet.found(ours))))
})

test('one card at two far stations in no time is shared; the next street, or a day’s drive, is not', async () => {
  const fleet = await aFleet()
  const almaty = await stationAt(43.25, 76.95)
  const nextStreet = await stationAt(43.27, 76.97)
  const astana = await stationAt(51.13, 71.43)
  await fleet.before({ ago: 60, station: almaty })
  const shared = (await fleet.found({ station: astana })).pin_shared as { km: number; minutes: number }
  assert.ok(shared.km > 900 && shared.km < 1000, `${shared.km} km`)
  assert.ok(shared.minutes >= 60 && shared.minutes <= 62)
  assert.ok('pin_shared' in (await fleet.found({ station: astana, declined: 'pin_wrong' })))

  const other = await aFleet()
  await other.before({ ago: 2, station: almaty })
  assert.ok(!('pin_shared' in (await other.found({ station: nextStreet }))))
  const third = await aFleet()
  await third.before({ ago: 11 * 60, station: almaty })
  assert.ok(!('pin_shared' in (await third.found({ station: astana }))))
})

test('an archived driver’s card, or coupon, is a sign whether a till took it or not', async () => {
  const fleet = await aFleet()
  const gone = await aDriver(fleet.client, { gone: true })
  assert.deepEqual(await fleet.found({ driverId: gone, declined: 'blocked_by_client' }), {
    ex_driver: { driver: 'Ержан' },
  })
  const still = await aDriver(fleet.client)
  assert.deepEqual(await fleet.found({ driverId: still, declined: 'blocked_by_client' }), {})

  const coupon = await aCoupon(site.app, fleet.client)
  await sql`update coupon set driver_id = ${gone}, handed_at = now() where id = ${coupon.id}`.execute(
    site.owner,
  )
  const txn = await aRefuel(site, fleet.client, undefined, { station, couponId: coupon.id })
  assert.deepEqual(
    (await signsOf(site, txn)).map(({ sign }) => sign),
    ['ex_driver'],
  )
})

test('62 litres into a tank of 50 is a sign, 55 is the neck of the tank', async () => {
  const fleet = await aFleet()
  const vehicleId = (await aVehicle(fleet.client, { tankMl: 50_000 })).id
  assert.deepEqual(await fleet.found({ vehicleId, ml: 62_000 }), {
    over_tank: { ml: 62_000, tankMl: 50_000 },
  })
  const other = await aFleet()
  const same = (await aVehicle(other.client, { tankMl: 50_000 })).id
  assert.deepEqual(await other.found({ vehicleId: same, ml: 55_000 }), {})
})

test('the tank of a coupon’s refuel is that of the vehicle with its plate', async () => {
  const { client } = await aFleet()
  const { plate } = await aVehicle(client, { tankMl: 20_000 })
  const coupon = await aCoupon(site.app, client)
  const txn = await aRefuel(site, client, undefined, { station, couponId: coupon.id, plate, ml: 25_000 })
  assert.deepEqual(
    (await signsOf(site, txn)).map(({ sign }) => sign),
    ['over_tank'],
  )
})

test('a fuel that the vehicle does not burn is a sign; winter diesel for summer diesel is none', async () => {
  const fleet = await aFleet()
  const vehicleId = (await aVehicle(fleet.client, { products: ['DT'] })).id
  assert.deepEqual(await fleet.found({ vehicleId, product: 'AI95' }), {
    wrong_grade: { product: 'AI95', usual: ['DT'] },
  })
  const other = await aFleet()
  const lorry = (await aVehicle(other.client, { products: ['DT'] })).id
  assert.deepEqual(await other.found({ vehicleId: lorry, product: 'DTZ' }), {})
  const third = await aFleet()
  const driverId = await aDriver(third.client, { product: 'AI92' })
  assert.deepEqual(await third.found({ driverId, product: 'AI95' }), {
    wrong_grade: { product: 'AI95', usual: ['AI92'] },
  })
})

test('an unusual place, hour and day are told from the card’s own weeks', async () => {
  const fleet = await aFleet()
  const home = await stationAt(43.25, 76.95, 'Алматы')
  await habits(fleet, home)
  const at = (hours: number) => new Date(tuesday(0).getTime() + hours * 3_600_000)
  assert.deepEqual(await fleet.found({ at: at(0), station: home }), {})
  assert.deepEqual(await fleet.found({ at: at(-8), station: home }), { odd_hour: { time: '02:00', n: 12 } })
  const away = await stationAt(51.13, 71.43, 'Астана')
  const found = await fleet.found({ at: at(5 * 24), station: away })
  assert.deepEqual(Object.keys(found).toSorted(), ['odd_day', 'odd_place'])
  assert.equal((found.odd_day as { weekday: number }).weekday, 7)
})

test('a card without habits has no unusual hours', async () => {
  const fleet = await aFleet()
  for (let day = 1; day <= 9; day++)
    await fleet.before({ at: new Date(tuesday(0).getTime() - day * 86_400_000) })
  assert.deepEqual(await fleet.found({ at: new Date(tuesday(0).getTime() - 12 * 3_600_000) }), {})
})

test('three small fills in a day, or thrice the same sum at one till, are under-fills', async () => {
  const fleet = await aFleet()
  await fleet.before({ ago: 1300, ml: 8_000 })
  assert.deepEqual(await fleet.found({ ago: 700, ml: 9_000 }), {})
  assert.deepEqual((await fleet.found({ ml: 7_000 })).underfill, { n: 3, ml: 24_000 })

  const other = await aFleet()
  await other.before({ ago: 1400, ml: 25_000 })
  await other.before({ ago: 700, ml: 25_000 })
  assert.deepEqual(await other.found({ ml: 26_000 }), {})
  assert.deepEqual((await other.found({ ml: 25_000, ago: -1 })).underfill, { n: 3, tiyn: 600_000 })
})

test('two refuels of a card, a driver or a vehicle within the hour are too near; what was refunded does not count', async () => {
  const fleet = await aFleet()
  const first = await fleet.before({ ago: 20, ml: 40_000 })
  const { rapid } = await fleet.found({})
  assert.deepEqual({ ...(rapid as object), station: '' }, { minutes: 20, ml: 40_000, station: '' })
  await sql`update till_transaction set refunded_ml = ml, refunded_tiyn = tiyn where card_id = ${fleet.card.id}`.execute(
    site.owner,
  )
  assert.deepEqual(await fleet.found({}), {}, first)

  const { client, card } = await aFleet()
  const another = await aCard(site.app, client, { scheme: 'limit' })
  const driverId = await aDriver(client)
  await aRefuel(site, client, another, { station, ago: 30, driverId })
  const txn = await aRefuel(site, client, card, { station, driverId })
  assert.deepEqual(
    (await signsOf(site, txn)).map(({ sign }) => sign),
    ['rapid'],
  )
  const vehicleId = (await aVehicle(client)).id
  await aRefuel(site, client, another, { station, ago: 130, vehicleId })
  const later = await aRefuel(site, client, card, { station, ago: 100, vehicleId })
  assert.deepEqual(
    (await signsOf(site, later)).map(({ sign }) => sign),
    ['rapid'],
  )
})

test('what a vehicle burns and how far it drives are told from its own odometer; one that goes back is a sign', async () => {
  const fleet = await aFleet()
  const vehicleId = (await aVehicle(fleet.client)).id
  const drives = async (daysAgo: number, km: number, ml = 40_000) => {
    const txn = await fleet.before({ ago: daysAgo * 1440, vehicleId, ml })
    await sql`update till_transaction set odometer_km = ${km} where id = ${txn}`.execute(site.owner)
    const signs = await signsOf(site, txn)
    return Object.fromEntries(signs.map(({ sign, facts }) => [sign, facts]))
  }
  for (let day = 0; day < 6; day++) await drives(20 - day, 100_000 + day * 400)
  // Ten litres per 100 km, every 400 km.
  assert.deepEqual(await drives(12, 102_400), {})
  assert.deepEqual(await drives(11, 102_600), { consumption: { tenths: 200, usual: 100 } })
  assert.deepEqual(await drives(10, 104_600, 40_000), { distance: { km: 2000, usual: 400 } })
  assert.deepEqual(await drives(9, 104_000), { distance: { km: -600, usual: 400 } })
})

test('a PIN that was right after two wrong ones, or was locked, was guessed', async () => {
  const fleet = await aFleet()
  await fleet.before({ ago: 10, declined: 'pin_wrong', extra: { triesLeft: 2 } })
  assert.deepEqual(await fleet.found({ ago: 9 }), {})
  const other = await aFleet()
  await other.before({ ago: 10, declined: 'pin_wrong', extra: { triesLeft: 2 } })
  await other.before({ ago: 9, declined: 'pin_wrong', extra: { triesLeft: 1 } })
  assert.deepEqual((await other.found({ ago: 8 })).pin_tries, { n: 2 })
  assert.deepEqual(
    (await other.found({ ago: 7, declined: 'pin_locked', extra: { triesLeft: 0 } })).pin_tries,
    {
      n: 3,
    },
  )
  assert.ok(
    !('pin_tries' in (await other.found({ ago: 6, declined: 'pin_locked' }))),
    'a card that is locked already',
  )
})

test('a refuel with enough signs waits to be looked at, once, and the client hears of it', async () => {
  const { client, card } = await aFleet()
  const vehicleId = (await aVehicle(client, { tankMl: 50_000 })).id
  const much = await aRefuel(site, client, card, { station, vehicleId, ml: 62_000, ago: 5 })
  const little = await aRefuel(site, client, card, { station, ml: 20_000 })
  await watched(site)
  const { rows } = await sql<{ txn_id: string; score: number; signs: { sign: string }[] }>`
    select txn_id, score, signs from suspicion where client_id = ${client.id}`.execute(site.owner)
  assert.deepEqual(
    rows.map(({ txn_id, score, signs }) => [txn_id, score, signs.map(({ sign }) => sign)]),
    [[much, 40, ['over_tank']]],
  )
  assert.deepEqual(
    (await alertsOf(site, much)).map(({ kind }) => kind),
    ['over_tank', 'signs'],
  )
  assert.deepEqual(
    (await alertsOf(site, little)).map(({ kind }) => kind),
    ['rapid'],
  )
})

test('a sign that fails is put right later and keeps nobody waiting: other refuels are judged, tills answer', async () => {
  const { client, card } = await aFleet()
  const vehicleId = (await aVehicle(client, { tankMl: 50_000 })).id
  const bad = await aRefuel(site, client, card, { station, vehicleId, ml: 62_000 })
  const { rows: was } = await sql<{ source: string }>`
    select pg_get_functiondef('sign_over_tank'::regproc) as source`.execute(site.owner)
  const other = await aFleet()
  const good = await aRefuel(site, other.client, other.card, {
    station,
    plate: 'AAA',
    vehicleId: (await aVehicle(other.client)).id,
  })
  await sql`
    create or replace function sign_over_tank(w watched) returns jsonb language plpgsql as $$
    begin if w.tank_ml > 0 then raise exception 'no such tank'; end if; return null; end $$`.execute(
    site.owner,
  )
  try {
    await watched(site)
    assert.deepEqual(await alertsOf(site, bad), [])
    assert.deepEqual(
      (await alertsOf(site, good)).map(({ kind }) => kind),
      ['signs'],
    )
  } finally {
    await sql.raw(was[0]!.source).execute(site.owner)
  }
  await watched(site)
  assert.deepEqual(
    (await alertsOf(site, bad)).map(({ kind }) => kind),
    ['over_tank', 'signs'],
  )
})
