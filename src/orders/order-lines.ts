/** The lines of an order as they travel in addresses and hidden fields: «AI95-20-3.DT-50-1» is 3 × 20 l and 1 × 50 l. */
import { isProduct } from '../products/products.ts'
import type { OrderedLine } from './place-order.ts'

/** A coupon's denomination: whole litres within these. */
export const LITRES = { least: 1, most: 1000 } as const
/** Of all lines together: so many are made in one transaction of a few seconds. */
export const MOST_COUPONS = 10_000
export const MOST_LINES = 20

export function couponsIn(lines: readonly OrderedLine[]): number {
  return lines.reduce((sum, { count }) => sum + count, 0)
}

export function litresIn(lines: readonly OrderedLine[]): bigint {
  return lines.reduce((sum, { nominalMl, count }) => sum + nominalMl * BigInt(count), 0n)
}

export function linesAsText(lines: readonly OrderedLine[]): string {
  return lines.map(({ product, nominalMl, count }) => `${product}-${nominalMl / 1000n}-${count}`).join('.')
}

/** Reads what `linesAsText` wrote; undefined for anything that is no order within the bounds. */
export function linesFromText(text: string): OrderedLine[] | undefined {
  const lines: OrderedLine[] = []
  for (const part of text.split('.').slice(0, MOST_LINES + 1)) {
    const [, product = '', litres = '', count = ''] = /^([A-Z0-9]+)-(\d{1,4})-(\d{1,5})$/.exec(part) ?? []
    if (!isProduct(product) || !isDenomination(Number(litres)) || Number(count) < 1) return undefined
    lines.push({ product, nominalMl: BigInt(litres) * 1000n, count: Number(count) })
  }
  return lines.length <= MOST_LINES && couponsIn(lines) <= MOST_COUPONS ? lines : undefined
}

export function isDenomination(litres: number): boolean {
  return litres >= LITRES.least && litres <= LITRES.most
}
