/** How a card stands and what it draws on, in words. */
import { isoDay, money, volume } from '../i18n/format.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import { showLastFour } from '../values/last-four.ts'
import { StatusTag, type TagTone } from '../web/parts/index.ts'
import type { MediumKind } from './add-media.ts'
import type { CardRow } from './find-cards.ts'
import type { CardRefusal, CardState, Scheme } from './lock-cards.ts'

/** So many days before its last one a card «скоро истечёт» (domain §6.2). */
export const SOON_DAYS = 60

const STATES: Record<CardState, { key: PlainKey; tone: TagTone }> = {
  ordered: { key: 'status.card.making', tone: 'info' },
  produced: { key: 'status.card.ready', tone: 'info' },
  delivered: { key: 'status.card.delivered', tone: 'info' },
  active: { key: 'status.card.active', tone: 'good' },
  blocked_scheduled: { key: 'status.card.scheduled', tone: 'warning' },
  pin_locked: { key: 'status.card.pinLocked', tone: 'danger' },
  blocked_client: { key: 'status.card.blockedYou', tone: 'danger' },
  blocked_retailer: { key: 'status.card.blockedUs', tone: 'danger' },
  damaged: { key: 'status.card.damaged', tone: 'neutral' },
  lost: { key: 'status.card.lost', tone: 'neutral' },
  stolen: { key: 'status.card.stolen', tone: 'neutral' },
  expired: { key: 'status.card.expired', tone: 'neutral' },
  closed: { key: 'status.card.closed', tone: 'neutral' },
}

/** Whether a last day is near, or past. */
export function endsSoon(validTo: string): boolean {
  return validTo <= isoDay(new Date(Date.now() + SOON_DAYS * 86_400_000))
}

/** The one word that matters most about a card now. */
export function CardTag({ t, card }: { t: T; card: Pick<CardRow, 'state' | 'validTo'> }) {
  const { key, tone } =
    card.state === 'active' && card.validTo !== null && endsSoon(card.validTo)
      ? { key: 'status.card.expiring' as const, tone: 'warning' as const }
      : STATES[card.state]
  return <StatusTag tone={tone}>{t(key)}</StatusTag>
}

export function mediumState(t: T, state: CardState): string {
  return t(STATES[state].key)
}

/** What a driver holds. */
export const MEDIA: Record<MediumKind, PlainKey> = {
  plastic: 'card.medium.plastic',
  virtual: 'card.medium.virtual',
  nfc: 'card.medium.nfc',
}

export const SCHEME_WORDS: Record<Scheme, PlainKey> = {
  wallet_money: 'card.scheme.money',
  wallet_litre: 'card.scheme.litres',
  limit: 'card.scheme.limit',
}

/** What each scheme is for, for whoever orders a card. */
export const SCHEME_HINTS: Record<Scheme, PlainKey> = {
  wallet_money: 'card.scheme.moneyD',
  wallet_litre: 'card.scheme.litresD',
  limit: 'card.scheme.limitD',
}

/** «12 000,00 ₸», «150 л: АИ-95», «Общий счёт». */
export function walletWords(
  t: T,
  card: Pick<CardRow, 'scheme' | 'product' | 'walletTiyn' | 'walletMl'>,
  sees: boolean,
): string {
  switch (card.scheme) {
    case 'wallet_money':
      return sees ? money(t.lang, card.walletTiyn) : t('card.scheme.money')
    case 'wallet_litre':
      return t('card.litresOf', {
        volume: volume(t.lang, card.walletMl),
        fuel: card.product ? productName(t, card.product) : '',
      })
    case 'limit':
      return t('card.commonAccount')
  }
}

/** A card as it is named in a sentence: its last four digits, or its number while it has no medium. */
export function cardWords({ lastFour, number }: Pick<CardRow, 'lastFour' | 'number'>): string {
  return lastFour ? showLastFour(lastFour) : String(number)
}

const REFUSALS: Record<CardRefusal, PlainKey> = {
  unknown: 'card.no.unknown',
  closed: 'card.no.closed',
  already: 'card.no.already',
  not_blocked: 'card.no.notBlocked',
  suspended: 'card.no.suspended',
  scheme: 'card.no.scheme',
  not_enough: 'card.no.notEnough',
  held: 'card.no.held',
  not_active: 'card.no.notActive',
}

export function cardRefusalWords(t: T, reason: CardRefusal): string {
  return t(REFUSALS[reason])
}
