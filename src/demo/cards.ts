/** The demo world's fuel cards: one in a driver's phone, one with money of its own, one blocked, some on their way. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { blockCards } from '../cards/block-cards.ts'
import { addGroup } from '../cards/add-group.ts'
import { giveCards, type Holder } from '../cards/give-cards.ts'
import { issueVirtual } from '../cards/issue-virtual.ts'
import { type CardPlan, orderCards } from '../cards/order-cards.ts'
import { setPin } from '../cards/set-pin.ts'
import { topUp } from '../cards/top-up.ts'
import type { Tx } from '../db/database.ts'
import { addVehicle } from '../vehicles/add-vehicle.ts'
import type { VehicleFacts } from '../vehicles/vehicle-facts.ts'

const BY = { name: 'Айгүл Сәрсенова' }
const VEHICLES: readonly VehicleFacts[] = [
  {
    ...{ plate: '123ABC02', name: 'Toyota Hilux', tankMl: 80_000n, products: ['AI95'] },
    ...{ odometerKm: 84_300, note: 'Развозка по городу' },
  },
  {
    ...{ plate: '456DEF01', name: 'КАМАЗ 5490', tankMl: 400_000n, products: ['DT', 'DTZ'] },
    ...{ odometerKm: null, note: '' },
  },
]

export async function addCards(
  app: App,
  tx: Tx,
  { id: clientId, contractId }: { id: string; contractId: string },
): Promise<void> {
  const { rows: drivers } = await sql<{ id: string }>`
    select id from driver where client_id = ${clientId} order by created_at, id limit 3`.execute(tx)
  const { groupId } = await addGroup(tx, { clientId, name: 'Филиал Алматы', by: BY })
  const vehicleIds = []
  for (const vehicle of VEHICLES)
    vehicleIds.push((await addVehicle(tx, { clientId, vehicle, by: BY })).vehicleId)
  const issue = async (plan: CardPlan, driver: number, to: Holder = {}) => {
    const request = { clientId, contractId, plan, requestKey: randomUUID(), by: BY }
    const issued = await issueVirtual(tx, app.vault, request)
    if (!issued.ok) throw new Error(`the demo world has no card: ${issued.reason}`)
    const { cardId } = issued
    const driverId = drivers[driver]?.id ?? null
    await giveCards(tx, { clientId, cardIds: [cardId], to: { driverId, ...to }, by: BY })
    return cardId
  }
  const limited = await issue({ scheme: 'limit' }, 0, { vehicleId: vehicleIds[0], groupId })
  await setPin(tx, app.vault, { clientId, cardId: limited, by: BY })
  const filled = await issue({ scheme: 'wallet_money' }, 1, { vehicleId: vehicleIds[1], groupId })
  const amount = { tiyn: 60_000_00n }
  await topUp(tx, { clientId, cardId: filled, amount, requestKey: randomUUID(), by: BY })
  const blocked = await issue({ scheme: 'limit' }, 2)
  await blockCards(tx, {
    ...{ clientId, cardIds: [blocked], side: 'client', by: BY },
    reason: 'водитель в отпуске',
  })
  await orderCards(tx, app.vault, {
    ...{ clientId, contractId, plan: { scheme: 'limit' }, count: 2, by: BY },
    ...{ deliverTo: 'Алматы, ул. Абая, 10', requestKey: randomUUID() },
  })
}
