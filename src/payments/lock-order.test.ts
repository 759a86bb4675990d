/** Orders first, then the client's advance: whoever needs both takes them so, and nobody waits for each other. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { lockAdvance } from '../ledger/advance.ts'
import { payOrder } from '../orders/pay-order.ts'
import { paid, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite, waitFor } from '../testing/site.ts'
import { assignPayment } from './assign-payment.ts'
import { postPayment } from './post-payment.ts'
import { anInvoice } from './testing.ts'
import { undoPayment } from './undo-payment.ts'

let site: TestSite
let accountant: { id: string }
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
  accountant = await site.aPerson({ staff: 'accountant' })
})
after(() => site.stop())

type Client = Awaited<ReturnType<TestSite['aClient']>>
type Invoice = Awaited<ReturnType<typeof anInvoice>>
const by = () => ({ name: 'Айгерим', accountId: accountant.id })

/** A transaction as it is: where the product would begin a deadlock again, this fails. */
const once = <T>(work: (tx: Tx) => Promise<T>) => site.app.db.write.transaction().execute(work)

const pay = (
  tx: Tx,
  client: Client,
  orders: Invoice[],
  tiyn = orders.reduce((sum, { tiyn }) => sum + tiyn, 0n),
) =>
  postPayment(tx, site.app.vault, {
    ...{
      clientId: client.id,
      tiyn,
      receivedOn: '2026-11-01',
      source: 'hand',
      requestKey: randomUUID(),
      by: by(),
    },
    orders: orders.map(({ orderId, tiyn }) => ({ orderId, tiyn })),
  })

/** Does the work while another transaction holds the order and then takes the client's advance as well. */
async function besideWhoHolds<T>(
  client: Client,
  { orderId }: Invoice,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const held = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const holder = once(async (tx) => {
    await sql`select from purchase_order where client_id = ${client.id} and id = ${orderId} for no key update`.execute(
      tx,
    )
    held.resolve()
    await go.promise
    await lockAdvance(tx, client.id)
  })
  await held.promise
  const working = once(work)
  await waitFor(async () => {
    const { rows } = await sql`select from pg_locks where not granted`.execute(site.owner)
    return rows.length > 0
  }, 'the other to wait for the order')
  go.resolve()
  await holder
  return working
}

test('a payment waits for the order before it takes the advance', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 1_000n)
  const order = await anInvoice(site.app, client)
  const posted = await besideWhoHolds(client, order, (tx) => pay(tx, client, [order]))
  assert.deepEqual(posted.fulfilled, [order.orderId])
})

test('undoing a payment waits for its orders before it takes the advance', async () => {
  const client = await site.aClient()
  const order = await anInvoice(site.app, client)
  const { paymentId } = await once((tx) => pay(tx, client, [{ ...order, tiyn: 1_000n }]))
  const undone = await besideWhoHolds(client, order, (tx) =>
    undoPayment(tx, { paymentId, reason: 'ошибка', by: by() }),
  )
  assert.ok(undone.ok)
})

test('payments, their undoing, what they are meant for and orders paid from the balance never wait for each other', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 5_000_000n)
  for (let round = 0; round < 4; round++) {
    const [first, second, third] = [
      await anInvoice(site.app, client),
      await anInvoice(site.app, client),
      await anInvoice(site.app, client),
    ]
    const part = await once((tx) => pay(tx, client, [{ ...first, tiyn: 1_000n }]))
    const free = await once((tx) => pay(tx, client, [], 2_000n))
    await Promise.all([
      once((tx) => pay(tx, client, [first, second])),
      once((tx) => pay(tx, client, [third, second, first])),
      once((tx) => payOrder(tx, site.app.vault, { clientId: client.id, orderId: second.orderId, by: by() })),
      once((tx) => payOrder(tx, site.app.vault, { clientId: client.id, orderId: first.orderId, by: by() })),
      once((tx) => undoPayment(tx, { paymentId: part.paymentId, reason: 'ошибка', by: by() })),
      once((tx) =>
        assignPayment(tx, site.app.vault, {
          paymentId: free.paymentId,
          parts: [{ orderId: third.orderId, tiyn: 2_000n }],
          by: by(),
        }),
      ),
    ])
  }
})
