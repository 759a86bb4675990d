/** The languages of the product, in the order of the switch. */
export const LANGS = ['kk', 'ru', 'en'] as const

export type Lang = (typeof LANGS)[number]

/** The language of somebody about whom nothing is known; the catalogue's source language as well. */
export const DEFAULT_LANG: Lang = 'ru'

/** Says whether a value from outside (a cookie, a column, a header) is one of our languages. */
export function isLang(x: unknown): x is Lang {
  return x === 'kk' || x === 'ru' || x === 'en'
}

/** The locale whose digits, plurals and words Intl uses for a language: `en-GB` writes litres and Monday first. */
export const INTL_LOCALE: Record<Lang, string> = { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' }
