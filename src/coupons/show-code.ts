import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Queries, Tx } from '../db/database.ts'
import { lockCoupons, whyOver } from './lock-coupons.ts'
import { noteEvents, recordAct } from './note-events.ts'

/** How long a person sees what opens a coupon after the showing was written down, in minutes. */
export const SHOWN_MINUTES = 10

/**
 * Writes down that a person is about to see a coupon's code or its link: the page shows it to them alone, for
 * `SHOWN_MINUTES`. False for a coupon the client does not have, or that is over and pays for nothing.
 */
export async function noteCodeShown(
  tx: Tx,
  request: { clientId: string; couponId: string; by: Actor },
): Promise<boolean> {
  const { clientId, by } = request
  const coupons = await lockCoupons(tx, clientId, [request.couponId])
  if (!coupons[0] || whyOver(coupons[0])) return false
  await noteEvents(tx, clientId, coupons, 'code_shown', by)
  await recordAct(tx, 'coupon.code_shown', { clientId, coupons, by })
  return true
}

/**
 * Whether a person has a right to see what opens these coupons now: they have asked for it, sent or printed it a moment ago,
 * and nothing has taken the coupon away since.
 */
export async function mayStillSee(
  db: Queries,
  clientId: string,
  couponIds: readonly string[],
  accountId: string,
): Promise<boolean> {
  const { rows } = await sql<{ seen: boolean }>`
    select bool_and(exists (select from coupon_event e
      where e.client_id = ${clientId} and e.coupon_id = asked.id and e.actor_id = ${accountId}
        and e.what in ('code_shown', 'sent', 'link_replaced', 'printed') and e.at > now() - make_interval(mins => ${SHOWN_MINUTES}))) as seen
    from unnest(${couponIds}::uuid[]) as asked (id)`.execute(db)
  return rows[0]?.seen === true
}
