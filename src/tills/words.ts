/** What an answer says to people: to the cashier, from a metre away, and to the driver, who cannot see the till's screen. */
import type { App } from '../app.ts'
import { dateTime, volume } from '../i18n/format.ts'
import type { Lang, T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import { showPlate } from '../values/plate.ts'
import type { Approved, Declined } from './answer.ts'
import { approvedCardWords, CARD_DECLINED, CARD_ONLY, foundCardWords } from './card-words.ts'
import type { Decline } from './decline.ts'
import type { Found } from './lookup.ts'
import type { FoundCard } from './lookup-card.ts'
import { Saying, type Words } from './saying.ts'

export type { Words }
type Answer = Approved | Omit<Declined, 'posTxnId'> | Found | FoundCard

/** The words of an answer in every language: a till shows the cashier's, and the driver's where it has a second screen. */
export function wordsOf(app: App, answer: Answer): Record<keyof Words, Record<Lang, string>> {
  const phone = app.config.support.phone
  const [ru, kk, en] = (['ru', 'kk', 'en'] as const).map((lang) => wordsIn(app.texts[lang], answer, phone))
  return {
    cashier: { ru: ru!.cashier, kk: kk!.cashier, en: en!.cashier },
    driver: { ru: ru!.driver, kk: kk!.driver, en: en!.driver },
  }
}

/** The same in one language. `phone` is the retailer's support. */
export function wordsIn(t: T, answer: Answer, phone: string): Words {
  switch (answer.outcome) {
    case 'approved':
      return answer.of === 'card' ? approvedCardWords(t, answer) : approvedWords(t, answer)
    case 'found':
      return foundWords(t, answer)
    case 'found_card':
      return foundCardWords(t, answer)
    case 'declined': {
      const words = answer.of === 'card' ? CARD_DECLINED[answer.reason] : undefined
      return (words ?? DECLINED[answer.reason])(new Saying(t, answer, phone))
    }
  }
}

function approvedWords(t: T, { verb, product, ml, remainingMl, state }: Approved): Words {
  if (verb === 'reverse' || state === 'reversed' || !product) {
    const word = t(verb === 'redeem' || (verb === 'reverse' && ml > 0n) ? 'pos.undone' : 'pos.released')
    return { cashier: word, driver: word }
  }
  const said = { fuel: productName(t, product), volume: volume(t.lang, ml) }
  const driver = t('pos.driver.enjoy', { ...said, left: volume(t.lang, remainingMl ?? 0n) })
  switch (verb) {
    case 'authorize':
      return { cashier: t('pos.authorized', said), driver }
    case 'redeem':
    case 'complete':
      return { cashier: t('pos.done', said), driver }
    case 'refund':
      return { cashier: t('pos.refunded', said), driver: t('pos.refunded', said) }
  }
}

function foundWords(t: T, { product, ml, plate }: Found): Words {
  const left = t('pos.left', { volume: volume(t.lang, ml) })
  return {
    cashier: plate === '' ? left : `${left}. ${t('pos.plateOnly', { plate: showPlate(plate) })}`,
    driver: t('pos.driver.product', { fuel: productName(t, product) }),
  }
}

const again = ({ t }: Saying) => t('pos.driver.again')
const over = ({ t }: Saying) => t('pos.driver.over')
const may = ({ t }: Saying, volume: string) => t('pos.driver.left', { volume })

const DECLINED: Record<Decline, (said: Saying) => Words> = {
  ...CARD_ONLY,
  unknown_code: ({ t }) => ({ cashier: t('err.pos.notFound'), driver: t('pos.driver.unknown') }),
  link_replaced: ({ t }) => ({ cashier: t('err.pos.linkReplaced'), driver: t('pos.driver.link') }),
  several_coupons: ({ t }) => ({ cashier: t('err.pos.several'), driver: t('pos.driver.several') }),
  used: ({ t, facts: { at, station } }) => ({
    cashier:
      at && station
        ? t('err.pos.used', { datetime: dateTime(t.lang, new Date(at)), station })
        : t('err.pos.usedUp'),
    driver: t('pos.driver.used'),
  }),
  expired: ({ t, date, facts }) => ({
    cashier: t(facts.given ? 'err.pos.givenUntil' : 'err.pos.expired', { date }),
    driver: t(facts.given ? 'pos.driver.givenUntil' : 'pos.driver.expired', { date }),
  }),
  not_yet_active: ({ t, date }) => ({
    cashier: t('err.pos.notYet', { date }),
    driver: t('pos.driver.notYet', { date }),
  }),
  blocked_by_client: ({ t }) => ({ cashier: t('err.pos.blocked'), driver: t('pos.driver.blocked') }),
  blocked_by_network: ({ t, phone }) => ({
    cashier: t('err.pos.blockedUs', { phone }),
    driver: t('pos.driver.blocked'),
  }),
  returning: (said) => ({ cashier: said.t('err.pos.returning'), driver: over(said) }),
  returned: (said) => ({ cashier: said.t('err.pos.returned'), driver: over(said) }),
  replaced: (said) => ({ cashier: said.t('err.pos.replaced'), driver: over(said) }),
  void: (said) => ({ cashier: said.t('err.pos.void'), driver: over(said) }),
  contract_suspended: ({ t }) => ({ cashier: t('err.pos.client'), driver: t('pos.driver.client') }),
  terminal_not_allowed: ({ t }) => ({ cashier: t('err.pos.closed'), driver: t('pos.driver.station') }),
  station_not_allowed: ({ t, place }) => ({
    cashier: place === '' ? t('err.pos.closed') : t('err.pos.stationNo', { place }),
    driver: t('pos.driver.station'),
  }),
  wrong_product: (said) => ({
    cashier: said.t('err.pos.product', { fuel: said.fuel, other: said.fuelOf(said.facts.asked) }),
    driver: said.t('pos.driver.product', { fuel: said.fuel }),
  }),
  product_out_of_stock: ({ t, fuel }) => ({
    cashier: t('err.pos.fuelNo', { fuel }),
    driver: t('pos.driver.noFuel', { fuel }),
  }),
  plate_mismatch: ({ t, facts }) => ({
    cashier: t('err.pos.plate', { plate: showPlate(facts.plate ?? '') }),
    driver: t('pos.driver.plate'),
  }),
  pin_required: ({ t }) => ({ cashier: t('err.pos.couponPin'), driver: t('pos.driver.pin') }),
  pin_wrong: ({ t, facts }) => ({
    cashier: t('err.pos.couponPinWrong', { n: facts.triesLeft ?? 0 }),
    driver: t('pos.driver.pinWrong'),
  }),
  pin_locked: ({ t }) => ({ cashier: t('err.pos.couponPinLocked'), driver: t('pos.driver.pinLocked') }),
  insufficient: (said) => ({
    cashier: said.t('err.pos.over', { volume: said.left }),
    driver: may(said, said.left),
  }),
  whole_only: (said) => ({
    cashier: said.t('err.pos.whole', { volume: said.left }),
    driver: may(said, said.left),
  }),
  too_small: (said) => ({ cashier: said.t('err.pos.tooSmall'), driver: again(said) }),
  limit_day: (said) => ({
    cashier: said.t('err.pos.limit', { volume: said.allowed }),
    driver: may(said, said.allowed),
  }),
  rationing: (said) => ({
    cashier: said.t('err.pos.capLeft', { volume: said.allowed }),
    driver: may(said, said.allowed),
  }),
  taken_back: (said) => ({ cashier: said.t('err.pos.takenBack'), driver: again(said) }),
  already_final: (said) => ({ cashier: said.t('err.pos.final', { state: said.state }), driver: again(said) }),
  shift_closed: (said) => ({
    cashier: said.t('err.pos.undoLate', { phone: said.phone }),
    driver: again(said),
  }),
  unknown_transaction: (said) => ({ cashier: said.t('err.pos.noSuchTxn'), driver: again(said) }),
  not_refundable: (said) => ({ cashier: said.t('err.pos.notRefundable'), driver: again(said) }),
  refund_too_much: (said) => ({
    cashier: said.t('err.pos.refundTooMuch', { volume: said.allowed }),
    driver: again(said),
  }),
}
