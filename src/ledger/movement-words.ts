import type { PlainKey, T } from '../i18n/index.ts'
import type { Movement, MoneyEvent } from './movements.ts'

const EVENTS: Record<MoneyEvent, PlainKey> = {
  payment: 'balance.e.payment',
  payment_reversed: 'balance.e.paymentReversed',
  issue: 'balance.e.issue',
  void: 'balance.e.void',
  redeem_reversed: 'balance.e.redeemReversed',
  refund: 'balance.e.refund',
  remainder: 'balance.e.remainder',
  expire: 'balance.e.expire',
  prolong: 'balance.e.prolong',
  return: 'balance.e.return',
  replace_out: 'balance.e.replaceOut',
  replace_in: 'balance.e.replaceIn',
  payout_due: 'balance.e.payoutDue',
  payout_cancelled: 'balance.e.payoutCancelled',
  card_topped_up: 'balance.e.cardToppedUp',
  card_swept: 'balance.e.cardSwept',
  card_refuel: 'balance.e.cardRefuel',
  card_reversed: 'balance.e.redeemReversed',
  card_refund: 'balance.e.refund',
  card_credit_reversed: 'balance.e.redeemReversed',
  card_credit_refund: 'balance.e.refund',
  credit_repaid: 'balance.e.creditRepaid',
}

/** What happened to the money: «Покупка талонов». */
export function eventName(t: T, event: MoneyEvent): string {
  return t(EVENTS[event])
}

/** The papers of a movement in words, each with the number of the order it leads to where it leads to one. */
export function papersOf(t: T, movement: Movement): { text: string; order?: string }[] {
  const { paymentDocument, orders, coupon, card } = movement
  return [
    ...(paymentDocument ? [{ text: t('balance.payment', { number: paymentDocument }) }] : []),
    ...orders.map((order) => ({ text: t('balance.order', { number: order }), order })),
    ...(coupon === null ? [] : [{ text: t('balance.coupon', { number: String(coupon) }) }]),
    ...(card === null ? [] : [{ text: t('balance.card', { number: String(card) }) }]),
  ]
}
