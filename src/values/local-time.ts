import { parseDay } from './day.ts'

/** A time of the day as people type it, «8:00», «08.30»; empty is its beginning. Minutes, or undefined for none. */
export function parseClock(typed: string): number | undefined {
  const bare = typed.trim()
  if (bare === '') return 0
  const [, hour = '', minute = ''] = /^(\d{1,2})[:.](\d{2})$/.exec(bare) ?? []
  const minutes = Number(hour) * 60 + Number(minute)
  return hour !== '' && Number(minute) < 60 && minutes < 1440 ? minutes : undefined
}

/** The moment of a day and a minute in Kazakhstan, which has one time since 2024: UTC+5. Undefined for no day. */
export function localMoment(day: string, minute: number): Date | undefined {
  const date = parseDay(day)
  return date ? new Date(Date.parse(`${date}T00:00:00+05:00`) + minute * 60_000) : undefined
}
