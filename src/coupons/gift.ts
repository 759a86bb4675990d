/** What is to be given, as the addresses of the giving pages carry it: ticked coupons by their numbers, or so many litres. */
import { isProduct, type Product } from '../products/products.ts'
import { parseLitres } from '../values/litres.ts'
import { MOST_AT_ONCE, readNumber } from './asked-coupons.ts'

export type What = { kind: 'coupons'; numbers: bigint[] } | { kind: 'litres'; product: Product; ml: bigint }

/** As it was typed, to be shown again. */
export type TypedWhat = { n: string[]; fuel: string; litres: string }

export type ReadWhat = { ok: true; what: What } | { ok: false; wrong: ('fuel' | 'litres')[] }

/** Reads what is to be given. Without numbers it is litres, and both of its fields are wanted. */
export function readWhat({ n, fuel, litres }: TypedWhat): ReadWhat {
  if (n.length > 0) {
    const numbers = n.slice(0, MOST_AT_ONCE).map(readNumber)
    return {
      ok: true,
      what: { kind: 'coupons', numbers: [...new Set(numbers.filter((number) => number !== undefined))] },
    }
  }
  const read = parseLitres(litres)
  if (isProduct(fuel) && read.ok && read.ml > 0n)
    return { ok: true, what: { kind: 'litres', product: fuel, ml: read.ml } }
  return {
    ok: false,
    wrong: [
      ...(isProduct(fuel) ? [] : ['fuel' as const]),
      ...(read.ok && read.ml > 0n ? [] : ['litres' as const]),
    ],
  }
}

/** The same as fields of an address or a form. */
export function fieldsOf(what: What): [string, string][] {
  return what.kind === 'coupons'
    ? what.numbers.map((number) => ['n', String(number)])
    : [
        ['fuel', what.product],
        ['litres', String(Number(what.ml) / 1000)],
      ]
}
