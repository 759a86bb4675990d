/**
 * Requests that are answered by letter: «Забыли свой пароль?», «Подтвердить повторную отправку инструкции», a registration.
 * The page does the same for every address, one job row; here, in the worker, it is decided what letter the address gets.
 */
import { sql } from 'kysely'
import type { App } from '../app.ts'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { defineJob } from '../jobs/jobs.ts'
import type { Lang } from '../i18n/index.ts'
import { resendInvitation } from './invite.ts'
import { queueLetter } from './letter-params.ts'
import { sendReset } from './recover.ts'
import { sendConfirmation } from './register.ts'

/** `emailKey` is the canonical address; `registrationId` comes with a new request for access. */
export type LetterRequest = {
  wish: 'reset' | 'resend' | 'register'
  emailKey: string
  by: Actor
  registrationId?: string
}

export const letterRequested = defineJob<App, LetterRequest>({
  name: 'letter-request',
  run: (app, request) => app.db.transaction((tx) => answerLetterRequest(app, tx, request)),
})

/**
 * Gives an address the letter it may have: an active account a reset (or, after a registration, «у вас уже есть кабинет»),
 * an invited one its invitation once more, an unconfirmed request its confirmation, anybody else nothing. Quotas are silent.
 */
export async function answerLetterRequest(app: App, tx: Tx, request: LetterRequest): Promise<void> {
  const account = await activeAccount(tx, request.emailKey)
  if (account) {
    if (request.wish === 'reset') await sendReset(app, tx, { accountId: account.id, by: request.by })
    if (request.wish === 'register') await tellAlready(tx, account)
    if (request.wish === 'resend') await sendOpenInvitations(app, tx, request)
    if (request.registrationId)
      await sql`update registration set state = 'void' where id = ${request.registrationId} and state = 'received'`.execute(
        tx,
      )
    return
  }
  const invited = await sendOpenInvitations(app, tx, request)
  if (request.registrationId && !invited) return sendConfirmation(app, tx, request.registrationId)
  if (request.registrationId)
    await sql`update registration set state = 'void' where id = ${request.registrationId} and state = 'received'`.execute(
      tx,
    )
  if (!invited) await resendConfirmation(app, tx, request.emailKey)
}

async function activeAccount(
  tx: Tx,
  emailKey: string,
): Promise<{ id: string; email: string; lang: Lang } | undefined> {
  const { rows } = await sql<{ id: string; email: string; lang: Lang }>`
    select id, email, lang from account where email_key = ${emailKey} and state = 'active'`.execute(tx)
  return rows[0]
}

async function tellAlready(tx: Tx, account: { id: string; email: string; lang: Lang }): Promise<void> {
  const { rows } = await sql`
    select from letter where account_id = ${account.id} and template = 'already' and created_at > now() - interval '1 hour' limit 1`.execute(
    tx,
  )
  if (rows.length === 0)
    await queueLetter(tx, {
      template: 'already',
      lang: account.lang,
      to: account.email,
      params: {},
      accountId: account.id,
    })
}

// True when the address is invited at all, even if its quota is used up: then it is an invitee, not a newcomer.
async function sendOpenInvitations(app: App, tx: Tx, request: LetterRequest): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    select id from invitation where email_key = ${request.emailKey} and accepted_at is null and revoked_at is null order by id`.execute(
    tx,
  )
  for (const { id } of rows)
    await resendInvitation(app, tx, { invitationId: id, by: request.by, renew: false })
  return rows.length > 0
}

async function resendConfirmation(app: App, tx: Tx, emailKey: string): Promise<void> {
  const { limits } = app.config
  const { rows } = await sql<{ id: string; recent: boolean; today: number }>`
    select r.id,
      exists (select from link l where l.subject_id = r.id and l.purpose = 'confirmation'
        and l.created_at > now() - make_interval(secs => ${limits.resendGapSeconds})) as recent,
      (select count(*)::int from link l where l.email_key = r.email_key and l.purpose = 'confirmation'
        and l.created_at > now() - interval '1 day') as today
    from registration r where r.email_key = ${emailKey} and r.state = 'unconfirmed' for no key update of r`.execute(
    tx,
  )
  const open = rows[0]
  if (open && !open.recent && open.today <= limits.resendsPerDay) await sendConfirmation(app, tx, open.id)
}
