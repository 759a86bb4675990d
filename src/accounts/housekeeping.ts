import { sql } from 'kysely'
import type { App } from '../app.ts'
import { dropUnsentBatches } from '../invitations/discard-batch.ts'
import { defineJob } from '../jobs/jobs.ts'
import { dropDraftStatements } from '../payments/discard-statement.ts'
import { queueLetter } from './letter-params.ts'
import type { Lang } from '../i18n/index.ts'
import { KEPT_MINUTES } from './kept-form.ts'
import { openLink } from './link.ts'

/** Every ten minutes: what time has made useless goes, and invitations about to end are remembered. */
export const housekeeping = defineJob<App, Record<string, never>>({
  name: 'housekeeping',
  cron: '*/10 * * * *',
  run: (app) => keepHouse(app),
})

/**
 * Deletes sessions that ended days ago, forms nobody came back for, spent budgets, counters of addresses nobody has typed for 90 days, old drafts, lists nobody has
 * sent, statements nobody has posted and registrations that were never confirmed; reminds of invitations once, two days before they end.
 */
export async function keepHouse(app: App): Promise<void> {
  const { limits } = app.config
  await app.db.transaction(async (tx) => {
    // Over a weekend longer than they live: a form of theirs that comes on Monday is known by its session.
    await sql`delete from session where expires_at <= now() - interval '3 days'
      or last_seen_at <= now() - make_interval(days => 3, mins => ${limits.sessionIdleMinutes})`.execute(tx)
    await sql`delete from kept_form where kept_at <= now() - make_interval(mins => ${KEPT_MINUTES})`.execute(
      tx,
    )
    await sql`delete from throttle where ends_at <= now()`.execute(tx)
    await sql`delete from login_guard where touched_at < now() - interval '90 days'`.execute(tx)
    await sql`delete from registration_draft where touched_at < now() - interval '1 day'`.execute(tx)
    await sql`update registration set state = 'void'
      where state in ('received', 'unconfirmed') and created_at < now() - interval '7 days'`.execute(tx)
    await dropUnsentBatches(tx)
    await dropDraftStatements(tx)
  })
  await remindInvitees(app)
}

async function remindInvitees(app: App): Promise<void> {
  await app.db.transaction(async (tx) => {
    const { rows } = await sql<{
      id: string
      email: string
      email_key: string
      lang: Lang
      client_id: string
      company: string
      expires_at: Date
    }>`
      update invitation i set reminded_at = now() from client c
      where c.id = i.client_id and i.id in (
        select id from invitation where accepted_at is null and revoked_at is null and reminded_at is null
          and expires_at between now() and now() + interval '48 hours' and sent_at < now() - interval '1 day'
        order by expires_at limit 100 for update skip locked)
      returning i.id, i.email, i.email_key, i.lang, i.client_id, c.name as company, i.expires_at`.execute(tx)
    for (const due of rows) {
      const linkId = await openLink(tx, app.config.keys, {
        purpose: 'invitation',
        subjectId: due.id,
        emailKey: due.email_key,
        minutes: Math.max(1, Math.ceil((due.expires_at.getTime() - Date.now()) / 60_000)),
      })
      await queueLetter(tx, {
        template: 'invitation_reminder',
        lang: due.lang,
        to: due.email,
        params: { company: due.company, expiresAt: due.expires_at.toISOString() },
        linkId,
        clientId: due.client_id,
        invitationId: due.id,
        bulk: true,
      })
    }
  })
}
