/** The demo world's tills and cashiers: through the same verbs as the office's. */
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { addCashier } from '../cashier/cashiers.ts'
import { addTill } from '../cashier/terminals.ts'
import type { Tx } from '../db/database.ts'

/** Every demo cashier's PIN; worth something only at a browser that was connected with a code from the office. */
export const DEMO_PIN = '4071'

const BY = { name: 'demo' }

/** A till with a key nobody has, and two cashiers, at every station. */
export async function addTills(app: App, tx: Tx): Promise<void> {
  const { rows } = await sql<{ stationId: number; station: string }>`
    select id as "stationId", '№ ' || number || ' ' || name as station from station order by id`.execute(tx)
  for (const station of rows) {
    await addTill(tx, { ...station, name: 'Касса 1', by: BY })
    for (const name of ['Айнұр Сейдахметова', 'Виктор Пак'])
      await addCashier(tx, app.vault, { ...station, name, pin: DEMO_PIN, by: BY })
  }
}
