/** The rules of match-payment.ts for payments of the database, many with three questions. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { findInvoiceNumbers } from './find-invoice-numbers.ts'
import { findInvoices, onDay } from './find-invoices.ts'
import { type Match, matchPayment } from './match-payment.ts'

/** What a payment says about itself. `hash` is its name in the statement. */
export type PaymentFacts = {
  hash: string
  tiyn: bigint
  day: string
  number: string
  payerBin: string
  purpose: string
}

/** Why a person is asked. `twin`: the same money seems to be posted already, as the payment `twinId`. */
export type Decision = Match | { kind: 'ask'; why: 'twin'; clientId: string; twinId: string }

/**
 * Decides whose each payment is, in their order. Money that was entered by hand a few days around, or came under the same
 * number of order in another statement than `statementId`, is not posted again by itself.
 */
export async function matchMany(
  db: Queries,
  payments: readonly PaymentFacts[],
  statementId: string | undefined,
): Promise<Decision[]> {
  const mentions = payments.map(({ purpose }) => findInvoiceNumbers(purpose))
  const bins = [...new Set(payments.map(({ payerBin }) => payerBin).filter((bin) => bin !== ''))]
  const numbers = [...new Set(mentions.flat().map(({ number }) => number))]
  const invoices = await findInvoices(db, { numbers, bins })
  const { rows: payers } = await sql<{ bin: string; clientId: string }>`
    select bin, id as "clientId" from client where bin = any(${bins}::text[])`.execute(db)

  const byNumber = Map.groupBy(invoices, ({ number }) => number)
  const byBin = Map.groupBy(invoices, ({ bin }) => bin)
  const payerOf = new Map(payers.map((payer) => [payer.bin, payer]))
  const matches = payments.map((payment, i): Match => {
    const named = mentions[i]!.flatMap(({ number }) => byNumber.get(number) ?? [])
    const clients = new Set([payment.payerBin, ...named.map(({ bin }) => bin)])
    const near = [...named, ...[...clients].flatMap((bin) => byBin.get(bin) ?? [])]
    return matchPayment(
      { bin: payment.payerBin || undefined, tiyn: payment.tiyn, mentions: mentions[i]! },
      [...new Set(near)].map((invoice) => onDay(invoice, payment.day)),
      payerOf.get(payment.payerBin),
    )
  })
  const autos = matches.flatMap((match, i) =>
    match.kind === 'auto' ? [{ ...payments[i]!, clientId: match.clientId }] : [],
  )
  const twins = await findTwins(db, autos, statementId)
  return matches.map((match, i): Decision => {
    const twinId = twins.get(payments[i]!.hash)
    return match.kind === 'auto' && twinId
      ? { kind: 'ask', why: 'twin', clientId: match.clientId, twinId }
      : match
  })
}

/** How many days apart the accountant's day and the bank's may be, and the same order in two statements. */
const HAND_DAYS = 3
const SAME_ORDER_DAYS = 5

/**
 * The posted payment that each of these seems to be already, by their `hash`. Those of the same statement are not looked at:
 * there two that are alike are two.
 */
export async function findTwins(
  db: Queries,
  payments: readonly (Omit<PaymentFacts, 'payerBin' | 'purpose'> & { clientId: string })[],
  statementId: string | undefined,
): Promise<Map<string, string>> {
  if (payments.length === 0) return new Map()
  const asked = payments.map(({ hash, tiyn, day, number, clientId }) => ({
    ...{ hash, day, number, clientId },
    tiyn: tiyn.toString(),
  }))
  const { rows } = await sql<{ hash: string; id: string }>`
    select distinct on (a.hash) a.hash, p.id
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a(hash text, tiyn bigint, day date, number text, "clientId" uuid)
      join payment p on p.client_id = a."clientId" and p.tiyn = a.tiyn and p.reversed_at is null
        and p.received_on between a.day - ${SAME_ORDER_DAYS}::int and a.day + ${SAME_ORDER_DAYS}::int
      left join bank_receipt r on r.id = p.receipt_id
    where (r.id is null and p.received_on between a.day - ${HAND_DAYS}::int and a.day + ${HAND_DAYS}::int)
      or (r.statement_id is distinct from ${statementId ?? null}::uuid and a.number <> '' and p.document_number = a.number)
    order by a.hash, p.id`.execute(db)
  return new Map(rows.map(({ hash, id }) => [hash, id]))
}
