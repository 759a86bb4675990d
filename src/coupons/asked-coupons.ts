/** The coupons that an address or a form of the cabinet names: by the numbers people see, one in the path or several. */
import type { ClientVisit } from '../accounts/visit.ts'
import { type CouponFacts, readCoupons } from './read-coupons.ts'

/** Coupons in one act of the cabinet: as many as two pages of the list. */
export const MOST_AT_ONCE = 100

/** A coupon's number as it stands in addresses; undefined when it is none. */
export function readNumber(text: string): bigint | undefined {
  return /^\d{1,15}$/.test(text) ? BigInt(text) : undefined
}

/** Whether a part of an address can name a coupon. */
export function isCouponNumber(text: string): boolean {
  return readNumber(text) !== undefined
}

/** The coupons of the client that a visit is about; those it does not have are left out. */
export async function askedCoupons(visit: ClientVisit, most = MOST_AT_ONCE): Promise<CouponFacts[]> {
  const { app, session } = visit
  const numbers = askedNumbers(visit).slice(0, most)
  return numbers.length > 0 ? readCoupons(app.db.write, { clientId: session.client.id, numbers }) : []
}

/** The one coupon that a path names, or nothing. */
export async function askedCoupon(visit: ClientVisit): Promise<CouponFacts | undefined> {
  const number = readNumber(visit.param('number'))
  if (number === undefined) return undefined
  const [coupon] = await readCoupons(visit.app.db.write, {
    clientId: visit.session.client.id,
    numbers: [number],
  })
  return coupon
}

/** The numbers that an address or a form names, each once. */
export function askedNumbers(visit: ClientVisit): bigint[] {
  const texts = visit.param('number')
    ? [visit.param('number')]
    : visit.method === 'POST'
      ? visit.form.all('n')
      : visit.url.searchParams.getAll('n')
  const numbers = texts.map(readNumber)
  return [...new Set(numbers.filter((number) => number !== undefined))]
}

/** The same coupons in another address: `?n=1&n=2`. */
export function withNumbers(path: string, coupons: readonly { number: bigint }[]): string {
  return `${path}?${new URLSearchParams(coupons.map(({ number }): [string, string] => ['n', String(number)]))}`
}
