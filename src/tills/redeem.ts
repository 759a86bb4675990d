import type { App } from '../app.ts'
import type { TillAnswer } from './answer.ts'
import { ask } from './ask.ts'
import { cardRequest, type CardRequest } from './card-request.ts'
import { couponRequest, type CouponRequest } from './coupon-request.ts'

/**
 * Authorises and completes in one step: when it is approved, the fuel is the driver's. Of a coupon without `ml` the whole
 * remainder; a card gives all of what is asked for or declines with what it has.
 * However often and from wherever it is asked under one name, it happens once, and everybody gets the same answer.
 */
export async function redeem(
  app: App,
  request: CouponRequest | (CardRequest & { ml: bigint }),
): Promise<TillAnswer> {
  return ask(
    app,
    'card' in request
      ? await cardRequest(app, 'redeem', request)
      : await couponRequest(app, 'redeem', request),
  )
}
