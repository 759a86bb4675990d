import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import { repayCredit } from '../cards/repay-credit.ts'
import type { Tx } from '../db/database.ts'
import { post } from '../ledger/post.ts'
import { fulfilOrder } from '../orders/fulfil-order.ts'
import { lapseOrder } from '../orders/lapse-orders.ts'
import type { Vault } from '../vault.ts'
import { lockInvoices } from './find-invoices.ts'

/** Money that came to the retailer's account, and the orders it was meant for, in the order they are to be paid. */
export type Payment = {
  clientId: string
  tiyn: bigint
  /** the bank's day, ISO */
  receivedOn: string
  payerName?: string
  payerBin?: string
  payerIban?: string
  documentNumber?: string
  purpose?: string
  source: 'hand' | 'statement' | 'seed'
  /** The money in the bank that it is, where a statement has brought it. */
  receiptId?: string
  /** The request's own name (a UUID): posted twice, it is one payment. */
  requestKey: string
  orders: { orderId: string; tiyn: bigint }[]
  by: Actor
}

export type PostedPayment = {
  paymentId: string
  /** it was posted before under this name; nothing happened now */
  replayed: boolean
  /** the orders whose coupons were made now */
  fulfilled: string[]
}

/**
 * Posts a payment: the money stands on the client's advance, and each order it was meant for that the advance now covers
 * gets its coupons, all in the caller's transaction. What is left over stays on the advance, and so does what came after an
 * order's last day of payment: its price no longer holds. Of what is left, refuels on credit are paid.
 */
export async function postPayment(tx: Tx, vault: Vault, payment: Payment): Promise<PostedPayment> {
  const paymentId = await insertPayment(tx, payment)
  if (!paymentId) return { paymentId: await paymentByKey(tx, payment), replayed: true, fulfilled: [] }
  // Whoever takes orders and the client's advance takes the orders first, and posting takes the advance.
  await lockInvoices(
    tx,
    payment.clientId,
    payment.orders.map(({ orderId }) => orderId),
  )
  await post(tx, {
    clientId: payment.clientId,
    event: 'payment',
    refId: paymentId,
    paymentId,
    debit: 'bank',
    credit: 'client_advance',
    tiyn: payment.tiyn,
  })
  await record(tx, 'payment.posted', {
    by: payment.by,
    clientId: payment.clientId,
    object: payment.documentNumber ?? '',
    after: { tiyn: payment.tiyn.toString(), source: payment.source },
  })
  const fulfilled: string[] = []
  for (const { orderId, tiyn } of payment.orders) {
    if (await payOrder(tx, vault, { ...payment, paymentId, orderId, tiyn })) fulfilled.push(orderId)
  }
  await repayCredit(tx, { clientId: payment.clientId, refId: paymentId })
  return { paymentId, replayed: false, fulfilled }
}

async function insertPayment(tx: Tx, payment: Payment): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into payment (client_id, tiyn, received_on, payer_name, payer_bin, payer_iban, document_number, purpose, source, receipt_id, request_key, recorded_by)
    values (${payment.clientId}, ${payment.tiyn}, ${payment.receivedOn}, ${payment.payerName ?? ''}, ${payment.payerBin ?? ''},
      ${payment.payerIban ?? ''}, ${payment.documentNumber ?? ''}, ${payment.purpose ?? ''}, ${payment.source},
      ${payment.receiptId ?? null}, ${payment.requestKey}, ${payment.by.accountId ?? null})
    on conflict (client_id, request_key) do nothing returning id`.execute(tx)
  return rows[0]?.id
}

async function paymentByKey(tx: Tx, payment: Payment): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from payment where client_id = ${payment.clientId} and request_key = ${payment.requestKey}`.execute(
    tx,
  )
  return rows[0]!.id
}

/**
 * Means a part of a posted payment for an order, and makes its coupons when that pays all of it; answers whether it did. The
 * order's own sum counts, not the whole advance: money meant for another order does not pay this one.
 */
export async function payOrder(
  tx: Tx,
  vault: Vault,
  part: {
    clientId: string
    paymentId: string
    orderId: string
    tiyn: bigint
    receivedOn: string
    by: Actor
  },
): Promise<boolean> {
  const { rows } = await sql<{ open: boolean; late: boolean; lacking: bigint }>`
    select state in ('invoiced', 'part_paid') as open, coalesce(o.pay_until < ${part.receivedOn}, false) as late,
      o.tiyn - ${part.tiyn} - coalesce((select sum(f.tiyn) from payment_for f join payment p on p.client_id = f.client_id and p.id = f.payment_id
        where f.client_id = o.client_id and f.order_id = o.id and p.reversed_at is null), 0)::bigint as lacking
    from purchase_order o where client_id = ${part.clientId} and id = ${part.orderId} for no key update`.execute(
    tx,
  )
  const order = rows[0]
  if (!order) throw new Error(`no order ${part.orderId} of client ${part.clientId}`)
  await sql`
    insert into payment_for (client_id, payment_id, order_id, tiyn)
    values (${part.clientId}, ${part.paymentId}, ${part.orderId}, ${part.tiyn})`.execute(tx)
  if (!order.open) return false
  if (order.late) {
    await lapseOrder(tx, part)
    return false
  }
  if (order.lacking <= 0n) {
    const paid = await fulfilOrder(tx, vault, {
      clientId: part.clientId,
      orderId: part.orderId,
      from: 'payment',
      by: part.by.accountId,
    })
    if (paid.ok) return true
  }
  await sql`
    update purchase_order set state = 'part_paid'
    where client_id = ${part.clientId} and id = ${part.orderId}`.execute(tx)
  return false
}
