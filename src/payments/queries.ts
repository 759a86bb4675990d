/** One receipt, payment or refund with all that its page shows. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { isId } from '../web/paging.ts'
import { LEFT, PAYMENT_STATE, type PaymentState, type PayoutState, type ReceiptWhy } from './find-payments.ts'

export type ReceiptFacts = {
  id: string
  hash: string
  statementId: string
  fileName: string
  account: string
  number: string
  documentDay: string | null
  day: string
  /** What came, and what of it is no client's yet. */
  tiyn: bigint
  leftTiyn: bigint
  payerName: string
  payerBin: string
  payerIban: string
  payerBank: string
  purpose: string
  knp: string
  state: 'waiting' | 'posted' | 'aside'
  why: ReceiptWhy | null
  reason: string
  decidedBy: string
  decidedAt: Date | null
  /** The payments it is now. */
  payments: ReceiptPart[]
}

export type ReceiptPart = { id: string; client: string; tiyn: bigint }

export async function findReceipt(db: Queries, id: string): Promise<ReceiptFacts | undefined> {
  if (!isId(id)) return undefined
  const { rows } = await sql<Omit<ReceiptFacts, 'payments'>>`
    select r.id, encode(r.hash, 'hex') as hash, r.statement_id as "statementId", s.file_name as "fileName", r.account, r.number,
      r.document_day as "documentDay", r.day, r.tiyn, ${LEFT} as "leftTiyn", r.payer_name as "payerName", r.payer_bin as "payerBin", r.payer_iban as "payerIban",
      r.payer_bank as "payerBank", r.purpose, r.knp, r.state, r.why, r.reason, r.decided_at as "decidedAt",
      coalesce(nullif(a.name, ''), a.email, '') as "decidedBy"
    from bank_receipt r join bank_statement s on s.id = r.statement_id left join account a on a.id = r.decided_by
    where r.id = ${id}`.execute(db)
  return rows[0] && { ...rows[0], payments: await partsOf(db, id) }
}

/** The payments that a receipt is now. */
export async function partsOf(db: Queries, receiptId: string): Promise<ReceiptPart[]> {
  const { rows } = await sql<ReceiptPart>`
    select p.id, c.name as client, p.tiyn from payment p join client c on c.id = p.client_id
    where p.receipt_id = ${receiptId} and p.reversed_at is null order by p.id`.execute(db)
  return rows
}

export type PaymentFacts = {
  id: string
  clientId: string
  client: string
  bin: string
  tiyn: bigint
  day: string
  payerName: string
  payerBin: string
  payerIban: string
  number: string
  purpose: string
  source: 'hand' | 'statement' | 'seed'
  state: PaymentState
  recordedAt: Date
  recordedBy: string
  undoneAt: Date | null
  undoneBy: string
  receiptId: string | null
  statementId: string | null
  fileName: string | null
}

export async function findPayment(db: Queries, id: string): Promise<PaymentFacts | undefined> {
  if (!isId(id)) return undefined
  const { rows } = await sql<PaymentFacts>`
    select p.id, p.client_id as "clientId", c.name as client, c.bin, p.tiyn, p.received_on as day, p.payer_name as "payerName",
      p.payer_bin as "payerBin", p.payer_iban as "payerIban", p.document_number as number, p.purpose, p.source, ${PAYMENT_STATE} as state,
      p.recorded_at as "recordedAt", coalesce(nullif(a.name, ''), a.email, '') as "recordedBy", p.reversed_at as "undoneAt",
      coalesce(nullif(u.name, ''), u.email, '') as "undoneBy", p.receipt_id as "receiptId", s.id as "statementId", s.file_name as "fileName"
    from payment p join client c on c.id = p.client_id
      left join account a on a.id = p.recorded_by left join account u on u.id = p.reversed_by
      left join bank_receipt r on r.id = p.receipt_id left join bank_statement s on s.id = r.statement_id
    where p.id = ${id}`.execute(db)
  return rows[0]
}

export type PaidInvoice = {
  orderId: string
  number: string
  tiyn: bigint
  state: 'invoiced' | 'part_paid' | 'fulfilled' | 'cancelled' | 'lapsed'
}

/** The invoices a payment is meant for, and how much of it for each. */
export async function paidInvoices(
  db: Queries,
  payment: { clientId: string; id: string },
): Promise<PaidInvoice[]> {
  const { rows } = await sql<PaidInvoice>`
    select o.id as "orderId", o.number, f.tiyn, o.state
    from payment_for f join purchase_order o on o.client_id = f.client_id and o.id = f.order_id
    where f.client_id = ${payment.clientId} and f.payment_id = ${payment.id} order by o.number`.execute(db)
  return rows
}

export type PayoutFacts = {
  id: string
  clientId: string
  client: string
  bin: string
  paymentId: string | null
  tiyn: bigint
  iban: string
  reason: string
  state: PayoutState
  askedById: string | null
  askedBy: string
  askedAt: Date
  paidBy: string
  paidAt: Date | null
  paidOn: string | null
  number: string | null
  cancelledBy: string
  cancelledAt: Date | null
}

export async function findPayout(db: Queries, id: string): Promise<PayoutFacts | undefined> {
  if (!isId(id)) return undefined
  const { rows } = await sql<PayoutFacts>`
    ${PAYOUTS} where o.id = ${id}`.execute(db)
  return rows[0]
}

/** The refunds of one payment, the oldest first. */
export async function payoutsOf(
  db: Queries,
  payment: { clientId: string; id: string },
): Promise<PayoutFacts[]> {
  const { rows } = await sql<PayoutFacts>`
    ${PAYOUTS} where o.client_id = ${payment.clientId} and o.payment_id = ${payment.id} order by o.asked_at`.execute(
    db,
  )
  return rows
}

const PAYOUTS = sql`
  select o.id, o.client_id as "clientId", c.name as client, c.bin, o.payment_id as "paymentId", o.tiyn, o.iban, o.reason, o.state,
    o.asked_by as "askedById", coalesce(nullif(a.name, ''), a.email, '') as "askedBy", o.asked_at as "askedAt",
    coalesce(nullif(b.name, ''), b.email, '') as "paidBy", o.paid_at as "paidAt", o.paid_on as "paidOn", o.document_number as number,
    coalesce(nullif(d.name, ''), d.email, '') as "cancelledBy", o.cancelled_at as "cancelledAt"
  from payout o join client c on c.id = o.client_id
    left join account a on a.id = o.asked_by left join account b on b.id = o.paid_by left join account d on d.id = o.cancelled_by`

/** The client with a BIN. */
export async function clientByBin(
  db: Queries,
  bin: string,
): Promise<{ id: string; name: string; bin: string } | undefined> {
  const { rows } = await sql<{ id: string; name: string; bin: string }>`
    select id, name, bin from client where bin = ${bin}`.execute(db)
  return rows[0]
}
