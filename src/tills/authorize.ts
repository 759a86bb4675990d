import type { App } from '../app.ts'
import type { Product } from '../products/products.ts'
import type { TillAnswer } from './answer.ts'
import { ask } from './ask.ts'
import { couponRequest, type CouponRequest } from './coupon-request.ts'

/** So many litres, or as many as the money buys at the coupon's price. */
export type AuthorizeRequest = Omit<CouponRequest, 'ml' | 'product'> & { product: Product } & (
    | { ml: bigint; tiyn?: undefined }
    | { tiyn: bigint; ml?: undefined }
  )

/**
 * Holds litres of a coupon for a driver who is about to take them: for 15 minutes, or for 60 when a pump is named. What
 * follows is `complete` or `reverse` of the same name; a hold that lapses gives the litres back.
 */
export async function authorize(app: App, request: AuthorizeRequest): Promise<TillAnswer> {
  return ask(app, await couponRequest(app, 'authorize', request))
}
