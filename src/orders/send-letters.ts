/** Who is written to about an order, and when. */
import { sql } from 'kysely'
import { queueLetter } from '../accounts/letter-params.ts'
import type { ClientRole } from '../accounts/roles.ts'
import type { App } from '../app.ts'
import type { Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import { defineJob } from '../jobs/jobs.ts'

type Order = { clientId: string; orderId: string }

/**
 * Tells who ordered and the company's owners that an order's coupons are there. Who has just bought them from the balance
 * (`by`) has seen it.
 */
export async function tellCouponsMade(
  tx: Tx,
  order: Order & { from: 'payment' | 'balance'; by: string | undefined },
): Promise<void> {
  const { rows } = await sql<{
    company: string
    number: string
    ordered_by: string | null
    name: string
    n: number
    ml: bigint
    tiyn: bigint
  }>`
    select c.name as company, o.number, o.ordered_by, coalesce(nullif(a.name, ''), a.email, '') as name, l.n, l.ml, o.tiyn
    from purchase_order o join client c on c.id = o.client_id left join account a on a.id = o.ordered_by,
      lateral (select sum(count)::int as n, sum(nominal_ml * count)::bigint as ml from order_line
        where client_id = o.client_id and order_id = o.id) l
    where o.client_id = ${order.clientId} and o.id = ${order.orderId}`.execute(tx)
  const { company, number, ordered_by, name, n, ml, tiyn } = rows[0]!
  for (const reader of await readersOf(tx, order.clientId, ['owner'], ordered_by)) {
    if (order.from === 'balance' && reader.id === order.by) continue
    await queueLetter(tx, {
      template: 'coupons_made',
      lang: reader.lang,
      to: reader.email,
      params: { company, number, orderedBy: name, from: order.from, n, ml: `${ml}`, tiyn: `${tiyn}` },
      accountId: reader.id,
      clientId: order.clientId,
    })
  }
}

/** Sends an invoice to who ordered and to the company's accountants, who pay it. */
export async function tellInvoice(tx: Tx, order: Order, again = false): Promise<void> {
  const { rows } = await sql<{
    company: string
    number: string
    ordered_by: string | null
    tiyn: bigint
    pay_until: string
  }>`
    select c.name as company, o.number, o.ordered_by, o.tiyn, o.pay_until
    from purchase_order o join client c on c.id = o.client_id
    where o.client_id = ${order.clientId} and o.id = ${order.orderId}`.execute(tx)
  const { company, number, ordered_by, tiyn, pay_until } = rows[0]!
  for (const reader of await readersOf(tx, order.clientId, ['accountant'], ordered_by))
    await queueLetter(tx, {
      template: 'invoice_to_pay',
      lang: reader.lang,
      to: reader.email,
      params: { company, number, tiyn: `${tiyn}`, payUntil: pay_until, again },
      accountId: reader.id,
      clientId: order.clientId,
      bulk: again,
    })
}

/** In the morning, and later in the day for a worker that was down. */
export const ordersRemind = defineJob<App, Record<string, never>>({
  name: 'orders-remind',
  cron: '20 9-20 * * *',
  run: async (app) => {
    while ((await app.db.transaction(remindOfInvoices)) === LOT);
  },
})

const LOT = 100

/** Brings a lot of unpaid invoices to mind the day before their last, each once; answers with how many. */
export async function remindOfInvoices(tx: Tx): Promise<number> {
  const { rows } = await sql<Order>`
    update purchase_order set reminded_at = now()
    where (client_id, id) in (
      select o.client_id, o.id from purchase_order o join client c on c.id = o.client_id and c.state = 'active'
      where o.state in ('invoiced', 'part_paid') and o.reminded_at is null
        and o.pay_until between local_day(now()) and local_day(now()) + 1 and o.ordered_at < now() - interval '12 hours'
      order by o.pay_until limit ${LOT} for no key update of o skip locked)
    returning client_id as "clientId", id as "orderId"`.execute(tx)
  for (const order of rows) await tellInvoice(tx, order, true)
  return rows.length
}

// Whoever ordered and has left the company since reads nothing of it any more.
async function readersOf(
  tx: Tx,
  clientId: string,
  roles: ClientRole[],
  orderedBy: string | null,
): Promise<{ id: string; email: string; lang: Lang }[]> {
  const { rows } = await sql<{ id: string; email: string; lang: Lang }>`
    select a.id, a.email, a.lang from membership m join account a on a.id = m.account_id
    where m.client_id = ${clientId} and a.state = 'active' and (m.role = any(${roles}) or a.id = ${orderedBy})
    order by a.id`.execute(tx)
  return rows
}
