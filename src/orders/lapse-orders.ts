import { sql } from 'kysely'
import type { App } from '../app.ts'
import { record } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { defineJob } from '../jobs/jobs.ts'

/** Every hour: what was not paid in time loses its price. */
export const ordersLapse = defineJob<App, Record<string, never>>({
  name: 'orders-lapse',
  cron: '10 * * * *',
  run: async (app) => {
    while ((await app.db.transaction(lapseOrders)) === LOT);
  },
})

/**
 * So many days an order waits for its money after the last day of payment: what was paid on that day stands on a bank's
 * statement of the next working day. Money of a later day does not pay it (post-payment.ts), whenever it is posted.
 */
export const STATEMENT_DAYS = 3

const LOT = 200

/** Lets a lot of unpaid orders lapse; answers with how many. An order that is being paid at this moment is passed over. */
export async function lapseOrders(tx: Tx): Promise<number> {
  const { rows } = await sql<Lapsed>`
    update purchase_order set state = 'lapsed', ended_at = now()
    where (client_id, id) in (
      select client_id, id from purchase_order
      where state in ('invoiced', 'part_paid') and pay_until < local_day(now()) - ${STATEMENT_DAYS}::int
      order by pay_until limit ${LOT} for no key update skip locked)
    returning client_id as "clientId", number`.execute(tx)
  for (const order of rows) await note(tx, order)
  return rows.length
}

/** Lets one open order lapse, whose row the caller has locked: its money came after the last day of payment. */
export async function lapseOrder(tx: Tx, order: { clientId: string; orderId: string }): Promise<void> {
  const { rows } = await sql<Lapsed>`
    update purchase_order set state = 'lapsed', ended_at = now()
    where client_id = ${order.clientId} and id = ${order.orderId} and state in ('invoiced', 'part_paid')
    returning client_id as "clientId", number`.execute(tx)
  for (const lapsed of rows) await note(tx, lapsed)
}

type Lapsed = { clientId: string; number: string }

// Nobody does it: time does.
async function note(tx: Tx, { clientId, number }: Lapsed): Promise<void> {
  await record(tx, 'order.lapsed', { by: { name: '' }, clientId, object: number })
}
