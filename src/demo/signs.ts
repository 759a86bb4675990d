/** What the demo world's first client should have a look at: a card of theirs has filled more than its vehicle's tank, twice. */
import { sql } from 'kysely'
import { watchRefuels } from '../alerts/watch.ts'
import type { App } from '../app.ts'
import { giveCards } from '../cards/give-cards.ts'
import { numberOf } from '../cards/number.ts'
import { redeem } from '../tills/redeem.ts'
import { addVehicle } from '../vehicles/add-vehicle.ts'

const BY = { name: 'Айгүл Сәрсенова' }

export async function addSuspicions(app: App, clientId: string): Promise<void> {
  const { rows } = await sql<{ cardId: string; mediumId: string }>`
    select c.id as "cardId", m.id as "mediumId" from card c join card_medium m on m.client_id = c.client_id and m.card_id = c.id
    where c.client_id = ${clientId} and c.scheme = 'wallet_money' and m.state = 'active' order by c.number limit 1`.execute(
    app.db.write,
  )
  const { cardId, mediumId } = rows[0]!
  await app.db.transaction(async (tx) => {
    const { vehicleId } = await addVehicle(tx, {
      ...{ clientId, by: BY },
      vehicle: {
        ...{ plate: '305KLM02', name: 'Lada Largus', tankMl: 50_000n, odometerKm: null, note: '' },
        products: ['AI92', 'AI95'],
      },
    })
    await giveCards(tx, { clientId, cardIds: [cardId], to: { vehicleId }, by: BY })
  })
  const { rows: tills } = await sql<{ keyHash: Buffer }>`
    select m.key_hash as "keyHash" from terminal m join station s on s.id = m.station_id
    where m.kind = 'till' and m.revoked_at is null and s.state = 'open' order by m.id limit 2`.execute(
    app.db.write,
  )
  for (const [n, { keyHash }] of tills.entries())
    await redeem(app, {
      ...{ keyHash, posTxnId: `demo-tank-${n}-${cardId}`, card: numberOf(app.vault, mediumId) },
      ...{ product: 'AI95' as const, ml: n === 0 ? 62_000n : 58_500n, pump: '2' },
    })
  await watchRefuels(app, { lagSeconds: 0 })
}
