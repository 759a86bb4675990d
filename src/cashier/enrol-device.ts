import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { randomToken, sha256 } from '../secrets.ts'
import type { Vault } from '../vault.ts'
import { isTerminalNameFree } from './terminals.ts'

/** How long a code may wait to be typed. */
export const ENROLMENT_MINUTES = 15

export type OpenedEnrolment =
  | { ok: true; code: string; expiresAt: Date }
  | { ok: false; reason: 'name_taken' }

/**
 * Prepares one more browser at a station: whoever types the code at `/pos/connect` within 15 minutes makes their browser
 * this terminal. The code is ten digits and stands nowhere; a newer code of the same name takes the older one's place.
 */
export async function openEnrolment(
  tx: Tx,
  vault: Vault,
  request: { stationId: number; station: string; name: string; by: Actor },
): Promise<OpenedEnrolment> {
  const { stationId, name, by } = request
  if (!(await isTerminalNameFree(tx, stationId, name))) return { ok: false, reason: 'name_taken' }
  await sql`
    update enrolment set expires_at = now()
    where station_id = ${stationId} and lower(name) = lower(${name}) and used_at is null and expires_at > now()`.execute(
    tx,
  )
  const code = randomInt(10_000_000_000).toString().padStart(10, '0')
  const { rows } = await sql<{ expiresAt: Date }>`
    insert into enrolment (station_id, name, code_hash, created_by, expires_at)
    values (${stationId}, ${name}, ${enrolmentHash(vault, code)}, ${by.accountId ?? null},
      now() + make_interval(mins => ${ENROLMENT_MINUTES}))
    returning expires_at as "expiresAt"`.execute(tx)
  await record(tx, 'terminal.prepared', { by, object: `${request.station}, ${name}` })
  return { ok: true, code, expiresAt: rows[0]!.expiresAt }
}

export type Enrolled =
  | { ok: true; secret: string; terminalId: number }
  | { ok: false; reason: 'unknown_code' }

/**
 * Makes the browser that typed the code a terminal of its station: the secret is what its cookie holds, and only the hash of it
 * is kept. A code works once, whoever is first. Spend a budget of tries before asking.
 */
export async function enrolDevice(
  tx: Tx,
  vault: Vault,
  request: { code: string; by: Actor },
): Promise<Enrolled> {
  const { rows } = await sql<{ id: number; stationId: number; station: string; name: string }>`
    select e.id, e.station_id as "stationId", '№ ' || s.number || ' ' || s.name as station, e.name
    from enrolment e join station s on s.id = e.station_id
    where e.code_hash = ${enrolmentHash(vault, request.code)} and e.used_at is null and e.expires_at > now() and s.state = 'open'
    for no key update of e`.execute(tx)
  const enrolment = rows[0]
  if (!enrolment) return { ok: false, reason: 'unknown_code' }

  const secret = randomToken()
  const { rows: made } = await sql<{ id: number }>`
    insert into terminal (station_id, name, kind, key_hash, created_by, last_seen_at)
    select station_id, name, 'browser', ${sha256(secret)}, created_by, now() from enrolment where id = ${enrolment.id}
    returning id`.execute(tx)
  const terminalId = made[0]!.id
  await sql`update enrolment set used_at = now(), terminal_id = ${terminalId} where id = ${enrolment.id}`.execute(
    tx,
  )
  await record(tx, 'terminal.connected', {
    by: request.by,
    object: `${enrolment.station}, ${enrolment.name}`,
  })
  return { ok: true, secret, terminalId }
}

/** «12345 67890»: as the office shows it. */
export function groupEnrolment(code: string): string {
  return `${code.slice(0, 5)} ${code.slice(5)}`
}

/** A code as it is typed; undefined when it is none. */
export function parseEnrolment(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s\-‐‑‒–—]/g, '')
  return /^\d{10}$/.test(digits) ? digits : undefined
}

function enrolmentHash(vault: Vault, code: string): Buffer {
  return vault.mac('enrolment', code)
}
