import { randomUUID } from 'node:crypto'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Vault } from '../vault.ts'
import { clientByBin } from './queries.ts'
import { decide, lockReceipt, paymentOf } from './match-receipt.ts'
import { postPayment } from './post-payment.ts'

/** A client's share of a receipt, in tiyn. */
export type Share = { bin: string; tiyn: bigint }

export type Split =
  | { ok: true; paymentIds: string[] }
  /** `decided`: somebody was first. */
  | { ok: false; reason: 'decided' }
  | { ok: false; reason: 'unknown' }
  /** A split has at least two clients. */
  | { ok: false; reason: 'few' }
  /** `at`: which share; `twice`: its client is another share's too. */
  | { ok: false; reason: 'unknown_client' | 'twice' | 'empty'; at: number }
  /** The shares do not add up to what is left of the receipt, which is `tiyn`. */
  | { ok: false; reason: 'sum'; tiyn: bigint }

/**
 * Splits what is left of a receipt between clients, each by its BIN: as many payments on their advances, all or none, which
 * together are the money to the tiyn. What it is meant for is said on each payment's own page, and there each is undone.
 * Of two who do it at once one does; the other hears `decided`.
 */
export async function splitReceipt(
  tx: Tx,
  vault: Vault,
  request: { receiptId: string; shares: readonly Share[]; by: Actor },
): Promise<Split> {
  const { receiptId, shares, by } = request
  const receipt = await lockReceipt(tx, receiptId)
  if (!receipt) return { ok: false, reason: 'unknown' }
  if (receipt.state !== 'waiting') return { ok: false, reason: 'decided' }
  if (shares.length < 2) return { ok: false, reason: 'few' }
  const named: { clientId: string; tiyn: bigint }[] = []
  for (const [at, { bin, tiyn }] of shares.entries()) {
    if (tiyn <= 0n) return { ok: false, reason: 'empty', at }
    const client = await clientByBin(tx, bin)
    if (!client) return { ok: false, reason: 'unknown_client', at }
    if (named.some(({ clientId }) => clientId === client.id)) return { ok: false, reason: 'twice', at }
    named.push({ clientId: client.id, tiyn })
  }
  const sum = named.reduce((all, { tiyn }) => all + tiyn, 0n)
  if (sum !== receipt.leftTiyn) return { ok: false, reason: 'sum', tiyn: receipt.leftTiyn }

  const paymentIds: string[] = []
  // By their ids: whoever takes the advances of several clients takes them so (docs/decisions/one-order-of-locks.md).
  for (const share of named.toSorted((a, b) => (a.clientId < b.clientId ? -1 : 1))) {
    const posted = await postPayment(tx, vault, {
      ...paymentOf(receipt),
      ...share,
      receiptId,
      requestKey: randomUUID(),
      orders: [],
      by,
    })
    paymentIds.push(posted.paymentId)
  }
  await decide(tx, { receiptId, by }, 'posted')
  await record(tx, 'payment.split', {
    by,
    object: [receipt.payerName, receipt.number].filter(Boolean).join(', '),
    after: { tiyn: sum.toString(), count: String(named.length) },
  })
  return { ok: true, paymentIds }
}
