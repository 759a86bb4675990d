import type { Vault } from '../vault.ts'

export type ParsedCashierPin = { ok: true; pin: string } | { ok: false; reason: 'format' | 'trivial' }

/** Reads a cashier's PIN: four to six digits. Refuses `trivial` ones: one digit, or a row up or down. */
export function parseCashierPin(typed: string): ParsedCashierPin {
  const pin = typed.normalize('NFKC').trim()
  if (!/^\d{4,6}$/.test(pin)) return { ok: false, reason: 'format' }
  const steps = [...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i]))
  return steps.every((step) => step === steps[0] && Math.abs(step) < 2)
    ? { ok: false, reason: 'trivial' }
    : { ok: true, pin }
}

/** The form a cashier's PIN is kept and compared in: without the vault's key, six digits would be guessed from it. */
export function cashierPinHash(vault: Vault, cashierId: number, pin: string): Buffer {
  return vault.mac('pin', `cashier/${cashierId}:${pin}`)
}
