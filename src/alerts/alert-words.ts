/** An alert in the reader's words: on its page and in letters. All it names was kept with it, as it was then. */
import { list, longDate, money, monthHeading, percent, volume } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import { howMuch, PERIOD_WORDS, SCOPE_WORDS } from '../limits/limit-words.ts'
import { type Period, PERIODS, type Scope, SCOPES, type Unit, UNITS } from '../limits/rules.ts'
import { productName } from '../products/product-name.ts'
import { isProduct } from '../products/products.ts'
import { isSign, signName, signReason } from '../signs/sign-words.ts'
import { showPlate } from '../values/plate.ts'
import type { TagTone } from '../web/parts/tag.tsx'
import type { AlertKind } from './kinds.ts'

export type Facts = Readonly<Record<string, unknown>>

/** What has happened, in a sentence. */
export function alertTitle(t: T, kind: AlertKind, facts: Facts): string {
  return TITLES[kind](t, facts)
}

const TITLES: Record<AlertKind, (t: T, facts: Facts) => string> = {
  signs: (t, { signs }) =>
    t('alert.signs', {
      signs: list(
        t.lang,
        (Array.isArray(signs) ? signs.map(text) : []).filter(isSign).map((sign) => signName(t, sign)),
      ),
    }),
  over_tank: (t, facts) => signReason(t, { sign: 'over_tank', facts }),
  rapid: (t, { before, ml, minutes }) =>
    t('alert.rapid', { before: litres(t, before), volume: litres(t, ml), n: Number(minutes) }),
  off_hours: (t, { ml }) => t('alert.offHours', { volume: litres(t, ml) }),
  big_refuel: (t, { ml }) => t('alert.bigRefuel', { volume: litres(t, ml) }),
  limit_used: (t, { percent: part, unit, used, value }) =>
    t('alert.limitUsed', {
      percent: percent(t.lang, Number(part)),
      used: howMuch(t, known(UNITS, unit) ?? 'ml', whole(used)),
      value: howMuch(t, known(UNITS, unit) ?? 'ml', whole(value)),
    }),
  limit_flag: (t, { ml }) => t('alert.limitFlag', { volume: litres(t, ml) }),
  pin_wrong: (t, { triesLeft }) => t('alert.pinWrong', { n: Number(triesLeft) }),
  pin_locked: (t) => t('alert.pinLocked'),
  card_ending: (t, { day }) => t('alert.cardEnding', { date: longDate(t.lang, text(day)) }),
  card_renewed: (t, { day, kind }) =>
    t(kind === 'virtual' ? 'alert.cardRenewed.virtual' : 'alert.cardRenewed.plastic', {
      date: longDate(t.lang, text(day)),
    }),
  coupons_ending: (t, { day, n, ml }) =>
    t('alert.couponsEnding', { date: longDate(t.lang, text(day)), n: Number(n), volume: litres(t, ml) }),
  low_balance: (t, { tiyn, lowTiyn }) =>
    t('alert.lowBalance', { amount: money(t.lang, whole(tiyn)), mark: money(t.lang, whole(lowTiyn)) }),
  payment: (t, { tiyn }) => t('alert.payment', { amount: money(t.lang, whole(tiyn)) }),
  dispute: (t, { accepted }) => t(accepted ? 'alert.dispute.accepted' : 'alert.dispute.declined'),
  refund: (t, { ml }) => t('alert.refund', { volume: litres(t, ml) }),
  report: (t, { month }) => t('alert.report', { month: monthHeading(t.lang, text(month)) }),
  price: (t, { prices }) => t('alert.price', { prices: list(t.lang, pricesOf(t, prices)) }),
  file: (t, { no, file, failed }) =>
    failed === true
      ? t('err.export.failed', { id: String(whole(no)) })
      : t('export.ready', { file: text(file) }),
}

