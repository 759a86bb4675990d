import { sql } from 'kysely'
import { queueLetter } from '../accounts/letter-params.ts'
import type { App } from '../app.ts'
import type { Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import { defineJob } from '../jobs/jobs.ts'
import { type AlertKind, OWN_LETTER, USUALLY_MAILED } from './kinds.ts'
import type { CollectedAlerts } from './letters.ts'

/** Between two letters to a person. */
const PAUSE_MINUTES = 15
/** What is older is in the cabinet: a letter that late is no alert. */
const DAYS = 3
/** In one letter; the rest is counted. */
const MOST = 12
const LOT = 200

export const alertsMail = defineJob<App, Record<string, never>>({
  name: 'alerts-mail',
  cron: '*/5 * * * *',
  run: (app) => mailAlerts(app, { forMs: 40_000 }),
})

type Person = { clientId: string; accountId: string }

/**
 * Writes to everybody who wants letters about what has happened since the last one: one letter each, whatever there is, and
 * none within a quarter of an hour of the one before. Nothing is written twice, by however many workers.
 */
export async function mailAlerts(
  { db }: Pick<App, 'db'>,
  { forMs = Number.POSITIVE_INFINITY }: { forMs?: number } = {},
): Promise<void> {
  const started = Date.now()
  let due: Person[]
  do {
    const { rows } = await sql<Person>`
      select m.client_id as "clientId", m.account_id as "accountId"
      from (select distinct client_id from alert where found_at > now() - make_interval(days => ${DAYS})) c
        join membership m on m.client_id = c.client_id
        join account a on a.id = m.account_id and a.state = 'active'
        join client k on k.id = m.client_id and k.state = 'active'
        left join alert_reader r on r.client_id = m.client_id and r.account_id = m.account_id
      where coalesce(r.mailed_at < now() - make_interval(mins => ${PAUSE_MINUTES}), true)
        and exists (select from alert n where ${isNews()})
      limit ${LOT}`.execute(db.write)
    due = rows
    for (const person of due) {
      await db.transaction((tx) => mailPerson(tx, person))
      if (Date.now() - started > forMs) return
    }
  } while (due.length === LOT)
}

/** What a person (m, r) has not been written about and wants to be. */
function isNews() {
  return sql`n.client_id = m.client_id and n.no > coalesce(r.mailed_to, 0)
    and n.found_at > greatest(m.since, now() - make_interval(days => ${DAYS})) and is_told(m.role, m.account_id, n)
    and n.kind = any(coalesce(r.by_mail, ${USUALLY_MAILED}::text[])) and not (n.kind = any(${OWN_LETTER}::text[]) and m.role in ('owner', 'manager'))`
}

// The person's row is the guard: whoever moves its mark has written the letter.
async function mailPerson(tx: Tx, { clientId, accountId }: Person): Promise<void> {
  await sql`
    insert into alert_reader (client_id, account_id) select client_id, account_id from membership
    where client_id = ${clientId} and account_id = ${accountId} on conflict do nothing`.execute(tx)
  const { rows: held } = await sql`
    select from alert_reader where client_id = ${clientId} and account_id = ${accountId}
      and coalesce(mailed_at < now() - make_interval(mins => ${PAUSE_MINUTES}), true) for no key update skip locked`.execute(
    tx,
  )
  if (held.length === 0) return
  const { rows } = await sql<{
    kind: AlertKind
    at: Date
    facts: CollectedAlerts['items'][number]['facts']
    no: bigint
    n: number
    email: string
    lang: Lang
    company: string
  }>`
    select n.kind, n.happened_at as at, n.facts, n.no, count(*) over ()::int as n, a.email, a.lang, c.name as company
    from membership m join account a on a.id = m.account_id join client c on c.id = m.client_id
      join alert_reader r on r.client_id = m.client_id and r.account_id = m.account_id
      join alert n on ${isNews()}
    where m.client_id = ${clientId} and m.account_id = ${accountId}
    order by n.no desc limit ${MOST}`.execute(tx)
  const [newest] = rows
  if (!newest) return
  await sql`
    update alert_reader set mailed_to = ${newest.no}, mailed_at = now()
    where client_id = ${clientId} and account_id = ${accountId}`.execute(tx)
  await queueLetter(tx, {
    template: 'alerts',
    lang: newest.lang,
    to: newest.email,
    params: {
      company: newest.company,
      n: newest.n,
      items: rows.map(({ kind, at, facts }) => ({ kind, at: at.toISOString(), facts })),
    },
    accountId,
    clientId,
    bulk: true,
  })
}
