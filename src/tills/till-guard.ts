import { sql } from 'kysely'
import type { App } from '../app.ts'
import { sha256 } from '../secrets.ts'
import type { ApiGuard } from '../web/api.ts'
import { Problem } from '../web/problem.ts'

/** The terminal that calls: known by the hash of its key. */
export type TillCaller = { keyHash: Buffer }

/**
 * A till with its key. Keys once seen are remembered, so that a call costs one question to the database; that question
 * looks the key up again, so a withdrawn one is refused from the moment it is withdrawn.
 */
export const till: ApiGuard<TillCaller> = {
  who: 'till',
  async admit(app, c) {
    const key = /^Bearer +([\x21-\x7e]{16,200})$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (!key) return new Problem('unknown_key')
    const keyHash = sha256(key)
    const kind = await kindOf(app, keyHash)
    if (kind === 'till') return { keyHash }
    return new Problem(kind === undefined ? 'unknown_key' : 'not_a_till')
  },
}

/** Forgets a key that a verb has found withdrawn. */
export function forgetKey(app: App, keyHash: Buffer): void {
  seen.get(app)?.delete(keyHash.toString('base64'))
}

type Kind = 'till' | 'browser'
const seen = new WeakMap<App, Map<string, Kind>>()
/** A network has some thousand tills. */
const MOST = 10_000

async function kindOf(app: App, keyHash: Buffer): Promise<Kind | undefined> {
  const kinds = seen.get(app) ?? new Map<string, Kind>()
  seen.set(app, kinds)
  const name = keyHash.toString('base64')
  const known = kinds.get(name)
  if (known) return known
  const { rows } = await sql<{ kind: Kind }>`
    select kind from terminal where key_hash = ${keyHash} and revoked_at is null`.execute(app.db.write)
  const kind = rows[0]?.kind
  if (kind) {
    if (kinds.size >= MOST) kinds.clear()
    kinds.set(name, kind)
  }
  return kind
}
