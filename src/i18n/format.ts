import { INTL_LOCALE, type Lang } from './lang.ts'

// How amounts, volumes and dates read in each language: spec/texts.md §2.2. Written out here rather than left to
// Intl where its answer differs between versions or from the house rule (KZT in English, 05.03.26 in Kazakh).

const NO_BREAK = '\u00a0'
const MINUS = '\u2212'
const SEPARATORS: Record<Lang, { group: string; decimal: string }> = {
  kk: { group: NO_BREAK, decimal: ',' },
  ru: { group: NO_BREAK, decimal: ',' },
  en: { group: ',', decimal: '.' },
}

/** An amount with its sign, exact for any bigint: 123456750n tiyn is «1 234 567,50 ₸», in English “1,234,567.50 ₸”. */
export function money(lang: Lang, tiyn: bigint): string {
  return `${amount(lang, tiyn)}${NO_BREAK}₸`
}

/** An amount of tiyn without the sign: for columns headed ₸, and for `a11y.money`, which says the word. */
export function amount(lang: Lang, tiyn: bigint): string {
  return decimal(lang, tiyn, 2)
}

/** A volume with its unit: 20500n ml is «20,5 л», in English “20.5 l”. Rounded to 10 ml, a half away from zero. */
export function volume(lang: Lang, ml: bigint): string {
  return `${litres(lang, ml)}${NO_BREAK}${lang === 'en' ? 'l' : 'л'}`
}

/** A volume of ml as a bare number of litres, for columns headed “litres”: 20500n is «20,5». */
export function litres(lang: Lang, ml: bigint): string {
  const size = ml < 0n ? -ml : ml
  const tens = (size + 5n) / 10n
  const [whole = '', fraction = ''] = decimal(lang, ml < 0n ? -tens : tens, 2).split(SEPARATORS[lang].decimal)
  const kept = fraction.replace(/0+$/, '')
  return kept ? `${whole}${SEPARATORS[lang].decimal}${kept}` : whole
}

function decimal(lang: Lang, value: bigint, places: number): string {
  const { group, decimal: point } = SEPARATORS[lang]
  const digits = String(value < 0n ? -value : value).padStart(places + 1, '0')
  const whole = digits.slice(0, -places).replaceAll(/\B(?=(\d{3})+$)/g, group)
  return `${value < 0n ? MINUS : ''}${whole}${point}${digits.slice(-places)}`
}

/** A number in groups of three, at most `places` decimals: 1234.5 is «1 234,5». */
export function number(lang: Lang, value: number | bigint, places = 3): string {
  return numberFormat(lang, places).format(value).replace('-', MINUS)
}

/** A share given in per cent, not as a ratio, at most one decimal: 16.5 is «16,5 %», Kazakh and English 16,5% and 16.5%. */
export function percent(lang: Lang, percents: number): string {
  return `${number(lang, percents, 1)}${lang === 'ru' ? NO_BREAK : ''}%`
}

const SIZES: Record<Lang, readonly string[]> = {
  kk: ['Б', 'КБ', 'МБ', 'ГБ'],
  ru: ['Б', 'КБ', 'МБ', 'ГБ'],
  en: ['B', 'KB', 'MB', 'GB'],
}

/** A file's size in bytes as people's file managers show it, in steps of 1024: 1258291 is «1,2 МБ». */
export function fileSize(lang: Lang, bytes: number): string {
  let [size, step] = [bytes, 0]
  // 1023.95 would be rounded to a thousand-odd of the smaller unit.
  while (size >= 1023.95 && step < 3) [size, step] = [size / 1024, step + 1]
  return `${number(lang, size, step === 0 ? 0 : 1)}${NO_BREAK}${SIZES[lang][step]}`
}

const AND: Record<Lang, string> = { kk: 'және', ru: 'и', en: 'and' }

/** Things one after another: «A, B и C», «A, B және C», “A, B and C”. */
export function list(lang: Lang, items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? ''
  return `${items.slice(0, -1).join(', ')} ${AND[lang]} ${items.at(-1)}`
}

/** The order of names for a reader in any of the languages: Ә after А, Қ after К, І after Ы. */
export const collator = new Intl.Collator('kk')

/**
 * A moment, or a calendar day written YYYY-MM-DD (as a `date` column holds it), which is the same day wherever
 * the machine stands. The functions below throw a RangeError at anything else.
 */
export type Day = Date | string

/** «05.03.2026» in Russian and Kazakh, “5 Mar 2026” in English. */
export function shortDate(lang: Lang, at: Day): string {
  const { year, month, day } = calendar(at)
  if (lang === 'en') return `${day} ${MONTHS.short[month]} ${year}`
  return `${two(day)}.${two(month + 1)}.${year}`
}

