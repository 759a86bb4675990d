import { sql } from 'kysely'
import { queueLetter } from '../accounts/letter-params.ts'
import type { App } from '../app.ts'
import type { Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import { defineJob } from '../jobs/jobs.ts'

/** So many days before the last one people are reminded. */
const DAYS_BEFORE = [1, 7, 30]

/** In the morning; the later hours are for a worker that was down, and do nothing for whom has been written to today. */
export const remindOfEnds = defineJob<App, { after?: string }>({
  name: 'coupons-remind',
  cron: '0 9-20 * * *',
  async run(app, { after }) {
    const left = await remindClients(app, { after, forMs: 20_000 })
    if (left) await app.db.transaction((tx) => app.jobs.later(tx, remindOfEnds, { after: left }))
  },
})

/**
 * Writes to the owners and managers of every client whose coupons end in 1, 7 or 30 days: one letter each, whatever ends, and
 * never twice on a day. Works until the time is up; then answers with the client it stopped at.
 */
export async function remindClients(
  app: Pick<App, 'db'>,
  { after, forMs = Number.POSITIVE_INFINITY }: { after?: string | undefined; forMs?: number } = {},
): Promise<string | undefined> {
  const started = Date.now()
  for (let mark = after; ;) {
    const { rows } = await sql<{ client_id: string }>`
      select distinct client_id from coupon
      where shelf in ('stock', 'given') and ${endingSoon()} and client_id > ${mark ?? NIL}::uuid
      order by client_id limit 100`.execute(app.db.write)
    for (const { client_id: clientId } of rows) {
      await app.db.transaction((tx) => remindClient(tx, clientId))
      mark = clientId
      if (Date.now() - started > forMs) return mark
    }
    if (rows.length < 100) return undefined
  }
}

/** Writes today's letter of one client, when there is something to say and it has not been said. */
export async function remindClient(tx: Tx, clientId: string): Promise<void> {
  const ends = await endsOf(tx, clientId)
  if (ends.length === 0) return
  const { rows } = await sql`
    insert into expiry_notice (client_id, day) values (${clientId}, local_day(now())) on conflict do nothing returning day`.execute(
    tx,
  )
  if (rows.length === 0) return
  for (const reader of await readersOf(tx, clientId))
    await queueLetter(tx, {
      template: 'coupons_ending',
      lang: reader.lang,
      to: reader.email,
      params: { company: reader.company, ends },
      accountId: reader.id,
      clientId,
      bulk: true,
    })
}

const NIL = '00000000-0000-0000-0000-000000000000'

function endingSoon() {
  return sql`valid_to in (${sql.join(DAYS_BEFORE.map((days) => sql`local_day(now()) + ${sql.lit(days)}`))})`
}

type End = { day: string; n: number; ml: string }

async function endsOf(tx: Tx, clientId: string): Promise<End[]> {
  const { rows } = await sql<End>`
    select valid_to as day, count(*)::int as n, sum(remaining_ml)::text as ml from coupon
    where client_id = ${clientId} and shelf in ('stock', 'given') and return_id is null and ${endingSoon()}
    group by valid_to order by valid_to`.execute(tx)
  return rows
}

// Who has not turned these letters off.
async function readersOf(
  tx: Tx,
  clientId: string,
): Promise<{ id: string; email: string; lang: Lang; company: string }[]> {
  const { rows } = await sql<{ id: string; email: string; lang: Lang; company: string }>`
    select a.id, a.email, a.lang, c.name as company
    from membership m join account a on a.id = m.account_id join client c on c.id = m.client_id
      left join alert_reader r on r.client_id = m.client_id and r.account_id = m.account_id
    where m.client_id = ${clientId} and m.role in ('owner', 'manager') and coalesce('coupons_ending' = any(r.by_mail), true) and a.state = 'active' and c.state = 'active'
    order by a.id`.execute(tx)
  return rows
}
