import { codeHash, parseCode } from '../coupons/code.ts'
import { sha256 } from '../secrets.ts'
import type { Vault } from '../vault.ts'

/** How a coupon is found by what was shown. Neither hash when it is nothing of ours: still a request, and counted. */
export type Shown = {
  codeHash?: Buffer
  tokenHash?: Buffer
  /** What support may know of a code nobody has. */
  lastFour?: string
}

/**
 * Reads what a driver shows: the 16 digits as they are typed or scanned, or the address in the QR code of a driver's page
 * (`…/c/TOKEN`; `…/c/b/TOKEN` shows several), whatever site it names. What stands behind a # is for tills that cannot ask.
 * A mistyped code is no coupon's.
 */
export function readShown(vault: Vault, shown: string): Shown {
  const text = shown.replace(/#.*$/s, '')
  const token = /\/c\/(?:b\/)?([\w-]{16,80})\/?(?:\?.*)?$/.exec(text.trim())?.[1]
  if (token) return { tokenHash: sha256(token) }
  const code = parseCode(text)
  const lastFour = text.replaceAll(/\D/g, '').slice(-4)
  return {
    ...(code ? { codeHash: codeHash(vault, code) } : {}),
    ...(lastFour.length === 4 ? { lastFour } : {}),
  }
}
