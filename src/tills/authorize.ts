import type { App } from '../app.ts'
import type { Product } from '../products/products.ts'
import type { TillAnswer } from './answer.ts'
import { ask } from './ask.ts'
import { cardRequest, type CardRequest } from './card-request.ts'
import { couponRequest, type CouponRequest } from './coupon-request.ts'

/** So many litres, or as many as the money buys at the coupon's price, or at the station's for a card. */
export type Amount = { ml: bigint; tiyn?: undefined } | { tiyn: bigint; ml?: undefined }
export type AuthorizeRequest = Omit<CouponRequest, 'ml' | 'product'> & { product: Product } & Amount

/**
 * Holds litres of a coupon or card for a driver who is about to take them: for 15 minutes, or for 60 when a pump is named.
 * What follows is `complete` or `reverse` of the same name; a hold that lapses gives the litres back. A card may be promised
 * less than was asked for; the answer says so (`partial`).
 */
export async function authorize(
  app: App,
  request: AuthorizeRequest | (CardRequest & Amount),
): Promise<TillAnswer> {
  return ask(
    app,
    'card' in request
      ? await cardRequest(app, 'authorize', request)
      : await couponRequest(app, 'authorize', request),
  )
}
