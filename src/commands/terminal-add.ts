import { sql } from 'kysely'
import { addTill } from '../cashier/terminals.ts'
import type { Tx } from '../db/database.ts'
import { say } from './settings.ts'
import { withApp } from './with-app.ts'

const BY = { name: 'mycoupon terminal add' }

/** Prints the key of a new till, once: it cannot be shown again. Without a name the till is called by its number at the station. */
export async function terminalAdd(options: {
  station: string
  name?: string
  json?: boolean
}): Promise<void> {
  const { added, station, name } = await withApp((app) =>
    app.db.transaction(async (tx) => {
      const station = await findStation(tx, options.station)
      if (!station)
        throw new Error(`There is no station ${options.station}: stations are added in the office.`)
      const name = options.name || `Касса ${station.tills + 1n}`
      const place = { stationId: station.id, station: station.number }
      return { added: await addTill(tx, { ...place, name, by: BY }), station, name }
    }),
  )
  if (!added.ok)
    throw new Error(`Station ${station.number} has a till «${name}» already: give another --name.`)
  say(options, `${name} at ${station.number} ${station.name}. Its key, shown only now:\n${added.key}`, {
    terminal: added.id,
    name,
    station: station.number,
    key: added.key,
  })
}

async function findStation(tx: Tx, number: string) {
  const { rows } = await sql<{ id: number; number: string; name: string; tills: bigint }>`
    select s.id, s.number, s.name, (select count(*) from terminal t where t.station_id = s.id) as tills
    from station s where s.number = ${number} and s.state = 'open'`.execute(tx)
  return rows[0]
}
