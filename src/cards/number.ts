/**
 * The number of a medium: 19 digits, as fuel cards have, so that nobody takes it for a coupon's code of 16. It is derived
 * from the medium's id with the vault's key; the last digit is a check digit (Luhn). The database keeps its hash and its last
 * four digits. A chip has the number its maker gave it.
 */
import { checkDigit } from '../coupons/code.ts'
import type { Vault } from '../vault.ts'

/** Of ours among the numbers of all cards a reader may meet: no bank's begins so. */
const PREFIX = '7825'
const DIGITS = 19

/** What the database keeps of a number. */
export type NumberRecord = { hash: Buffer; lastFour: string }

/** The number of a medium. Show it only to whom the card belongs or who makes it, and record that it was shown. */
export function numberOf(vault: Vault, mediumId: string): string {
  // 8 bytes hold 184 467 times 10^14: the digits are even to one part in a hundred thousand.
  const drawn = vault.mac('card-number', mediumId).readBigUInt64BE() % 100_000_000_000_000n
  const digits = PREFIX + drawn.toString().padStart(DIGITS - PREFIX.length - 1, '0')
  return digits + checkDigit(digits)
}

export function numberRecord(vault: Vault, mediumId: string): NumberRecord {
  const number = numberOf(vault, mediumId)
  return { hash: shownHash(vault, number), lastFour: number.slice(-4) }
}

/** What the database keeps of a chip's number (its UID: 4 to 10 bytes in hex); undefined when it is none. */
export function chipRecord(vault: Vault, typed: string): NumberRecord | undefined {
  const uid = typed.replace(/[\s:-]/g, '').toUpperCase()
  if (!/^(?:[0-9A-F]{2}){4,10}$/.test(uid)) return undefined
  return { hash: shownHash(vault, uid), lastFour: uid.slice(-4) }
}

/**
 * The hash by which whatever a reader sends finds its medium: digits as typed, grouped or not; a magnetic stripe's second
 * track, of which the number is the part before «=»; a chip's number in hex. Something else has a hash too, nobody's.
 */
export function shownHash(vault: Vault, text: string): Buffer {
  const track = /^;?(\d{12,19})=/.exec(text.trim())?.[1]
  const number =
    track ??
    text
      .normalize('NFKC')
      .replace(/[\s.:\-‐‑‒–—]/g, '')
      .toUpperCase()
  return vault.mac('card-number-hash', number)
}
