import type { PlainKey, T } from '../i18n/index.ts'
import type { Product } from './products.ts'

const NAMES: Record<Product, PlainKey> = {
  AI92: 'fuel.ai92',
  AI95: 'fuel.ai95',
  AI98: 'fuel.ai98',
  AI100: 'fuel.ai100',
  DT: 'fuel.dt',
  DTZ: 'fuel.dtw',
  LPG: 'fuel.lpg',
}

/** What people call a product: «АИ-95», «ДТ зимнее», “LPG”. */
export function productName(t: T, product: Product): string {
  return t(NAMES[product])
}
