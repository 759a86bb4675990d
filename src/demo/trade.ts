/** What the demo world's clients have paid, ordered and cancelled so far: through the same verbs as everybody. */
import { randomUUID } from 'node:crypto'
import type { App } from '../app.ts'
import type { Tx } from '../db/database.ts'
import { isoDay } from '../i18n/format.ts'
import { cancelOrder } from '../orders/cancel-order.ts'
import { linesFromText } from '../orders/order-lines.ts'
import { placeOrder, priceOrder } from '../orders/place-order.ts'
import { postPayment } from '../payments/post-payment.ts'

type Client = { id: string; contractId: string; ownerId: string; owner: string }

const TENGE = 100n

export async function addTrade(app: App, tx: Tx, [kairat, saryarka]: Client[]): Promise<void> {
  await pay(app, tx, kairat!, 1_850_000n * TENGE)
  await order(app, tx, kairat!, 'AI95-20-30.DT-50-20', 'balance')
  await order(app, tx, kairat!, 'AI92-10-40', 'balance')
  const mistaken = await order(app, tx, kairat!, 'AI98-20-5', 'invoice')
  await cancelOrder(tx, { clientId: kairat!.id, orderId: mistaken, by: by(kairat!) })
  const half = await order(app, tx, kairat!, 'DTZ-50-20', 'invoice')
  await pay(app, tx, kairat!, 200_000n * TENGE, half)
  await order(app, tx, kairat!, 'AI95-50-10', 'invoice')

  const diesel = await order(app, tx, saryarka!, 'DT-50-40', 'invoice')
  await pay(app, tx, saryarka!, 660_000n * TENGE, diesel)
}

const by = (client: Client) => ({ accountId: client.ownerId, name: client.owner })

async function order(
  app: App,
  tx: Tx,
  client: Client,
  text: string,
  payFrom: 'balance' | 'invoice',
): Promise<string> {
  const lines = linesFromText(text)!
  const priced = await priceOrder(tx, lines, 0)
  const placed = await placeOrder(tx, app.vault, {
    clientId: client.id,
    contractId: client.contractId,
    lines,
    payFrom,
    agreedTiyn: priced.ok ? priced.tiyn : 0n,
    requestKey: randomUUID(),
    by: by(client),
  })
  if (!placed.ok) throw new Error(`the demo world could not order ${text}: ${placed.reason}`)
  return placed.orderId
}

async function pay(app: App, tx: Tx, client: Client, tiyn: bigint, orderId?: string): Promise<void> {
  await postPayment(tx, app.vault, {
    clientId: client.id,
    tiyn,
    receivedOn: isoDay(new Date()),
    payerName: client.owner,
    documentNumber: String(100 + Number(tiyn % 97n)),
    source: 'seed',
    requestKey: randomUUID(),
    orders: orderId ? [{ orderId, tiyn }] : [],
    by: { name: 'Гүлнар Әбенова' },
  })
}
