export type BinRefusal = 'empty' | 'length' | 'check'
export type ParsedBin = { ok: true; bin: string } | { ok: false; reason: BinRefusal; digits?: number }

const DIGITS = 12

/**
 * Reads a BIN or IIN (БИН, ИИН) as it is typed or pasted from requisites: spaces, dashes and the label before it are
 * dropped. Refuses: `empty`; `length` (not twelve digits; `digits` is how many there are, for the message); `check`
 * (the control digit does not fit, or no such number is ever issued). Dates inside are not judged: real numbers of
 * foreigners break them. Rules: domain.md §5.
 */
export function parseBin(typed: string): ParsedBin {
  const label = /^[\s\p{Cf}]*(?:(?:бин|иин|бсн|жсн|bin|iin)[\s:/№]*)*/iu
  const bin = typed.replace(label, '').replace(/[\s\p{Pd}\p{Cf}]/gu, '')
  if (bin === '') return { ok: false, reason: 'empty' }
  if (!/^[0-9]{12}$/.test(bin)) return { ok: false, reason: 'length', digits: countForMessage(bin) }
  return bin === makeBin(bin.slice(0, -1)) ? { ok: true, bin } : { ok: false, reason: 'check' }
}

/** «There must be twelve digits and you typed twelve» would help nobody: then the stray characters are counted too. */
function countForMessage(text: string): number {
  const digits = text.replace(/[^0-9]/g, '').length
  return digits === DIGITS ? [...text].length : digits
}

/**
 * The whole number that begins with eleven given digits, for demo worlds and tests. Undefined for the beginnings that
 * are never issued: about 0.8 % have no control digit in either pass, and all zeros is nobody.
 * Throws when `first11` is not eleven digits.
 */
export function makeBin(first11: string): string | undefined {
  if (!/^[0-9]{11}$/.test(first11)) throw new Error('A BIN begins with eleven digits')
  if (/^0+$/.test(first11)) return undefined
  const first = weigh(first11, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  const control = first === 10 ? weigh(first11, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) : first
  return control === 10 ? undefined : `${first11}${control}`
}

function weigh(digits: string, weights: number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11
}
