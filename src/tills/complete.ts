import type { App } from '../app.ts'
import type { TillAnswer } from './answer.ts'
import { ask, saidBesides } from './ask.ts'
import type { FiscalReceipt } from './fiscal-receipt.ts'

type Dispensed = {
  keyHash: Buffer
  posTxnId: string
  ml: bigint
  /** These two when they were not said before; what is said now counts. */
  odometerKm?: number | undefined
  fiscalReceipt?: FiscalReceipt | undefined
}

/**
 * Says how much was dispensed of what was authorised, in ml; nought takes the authorisation back. Never refused for being
 * late or too much: what the coupon does not cover is posted as a shortage and told to the operator. `already_final` when
 * the authorisation was taken back before, or was none.
 */
export async function complete(app: App, request: Dispensed): Promise<TillAnswer> {
  return ask(app, { verb: 'complete', ...request, said: [request.ml, ...saidBesides(request)] })
}
