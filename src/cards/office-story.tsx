/** A card's whole story for the office: what people did with it, and every request of a till, refusals and wrong PINs too. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { dateTime, volume } from '../i18n/format.ts'
import { productName } from '../products/product-name.ts'
import type { Product } from '../products/products.ts'
import type { Facts, OperationState } from '../tills/answer.ts'
import type { Decline } from '../tills/decline.ts'
import { operationNumber } from '../tills/find-operations.ts'
import { OperationTag } from '../tills/operation-tag.tsx'
import { wordsIn } from '../tills/words.ts'
import { Timeline, type TimelineEvent } from '../web/parts/index.ts'
import type { View } from '../web/view.ts'
import { cardEventDetails, CARD_EVENT_WORDS } from './event-words.ts'
import { type CardStoryLine, readCardStory } from './find-cards.ts'

/** More than this no page shows; the list of operations has the rest. */
const MOST = 200

type OfPerson = CardStoryLine & { kind: 'person' }
type OfTill = {
  kind: 'till'
  id: string
  at: Date
  verb: 'redeem' | 'authorize' | 'reverse' | 'refund'
  state: OperationState
  reason: Decline | null
  facts: Facts | null
  product: Product | null
  ml: bigint | null
  refundedMl: bigint
  remainingMl: bigint | null
  station: string
  terminal: string
  cashier: string
}
export type OfficeStoryLine = OfPerson | OfTill

/** The newest of it first. */
export async function readOfficeStory(
  db: Queries,
  card: { clientId: string; cardId: string },
): Promise<OfficeStoryLine[]> {
  const [people, { rows: tills }] = await Promise.all([
    readCardStory(db, card, MOST),
    sql<Omit<OfTill, 'kind'>>`
      select x.id, coalesce(x.completed_at, x.reversed_at, x.at) as at, x.verb, x.state, x.reason, x.extra as facts, x.product,
        coalesce(x.ml, x.held_ml, x.asked_ml) as ml, x.refunded_ml as "refundedMl", x.remaining_ml as "remainingMl",
        '№ ' || s.number || ', ' || s.name as station, t.name as terminal, x.cashier
      from till_transaction x join station s on s.id = x.station_id join terminal t on t.id = x.terminal_id
      where x.card_id = ${card.cardId} order by x.at desc limit ${MOST}`.execute(db),
  ])
  return [
    ...people.map((line) => ({ kind: 'person' as const, ...line })),
    ...tills.map((line) => ({ kind: 'till' as const, ...line })),
  ]
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, MOST)
}

/** `path` is the card's page: its answers of tills are explained under it. */
export function OfficeStory({
  view,
  lines,
  path,
}: {
  view: View
  lines: readonly OfficeStoryLine[]
  path: string
}) {
  return (
    <Timeline
      label={view.t('card.story')}
      events={lines.map((line) =>
        line.kind === 'till' ? tillEvent(view, line, path) : personEvent(view, line),
      )}
    />
  )
}

function personEvent({ t, lang }: View, line: OfPerson): TimelineEvent {
  const ip = line.ip && t('of.card.fromIp', { ip: line.ip })
  return {
    at: line.at.toISOString(),
    time: dateTime(lang, line.at),
    title: t(CARD_EVENT_WORDS[line.what]),
    detail: [...cardEventDetails(t, line, true), ip].filter(Boolean).join(' · '),
  }
}

function tillEvent(view: View, line: OfTill, path: string): TimelineEvent {
  const { t, lang } = view
  const asked = [line.product && productName(t, line.product), line.ml !== null && volume(lang, line.ml)]
  const explained = line.verb === 'redeem' || line.verb === 'authorize'
  return {
    at: line.at.toISOString(),
    time: dateTime(lang, line.at),
    title: line.reason ? refusalWords(view, line, line.reason) : asked.filter(Boolean).join(', '),
    detail: (
      <>
        <OperationTag t={t} operation={line} />{' '}
        {[
          ...(line.reason ? asked : []),
          line.refundedMl > 0n && t('coupon.e.refunded', { volume: volume(lang, line.refundedMl) }),
          line.station,
          line.terminal,
          line.cashier,
        ]
          .filter(Boolean)
          .join(' · ')}{' '}
        {explained && (
          <a class="digits" href={`${path}/answers/${line.id}`}>
            {operationNumber(line.id)}
          </a>
        )}
      </>
    ),
    tone: line.reason ? 'danger' : line.verb === 'refund' || line.state === 'reversed' ? undefined : 'good',
  }
}

// What the cashier read.
function refusalWords({ t, support }: View, line: OfTill, reason: Decline): string {
  const { id: operationId, facts, state, product, remainingMl } = line
  return wordsIn(
    t,
    {
      ...{ outcome: 'declined', of: 'card', replayed: true },
      ...{ operationId, reason, facts: facts ?? {}, state, product, remainingMl },
    } as const,
    support.phone,
  ).cashier
}