/** «5 марта 2026 г.», «2026 ж. 5 наурыз», “5 March 2026”. */
export function longDate(lang: Lang, at: Day): string {
  const { year, month, day } = calendar(at)
  if (lang === 'kk') return `${year} ж. ${day} ${MONTHS.kk[month]}`
  if (lang === 'ru') return `${day} ${MONTHS.ruOf[month]} ${year} г.`
  return `${day} ${MONTHS.en[month]} ${year}`
}

/** «март 2026 г.», «2026 ж. наурыз», “March 2026”; a month may be written YYYY-MM. */
export function monthHeading(lang: Lang, at: Day): string {
  const { year, month } = calendar(typeof at === 'string' && at.length === 7 ? `${at}-01` : at)
  if (lang === 'kk') return `${year} ж. ${MONTHS.kk[month]}`
  if (lang === 'ru') return `${MONTHS.ru[month]} ${year} г.`
  return `${MONTHS.en[month]} ${year}`
}

/** The time of day in Kazakhstan on a 24-hour clock: 14:26 in all languages. */
export function time(_lang: Lang, at: Date): string {
  const local = inKazakhstan(at)
  return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`
}

/** «5 марта 2026 г., 14:26», «2026 ж. 5 наурыз, 14:26», “5 March 2026, 14:26”. */
export function dateTime(lang: Lang, at: Date): string {
  return `${longDate(lang, at)}, ${time(lang, at)}`
}

/** The same for tables: «05.03.2026, 14:26», “5 Mar 2026, 14:26”. */
export function shortDateTime(lang: Lang, at: Date): string {
  return `${shortDate(lang, at)}, ${time(lang, at)}`
}

/** The day in Kazakhstan as YYYY-MM-DD, for date fields and file names. */
export function isoDay(at: Date): string {
  const { year, month, day } = calendar(at)
  return `${String(year).padStart(4, '0')}-${two(month + 1)}-${two(day)}`
}

/**
 * How long ago or how soon: «сейчас», «5 минут назад», «3 часа назад», «вчера», «4 дня назад»; a week away and
 * more is the short date. From twelve hours on, the calendar of Kazakhstan counts the days.
 */
export function relative(lang: Lang, at: Date, now: Date): string {
  const format = relativeFormat(lang)
  const minutes = (at.getTime() - now.getTime()) / MINUTE
  if (Math.abs(minutes) < 1) return format.format(0, 'second')
  if (Math.abs(minutes) < 60) return format.format(Math.trunc(minutes), 'minute')

  const days = dayNumber(at) - dayNumber(now)
  if (Math.abs(minutes) < 12 * 60 || days === 0) return format.format(Math.trunc(minutes / 60), 'hour')
  return Math.abs(days) < 7 ? format.format(days, 'day') : shortDate(lang, at)
}

const MINUTE = 60_000
// One zone for the whole country since 1 March 2024. Older tz data still says +6 for Asia/Almaty, so it is not asked.
const KAZAKHSTAN = 5 * 60 * MINUTE

function inKazakhstan(at: Date): Date {
  const local = new Date(at.getTime() + KAZAKHSTAN)
  if (Number.isNaN(local.getTime())) throw new RangeError('not a moment')
  return local
}

function dayNumber(at: Date): number {
  return Math.floor(inKazakhstan(at).getTime() / (24 * 60 * MINUTE))
}

function calendar(at: Day): { year: number; month: number; day: number } {
  const local = typeof at === 'string' ? calendarDay(at) : inKazakhstan(at)
  return { year: local.getUTCFullYear(), month: local.getUTCMonth(), day: local.getUTCDate() }
}

function calendarDay(text: string): Date {
  const day = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : Number.NaN)
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text)
    throw new RangeError(`not a calendar day: ${text}`)
  return day
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

const MONTHS = {
  ru: words('январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'),
  ruOf: words('января февраля марта апреля мая июня июля августа сентября октября ноября декабря'),
  kk: words('қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан'),
  en: words('January February March April May June July August September October November December'),
  short: words('Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec'),
}

function words(text: string): readonly string[] {
  return text.split(' ')
}

const numberFormats = new Map<string, Intl.NumberFormat>()

function numberFormat(lang: Lang, places: number): Intl.NumberFormat {
  const name = `${lang} ${places}`
  const made =
    numberFormats.get(name) ??
    new Intl.NumberFormat(INTL_LOCALE[lang], { maximumFractionDigits: places, signDisplay: 'negative' })
  numberFormats.set(name, made)
  return made
}

const relativeFormats = new Map<Lang, Intl.RelativeTimeFormat>()

function relativeFormat(lang: Lang): Intl.RelativeTimeFormat {
  const made =
    relativeFormats.get(lang) ?? new Intl.RelativeTimeFormat(INTL_LOCALE[lang], { numeric: 'auto' })
  relativeFormats.set(lang, made)
  return made
}
