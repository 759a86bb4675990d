/** What a person decides about money whose client the statement did not say. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Vault } from '../vault.ts'
import { checkParts, type PartsRefusal } from './check-parts.ts'
import type { Part } from './match-payment.ts'
import { type PostedPayment, postPayment } from './post-payment.ts'
import { LEFT } from './find-payments.ts'

export type Matched =
  | ({ ok: true } & PostedPayment)
  /** `decided`: somebody was first. */
  | { ok: false; reason: 'unknown' | 'decided' | 'unknown_client' }
  | ({ ok: false } & PartsRefusal)

/**
 * Gives a receipt to a client: it becomes a payment, each of `parts` pays its invoice, the rest is the client's advance. Of
 * two who do it at once one does; the other hears `decided`.
 */
export async function matchReceipt(
  tx: Tx,
  vault: Vault,
  request: { receiptId: string; clientId: string; parts: Part[]; by: Actor },
): Promise<Matched> {
  const receipt = await lockReceipt(tx, request.receiptId)
  if (!receipt) return { ok: false, reason: 'unknown' }
  if (receipt.state !== 'waiting') return { ok: false, reason: 'decided' }
  const { rows: client } = await sql`select from client where id = ${request.clientId}`.execute(tx)
  if (client.length === 0) return { ok: false, reason: 'unknown_client' }
  const wrong = await checkParts(tx, { ...request, tiyn: receipt.leftTiyn, day: receipt.day })
  if (wrong) return { ok: false, ...wrong }

  const posted = await postPayment(tx, vault, {
    ...paymentOf(receipt),
    clientId: request.clientId,
    tiyn: receipt.leftTiyn,
    receiptId: request.receiptId,
    // The receipt's row, which is held, lets only one through.
    requestKey: randomUUID(),
    orders: request.parts,
    by: request.by,
  })
  await decide(tx, request, 'posted')
  return { ok: true, ...posted }
}

export type Decided = { ok: true } | { ok: false; reason: 'unknown' | 'decided' }

/** Says that a receipt is the same money as a payment entered by hand: the payment gets its receipt, nothing is posted. */
export async function joinReceipt(
  tx: Tx,
  request: { receiptId: string; paymentId: string; by: Actor },
): Promise<Decided> {
  const receipt = await lockReceipt(tx, request.receiptId)
  if (!receipt) return { ok: false, reason: 'unknown' }
  if (receipt.state !== 'waiting') return { ok: false, reason: 'decided' }
  const { rows } = await sql<{ client_id: string; document_number: string }>`
    update payment set receipt_id = ${request.receiptId}
    where id = ${request.paymentId} and receipt_id is null and reversed_at is null and tiyn = ${receipt.leftTiyn}
    returning client_id, document_number`.execute(tx)
  const payment = rows[0]
  if (!payment) return { ok: false, reason: 'decided' }
  await decide(tx, request, 'posted')
  await record(tx, 'payment.joined', {
    by: request.by,
    clientId: payment.client_id,
    object: payment.document_number || receipt.number,
    after: { tiyn: receipt.leftTiyn.toString() },
  })
  return { ok: true }
}

/** Takes money that is no client's (a supplier's refund, interest) out of the queue. */
export async function setAside(
  tx: Tx,
  request: { receiptId: string; reason: string; by: Actor },
): Promise<Decided> {
  return turn(tx, request, { from: 'waiting', to: 'aside', reason: request.reason })
}

/** Puts money that was set aside back into the queue. */
export async function takeBack(tx: Tx, request: { receiptId: string; by: Actor }): Promise<Decided> {
  return turn(tx, request, { from: 'aside', to: 'waiting', reason: '' })
}

async function turn(
  tx: Tx,
  request: { receiptId: string; by: Actor },
  way: { from: State; to: State; reason: string },
): Promise<Decided> {
  const receipt = await lockReceipt(tx, request.receiptId)
  if (!receipt) return { ok: false, reason: 'unknown' }
  if (receipt.state !== way.from) return { ok: false, reason: 'decided' }
  await decide(tx, request, way.to, way.reason)
  await record(tx, way.to === 'aside' ? 'payment.set_aside' : 'payment.taken_back', {
    by: request.by,
    object: [receipt.payerName, receipt.number].filter(Boolean).join(', '),
    after: { tiyn: receipt.leftTiyn.toString() },
    reason: way.reason || undefined,
  })
  return { ok: true }
}

type State = 'waiting' | 'posted' | 'aside'
export type Receipt = {
  state: State
  /** Of what came: what is no client's yet. */
  leftTiyn: bigint
  day: string
  number: string
  payerName: string
  payerBin: string
  payerIban: string
  purpose: string
}

/** A receipt that others wait to decide about until the transaction ends. */
export async function lockReceipt(tx: Tx, receiptId: string): Promise<Receipt | undefined> {
  await sql`select from bank_receipt where id = ${receiptId} for no key update`.execute(tx)
  const { rows } = await sql<Receipt>`
    select r.state, ${LEFT} as "leftTiyn", r.day, r.number, r.payer_name as "payerName", r.payer_bin as "payerBin",
      r.payer_iban as "payerIban", r.purpose
    from bank_receipt r where r.id = ${receiptId}`.execute(tx)
  return rows[0]
}

/** What a payment says of the receipt it comes from. */
export function paymentOf(receipt: Receipt) {
  return {
    receivedOn: receipt.day,
    payerName: receipt.payerName,
    payerBin: receipt.payerBin,
    payerIban: receipt.payerIban,
    documentNumber: receipt.number,
    purpose: receipt.purpose,
    source: 'statement' as const,
  }
}

/** Writes down what was decided about a receipt. The caller holds it. */
export async function decide(
  tx: Tx,
  request: { receiptId: string; by: Actor },
  state: State,
  reason = '',
): Promise<void> {
  await sql`
    update bank_receipt set state = ${state}, why = ${state === 'waiting' ? 'undone' : null}, reason = ${reason},
      decided_by = ${request.by.accountId ?? null}, decided_at = now()
    where id = ${request.receiptId}`.execute(tx)
}
