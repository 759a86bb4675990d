export type ParsedPhone = { ok: true; phone: string } | { ok: false; reason: 'empty' | 'format' }

/**
 * Reads a Kazakhstan phone as people write it (8 701…, +7 (701)…, 701…) and gives E.164: `+77` and nine digits
 * (domain.md §5). Refuses `empty` and `format`: other countries, too few or too many digits, letters.
 */
export function parsePhone(typed: string): ParsedPhone {
  // Copied contacts come with direction marks around them, copied links with «tel:».
  const bare = typed.replace(/[\s\p{Cf}]/gu, '').replace(/^tel:/i, '')
  if (bare === '') return { ok: false, reason: 'empty' }

  const digits = bare.replace(/[().\p{Pd}\u2212]/gu, '')
  const national = /^(?:\+7|7|8)?(7[0-9]{9})$/.exec(digits)?.[1]
  return national === undefined ? { ok: false, reason: 'format' } : { ok: true, phone: `+7${national}` }
}

/** Shows a stored phone the way it is read aloud: «+7 701 000 00 00». Anything else is shown as it is. */
export function showPhone(e164: string): string {
  return e164.replace(/^\+7(7\d{2})(\d{3})(\d{2})(\d{2})$/, '+7 $1 $2 $3 $4')
}

/** Whether messages can reach it: 70x, 747 and 77x are mobile. Good for a warning, not for a refusal (domain.md §5). */
export function isMobile(e164: string): boolean {
  return /^\+77(?:0\d|47|7\d)\d{7}$/.test(e164)
}
