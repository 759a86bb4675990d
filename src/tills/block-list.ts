import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { defineJob } from '../jobs/jobs.ts'

/**
 * The tokens that were shown, have not run out and pay no more: `NUMBER.CODE`, in order. The version is the list's own
 * digest: the same list, the same number; 0 is the empty one.
 */
export type BlockList = { version: number; blocked: string[] }

/** A till asks once a minute; so many of them share one reading of the list. */
const KEPT_MS = 10_000
const kept = new WeakMap<App, { until: number; list: Promise<BlockList> }>()

/** The list as it stood within the last ten seconds. */
export function blockList(app: App): Promise<BlockList> {
  const known = kept.get(app)
  if (known && known.until > performance.now()) return known.list
  const list = readBlockList(app)
  kept.set(app, { until: performance.now() + KEPT_MS, list })
  // Whoever asks next tries again.
  list.catch(() => kept.delete(app))
  return list
}

async function readBlockList(app: App): Promise<BlockList> {
  const { rows } = await sql<{ number: bigint; codeNo: number }>`
    select c.number, t.code_no as "codeNo"
    from offline_token t
      join coupon c on c.client_id = t.client_id and c.id = t.coupon_id
      join contract k on k.client_id = c.client_id and k.id = c.contract_id
      join client cl on cl.id = c.client_id
    where t.until >= local_day(now())
      and not (c.state = 'issued' and c.code_no = t.code_no and c.hold_ml = 0 and c.nominal_ml <= coalesce(k.offline_ml, 0)
        and least(c.valid_to, c.given_until) >= local_day(now()) and c.pin_hash is null and not k.pin_required and k.station_scope is null and k.state = 'active' and cl.state = 'active')
    order by 1, 2`.execute(app.db.read)
  const blocked = rows.map(({ number, codeNo }) => `${number}.${codeNo}`)
  if (blocked.length === 0) return { version: 0, blocked }
  // 48 bits: a number that every language of tills holds exactly.
  const version = createHash('sha256').update(blocked.join()).digest().readUIntBE(0, 6)
  return { version: Math.max(version, 1), blocked }
}

/** Every night: tokens that ran out a month ago are forgotten; their signatures still say what they were. */
export const offlineTokensEnd = defineJob<App, Record<string, never>>({
  name: 'offline-tokens-end',
  cron: '17 3 * * *',
  async run(app) {
    await sql`delete from offline_token where until < local_day(now()) - 30`.execute(app.db.write)
  },
})
