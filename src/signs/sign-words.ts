/** The signs of fraud (signs.sql) in words: a name for lists, and a sentence with its figures. */
import { money, number, volume } from '../i18n/format.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import { weekdayName } from '../limits/limit-words.ts'
import { productName } from '../products/product-name.ts'
import { isProduct } from '../products/products.ts'
import { showPlate } from '../values/plate.ts'

export const SIGNS = [
  'ex_driver',
  'pin_shared',
  'wrong_vehicle',
  'over_tank',
  'wrong_grade',
  'rapid',
  'pin_tries',
  'consumption',
  'underfill',
  'distance',
  'odd_place',
  'odd_hour',
  'odd_day',
] as const
export type SignName = (typeof SIGNS)[number]

/** A sign as it was found. Figures of volumes and money are ml and tiyn. */
export type Sign = { sign: SignName; weight: number; facts: Facts }
export type Facts = Readonly<Record<string, unknown>>

const NAMES: Record<SignName, PlainKey> = {
  ex_driver: 'sign.exDriver',
  pin_shared: 'sign.pinShared',
  wrong_vehicle: 'sign.wrongVehicle',
  over_tank: 'sign.overTank',
  wrong_grade: 'sign.wrongGrade',
  rapid: 'sign.rapid',
  pin_tries: 'sign.pinTries',
  consumption: 'sign.consumption',
  underfill: 'sign.underfill',
  distance: 'sign.distance',
  odd_place: 'sign.oddPlace',
  odd_hour: 'sign.oddHour',
  odd_day: 'sign.oddDay',
}

export function isSign(text: string): text is SignName {
  return (SIGNS as readonly string[]).includes(text)
}

export function signName(t: T, sign: SignName): string {
  return t(NAMES[sign])
}

/** Why: «62 л в бак на 50 л». */
export function signReason(t: T, { sign, facts }: Pick<Sign, 'sign' | 'facts'>): string {
  return REASONS[sign](t, facts)
}

const REASONS: Record<SignName, (t: T, facts: Facts) => string> = {
  ex_driver: (t, facts) => t('sign.r.exDriver', { driver: text(facts.driver) }),
  pin_shared: (t, { minutes, station, km }) =>
    t('sign.r.pinShared', { n: Number(minutes), station: text(station), distance: way(t, km) }),
  wrong_vehicle: (t, { plate, own }) =>
    t('sign.r.wrongVehicle', { plate: showPlate(text(plate)), own: showPlate(text(own)) }),
  over_tank: (t, { ml, tankMl }) => t('sign.r.overTank', { volume: litres(t, ml), tank: litres(t, tankMl) }),
  wrong_grade: (t, { product, usual }) =>
    t('sign.r.wrongGrade', { fuel: fuels(t, [product]), usual: fuels(t, usual) }),
  rapid: (t, { minutes, ml, station }) =>
    t('sign.r.rapid', { n: Number(minutes), volume: litres(t, ml), station: text(station) }),
  pin_tries: (t, { n }) => t('sign.r.pinTries', { n: Number(n) }),
  consumption: (t, { tenths, usual }) =>
    t('sign.r.consumption', { used: litres(t, Number(tenths) * 100), usual: litres(t, Number(usual) * 100) }),
  underfill: (t, { n, ml, tiyn }) =>
    tiyn === undefined
      ? t('sign.r.underfill', { n: Number(n), volume: litres(t, ml) })
      : t('sign.r.sameSum', { n: Number(n), amount: money(t.lang, BigInt(Number(tiyn))) }),
  distance: (t, { km, usual }) =>
    Number(km) < 0
      ? t('sign.r.distanceBack', { distance: way(t, -Number(km)) })
      : t('sign.r.distance', { distance: way(t, km), usual: way(t, usual) }),
  odd_place: (t, { region }) => t('sign.r.oddPlace', { region: text(region) }),
  odd_hour: (t, { time }) => t('sign.r.oddHour', { time: text(time) }),
  odd_day: (t, { weekday }) => {
    const day = weekdayName(t.lang, Number(weekday), 'long')
    return t('sign.r.oddDay', { weekday: day.charAt(0).toLocaleUpperCase(t.lang) + day.slice(1) })
  },
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const litres = (t: T, ml: unknown): string => volume(t.lang, BigInt(Math.round(Number(ml))))
const way = (t: T, km: unknown): string => t('unit.km', { n: number(t.lang, Number(km), 0) })

function fuels(t: T, products: unknown): string {
  const known = Array.isArray(products) ? products.map(text).filter(isProduct) : []
  return known.map((product) => productName(t, product)).join(', ')
}
