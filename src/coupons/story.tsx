/** A coupon's story in words, for the client and for the office. */
import { dateTime, longDate, money, shortDate, volume } from '../i18n/format.ts'
import type { PlainKey, T } from '../i18n/index.ts'
import { showPlate } from '../values/plate.ts'
import { Timeline, type TimelineEvent, type TagTone } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import type { CouponEvent } from './note-events.ts'
import type { StoryLine } from './read-story.ts'
import { reasonWords } from './states.tsx'

export type Birth = { validFrom: string; orderNumber: string | null }

/** `birth` is the day the coupon was made, and the order it was bought with; `money` shows what came back. */
export function Story({
  view,
  lines,
  birth,
  seesMoney,
  list,
}: {
  view: View
  lines: readonly StoryLine[]
  birth: Birth
  seesMoney: boolean
  /** Where other coupons have their pages: `/app/coupons`. */
  list: string
}) {
  const { t } = view
  const made = lines.some((line) => line.kind === 'act' && line.what === 'made')
  return (
    <Timeline
      label={t('coupon.history')}
      events={[
        ...lines.map((line) =>
          line.kind === 'act' ? actEvent(t, line, seesMoney, list) : refuelEvent(t, line),
        ),
        ...(made ? [] : [birthEvent(t, birth)]),
      ]}
    />
  )
}

const ACTS: Record<CouponEvent, { key: PlainKey; tone?: TagTone }> = {
  given: { key: 'coupon.e.given', tone: 'info' },
  sent: { key: 'coupon.e.sent' },
  opened: { key: 'coupon.e.opened' },
  link_replaced: { key: 'coupon.e.linkReplaced', tone: 'warning' },
  taken_back: { key: 'coupon.e.takenBack' },
  until_changed: { key: 'coupon.e.untilChanged' },
  blocked: { key: 'coupon.e.blocked', tone: 'danger' },
  unblocked: { key: 'coupon.e.unblocked', tone: 'good' },
  split: { key: 'coupon.e.split' },
  swapped: { key: 'coupon.e.swapped' },
  made: { key: 'coupon.e.made' },
  prolonged: { key: 'coupon.e.prolonged', tone: 'good' },
  return_requested: { key: 'coupon.e.returnRequested', tone: 'warning' },
  return_declined: { key: 'coupon.e.returnDeclined' },
  return_withdrawn: { key: 'coupon.e.returnWithdrawn' },
  returned: { key: 'coupon.e.returned' },
  void_requested: { key: 'coupon.e.voidRequested', tone: 'warning' },
  void_declined: { key: 'coupon.e.voidDeclined' },
  void_withdrawn: { key: 'coupon.e.voidWithdrawn' },
  voided: { key: 'coupon.e.voided' },
  expired: { key: 'coupon.e.expired' },
  code_shown: { key: 'coupon.e.codeShown' },
  printed: { key: 'coupon.e.printed' },
  used_twice: { key: 'coupon.e.usedTwice', tone: 'danger' },
}

function actEvent(t: T, line: StoryLine & { kind: 'act' }, seesMoney: boolean, list: string): TimelineEvent {
  const known = Object.hasOwn(ACTS, line.what) ? ACTS[line.what] : undefined
  const details = [...detailsOf(t, line, seesMoney), ...(line.actor === WORKER ? [] : [line.actor])]
  return {
    at: line.at.toISOString(),
    time: dateTime(t.lang, line.at),
    title: known ? t(known.key) : line.what,
    detail: (
      <>
        {relativesOf(line).map((number, i) => (
          <>
            {i > 0 && ', '}
            <a href={`${list}/${number}`} class="digits">
              {number}
            </a>
          </>
        ))}
        {relativesOf(line).length > 0 && details.length > 0 && ' · '}
        {details.filter(Boolean).join(' · ')}
      </>
    ),
    tone: known?.tone,
  }
}

// The coupons it was made of, or became.
function relativesOf({ details }: StoryLine & { kind: 'act' }): string[] {
  const numbers = Array.isArray(details['into']) ? details['into'] : [details['from']]
  return numbers.filter((number): number is string => typeof number === 'string' && /^\d+$/.test(number))
}

/** What the product did by itself needs no name. */
const WORKER = 'mycoupon'

function detailsOf(t: T, { what, details }: StoryLine & { kind: 'act' }, seesMoney: boolean): string[] {
  const text = (name: string) => (typeof details[name] === 'string' ? details[name] : '')
  const ml = () => (/^\d+$/.test(text('ml')) ? volume(t.lang, BigInt(text('ml'))) : '')
  const sum = () => (seesMoney && /^\d+$/.test(text('tiyn')) ? money(t.lang, BigInt(text('tiyn'))) : '')
  switch (what) {
    case 'given':
      return [
        text('driver'),
        text('until') ? t('coupon.until', { date: longDate(t.lang, text('until')) }) : '',
        showPlate(text('plate')),
        details['pin'] ? t('coupon.withPin') : '',
      ]
    case 'taken_back':
      return [text('driver'), details['over'] ? t('coupon.e.giftOver') : '']
    case 'until_changed':
      return [
        text('after') ? t('coupon.until', { date: longDate(t.lang, text('after')) }) : t('coupon.untilOwn'),
      ]
    case 'sent':
      return [text('how') === 'email' ? text('email') : t('coupon.byLink')]
    case 'blocked':
      return [reasonWords(t, text('reason'))]
    case 'prolonged':
      return [text('after') ? t('coupon.valid', { date: longDate(t.lang, text('after')) }) : '']
    case 'returned':
    case 'voided':
      return [ml(), sum()]
    case 'expired':
      return [
        ml(),
        text('to') === 'other_income' ? t('coupon.e.forfeited') : t('coupon.e.toAccount'),
        text('to') === 'other_income' ? '' : sum(),
      ]
    case 'used_twice':
      return [text('station'), ml()]
    case 'return_requested':
    case 'return_declined':
    case 'void_requested':
    case 'void_declined':
      return [text('reason')]
    case 'split':
    case 'swapped':
    case 'made':
    case 'opened':
    case 'link_replaced':
    case 'unblocked':
    case 'return_withdrawn':
    case 'void_withdrawn':
    case 'code_shown':
    case 'printed':
      return []
  }
}

function refuelEvent(t: T, line: StoryLine & { kind: 'refuel' }): TimelineEvent {
  const litres = volume(t.lang, line.ml)
  return {
    at: line.at.toISOString(),
    time: dateTime(t.lang, line.at),
    title: t('coupon.e.refuel', { volume: litres }),
    detail: [
      line.station,
      ...(line.state === 'reversed' ? [t('coupon.e.reversed')] : []),
      ...(line.refundedMl > 0n ? [t('coupon.e.refunded', { volume: volume(t.lang, line.refundedMl) })] : []),
    ].join(' · '),
    tone: line.state === 'reversed' ? undefined : 'good',
  }
}

function birthEvent(t: T, { validFrom, orderNumber }: Birth): TimelineEvent {
  return {
    at: validFrom,
    time: shortDate(t.lang, validFrom),
    title: orderNumber ? t('coupon.order', { number: orderNumber }) : t('coupon.e.issued'),
  }
}
