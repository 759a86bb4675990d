import type { App } from '../app.ts'
import type { TillAnswer } from './answer.ts'
import { ask, saidOdometer } from './ask.ts'

/**
 * Says how much was dispensed of what was authorised, in ml, and what the odometer shows when it was not said before; nought takes the authorisation back. Never refused for being
 * late or too much: what the coupon does not cover is posted as a shortage and told to the operator. `already_final` when
 * the authorisation was taken back before, or was none.
 */
export async function complete(
  app: App,
  request: { keyHash: Buffer; posTxnId: string; ml: bigint; odometerKm?: number | undefined },
): Promise<TillAnswer> {
  return ask(app, { verb: 'complete', ...request, said: [request.ml, ...saidOdometer(request.odometerKm)] })
}
