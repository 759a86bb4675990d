/** Refuels with every sign of fraud: some wait, one the client has answered, one the retailer has decided. */
import { sql } from 'kysely'
import type { Actor } from '../src/audit/record.ts'
import { decideForOffice, sayForClient } from '../src/signs/answer-suspicion.ts'
import { aCard } from '../src/testing/cards.ts'
import { aStation } from '../src/testing/coupons.ts'
import { aRefuel, watched } from '../src/testing/refuels.ts'
import type { TestSite } from '../src/testing/site.ts'

const DAY = 1440

/** Makes them and has them found. */
export async function suspicions(
  site: TestSite,
  client: { id: string; contractId: string },
  people: { client: Actor; staff: Actor },
): Promise<void> {
  const { app, owner } = site
  const card = await aCard(app, client, { scheme: 'limit' })
  const [home, away] = [await aStation(app), await aStation(app)]
  await sql`
    update station set region = 'Алматинская область', latitude = 43.25, longitude = 76.95 where id = ${home.id}`.execute(
    owner,
  )
  await sql`
    update station set region = 'Акмолинская область', latitude = 51.13, longitude = 71.43, name = 'АЗС «Көкшетау – Нұр-Сұлтан, оңтүстік айналма жол»'
    where id = ${away.id}`.execute(owner)
  const { rows: vehicles } = await sql<{ id: string }>`
    insert into vehicle (client_id, plate, name, tank_ml, products)
    values (${client.id}, '555AAA02', 'Hyundai Porter', 50000, array['AI92']) returning id`.execute(owner)
  const { rows: drivers } = await sql<{ id: string }>`
    insert into driver (client_id, name, archived_at) values (${client.id}, 'Әбдіқадыр Нұрмағамбетұлы', now() - interval '3 days') returning id`.execute(
    owner,
  )
  const vehicleId = vehicles[0]!.id
  // Every other day at this hour, so that no other day and hour is usual.
  for (let n = 2; n <= 26; n += 2)
    await aRefuel(site, client, card, {
      station: home,
      ago: n * DAY + 180,
      product: 'AI92',
      vehicleId,
      ml: 40_000,
    })
  await aRefuel(site, client, card, { station: home, ago: 40, product: 'AI92', vehicleId, ml: 12_000 })
  await aRefuel(site, client, card, { station: home, ago: 30, product: 'AI92', vehicleId, ml: 11_000 })
  for (const triesLeft of [2, 1])
    await aRefuel(site, client, card, { station: away, ago: 12, declined: 'pin_wrong', extra: { triesLeft } })
  await aRefuel(site, client, card, { station: away, ago: 10, vehicleId, ml: 62_000, plate: '777XYZ01' })
  const gone = { station: home, driverId: drivers[0]!.id, declined: 'blocked_by_client' }
  const ours = await aRefuel(site, client, card, { ...gone, ago: 9 })
  const decided = await aRefuel(site, client, card, { ...gone, ago: 8 })
  await watched(site)
  const idOf = async (txn: string) =>
    (await sql<{ id: string }>`select id from suspicion where txn_id = ${txn}`.execute(owner)).rows[0]!.id
  await app.db.transaction(async (tx) => {
    const about = { clientId: client.id, comment: 'Поменяли водителя, карту ещё не передали' }
    await sayForClient(tx, { ...about, suspicionId: await idOf(ours), says: 'ours', by: people.client })
    await sayForClient(tx, { ...about, suspicionId: await idOf(decided), says: 'dispute', by: people.client })
    await decideForOffice(tx, {
      ...{
        ...about,
        suspicionId: await idOf(decided),
        says: 'fine',
        comment: 'Смотрели запись камеры',
        reason: '',
      },
      by: people.staff,
    })
  })
}
