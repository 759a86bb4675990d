/** More than any vehicle has driven; the tills' API says the same. */
export const MOST_KM = 2_000_000

/** Reads an odometer as people type it, «123 456 км», in whole km: null when nothing is typed, undefined when it can be none. */
export function parseOdometer(typed: string): number | null | undefined {
  const bare = typed.replaceAll(/[\s\p{Cf}]/gu, '').replace(/(?:км|km)\.?$/iu, '')
  if (bare === '') return null
  const km = /^\d{1,7}$/.test(bare) ? Number(bare) : undefined
  return km !== undefined && km <= MOST_KM ? km : undefined
}
