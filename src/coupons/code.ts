/**
 * The code that pays: 16 digits, 15 of them drawn for the coupon and the last a check digit (Luhn), so that a mistyped
 * code is told from an unknown one. It is derived from the coupon's id and the number of the code with the vault's key and
 * stands nowhere; the database keeps its hash and its last four digits.
 */
import type { Vault } from '../vault.ts'

/** Whose code, and the how manieth: a coupon that is taken back gets another. */
export type CodeName = { id: string; codeNo: number }

/** A code as it is stored: never the code itself. */
export type CodeRecord = { hash: Buffer; lastFour: string }

/** The code of a coupon: 16 digits. Show it only to whom the coupon belongs, and record that it was shown. */
export function codeOf(vault: Vault, { id, codeNo }: CodeName): string {
  // 8 bytes hold 18 times 10^15: the digits are even to one part in ten thousand, far beyond what a guesser can use.
  const drawn =
    vault.mac('code', codeNo === 0 ? id : `${id}/${codeNo}`).readBigUInt64BE() % 1_000_000_000_000_000n
  const digits = drawn.toString().padStart(15, '0')
  return digits + checkDigit(digits)
}

/** What the database keeps of a coupon's code. */
export function codeRecord(vault: Vault, name: CodeName): CodeRecord {
  const code = codeOf(vault, name)
  return { hash: codeHash(vault, code), lastFour: code.slice(-4) }
}

/** The hash a code is found by. */
export function codeHash(vault: Vault, code: string): Buffer {
  return vault.mac('code-hash', code)
}

/**
 * Reads a code as people type it and scanners send it: spaces, dashes and dots between the digits do not matter.
 * Undefined when it is no code at all or its check digit is wrong.
 */
export function parseCode(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s.\-‐‑‒–—]/g, '')
  return /^\d{16}$/.test(digits) && checkDigit(digits.slice(0, 15)) === digits[15] ? digits : undefined
}

/** «1234 5678 9012 3456»: as it is shown and read aloud. */
export function groupCode(code: string): string {
  return code.replace(/(\d{4})(?=\d)/g, '$1 ')
}

/** The check digit of a row of digits: Luhn, ISO/IEC 7812-1, from the right every second doubled, beginning with the last. */
export function checkDigit(digits: string): string {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48
    const doubled = digit * 2
    sum += i % 2 === 1 ? digit : doubled > 9 ? doubled - 9 : doubled
  }
  return String((10 - (sum % 10)) % 10)
}
