import { sql } from 'kysely'
import { record, type Action, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'

/** What people do with a coupon. Refuels are not here: they are the tills' transactions. */
export const COUPON_EVENTS = [
  'given',
  'sent',
  'opened',
  'link_replaced',
  'taken_back',
  'until_changed',
  'blocked',
  'unblocked',
  'split',
  'swapped',
  'made',
  'prolonged',
  'return_requested',
  'return_declined',
  'return_withdrawn',
  'returned',
  'void_requested',
  'void_declined',
  'void_withdrawn',
  'voided',
  'expired',
  'code_shown',
  'printed',
  'used_twice',
] as const
export type CouponEvent = (typeof COUPON_EVENTS)[number]

/** What an event says beside who and when: names, numbers and sums as they were; never a code. */
export type EventDetails = Record<string, string | number | boolean | null | readonly string[]>

/**
 * Writes the same event into the story of several coupons, each with details of its own where `detailsOf` gives some.
 * Answers with the events' ids by coupon: a posting that belongs to the event names it.
 */
export async function noteEvents<Coupon extends { id: string }>(
  tx: Tx,
  clientId: string,
  coupons: readonly Coupon[],
  what: CouponEvent,
  by: Actor,
  detailsOf: (coupon: Coupon) => EventDetails | undefined = () => undefined,
): Promise<Map<string, string>> {
  if (coupons.length === 0) return new Map()
  const details = coupons.map((coupon) => {
    const said = detailsOf(coupon)
    return said ? JSON.stringify(said) : null
  })
  const { rows } = await sql<{ coupon_id: string; id: string }>`
    insert into coupon_event (client_id, coupon_id, what, actor_id, actor, details, ip)
    select ${clientId}, noted.coupon_id, ${what}, ${by.accountId ?? null}::uuid, ${by.name}, noted.details::jsonb, ${by.ip ?? null}
    from unnest(${coupons.map(({ id }) => id)}::uuid[], ${details}::text[]) as noted (coupon_id, details)
    returning coupon_id, id`.execute(tx)
  return new Map(rows.map((row) => [row.coupon_id, row.id]))
}

/** How many numbers the log names in one line. */
const NAMED = 5

/** Writes what was done to one coupon or many into the log of actions, as one line. Nothing when nothing was done. */
export async function recordAct(
  tx: Tx,
  action: Action,
  act: {
    clientId: string
    coupons: readonly { number: bigint }[]
    by: Actor
    before?: Record<string, unknown>
    after?: Record<string, unknown>
    reason?: string | undefined
  },
): Promise<void> {
  const { coupons } = act
  if (coupons.length === 0) return
  const numbers = coupons.slice(0, NAMED).map(({ number }) => String(number))
  await record(tx, action, {
    by: act.by,
    clientId: act.clientId,
    object: numbers.join(', ') + (coupons.length > NAMED ? ' …' : ''),
    ...(act.before ? { before: act.before } : {}),
    after: { ...act.after, ...(coupons.length > 1 ? { count: coupons.length } : {}) },
    reason: act.reason,
  })
}
