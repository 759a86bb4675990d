import { PRODUCTS, type Product } from './products.ts'

const FUELS: Readonly<Record<string, Product>> = {
  '92': 'AI92',
  '95': 'AI95',
  '98': 'AI98',
  '100': 'AI100',
  дт: 'DT',
  дизель: 'DT',
  дизельотыны: 'DT',
  diesel: 'DT',
  дтзимнее: 'DTZ',
  дтз: 'DTZ',
  қысқыдизельотыны: 'DTZ',
  газ: 'LPG',
  автогаз: 'LPG',
  lpg: 'LPG',
}

/** A fuel as people write it, «АИ-95», «ai95», «95», «ДТ»: the empty text is any fuel, undefined is none that we know. */
export function readFuel(typed: string): Product | '' | undefined {
  const plain = typed.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
  if (plain === '') return ''
  const code = PRODUCTS.find((product) => product.toLowerCase() === plain)
  return code ?? FUELS[plain] ?? FUELS[plain.replace(/^(аи|ai)/, '')]
}
