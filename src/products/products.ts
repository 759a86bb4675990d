/** The products of the network: fixed codes that every till knows (interface §4), in the order pages show them. */
export const PRODUCTS = ['AI92', 'AI95', 'AI98', 'AI100', 'DT', 'DTZ', 'LPG'] as const

export type Product = (typeof PRODUCTS)[number]

export function isProduct(code: string): code is Product {
  return (PRODUCTS as readonly string[]).includes(code)
}
