/** What answers about a card say, where that is not what is said of a coupon. */
import { volume } from '../i18n/format.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import { showPlate } from '../values/plate.ts'
import type { Approved } from './answer.ts'
import type { Decline } from './decline.ts'
import type { FoundCard } from './lookup-card.ts'
import type { Saying, Words } from './saying.ts'

export function approvedCardWords(t: T, { verb, product, ml, remainingMl, state, partial }: Approved): Words {
  if (verb === 'reverse' || state === 'reversed' || !product) {
    const word = t(verb === 'redeem' || (verb === 'reverse' && ml > 0n) ? 'pos.card.undone' : 'pos.released')
    return { cashier: word, driver: word }
  }
  const said = { fuel: productName(t, product), volume: volume(t.lang, ml) }
  const driver =
    remainingMl === null
      ? t('pos.driver.card.done', said)
      : t('pos.driver.card.left', { ...said, left: volume(t.lang, remainingMl) })
  switch (verb) {
    case 'authorize':
      return { cashier: t(partial ? 'pos.card.partly' : 'pos.authorized', said), driver }
    case 'redeem':
    case 'complete':
      return { cashier: t('pos.card.done', said), driver }
    case 'refund':
      return { cashier: t('pos.refunded', said), driver: t('pos.refunded', said) }
  }
}

export function foundCardWords(t: T, { ml, lastFour, plate }: FoundCard): Words {
  const found =
    ml === null
      ? t('pos.card.ok', { lastFour })
      : t('pos.card.upTo', { lastFour, volume: volume(t.lang, ml) })
  return {
    cashier: plate === '' ? found : `${found}. ${t('pos.plateOnly', { plate: showPlate(plate) })}`,
    driver: t('pos.driver.card.ok'),
  }
}

type Say = (said: Saying) => Words

const both =
  (cashier: PlainKey, driver: PlainKey): Say =>
  ({ t }) => ({ cashier: t(cashier), driver: t(driver) })

type LimitKey =
  | 'err.pos.limit'
  | 'err.pos.capLeft'
  | 'err.pos.card.limitRefuel'
  | 'err.pos.card.limitDay'
  | 'err.pos.card.limitWeek'
  | 'err.pos.card.limitMonth'
  | 'err.pos.card.limitQuarter'
const limit =
  (key: LimitKey): Say =>
  ({ t, allowed }) => ({
    cashier: t(key, { volume: allowed }),
    driver: t('pos.driver.card.may', { volume: allowed }),
  })

/** Reasons only cards have. */
export const CARD_ONLY = {
  card_not_active: ({ t, phone }) => ({
    cashier: t('err.pos.card.notActive', { phone }),
    driver: t('pos.driver.card.notActive'),
  }),
  card_lost: both('err.pos.card.lost', 'pos.driver.card.over'),
  card_closed: both('err.pos.card.over', 'pos.driver.card.over'),
  limit_refuel: limit('err.pos.card.limitRefuel'),
  limit_week: limit('err.pos.card.limitWeek'),
  limit_month: limit('err.pos.card.limitMonth'),
  limit_quarter: limit('err.pos.card.limitQuarter'),
  limit_total: limit('err.pos.limit'),
  limit_hours: both('err.pos.card.hours', 'pos.driver.card.notNow'),
  limit_days: both('err.pos.card.days', 'pos.driver.card.notNow'),
} satisfies Partial<Record<Decline, Say>>

/** Reasons that coupons have too, in the words of a card. */
export const CARD_DECLINED: Partial<Record<Decline, Say>> = {
  unknown_code: both('err.pos.card.notFound', 'pos.driver.card.unknown'),
  expired: ({ t, date }) => ({
    cashier: t('err.pos.card.expired', { date }),
    driver: t('pos.driver.card.expired', { date }),
  }),
  blocked_by_client: both('err.pos.card.blocked', 'pos.driver.card.blocked'),
  blocked_by_network: ({ t, phone }) => ({
    cashier: t('err.pos.card.blockedUs', { phone }),
    driver: t('pos.driver.card.blocked'),
  }),
  contract_suspended: both('err.pos.client', 'pos.driver.card.client'),
  terminal_not_allowed: both('err.pos.card.closed', 'pos.driver.card.station'),
  station_not_allowed: ({ t, place }) => ({
    cashier: place === '' ? t('err.pos.card.closed') : t('err.pos.card.stationNo', { place }),
    driver: t('pos.driver.card.station'),
  }),
  wrong_product: ({ t, fuel, allowedFuels: allowed }) => ({
    cashier: t('err.pos.card.product', { fuel, allowed }),
    driver: t('pos.driver.card.product', { allowed }),
  }),
  product_out_of_stock: ({ t, fuel }) => ({
    cashier: t('err.pos.card.fuelNo', { fuel }),
    driver: t('pos.driver.card.noFuel', { fuel }),
  }),
  plate_mismatch: ({ t, facts }) => ({
    cashier: t('err.pos.card.plate', { plate: showPlate(facts.plate ?? '') }),
    driver: t('pos.driver.card.plate'),
  }),
  pin_required: both('err.pos.card.pin', 'pos.driver.card.pin'),
  pin_wrong: ({ t, facts }) => ({
    cashier: t('err.pos.cardPin', { n: facts.triesLeft ?? 0 }),
    driver: t('pos.driver.pinWrong'),
  }),
  pin_locked: ({ t }) => ({
    cashier: t('err.pos.cardPinLocked', { n: 3 }),
    driver: t('pos.driver.card.pinLocked'),
  }),
  insufficient: ({ t, facts, allowed }) =>
    (facts.allowedMl ?? 0) > 0
      ? {
          cashier: t('err.pos.card.enough', { volume: allowed }),
          driver: t('pos.driver.card.may', { volume: allowed }),
        }
      : { cashier: t('err.pos.card.money'), driver: t('pos.driver.card.notNow') },
  limit_day: limit('err.pos.card.limitDay'),
  rationing: limit('err.pos.capLeft'),
}