/** To whom and where: «Карта …1566 · Нұрлан Қасымов · 305 KLM 02 · АЗС «Сарыарқа»»; of a limit, which one. */
export function alertDetail(t: T, kind: AlertKind, facts: Facts): string {
  const { card, lastFour, coupon, driver, plate, station, scope, period, number } = facts
  const [ofWhom, ofWhen] = [known(SCOPES, scope), known(PERIODS, period)]
  return [
    ...(kind === 'limit_used' && ofWhom && ofWhen
      ? [`${t(SCOPE_WORDS[ofWhom])}: ${t(PERIOD_WORDS[ofWhen])}`]
      : []),
    ...(card === undefined
      ? []
      : [t('refuels.card', { number: lastFour ? `…${text(lastFour)}` : String(whole(card)) })]),
    ...(coupon === undefined ? [] : [t('refuels.coupon', { number: String(whole(coupon)) })]),
    text(driver),
    plate ? showPlate(text(plate)) : '',
    text(station),
    ...(kind === 'payment' && number ? [`№ ${text(number)}`] : []),
  ]
    .filter(Boolean)
    .join(' · ')
}

export const ALERT_TONES: Record<AlertKind, TagTone> = {
  signs: 'danger',
  over_tank: 'danger',
  rapid: 'warning',
  off_hours: 'warning',
  big_refuel: 'warning',
  limit_used: 'warning',
  limit_flag: 'warning',
  pin_wrong: 'warning',
  pin_locked: 'danger',
  card_ending: 'warning',
  card_renewed: 'info',
  coupons_ending: 'warning',
  low_balance: 'warning',
  payment: 'good',
  refund: 'good',
  dispute: 'info',
  report: 'info',
  price: 'info',
  file: 'good',
}

/** What a kind is called where one chooses what to hear of, with the thresholds in force. */
export function kindLabel(
  t: T,
  kind: AlertKind,
  setting: { limitPercent: number; rapidMinutes: number; lowTiyn: bigint; bigMl: bigint | null },
): string {
  switch (kind) {
    case 'signs':
      return t('notif.t.signs')
    case 'over_tank':
      return t('notif.t.overTank')
    case 'rapid':
      return t('notif.t.rapid', { n: setting.rapidMinutes })
    case 'off_hours':
      return t('notif.t.offHours')
    case 'big_refuel':
      return setting.bigMl === null
        ? t('notif.t.bigNone')
        : t('notif.t.bigRefuel', { volume: volume(t.lang, setting.bigMl) })
    case 'limit_used':
      return t('notif.t.limit', { percent: percent(t.lang, setting.limitPercent) })
    case 'limit_flag':
      return t('notif.t.limitFlag')
    case 'pin_wrong':
      return t('notif.t.pinWrong')
    case 'pin_locked':
      return t('notif.t.pinLocked')
    case 'card_ending':
      return t('notif.t.cardEnding')
    case 'card_renewed':
      return t('notif.t.cardRenewed')
    case 'coupons_ending':
      return t('notif.t.expiring', { n: 30 })
    case 'low_balance':
      return t('notif.t.lowBalance', { amount: money(t.lang, setting.lowTiyn) })
    case 'payment':
      return t('notif.t.payment')
    case 'refund':
      return t('notif.t.refund')
    case 'dispute':
      return t('notif.t.dispute')
    case 'report':
      return t('notif.t.report')
    case 'price':
      return t('notif.t.price')
    case 'file':
      return t('notif.t.file')
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const whole = (value: unknown): bigint => BigInt(Math.round(Number(value)))
const litres = (t: T, ml: unknown): string => volume(t.lang, whole(ml))

function known<Name extends Unit | Scope | Period>(names: readonly Name[], value: unknown): Name | undefined {
  return names.find((name) => name === value)
}

function pricesOf(t: T, prices: unknown): string[] {
  if (!Array.isArray(prices)) return []
  return (prices as { product?: unknown; tiyn?: unknown }[]).flatMap(({ product, tiyn }) =>
    typeof product === 'string' && isProduct(product)
      ? [`${productName(t, product)} ${money(t.lang, whole(tiyn))}`]
      : [],
  )
}
