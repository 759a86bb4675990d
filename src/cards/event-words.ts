/** Events of a card in words, for the cabinet and for the office. */
import { money, volume } from '../i18n/format.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import { showPlate } from '../values/plate.ts'
import type { CardStoryLine } from './find-cards.ts'
import type { CardEvent } from './note-events.ts'

/** What a card's story calls what people did with it. */
export const CARD_EVENT_WORDS: Record<CardEvent, PlainKey> = {
  ordered: 'card.e.ordered',
  made: 'card.e.made',
  produced: 'card.e.produced',
  delivered: 'card.e.delivered',
  activated: 'card.e.activated',
  blocked: 'card.e.blocked',
  unblocked: 'card.e.unblocked',
  block_scheduled: 'card.e.blockScheduled',
  block_unscheduled: 'card.e.blockUnscheduled',
  pin_locked: 'card.e.pinLocked',
  pin_set: 'card.e.pinSet',
  lost: 'card.e.lost',
  stolen: 'card.e.stolen',
  damaged: 'card.e.damaged',
  replaced: 'card.e.replaced',
  expired: 'card.e.expired',
  given: 'card.e.given',
  products_changed: 'card.e.productsChanged',
  limits_changed: 'card.e.limitsChanged',
  topped_up: 'card.e.toppedUp',
  moved_out: 'card.e.movedOut',
  moved_in: 'card.e.movedIn',
  swept: 'card.e.swept',
  closed: 'card.e.closed',
  number_shown: 'card.e.numberShown',
}

/** What is to be said of an event beside its name: to whom, why, how much (`sees` money), and who did it. */
export function cardEventDetails(t: T, { details, actor }: CardStoryLine, sees: boolean): string[] {
  const text = (name: string) => (typeof details?.[name] === 'string' ? details[name] : '')
  const amount = (name: string) => (/^[1-9]\d*$/.test(text(name)) ? BigInt(text(name)) : undefined)
  const [ml, tiyn] = [amount('ml'), amount('tiyn')]
  return [
    text('driver'),
    showPlate(text('vehicle')),
    text('group'),
    text('reason'),
    ml === undefined ? '' : volume(t.lang, ml),
    tiyn === undefined || !sees ? '' : money(t.lang, tiyn),
    // What the product did by itself needs no name.
    actor === 'mycoupon' || actor === 'PIN' ? '' : actor,
  ]
}
