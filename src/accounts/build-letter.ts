/** A queued row as the letter its reader gets: links derived anew, the reader named, a frame around the words. */
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { readHandoutLetter } from '../coupons/handout-letter.ts'
import type { Lang, T } from '../i18n/index.ts'
import type { Frame, FramedLetter, LetterRow } from '../mail/letter.ts'
import type { LetterParams, Template } from './letter-params.ts'
import { isAccountLetter, oneLine, writeLetter } from './letters.ts'
import { linkUrl, type Purpose } from './link.ts'

/**
 * What becomes of links. `live`: as they are sent, and a letter that exists for a dead one is `void`. `any`: as they
 * were sent, alive or not, for the local mailbox. `hidden`: without their tokens, for the eyes of staff.
 */
export type LinksShown = 'live' | 'any' | 'hidden'

/**
 * Writes the letter of a row: its links are derived anew, for their tokens stand nowhere. Throws when the template is
 * of another version of the product, or when the secret key a link was made with is no longer configured.
 */
export async function buildLetter(
  app: Pick<App, 'config' | 'db' | 'texts' | 'vault'>,
  row: LetterRow,
  links: LinksShown = 'live',
): Promise<FramedLetter | 'void'> {
  const { template } = row
  if (!isAccountLetter(template)) throw new Error(`no account letter is called ${template}`)
  const params = row.params as LetterParams[typeof template]
  const cancelLink = 'cancelLink' in params ? params.cancelLink : undefined
  const known = await findLinks(app, [row.linkId, cancelLink])
  const main = row.linkId === null ? undefined : known.get(row.linkId)
  if (links === 'live' && FOR_THEIR_LINK.has(template) && !main?.alive) return 'void'
  const handout =
    template === 'coupons_for_you'
      ? await readHandoutLetter(app, params as LetterParams[typeof template], links)
      : undefined
  if (template === 'coupons_for_you' && !handout) return 'void'

  const t = app.texts[row.lang]
  const link = (id = row.linkId ?? undefined) => {
    const found = id === undefined ? undefined : known.get(id)
    if (!found || (links === 'live' && !found.alive)) return undefined
    return { url: urlOf(app.config, found, row.lang, links), expiresAt: found.expiresAt }
  }
  const { name, staff } = await findReader(app, row.accountId)
  const around = { ...surroundings(app.config), link, name: oneLine(name), staff, handout }
  return {
    ...writeLetter(t, template, params, row.email, around),
    frame: frameFor(app.config, t, template, row.email),
  }
}

/** Letters that exist for their link: nobody needs one whose link is dead. The others are news and go without it. */
const FOR_THEIR_LINK: ReadonlySet<Template> = new Set([
  'invitation',
  'staff_invitation',
  'invitation_join',
  'invitation_reminder',
  'confirmation',
  'reset',
  'email_new',
  'email_old',
])

type FoundLink = { id: string; purpose: Purpose; tokenHash: Buffer; expiresAt: Date; alive: boolean }

// The pool that writes, because what it says decides whether the letter is sent.
async function findLinks(
  { db }: Pick<App, 'db'>,
  ids: (string | null | undefined)[],
): Promise<Map<string, FoundLink>> {
  const wanted = ids.filter((id) => typeof id === 'string')
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<FoundLink>`
    select id, purpose, token_hash as "tokenHash", expires_at as "expiresAt",
      used_at is null and ended_at is null and expires_at > now() as alive
    from link where id = any(${wanted}::uuid[])`.execute(db.write)
  return new Map(rows.map((row) => [row.id, row]))
}

function urlOf(config: App['config'], link: FoundLink, lang: Lang, links: LinksShown): string {
  const url = linkUrl(config, link, lang)
  if (!url) throw new Error('the secret key this link was made with is not configured (SECRET_KEY_PREVIOUS)')
  return links === 'hidden' ? url.replace(/\/[a-z2-7]{32}\?/, '/…?') : url
}

async function findReader({ db }: Pick<App, 'db'>, accountId: string | null) {
  const { rows } = await sql<{ name: string; staff: boolean }>`
    select name, exists (select from staff_member s where s.account_id = a.id) as staff
    from account a where id = ${accountId}`.execute(db.write)
  return rows[0] ?? { name: '', staff: false }
}

/** What every letter says of this installation, and the present moment. */
export function surroundings(config: App['config']) {
  return {
    site: config.publicUrl,
    supportPhone: phoneOf(config),
    passwordMinLength: config.passwordMinLength,
    now: new Date(),
  }
}

// One number on one line.
function phoneOf({ support }: App['config']): string {
  return support.phone.replaceAll(' ', '\u00a0')
}

/** Letters to people the cabinet does not know yet, or not under this address: it is not «указан в Личном кабинете». */
const TO_STRANGERS: ReadonlySet<Template> = new Set([
  'invitation',
  'staff_invitation',
  'invitation_reminder',
  'confirmation',
  'email_new',
  'coupons_for_you',
])

/** Letters that somebody who fishes for passwords would imitate. */
const ABOUT_SAFETY: ReadonlySet<Template> = new Set([
  'reset',
  'password_changed',
  'locked',
  'unlocked',
  'new_device',
  'email_new',
  'email_old',
  'email_changed',
  'email_change_cancelled',
])

/** What stands around the words of a letter to the stored address `to`: brand, language, the lines at its foot. */
export function frameFor(config: App['config'], t: T, template: Template, to: string): Frame {
  const known = !TO_STRANGERS.has(template)
  return {
    lang: t.lang,
    brand: config.brand,
    cabinet: t('term.cabinet'),
    site: config.publicUrl.href,
    linkBelow: t('mail.linkBelow'),
    footer: [
      ...(ABOUT_SAFETY.has(template) ? [t('mail.never')] : []),
      ...(known ? [t('mail.auto'), t('mail.why', { email: to })] : []),
      t('mail.footer', { address: config.address[t.lang], phone: phoneOf(config) }),
    ],
  }
}
