import type { App } from '../app.ts'
import type { TillAnswer } from './answer.ts'
import { ask } from './ask.ts'

/** `ml` of the refuel `original` go back; the refund has a name of its own, `posTxnId`. */
export type RefundRequest = {
  keyHash: Buffer
  posTxnId: string
  original: string
  ml: bigint
  cashier?: string | undefined
}

/**
 * Gives back litres of a refuel of the same till, in as many parts as wanted: to the coupon, or to the client's advance
 * when the coupon has ended. Refuses `refund_too_much` beyond what the coupon paid for, `not_refundable` what was not
 * dispensed, `unknown_transaction`.
 */
export async function refund(app: App, request: RefundRequest): Promise<TillAnswer> {
  return ask(app, { verb: 'refund', ...request, said: [request.original, request.ml, request.cashier] })
}
