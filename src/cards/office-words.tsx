/** What cards are called in the office: states, schemes, media. */
import { money, volume } from '../i18n/format.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import { productName } from '../products/product-name.ts'
import { StatusTag, type TagTone } from '../web/parts/index.ts'
import type { MediumKind } from './add-media.ts'
import type { OfficeCard } from './find-anywhere.ts'
import type { CardRefusal, CardState } from './lock-cards.ts'

const STATES: Record<CardState, { key: PlainKey; tone: TagTone }> = {
  ordered: { key: 'status.card.making', tone: 'info' },
  produced: { key: 'status.card.ready', tone: 'info' },
  delivered: { key: 'of.card.state.delivered', tone: 'info' },
  active: { key: 'status.card.active', tone: 'good' },
  blocked_scheduled: { key: 'of.card.state.scheduled', tone: 'warning' },
  pin_locked: { key: 'status.card.pinLocked', tone: 'danger' },
  blocked_client: { key: 'status.card.blockedYou', tone: 'danger' },
  blocked_retailer: { key: 'status.card.blockedUs', tone: 'danger' },
  damaged: { key: 'of.card.state.damaged', tone: 'neutral' },
  lost: { key: 'status.card.lost', tone: 'neutral' },
  stolen: { key: 'of.card.state.stolen', tone: 'neutral' },
  expired: { key: 'status.card.expired', tone: 'neutral' },
  closed: { key: 'status.card.closed', tone: 'neutral' },
}

/** How a card or a medium of it stands, as a tag. */
export function OfficeCardTag({ t, state }: { t: T; state: CardState }) {
  const { key, tone } = STATES[state]
  return <StatusTag tone={tone}>{t(key)}</StatusTag>
}

/** What a card draws on, with what is there: «Деньги на карте: 12 000 ₸». */
export function schemeWords(t: T, card: OfficeCard): string {
  switch (card.scheme) {
    case 'wallet_money':
      return t('of.card.scheme.money', { amount: money(t.lang, card.walletTiyn) })
    case 'wallet_litre':
      return t('of.card.scheme.litres', {
        volume: volume(t.lang, card.walletMl),
        fuel: card.product ? productName(t, card.product) : '',
      })
    case 'limit':
      return t('of.card.scheme.limit')
  }
}

const KINDS: Record<MediumKind, PlainKey> = {
  plastic: 'of.card.kind.plastic',
  virtual: 'of.card.kind.virtual',
  nfc: 'of.card.kind.nfc',
}

export function kindWords(t: T, kind: MediumKind): string {
  return t(KINDS[kind])
}

const REFUSALS: Partial<Record<CardRefusal, PlainKey>> = {
  closed: 'of.card.no.closed',
  already: 'of.card.no.already',
  not_blocked: 'of.card.no.notBlocked',
}

/** Why the office's act leaves a card as it is. */
export function officeRefusal(t: T, reason: CardRefusal): string {
  return t(REFUSALS[reason] ?? 'of.card.no.unknown')
}
