import type { App } from '../app.ts'
import type { TillAnswer } from './answer.ts'
import { ask } from './ask.ts'
import { couponRequest, type CouponRequest } from './coupon-request.ts'

/**
 * Authorises and completes in one step: when it is approved, the fuel is the driver's. Without `ml` the whole remainder.
 * However often and from wherever it is asked under one name, it happens once, and everybody gets the same answer.
 */
export async function redeem(app: App, request: CouponRequest): Promise<TillAnswer> {
  return ask(app, await couponRequest(app, 'redeem', request))
}
