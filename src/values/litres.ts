export type ParsedMl = { ok: true; ml: bigint } | { ok: false; reason: 'empty' | 'format' }

/** Reads litres as people type them, «20», «15,5», «15.50 л», and gives ml in steps of ten. Refuses `empty` and `format`. */
export function parseLitres(typed: string): ParsedMl {
  const bare = typed
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/(?:л|l)\.?$/iu, '')
  if (bare === '') return { ok: false, reason: 'empty' }
  const [, whole = '', part = ''] = /^(\d{1,5})(?:[.,](\d{1,2}))?$/.exec(bare) ?? []
  if (whole === '') return { ok: false, reason: 'format' }
  return { ok: true, ml: BigInt(whole) * 1000n + BigInt(part.padEnd(2, '0')) * 10n }
}
