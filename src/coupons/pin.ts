import type { Vault } from '../vault.ts'

export type ParsedPin = { ok: true; pin: string } | { ok: false; reason: 'format' | 'trivial' }

/** Reads a PIN: four digits. Refuses `trivial` ones, which everybody tries first: one digit, or a row up or down. */
export function parsePin(typed: string): ParsedPin {
  const pin = typed.normalize('NFKC').trim()
  if (!/^\d{4}$/.test(pin)) return { ok: false, reason: 'format' }
  const steps = [...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i]))
  return steps.every((step) => step === steps[0] && Math.abs(step) < 2)
    ? { ok: false, reason: 'trivial' }
    : { ok: true, pin }
}

/** The form a coupon's PIN is kept and compared in: the same digits on two coupons look like different ones. */
export function pinHash(vault: Vault, couponId: string, pin: string): Buffer {
  return vault.mac('pin', `${couponId}:${pin}`)
}
