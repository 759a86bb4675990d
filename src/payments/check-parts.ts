import type { Tx } from '../db/database.ts'
import { lockInvoices, onDay } from './find-invoices.ts'
import type { Part } from './match-payment.ts'

export type PartsRefusal =
  /** More is shared out than there is, by `tiyn`. */
  | { reason: 'over'; tiyn: bigint }
  /** An invoice that is no longer open, or lacks only `tiyn`. */
  | { reason: 'invoice'; orderId: string; tiyn: bigint }

/** Whether a payment of `tiyn` can be shared out like this: holds the invoices, so that the answer stays true. */
export async function checkParts(
  tx: Tx,
  request: { clientId: string; parts: readonly Part[]; tiyn: bigint; day: string },
): Promise<PartsRefusal | undefined> {
  const shared = request.parts.reduce((sum, { tiyn }) => sum + tiyn, 0n)
  if (shared > request.tiyn) return { reason: 'over', tiyn: shared - request.tiyn }
  const ids = request.parts.map(({ orderId }) => orderId)
  const invoices = await lockInvoices(tx, request.clientId, ids)
  for (const { orderId, tiyn } of request.parts) {
    const invoice = invoices.find((one) => one.orderId === orderId)
    const lacking = invoice ? onDay(invoice, request.day).lackingTiyn : 0n
    if (tiyn > lacking) return { reason: 'invoice', orderId, tiyn: lacking }
  }
  return undefined
}
