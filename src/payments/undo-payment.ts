import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { lockAdvance } from '../ledger/advance.ts'
import { post } from '../ledger/post.ts'
import { lockInvoices } from './find-invoices.ts'

export type Undone =
  | { ok: true; receiptId: string | undefined }
  | { ok: false; reason: 'unknown' | 'undone' }
  /** The client has spent of it: the advance lacks `tiyn`. */
  | { ok: false; reason: 'spent'; tiyn: bigint }

/**
 * Takes a payment back by the opposite posting, while its money is still on the client's advance. One that a statement
 * brought goes back into the queue, because the money is in the bank all the same.
 */
export async function undoPayment(
  tx: Tx,
  request: { paymentId: string; reason: string; by: Actor & { accountId: string } },
): Promise<Undone> {
  // A receipt goes before its payments: who gives away what is left of it takes it first, too.
  await sql`
    select from bank_receipt where id = (select receipt_id from payment where id = ${request.paymentId}) for no key update`.execute(
    tx,
  )
  const payment = await lockPayment(tx, request.paymentId)
  if (!payment) return { ok: false, reason: 'unknown' }
  if (payment.reversedAt) return { ok: false, reason: 'undone' }
  const { clientId, tiyn } = payment
  await lockInvoices(tx, clientId, payment.orderIds)
  const advance = await lockAdvance(tx, clientId)
  if (advance.tiyn < tiyn) return { ok: false, reason: 'spent', tiyn: tiyn - advance.tiyn }

  await post(tx, {
    clientId,
    event: 'payment_reversed',
    refId: request.paymentId,
    paymentId: request.paymentId,
    reversesId: payment.postingId,
    debit: 'client_advance',
    credit: 'bank',
    tiyn,
  })
  await sql`
    update payment set reversed_at = now(), reversed_by = ${request.by.accountId}
    where client_id = ${clientId} and id = ${request.paymentId}`.execute(tx)
  await openOrders(tx, clientId, request.paymentId)
  await sql`
    update bank_receipt set state = 'waiting', why = 'undone', decided_by = ${request.by.accountId}, decided_at = now()
    where id = ${payment.receiptId}`.execute(tx)
  await record(tx, 'payment.undone', {
    by: request.by,
    clientId,
    object: payment.documentNumber,
    before: { tiyn: tiyn.toString() },
    reason: request.reason,
  })
  return { ok: true, receiptId: payment.receiptId ?? undefined }
}

/** A payment that others wait to touch until the transaction ends. */
export async function lockPayment(tx: Tx, paymentId: string) {
  const { rows } = await sql<{
    clientId: string
    tiyn: bigint
    receivedOn: string
    documentNumber: string
    payerIban: string
    receiptId: string | null
    reversedAt: Date | null
    postingId: string
    orderIds: string[]
  }>`
    select p.client_id as "clientId", p.tiyn, p.received_on as "receivedOn", p.document_number as "documentNumber", p.payer_iban as "payerIban",
      p.receipt_id as "receiptId", p.reversed_at as "reversedAt",
      (select id from posting where client_id = p.client_id and event = 'payment' and ref_id = p.id) as "postingId",
      array(select order_id from payment_for where client_id = p.client_id and payment_id = p.id) as "orderIds"
    from payment p where p.id = ${paymentId} for no key update`.execute(tx)
  return rows[0]
}

// Paid in part by this payment alone, an order is as it was.
async function openOrders(tx: Tx, clientId: string, paymentId: string): Promise<void> {
  await sql`
    update purchase_order o set state = 'invoiced'
    where o.client_id = ${clientId} and o.state = 'part_paid'
      and o.id in (select order_id from payment_for where client_id = ${clientId} and payment_id = ${paymentId})
      and not exists (
        select from payment_for f join payment p on p.client_id = f.client_id and p.id = f.payment_id
        where f.client_id = o.client_id and f.order_id = o.id and p.reversed_at is null)`.execute(tx)
}
