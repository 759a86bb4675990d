/**
 * Reads a calendar day as people and banks write it: «05.03.2026», «5.3.2026», «05/03/2026», «2026-03-05», with or without a
 * time behind it, which is dropped. Gives YYYY-MM-DD; undefined for anything else and for days that no calendar has.
 */
export function parseDay(typed: string): string | undefined {
  const [date = ''] = typed.trim().split(/[\sT]/)
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(date) ?? []
  const iso = year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : date
  const read = new Date(/^\d{4}-\d\d-\d\d$/.test(iso) ? `${iso}T00:00:00Z` : Number.NaN)
  // 30 February would be 2 March.
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(iso) ? iso : undefined
}
