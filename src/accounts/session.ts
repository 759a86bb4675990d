/** Sessions: opened by a right password, found by the hash of a cookie, ended by deleting the row. */
import { sql } from 'kysely'
import type { Limits } from '../config.ts'
import type { Queries, Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'
import { randomToken, sha256 } from '../secrets.ts'
import type { Look } from './look.ts'
import { mayOpen } from './office-nav.ts'
import type { Reach } from './reach.ts'
import type { ClientRole, StaffRole } from './roles.ts'

/** A company, and what one of its people may do there. */
export type OpenCabinet = {
  id: string
  name: string
  state: 'active' | 'suspended' | 'closed'
  role: ClientRole
  /** Of cards; of a dispatcher the groups they look after. */
  reach: Reach
}

/** Who is asking, as every page and every guard sees them. */
export type Session = {
  id: string
  accountId: string
  email: string
  name: string
  lang: Lang
  /** The company whose cabinet is open, and what the person may do there. Absent for staff and for a person no contract is linked to. */
  client?: OpenCabinet
  /** How much of what the company was told is new to the person, up to 99. */
  unread?: number
  companies: { id: string; name: string }[]
  staff?: StaffRole
  /** The client's cabinet that a colleague has opened to look at; see look.ts. */
  look?: Look
  provedAt: Date
  welcomeDue: boolean
  /** Password sign-in from unknown browsers is closed for this address; see lock.ts. */
  deviceId: string | undefined
}

/** The browser behind a request. `bucket` is what its budgets are counted by: the IPv4 address, or an IPv6 network of 64 bits. */
export type Visitor = { ip: string; bucket: string; userAgent: string }

/**
 * Opens a session and answers with the token for its cookie. Beyond the number an account may have, the least recently
 * used one ends. The caller holds the account's row.
 */
export async function openSession(
  tx: Tx,
  limits: Limits,
  session: {
    accountId: string
    deviceId?: string | undefined
    visitor: Visitor
    welcome?: boolean
    clientId?: string | undefined
  },
): Promise<string> {
  const token = randomToken()
  await sql`
    delete from session where id in (
      select id from session where account_id = ${session.accountId} order by last_seen_at desc offset ${limits.sessions - 1})`.execute(
    tx,
  )
  await sql`
    insert into session (token_hash, account_id, device_id, client_id, ip, user_agent, expires_at, welcome_due)
    values (${sha256(token)}, ${session.accountId}, ${session.deviceId ?? null},
      coalesce(${session.clientId ?? null}::uuid,
        (select client_id from membership m where m.account_id = ${session.accountId} order by m.since limit 1)),
      ${session.visitor.ip}, ${session.visitor.userAgent.slice(0, 300)},
      now() + make_interval(hours => ${limits.sessionHours}), ${session.welcome ?? false})`.execute(tx)
  return token
}

/** Finds the living session of a cookie in one indexed read. Undefined when there is none, or it has been idle too long. */
export async function findSession(
  db: Queries,
  limits: Limits,
  token: string,
): Promise<(Session & { seenLongAgo: boolean }) | undefined> {
  if (!/^[\w-]{43}$/.test(token)) return undefined
  const { rows } = await sql<SessionRow>`
    select s.id, s.account_id, s.device_id, s.proved_at, s.welcome_due, s.last_seen_at < now() - interval '1 minute' as seen_long_ago,
      a.email, a.name, a.lang, f.role as staff,
      c.id as client_id, c.name as client_name, c.state as client_state, m.role as client_role,
      ${reachOf('m')} as client_reach, ${reachOf('lm')} as look_reach,
      coalesce((select json_agg(json_build_object('id', cc.id, 'name', cc.name) order by mm.since)
        from membership mm join client cc on cc.id = mm.client_id where mm.account_id = a.id and cc.state <> 'closed'), '[]') as companies,
      (select least(count(*), 99)::int from (
          select n as told, n.found_at, n.kind from alert n where n.client_id = c.id and n.no > coalesce(r.read_to, 0) order by n.no desc limit 300) n
        where n.found_at > m.since and is_told(m.role, m.account_id, n.told) and not n.kind = any(coalesce(r.quiet, '{}'))) as unread,
      s.looking_until, lc.id as look_id, lc.name as look_name, lc.state as look_state, lm.role as look_role,
      coalesce(nullif(la.name, ''), la.email) as look_as,
      s.looking_until <= now() or lc.state = 'closed' or (s.looking_as is not null and lm.role is null) as look_over
    from session s
      join account a on a.id = s.account_id and a.state = 'active'
      left join staff_member f on f.account_id = a.id
      left join membership m on m.account_id = a.id and m.client_id = s.client_id
      left join client c on c.id = m.client_id and c.state <> 'closed'
      left join alert_reader r on r.client_id = m.client_id and r.account_id = m.account_id
      left join client lc on lc.id = s.looking_at
      left join membership lm on lm.client_id = s.looking_at and lm.account_id = s.looking_as
      left join account la on la.id = s.looking_as
    where s.token_hash = ${sha256(token)} and s.expires_at > now()
      and s.last_seen_at > now() - make_interval(mins => ${limits.sessionIdleMinutes})`.execute(db)
  const row = rows[0]
  if (!row) return undefined
  return {
    id: row.id,
    accountId: row.account_id,
    email: row.email,
    name: row.name,
    lang: row.lang,
    ...(row.client_id
      ? {
          client: {
            id: row.client_id,
            name: row.client_name!,
            state: row.client_state!,
            role: row.client_role!,
            reach: row.client_reach,
          },
          unread: row.unread,
        }
      : {}),
    companies: row.companies,
    ...(row.staff ? { staff: row.staff } : {}),
    ...(row.staff && row.look_id && mayOpen(row.staff, 'clients') ? { look: lookOf(row) } : {}),
    provedAt: row.proved_at,
    welcomeDue: row.welcome_due,
    deviceId: row.device_id ?? undefined,
    seenLongAgo: row.seen_long_ago,
  }
}

// Only a dispatcher is bound to groups: of anybody else the rows sleep.
function reachOf(membership: 'm' | 'lm') {
  const member = sql.ref(membership)
  return sql`case when ${member}.role = 'dispatcher' then (
    select array_agg(group_id) from membership_group g
    where g.client_id = ${member}.client_id and g.account_id = ${member}.account_id) end`
}

function lookOf(row: SessionRow): Look {
  return {
    client: {
      id: row.look_id!,
      name: row.look_name!,
      state: row.look_state!,
      role: row.look_role ?? 'owner',
      reach: row.look_reach,
    },
    ...(row.look_as ? { as: row.look_as } : {}),
    until: row.looking_until!,
    over: row.look_over!,
  }
}

/** The session of a cookie, living or over, as long as its row is there: for what belongs to it and may come late. */
export async function findSessionId(db: Queries, token: string | undefined): Promise<string | undefined> {
  if (!token || !/^[\w-]{43}$/.test(token)) return undefined
  const { rows } = await sql<{
    id: string
  }>`select id from session where token_hash = ${sha256(token)}`.execute(db)
  return rows[0]?.id
}

/** Notes that the session is in use: at most once a minute, so that reading a page does not write. */
export async function touchSession(db: Queries, sessionId: string): Promise<void> {
  await sql`update session set last_seen_at = now() where id = ${sessionId} and last_seen_at < now() - interval '1 minute'`.execute(
    db,
  )
}

/** Ends one session of the account; true when there was one. */
export async function endSession(tx: Tx, accountId: string, sessionId: string): Promise<boolean> {
  const { rows } =
    await sql`delete from session where id = ${sessionId} and account_id = ${accountId} returning id`.execute(
      tx,
    )
  return rows.length > 0
}

/** Ends every session of the account, or all but one. Answers with how many. */
export async function endSessions(tx: Tx, accountId: string, except?: string): Promise<number> {
  const { rows } = await sql`
    delete from session where account_id = ${accountId} and id is distinct from ${except ?? null}::uuid returning id`.execute(
    tx,
  )
  return rows.length
}

/** Gives the session a new token after something about its rights has changed; the old cookie is worth nothing from then on. */
export async function rotateSession(tx: Tx, sessionId: string): Promise<string> {
  const token = randomToken()
  await sql`update session set token_hash = ${sha256(token)}, proved_at = now(), wrong_passwords = 0 where id = ${sessionId}`.execute(
    tx,
  )
  return token
}

export type SessionLine = { id: string; ip: string; userAgent: string; createdAt: Date; lastSeenAt: Date }

/** The account's living sessions, the most recently used first. */
export async function listSessions(db: Queries, limits: Limits, accountId: string): Promise<SessionLine[]> {
  const { rows } = await sql<{
    id: string
    ip: string
    user_agent: string
    created_at: Date
    last_seen_at: Date
  }>`
    select id, ip, user_agent, created_at, last_seen_at from session
    where account_id = ${accountId} and expires_at > now() and last_seen_at > now() - make_interval(mins => ${limits.sessionIdleMinutes})
    order by last_seen_at desc`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    ip: row.ip,
    userAgent: row.user_agent,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
  }))
}

type SessionRow = {
  id: string
  account_id: string
  device_id: string | null
  proved_at: Date
  welcome_due: boolean
  seen_long_ago: boolean
  email: string
  name: string
  lang: Lang
  staff: StaffRole | null
  client_id: string | null
  client_name: string | null
  client_state: 'active' | 'suspended' | 'closed' | null
  client_role: ClientRole | null
  client_reach: string[] | null
  unread: number
  companies: { id: string; name: string }[]
  look_id: string | null
  look_name: string | null
  look_state: 'active' | 'suspended' | 'closed' | null
  look_role: ClientRole | null
  look_reach: string[] | null
  look_as: string | null
  looking_until: Date | null
  look_over: boolean | null
}
