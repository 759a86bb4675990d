import { sql } from 'kysely'
import { resendInvitation } from '../accounts/invite.ts'
import { sendReset } from '../accounts/recover.ts'
import type { App } from '../app.ts'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import { queueLetter } from '../mail/queue-letter.ts'

/** As much of a letter as decides whether and how it can be sent once more. */
export type Resendable = {
  template: string
  state: string
  linkId: string | null
  accountId: string | null
  invitationId: string | null
}

/**
 * How a letter is sent once more: an invitation and a reset get a new link, news that bounced goes out as a copy.
 * Undefined for what must not be repeated: a link of another kind belongs to the act that made it.
 */
export function wayToResend(letter: Resendable): 'invitation' | 'reset' | 'copy' | undefined {
  if (letter.invitationId) return 'invitation'
  if (letter.template === 'reset') return letter.accountId ? 'reset' : undefined
  return letter.state === 'bounced' && letter.linkId === null ? 'copy' : undefined
}

export type LetterResent =
  | { ok: true; email: string }
  /**
   * `over`: accepted, withdrawn, or the person is not active. `too_soon`: the limits of its kind. `address_changed`: the
   * letter's address is not the person's any more. `not_again`: nothing this letter allows.
   */
  | { ok: false; reason: 'unknown' | 'not_again' | 'over' | 'too_soon' | 'address_changed' }

/** Sends a letter once more within the limits of its kind, and keeps on record who did. */
export async function resendLetter(
  app: App,
  tx: Tx,
  request: { letterId: string; by: Actor },
): Promise<LetterResent> {
  const letter = await lockLetter(tx, request.letterId)
  if (!letter) return { ok: false, reason: 'unknown' }
  const sent = await sendAgain(app, tx, letter, request.by)
  if (!sent.ok) return sent
  await record(tx, 'letter.resent', {
    by: request.by,
    accountId: letter.accountId ?? undefined,
    clientId: letter.clientId ?? undefined,
    object: letter.email,
    after: { template: letter.template },
  })
  return { ok: true, email: letter.email }
}

type Letter = Resendable & {
  email: string
  lang: Lang
  params: Record<string, unknown>
  clientId: string | null
  current: string | null
}

// A copy within the gap is too soon, whoever of two colleagues pressed first: the second waits for the row.
async function lockLetter(tx: Tx, letterId: string): Promise<Letter | undefined> {
  const { rows } = await sql<Letter>`
    select l.template, l.state, l.email, l.lang, l.params, l.link_id as "linkId", l.account_id as "accountId",
      l.client_id as "clientId", l.invitation_id as "invitationId",
      (select a.email from account a where a.id = l.account_id and a.state = 'active') as current
    from letter l where l.id = ${letterId} for no key update of l`.execute(tx)
  return rows[0]
}

type Sent = { ok: true } | Extract<LetterResent, { ok: false }>

async function sendAgain(app: App, tx: Tx, letter: Letter, by: Actor): Promise<Sent> {
  switch (wayToResend(letter)) {
    case 'invitation': {
      const resent = await resendInvitation(app, tx, { invitationId: letter.invitationId!, by, renew: true })
      if (resent.ok) return resent
      return { ok: false, reason: resent.reason === 'too_soon' ? 'too_soon' : 'over' }
    }
    case 'reset':
      if (letter.current === null) return { ok: false, reason: 'over' }
      if (await sendReset(app, tx, { accountId: letter.accountId!, by })) return { ok: true }
      return { ok: false, reason: 'too_soon' }
    case 'copy':
      return copyLetter(app, tx, letter)
    case undefined:
      return { ok: false, reason: 'not_again' }
  }
}

async function copyLetter(app: App, tx: Tx, letter: Letter): Promise<Sent> {
  const { template, lang, email, params, accountId, clientId, current } = letter
  // What was meant for a person goes to nobody else, even if the old mailbox is somebody's again.
  if (accountId && current !== email)
    return { ok: false, reason: current === null ? 'over' : 'address_changed' }
  const { rows } = await sql`
    select from letter
    where lower(email) = lower(${email}) and template = ${template}
      and created_at > now() - make_interval(secs => ${app.config.limits.resendGapSeconds}) limit 1`.execute(
    tx,
  )
  if (rows.length > 0) return { ok: false, reason: 'too_soon' }
  const about = { accountId: accountId ?? undefined, clientId: clientId ?? undefined }
  await queueLetter(tx, { template, lang, to: email, params, ...about })
  return { ok: true }
}
