export type ParsedTiyn = { ok: true; tiyn: bigint } | { ok: false; reason: 'empty' | 'format' | 'large' }

// A hundred thousand milliards of tenge: more than there are, and far from what a column holds.
const MOST_DIGITS = 14

/**
 * Reads an amount of tenge as people and banks write it and gives tiyn: «1 234 567,50 ₸», «1234567.5», «1,234,567.50»,
 * with a minus as a negative number. Refuses `empty`; `format`, also for «1.234» and «1,234», which may mean a thousand or
 * one and a bit; `large`.
 */
export function parseTiyn(typed: string): ParsedTiyn {
  const bare = typed.replace(/[\s\p{Cf}'’]/gu, '').replace(/(?:₸|тг\.?|тенге|теңге|kzt)$/iu, '')
  if (bare === '') return { ok: false, reason: 'empty' }
  const [, minus = '', digits = ''] = /^([-−–]?)(\d[\d.,]*)$/.exec(bare) ?? []
  const [, whole = '', fraction = ''] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(digits) ?? []
  if (!/^\d+$|^\d{1,3}(,\d{3})+$|^\d{1,3}(\.\d{3})+$/.test(whole)) return { ok: false, reason: 'format' }
  // One group of three and no decimals: nobody knows which sign this one is.
  if (fraction === '' && /^\d+[.,]\d{3}$/.test(whole)) return { ok: false, reason: 'format' }
  // The sign between groups is never the sign before the decimals.
  if (fraction !== '' && whole.includes(digits.at(-1 - fraction.length)!))
    return { ok: false, reason: 'format' }
  const tenge = whole.replace(/[.,]/g, '').replace(/^0+(?=\d)/, '')
  if (tenge.length > MOST_DIGITS) return { ok: false, reason: 'large' }
  const tiyn = BigInt(tenge) * 100n + BigInt(fraction.padEnd(2, '0'))
  return { ok: true, tiyn: minus ? -tiyn : tiyn }
}
