/**
 * Links in letters. A link is a row; its token is derived from the row's id with the product's secret and stands
 * nowhere, so neither a stolen table nor a stolen queue of letters opens anything.
 */
import { sql } from 'kysely'
import type { Config } from '../config.ts'
import type { Queries, Tx } from '../db/database.ts'
import type { Link as LinkTable } from '../db/schema.ts'
import type { Lang } from '../i18n/index.ts'
import { base32, sha256, type Keyring } from '../secrets.ts'

export type Purpose = LinkTable['purpose']

/** The address of the page a link opens. */
const PATHS: Record<Purpose, string> = {
  invitation: '/invitations',
  confirmation: '/confirmation',
  reset: '/password/reset',
  email_new: '/email-change',
  email_old: '/email-change/approve',
  email_undo: '/email-change/cancel',
  not_me: '/not-me',
}

export type OpenLink = { id: string; purpose: Purpose; subjectId: string; emailKey: string; expiresAt: Date }

/** Why a link leads nowhere. Told only to someone who holds a token that once existed; anything else is `broken`. */
export type DeadLink = {
  state: 'expired' | 'used' | 'superseded' | 'revoked' | 'void' | 'broken'
  subjectId?: string
  id?: string
  expiresAt?: Date
}

/**
 * Makes the link of a letter and ends an earlier one of the same purpose and subject: the newest letter wins.
 * Answers with the row's id, which is all that has to be kept. The caller holds the subject's row, so that two
 * letters asked for at once make two links one after the other.
 */
export async function openLink(
  tx: Tx,
  keys: Keyring,
  link: { purpose: Purpose; subjectId: string; emailKey: string; minutes: number },
): Promise<string> {
  await endLink(tx, link.purpose, link.subjectId, 'superseded')
  const { rows } = await sql<{ id: string }>`select new_id() as id`.execute(tx)
  const id = rows[0]!.id
  await sql`
    insert into link (id, purpose, subject_id, email_key, token_hash, expires_at)
    values (${id}, ${link.purpose}, ${link.subjectId}, ${link.emailKey}, ${sha256(derive(keys, link.purpose, id)[0]!)},
      now() + make_interval(mins => ${link.minutes}))`.execute(tx)
  return id
}

/** The whole address of a link, for the letter. Undefined when the secret it was made with is no longer known. */
export function linkUrl(
  config: Config,
  link: { id: string; purpose: Purpose; tokenHash: Buffer },
  lang: Lang,
): string | undefined {
  const token = derive(config.keys, link.purpose, link.id).find((candidate) =>
    sha256(candidate).equals(link.tokenHash),
  )
  return token && new URL(`${PATHS[link.purpose]}/${token}?lang=${lang}`, config.publicUrl).href
}

/** Looks at a link and changes nothing: mail scanners open links too. */
export async function findLink(
  db: Queries,
  purpose: Purpose,
  token: string,
): Promise<{ ok: true; link: OpenLink } | { ok: false; dead: DeadLink }> {
  if (!looksLikeToken(token)) return { ok: false, dead: { state: 'broken' } }
  const { rows } = await sql<LinkRow>`
    select id, purpose, subject_id, email_key, expires_at, used_at, ended_why, expires_at <= now() as expired
    from link where token_hash = ${sha256(token)} and purpose = ${purpose}`.execute(db)
  const row = rows[0]
  if (!row) return { ok: false, dead: { state: 'broken' } }
  const state = row.used_at ? 'used' : (row.ended_why ?? (row.expired ? 'expired' : undefined))
  if (state)
    return { ok: false, dead: { state, subjectId: row.subject_id, id: row.id, expiresAt: row.expires_at } }
  return { ok: true, link: readLink(row) }
}

/** Takes a link: of many who try at once one gets it. The row that comes back is the permission. */
export async function takeLink(tx: Tx, purpose: Purpose, token: string): Promise<OpenLink | undefined> {
  if (!looksLikeToken(token)) return undefined
  const { rows } = await sql<LinkRow>`
    update link set used_at = now()
    where token_hash = ${sha256(token)} and purpose = ${purpose} and used_at is null and ended_at is null and expires_at > now()
    returning id, purpose, subject_id, email_key, expires_at, used_at, ended_why, false as expired`.execute(
    tx,
  )
  return rows[0] && readLink(rows[0])
}

/** Ends the open link of a purpose and subject, when there is one. */
export async function endLink(tx: Tx, purpose: Purpose, subjectId: string, why: EndedWhy): Promise<void> {
  await sql`
    update link set ended_at = now(), ended_why = ${why}
    where purpose = ${purpose} and subject_id = ${subjectId} and used_at is null and ended_at is null`.execute(
    tx,
  )
}

/** Ends every open link of these purposes written to an address. */
export async function endLinksTo(
  tx: Tx,
  emailKey: string,
  purposes: Purpose[],
  why: EndedWhy,
): Promise<void> {
  await sql`
    update link set ended_at = now(), ended_why = ${why}
    where email_key = ${emailKey} and purpose = any(${purposes}) and used_at is null and ended_at is null`.execute(
    tx,
  )
}

type EndedWhy = 'superseded' | 'revoked' | 'void'

type LinkRow = {
  id: string
  purpose: Purpose
  subject_id: string
  email_key: string
  expires_at: Date
  used_at: Date | null
  ended_why: 'superseded' | 'revoked' | 'void' | null
  expired: boolean
}

function readLink(row: LinkRow): OpenLink {
  return {
    id: row.id,
    purpose: row.purpose,
    subjectId: row.subject_id,
    emailKey: row.email_key,
    expiresAt: row.expires_at,
  }
}

// 20 bytes, 160 bits: OWASP ASVS 11.5.1 asks for 128 or more.
function derive(keys: Keyring, purpose: Purpose, id: string): string[] {
  return keys.macs('link', `${purpose}:${id}`).map((mac) => base32(mac.subarray(0, 20)))
}

function looksLikeToken(token: string): boolean {
  return /^[a-z2-7]{32}$/.test(token)
}
