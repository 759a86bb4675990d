import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { CouponEvent } from './note-events.ts'

/** One thing that happened to a coupon: what people did, and what tills did. */
export type StoryLine =
  | { kind: 'act'; at: Date; what: CouponEvent; actor: string; details: Record<string, unknown> }
  | {
      kind: 'refuel'
      at: Date
      ml: bigint
      station: string
      state: 'completed' | 'reversed'
      refundedMl: bigint
    }

/** More than this no page shows; the newest are shown. */
const MOST = 200

/** What happened to a coupon, the newest first. */
export async function readStory(
  db: Queries,
  { clientId, couponId }: { clientId: string; couponId: string },
): Promise<StoryLine[]> {
  const [{ rows: acts }, { rows: refuels }] = await Promise.all([
    sql<{ at: Date; what: CouponEvent; actor: string; details: Record<string, unknown> | null }>`
      select at, what, actor, details from coupon_event
      where client_id = ${clientId} and coupon_id = ${couponId} order by id desc limit ${MOST}`.execute(db),
    sql<{ at: Date; ml: bigint; station: string; reversed: boolean; refundedMl: bigint }>`
      select coalesce(t.completed_at, t.at) as at, t.ml, coalesce(s.name, '') as station, t.state = 'reversed' as reversed,
        t.refunded_ml as "refundedMl"
      from till_transaction t left join station s on s.id = t.station_id
      where t.coupon_id = ${couponId} and t.client_id = ${clientId} and t.verb in ('redeem', 'authorize')
        and t.state in ('completed', 'late_posted', 'reversed') and t.ml > 0
      order by t.at desc limit ${MOST}`.execute(db),
  ])
  const lines: StoryLine[] = [
    ...acts.map((act) => ({ kind: 'act' as const, ...act, details: act.details ?? {} })),
    ...refuels.map(({ reversed, ...refuel }) => ({
      kind: 'refuel' as const,
      ...refuel,
      state: reversed ? ('reversed' as const) : ('completed' as const),
    })),
  ]
  return lines.toSorted((a, b) => b.at.getTime() - a.at.getTime())
}
