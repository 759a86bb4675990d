/** Whose money a payment is: the rules, without a database. domain.md §6.3. */
import type { InvoiceMention } from './find-invoice-numbers.ts'

export type PaymentToMatch = { bin: string | undefined; tiyn: bigint; mentions: readonly InvoiceMention[] }

export type InvoiceToMatch = {
  orderId: string
  number: string
  clientId: string
  /** Its client's. */
  bin: string
  /** What is still to be paid; nothing on one that is paid, cancelled or lapsed. */
  lackingTiyn: bigint
}

/** A part of a payment that an order is to be paid with. */
export type Part = { orderId: string; tiyn: bigint }

export type Match =
  /** Both the number and the BIN say so. What the parts leave over, or all of it, is the client's advance. */
  | { kind: 'auto'; clientId: string; parts: Part[] }
  /**
   * A person decides. `other_payer`: the invoice named is another company's. `no_number`: the BIN is a client's, and no
   * invoice of it is named. `unknown`: neither. `suggestions` are open invoices, the likeliest first.
   */
  | { kind: 'ask'; why: 'other_payer' | 'no_number'; clientId: string; suggestions: InvoiceToMatch[] }
  | { kind: 'ask'; why: 'unknown'; clientId: undefined; suggestions: [] }

/**
 * Decides whose a payment is. `invoices` are those its purpose mentions, whoever owns them and whatever their state, and the
 * open ones of `payer`, the client with its BIN.
 */
export function matchPayment(
  payment: PaymentToMatch,
  invoices: readonly InvoiceToMatch[],
  payer: { clientId: string } | undefined,
): Match {
  const named = payment.mentions
    .filter(({ sure }) => sure)
    .flatMap(({ number }) => invoices.find((invoice) => invoice.number === number) ?? [])
  const stranger = named.find(({ bin }) => bin !== payment.bin)
  if (stranger) {
    const { clientId } = stranger
    return { kind: 'ask', why: 'other_payer', clientId, suggestions: rank(payment, invoices, clientId) }
  }
  if (named[0]) return { kind: 'auto', clientId: named[0].clientId, parts: shareOut(payment.tiyn, named) }
  if (!payer) return { kind: 'ask', why: 'unknown', clientId: undefined, suggestions: [] }
  const { clientId } = payer
  return { kind: 'ask', why: 'no_number', clientId, suggestions: rank(payment, invoices, clientId) }
}

/** Pays the invoices one after the other, each at most what it lacks, while the money lasts. */
export function shareOut(tiyn: bigint, invoices: readonly InvoiceToMatch[]): Part[] {
  let left = tiyn
  const parts = invoices.map(({ orderId, lackingTiyn }) => {
    const part = left < lackingTiyn ? left : lackingTiyn
    left -= part
    return { orderId, tiyn: part }
  })
  return parts.filter((part) => part.tiyn > 0n)
}

// The same sum says most, then a number that may be meant; among equals the older, as it comes.
function rank(
  { tiyn, mentions }: PaymentToMatch,
  invoices: readonly InvoiceToMatch[],
  clientId: string,
): InvoiceToMatch[] {
  const weight = ({ number, lackingTiyn }: InvoiceToMatch) =>
    (lackingTiyn === tiyn ? 2 : 0) + (mentions.some((mention) => mention.number === number) ? 1 : 0)
  return invoices
    .filter((invoice) => invoice.clientId === clientId && invoice.lackingTiyn > 0n)
    .toSorted((a, b) => weight(b) - weight(a))
}
