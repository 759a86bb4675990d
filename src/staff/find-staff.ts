/** Reads about the retailer's own people and those invited to be. */
import { sql } from 'kysely'
import type { StaffRole } from '../accounts/roles.ts'
import type { App } from '../app.ts'
import type { PersonState } from '../clients/queries.ts'
import type { Queries } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import type { LetterState } from '../letters/find-letters.ts'
import { isId } from '../web/paging.ts'

export type StaffPerson = {
  accountId: string
  email: string
  name: string
  lang: Lang
  role: StaffRole
  since: Date
  lastSignInAt: Date | null
  /** `locked`: sign-in is closed, at least to browsers the account does not know. */
  state: PersonState
  /** How many sessions are open now. */
  sessions: number
}

/** Everybody who works here, by name; those whose access is closed last. */
export function listStaff(app: App): Promise<StaffPerson[]> {
  return readStaff(app, sql`a.state <> 'closed'`)
}

/** One of them by the id of an address; undefined for anybody else. */
export async function findStaff(app: App, accountId: string): Promise<StaffPerson | undefined> {
  if (!isId(accountId)) return undefined
  return (await readStaff(app, sql`f.account_id = ${accountId} and a.state <> 'closed'`))[0]
}

type Row = Omit<StaffPerson, 'state'> & {
  state: 'active' | 'suspended' | 'closed'
  locked: boolean
  key: string
}

async function readStaff(app: App, where: ReturnType<typeof sql>): Promise<StaffPerson[]> {
  const { rows } = await sql<Row>`
    select f.account_id as "accountId", a.email, a.email_key as key, a.name, a.lang, f.role, f.since,
      a.last_sign_in_at as "lastSignInAt", a.state, a.locked_at is not null as locked,
      (select count(*)::int from session s where s.account_id = a.id and s.expires_at > now()
        and s.last_seen_at > now() - make_interval(mins => ${app.config.limits.sessionIdleMinutes})) as sessions
    from staff_member f join account a on a.id = f.account_id
    where ${where} order by a.state <> 'active', name_order(coalesce(nullif(a.name, ''), a.email)) collate "C", a.id`.execute(
    app.db.write,
  )
  const closed = await lockedAddresses(app, rows)
  return rows.map(({ key, locked, ...person }) => ({
    ...person,
    state: person.state === 'active' && (locked || closed.has(key)) ? 'locked' : person.state,
  }))
}

// Counters of wrong passwords stand under secret names of the addresses (accounts/lock.ts); one question for all.
async function lockedAddresses(app: App, people: { key: string }[]): Promise<Set<string>> {
  const named = people.flatMap(({ key }) => app.config.keys.macs('guard', key).map((mac) => ({ key, mac })))
  const { rows } = await sql<{ key: Buffer }>`
    select key from login_guard where locked_at is not null and key = any(${named.map(({ mac }) => mac)}::bytea[])`.execute(
    app.db.read,
  )
  const locked = new Set(rows.map((row) => row.key.toString('hex')))
  return new Set(named.filter(({ mac }) => locked.has(mac.toString('hex'))).map(({ key }) => key))
}

export type StaffInvitation = {
  id: string
  email: string
  name: string
  role: StaffRole
  lang: Lang
  sentAt: Date
  expiresAt: Date
  expired: boolean
  openedAt: Date | null
  letterState: LetterState | null
  serverAnswer: string | null
}

/** Invitations of staff that are neither accepted nor withdrawn, the newest first; or one of them. */
export async function openStaffInvitations(db: Queries, id?: string): Promise<StaffInvitation[]> {
  if (id !== undefined && !isId(id)) return []
  const { rows } = await sql<StaffInvitation>`
    select i.id, i.email, i.name, i.role, i.lang, i.sent_at as "sentAt", i.expires_at as "expiresAt",
      i.expires_at <= now() as expired, i.opened_at as "openedAt", l.state as "letterState", l.server_answer as "serverAnswer"
    from invitation i left join lateral (
        select state, server_answer from letter where invitation_id = i.id order by created_at desc limit 1) l on true
    where i.client_id is null and i.accepted_at is null and i.revoked_at is null
      and (${id ?? null}::uuid is null or i.id = ${id ?? null}::uuid)
    order by i.created_at desc, i.id desc limit 200`.execute(db)
  return rows
}
