/** Reads the buying form: each line's mistakes stand at its own fields, and a line left blank is no line. */
import type { T } from '../i18n/index.ts'
import { isProduct, type Product } from '../products/products.ts'
import type { FormBody } from '../web/form-body.ts'
import { isDenomination, LITRES, couponsIn, MOST_COUPONS, MOST_LINES } from './order-lines.ts'
import type { OrderedLine } from './place-order.ts'

/** The denominations with a button of their own, litres. */
export const USUAL_LITRES = ['10', '20', '50'] as const

export type PayFrom = 'balance' | 'invoice'

/** A line as it is typed; `litres` is one of the usual ones or «other», then `other` counts. */
export type TypedLine = { product: string; litres: string; other: string; count: string }
export type TypedOrder = { lines: TypedLine[]; pay: string; contract: string }

export const BLANK_LINE: TypedLine = { product: '', litres: '20', other: '', count: '' }

/** Sentences by field: `product0`, `other0`, `count0`, `product1` … */
export type LineMistakes = Record<string, string>

export function readTyped(form: FormBody): TypedOrder {
  const rows = Math.min(Math.max(Number.parseInt(form.text('rows'), 10) || 1, 1), MOST_LINES)
  return {
    lines: Array.from({ length: rows }, (_, i) => ({
      product: form.text(`product${i}`),
      litres: form.text(`litres${i}`) || BLANK_LINE.litres,
      other: form.text(`other${i}`),
      count: form.text(`count${i}`),
    })),
    pay: form.text('pay'),
    contract: form.text('contract'),
  }
}

/** Known lines as somebody would have typed them. */
export function typedLines(lines: readonly OrderedLine[]): TypedLine[] {
  return lines.map(({ product, nominalMl, count }) => {
    const litres = String(nominalMl / 1000n)
    const usual = (USUAL_LITRES as readonly string[]).includes(litres)
    return { product, litres: usual ? litres : 'other', other: usual ? '' : litres, count: String(count) }
  })
}

/** What the form orders; what cannot be read is among the mistakes, and its line is left out. */
export function readLines(
  t: T,
  typed: readonly TypedLine[],
): { lines: OrderedLine[]; mistakes: LineMistakes } {
  const mistakes: LineMistakes = {}
  const lines: OrderedLine[] = []
  const blank = typed.filter(isBlank).length
  for (const [i, line] of typed.entries()) {
    if (isBlank(line) && blank < typed.length) continue
    const product = readProduct(t, mistakes, `product${i}`, line)
    const litres = readLitres(t, mistakes, `other${i}`, line)
    const count = readCount(t, mistakes, `count${i}`, line)
    if (product && litres && count) lines.push({ product, nominalMl: BigInt(litres) * 1000n, count })
  }
  const n = couponsIn(lines)
  if (n > MOST_COUPONS) mistakes['count0'] ??= t('err.c.total', { max: MOST_COUPONS, n })
  return { lines, mistakes }
}

function isBlank({ product, other, count }: TypedLine): boolean {
  return product === '' && other.trim() === '' && count.trim() === ''
}

function readProduct(t: T, mistakes: LineMistakes, field: string, line: TypedLine): Product | undefined {
  if (isProduct(line.product)) return line.product
  mistakes[field] = t('err.c.fuel')
  return undefined
}

function readLitres(t: T, mistakes: LineMistakes, field: string, line: TypedLine): number | undefined {
  const litres = wholeNumber(line.litres === 'other' ? line.other : line.litres)
  if (litres !== undefined && isDenomination(litres)) return litres
  mistakes[field] = t('err.c.nominal', { min: LITRES.least, max: LITRES.most })
  return undefined
}

function readCount(t: T, mistakes: LineMistakes, field: string, line: TypedLine): number | undefined {
  const count = wholeNumber(line.count)
  if (count !== undefined && count >= 1 && count <= MOST_COUPONS) return count
  mistakes[field] = t('err.c.count', { max: MOST_COUPONS })
  return undefined
}

// «1 000» is how people write a thousand; a point or a comma would be a fraction, and coupons have none.
function wholeNumber(typed: string): number | undefined {
  const bare = typed.replaceAll(/\s/g, '')
  return /^\d{1,9}$/.test(bare) ? Number(bare) : undefined
}
