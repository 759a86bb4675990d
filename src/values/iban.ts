export type IbanRefusal = 'empty' | 'format' | 'check'
export type ParsedIban = { ok: true; iban: string } | { ok: false; reason: IbanRefusal }

/**
 * Reads a Kazakhstan account (ИИК): KZ and eighteen more signs, typed or pasted with blanks and small letters. Refuses
 * `empty`; `format`, also for other countries; `check` (ISO 7064, mod 97). Rules: domain.md §5.
 */
export function parseIban(typed: string): ParsedIban {
  const iban = typed.replace(/[\s\p{Pd}\p{Cf}]/gu, '').toUpperCase()
  if (iban === '') return { ok: false, reason: 'empty' }
  if (!/^KZ\d{5}[A-Z0-9]{13}$/.test(iban)) return { ok: false, reason: 'format' }
  return remainder(iban) === 1n ? { ok: true, iban } : { ok: false, reason: 'check' }
}

/** Shows an account in fours, as it is printed. */
export function showIban(iban: string): string {
  return iban.replaceAll(/(.{4})(?=.)/g, '$1\u00a0')
}

// The country and the check digits go to the end, letters become 10 to 35.
function remainder(iban: string): bigint {
  const digits = [...`${iban.slice(4)}${iban.slice(0, 4)}`].map((sign) => Number.parseInt(sign, 36)).join('')
  return BigInt(digits) % 97n
}
