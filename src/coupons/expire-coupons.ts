import { sql } from 'kysely'
import type { App } from '../app.ts'
import type { Queries, Tx } from '../db/database.ts'
import { defineJob } from '../jobs/jobs.ts'
import { lockAdvance } from '../ledger/advance.ts'
import { lockCoupons, type LockedCoupon } from './lock-coupons.ts'
import { moveRests } from './move-rests.ts'
import { noteEvents } from './note-events.ts'
import { closeCoupons } from './replace-coupon.ts'

/** Where in the list of what may be due the job is: it goes by last day, client and coupon. */
type Mark = { validTo: string; clientId: string; id: string }

/**
 * At five past midnight what has ended goes where its contract says; the later hours take what a pump has held up, and
 * what a worker that was down has missed. It works for a while and leaves the rest to the next job.
 */
export const couponsEnd = defineJob<App, { after?: Mark }>({
  name: 'coupons-end',
  cron: '5 * * * *',
  async run(app, { after }) {
    const left = await expireDue(app, { after, forMs: 20_000 })
    if (left) await app.db.transaction((tx) => app.jobs.later(tx, couponsEnd, { after: left }))
  },
})

/** Coupons looked at in one go; a client's among them are closed in one transaction. */
const LOT = 500

/**
 * Expires what is due, in lots, until nothing is left or the time is up; then answers with where it stopped. Whoever works
 * beside it takes nothing twice: each lot is looked at again under its locks.
 */
export async function expireDue(
  app: Pick<App, 'db'>,
  { after, forMs = Number.POSITIVE_INFINITY }: { after?: Mark | undefined; forMs?: number } = {},
): Promise<Mark | undefined> {
  const started = Date.now()
  let mark = after
  for (;;) {
    const found = await findEnded(app.db.write, mark)
    for (const [clientId, ids] of byClient(found))
      await app.db.transaction((tx) => expireCoupons(tx, { clientId, couponIds: ids }))
    mark = found.at(-1)
    if (found.length < LOT) return undefined
    if (Date.now() - started > forMs) return mark
  }
}

/**
 * Takes the rest of a client's ended coupons away, by each contract's rule: to the client's advance at the price they were
 * bought for, at once or after the days of grace (domain E6), or to the retailer as forfeited (E6'). Answers with how many.
 * Left for later: what a pump holds, what is on its way back, what the retailer has blocked, what has days of grace.
 */
export async function expireCoupons(
  tx: Tx,
  request: { clientId: string; couponIds: readonly string[] },
): Promise<number> {
  const { clientId } = request
  await lockAdvance(tx, clientId)
  const coupons = await lockCoupons(tx, clientId, request.couponIds)
  const rules = await rulesOf(tx, clientId, coupons)
  const due = coupons.filter((coupon) => isDue(coupon, rules.get(coupon.id)))
  const events = await noteEvents(tx, clientId, due, 'expired', WORKER, (coupon) => ({
    ml: coupon.remainingMl.toString(),
    tiyn: coupon.valueTiyn.toString(),
    to: rules.get(coupon.id)!.to,
  }))
  await moveRests(
    tx,
    clientId,
    due.map((coupon) => ({
      event: 'expire' as const,
      refId: events.get(coupon.id)!,
      coupon,
      ml: coupon.remainingMl,
      tiyn: coupon.valueTiyn,
      to: rules.get(coupon.id)!.to,
    })),
  )
  if (due.length > 0) await closeCoupons(tx, clientId, due, 'expired')
  return due.length
}

const WORKER = { name: 'mycoupon' }

type Rule = { to: 'client_advance' | 'other_income'; graceOver: boolean }

async function rulesOf(
  tx: Tx,
  clientId: string,
  coupons: readonly LockedCoupon[],
): Promise<Map<string, Rule>> {
  const { rows } = await sql<Rule & { id: string }>`
    select c.id, case when k.expiry = 'forfeit' then 'other_income' else 'client_advance' end as to,
      c.valid_to + case when k.expiry = 'grace_prolong' and not c.grace_used then k.grace_days else 0 end < local_day(now()) as "graceOver"
    from coupon c join contract k on k.client_id = c.client_id and k.id = c.contract_id
    where c.client_id = ${clientId} and c.id = any(${coupons.map(({ id }) => id)}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

function isDue(coupon: LockedCoupon, rule: Rule | undefined): boolean {
  const open = coupon.state === 'issued' || coupon.state === 'partial' || coupon.state === 'blocked'
  const stopped = coupon.blockedBy === 'risk' || coupon.blockedBy === 'retailer'
  return open && !stopped && coupon.ended && coupon.holdMl === 0n && rule?.graceOver === true
}

// Only what the index of open coupons holds; the rest is decided under the locks.
async function findEnded(db: Queries, after: Mark | undefined): Promise<Mark[]> {
  const { rows } = await sql<Mark>`
    select c.valid_to as "validTo", c.client_id as "clientId", c.id from coupon c
    where c.shelf in ('stock', 'given') and c.valid_to < local_day(now())
      and (c.valid_to, c.client_id, c.id) > (${after?.validTo ?? '-infinity'}::date, ${after?.clientId ?? NIL}::uuid, ${after?.id ?? NIL}::uuid)
    order by c.valid_to, c.client_id, c.id limit ${LOT}`.execute(db)
  return rows
}

const NIL = '00000000-0000-0000-0000-000000000000'

function byClient(marks: readonly Mark[]): Map<string, string[]> {
  const clients = new Map<string, string[]>()
  for (const { clientId, id } of marks) clients.set(clientId, [...(clients.get(clientId) ?? []), id])
  return clients
}
