/** Cyrillic letters that look like Latin ones: people type whichever their keyboard has. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
}

export type ParsedPlate = { ok: true; plate: string } | { ok: false; reason: 'format' }

/**
 * Reads a number plate as people write it: spaces, dashes and look-alike letters do not matter. Empty is no plate and is
 * read as the empty text. Refuses what is shorter than 3 or longer than 12 letters and digits, or has other signs.
 */
export function parsePlate(typed: string): ParsedPlate {
  const plate = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Cf}\p{Pd}.]/gu, '')
    .replaceAll(/[А-Я]/g, (letter) => LOOK_ALIKES[letter] ?? letter)
  if (plate === '') return { ok: true, plate }
  return /^[\p{L}\d]{3,12}$/u.test(plate) && /\d/.test(plate)
    ? { ok: true, plate }
    : { ok: false, reason: 'format' }
}

/** Shows a plate the way it is stamped: «123 ABC 02». Anything else is shown as it is. */
export function showPlate(plate: string): string {
  return plate.replace(/^(\d{3})([A-Z]{2,3})(\d{2})$/, '$1\u00a0$2\u00a0$3')
}
