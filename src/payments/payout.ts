/** Money that goes back to a client's bank: one person asks for it, another confirms that the bank has paid. */
import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { lockAdvance } from '../ledger/advance.ts'
import { post } from '../ledger/post.ts'

export type PayoutRequest = {
  clientId: string
  tiyn: bigint
  /** Where to, as `parseIban` gives it. */
  iban: string
  reason: string
  /** The payment whose rest it is, where it is one's. */
  paymentId?: string | undefined
  /** The form's own name (a UUID): sent twice, it is one. */
  requestKey: string
  by: Actor
}

export type PayoutAsked =
  | { ok: true; payoutId: string; replayed: boolean }
  /** The advance lacks `tiyn`. */
  | { ok: false; reason: 'not_enough'; tiyn: bigint }

/** Asks for money to go back. From now on it is off the client's advance, and owed to the client (E7). */
export async function askPayout(tx: Tx, request: PayoutRequest): Promise<PayoutAsked> {
  const { clientId, tiyn, iban, reason, by } = request
  const advance = await lockAdvance(tx, clientId)
  const before = await findByKey(tx, request)
  if (before) return { ok: true, payoutId: before, replayed: true }
  if (advance.tiyn < tiyn) return { ok: false, reason: 'not_enough', tiyn: tiyn - advance.tiyn }
  const { rows } = await sql<{ id: string }>`
    insert into payout (client_id, payment_id, tiyn, iban, reason, request_key, asked_by)
    values (${clientId}, ${request.paymentId ?? null}, ${tiyn}, ${iban}, ${reason}, ${request.requestKey}, ${by.accountId ?? null})
    returning id`.execute(tx)
  const payoutId = rows[0]!.id
  const accounts = { debit: 'client_advance', credit: 'refund_payable' } as const
  await post(tx, { clientId, event: 'payout_due', refId: payoutId, ...accounts, tiyn })
  await record(tx, 'payout.asked', { by, clientId, object: iban, after: { tiyn: tiyn.toString() }, reason })
  return { ok: true, payoutId, replayed: false }
}

// Under the lock of the advance: the same form sent twice at once finds its first self.
async function findByKey(tx: Tx, request: PayoutRequest): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from payout where client_id = ${request.clientId} and request_key = ${request.requestKey}`.execute(
    tx,
  )
  return rows[0]?.id
}

export type PayoutEnded =
  | { ok: true }
  /** `self`: whoever asked does not confirm. `ended`: paid or cancelled already. */
  | { ok: false; reason: 'unknown' | 'ended' | 'self' }

/** Confirms that the bank has paid: the day and the number of its order. */
export async function confirmPayout(
  tx: Tx,
  request: { payoutId: string; paidOn: string; documentNumber: string; by: Actor & { accountId: string } },
): Promise<PayoutEnded> {
  const payout = await lockPayout(tx, request.payoutId)
  if (!payout) return { ok: false, reason: 'unknown' }
  if (payout.state !== 'asked') return { ok: false, reason: 'ended' }
  if (payout.askedBy === request.by.accountId) return { ok: false, reason: 'self' }
  const { clientId, tiyn } = payout
  const accounts = { debit: 'refund_payable', credit: 'bank' } as const
  await post(tx, { clientId, event: 'payout', refId: request.payoutId, ...accounts, tiyn })
  await sql`
    update payout set paid_by = ${request.by.accountId}, paid_at = now(), paid_on = ${request.paidOn}, document_number = ${request.documentNumber}
    where client_id = ${clientId} and id = ${request.payoutId}`.execute(tx)
  await record(tx, 'payout.paid', {
    by: request.by,
    clientId,
    object: request.documentNumber,
    after: { tiyn: tiyn.toString() },
  })
  return { ok: true }
}

/** Gives the money back to the client's advance. */
export async function cancelPayout(tx: Tx, request: { payoutId: string; by: Actor }): Promise<PayoutEnded> {
  const payout = await lockPayout(tx, request.payoutId)
  if (!payout) return { ok: false, reason: 'unknown' }
  if (payout.state !== 'asked') return { ok: false, reason: 'ended' }
  const { clientId, tiyn } = payout
  await post(tx, {
    clientId,
    event: 'payout_cancelled',
    refId: request.payoutId,
    reversesId: payout.postingId,
    debit: 'refund_payable',
    credit: 'client_advance',
    tiyn,
  })
  await sql`
    update payout set cancelled_by = ${request.by.accountId ?? null}, cancelled_at = now()
    where client_id = ${clientId} and id = ${request.payoutId}`.execute(tx)
  await record(tx, 'payout.cancelled', {
    by: request.by,
    clientId,
    object: payout.iban,
    before: { tiyn: tiyn.toString() },
  })
  return { ok: true }
}

async function lockPayout(tx: Tx, payoutId: string) {
  const { rows } = await sql<{
    clientId: string
    tiyn: bigint
    iban: string
    state: 'asked' | 'paid' | 'cancelled'
    askedBy: string | null
    postingId: string
  }>`
    select o.client_id as "clientId", o.tiyn, o.iban, o.state, o.asked_by as "askedBy",
      (select id from posting where client_id = o.client_id and event = 'payout_due' and ref_id = o.id) as "postingId"
    from payout o where o.id = ${payoutId} for no key update`.execute(tx)
  return rows[0]
}
