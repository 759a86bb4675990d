export type ParsedMl = { ok: true; ml: bigint } | { ok: false; reason: 'empty' | 'format' }

/**
 * Reads litres as people type them, «20», «15,5», «1 000.50 л», and gives ml in steps of ten, which is as exact as pumps are.
 * Refuses `empty` and `format`: signs, more than two decimals, a hundred thousand litres and more.
 */
export function parseLitres(typed: string): ParsedMl {
  const bare = typed
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/(?:л|l|литр\p{L}*|litres?)\.?$/iu, '')
  if (bare === '') return { ok: false, reason: 'empty' }
  const [, whole = '', part = ''] = /^(\d{1,5})(?:[.,](\d{1,2}))?$/.exec(bare) ?? []
  if (whole === '') return { ok: false, reason: 'format' }
  return { ok: true, ml: BigInt(whole) * 1000n + BigInt(part.padEnd(2, '0')) * 10n }
}
