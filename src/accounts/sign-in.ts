import { sql } from 'kysely'
import type { App } from '../app.ts'
import type { EmailAddress } from '../values/email-address.ts'
import { deviceCookie, readDeviceCookie } from './device.ts'
import type { Circumstance } from './letter-params.ts'
import { randomToken, sha256 } from '../secrets.ts'
import { circumstance } from './circumstance.ts'
import type { Proof } from './proof-of-work.ts'
import type { Visitor } from './session.ts'
import { noticeLocks } from './siege.ts'

export type SignIn =
  | { ok: true; token: string; deviceCookie: string }
  /**
   * `wrong`: address or password, never which. `last_try`: one more locks. `locked`: only a recovery opens, the right password
   * does not. All three are said of addresses that do not exist just the same. `throttled` and `busy` counted nothing, nor
   * did `proof`: there is a siege, and this browser brought no proof of work, or one that was used before.
   */
  | { ok: false; reason: 'wrong' | 'last_try' | 'locked' | 'proof' }
  | { ok: false; reason: 'throttled' | 'busy' | 'gone'; waitSeconds: number }

export type SignInRequest = {
  address: EmailAddress
  password: string
  deviceCookie: string | undefined
  visitor: Visitor
  proof?: Proof | undefined
  signal?: AbortSignal
}

/**
 * Signs a person in. Three wrong passwords in a row are forgiven, the fourth locks (`limits.forgivenPasswords`); wrong ones
 * count for the typed address, or, from a browser the account has used before, for that browser, so that a stranger who
 * knows an address cannot shut its owner out. Every address costs the same work and gets the same answers.
 *
 * A second factor has its place between the right password and the session: what `openSignIn` does then waits for it.
 */
export async function signIn(app: App, request: SignInRequest): Promise<SignIn> {
  const guardKey = app.config.keys.mac('guard', request.address.key)
  const attempt = await reserve(app, request, guardKey)
  if (attempt.wait_seconds !== null)
    return { ok: false, reason: 'throttled', waitSeconds: attempt.wait_seconds }
  if (attempt.proof_needed) return { ok: false, reason: 'proof' }

  // A try that was not granted costs the same work, but learns nothing of the real hash.
  const right = await app.hasher.verify(attempt.blocked ? null : attempt.password_hash, request.password, {
    priority: attempt.device_id ? 'known' : 'unknown',
    ...(request.signal ? { signal: request.signal } : {}),
  })
  if (right === 'overloaded' || right === 'gone') {
    await sql`select return_sign_in(${guardKey}, ${attempt.device_id})`.execute(app.db.write)
    return { ok: false, reason: right === 'gone' ? 'gone' : 'busy', waitSeconds: 2 }
  }
  if (right && attempt.password_hash && attempt.account_id) {
    const opened = await openSignIn(app, request, guardKey, {
      ...attempt,
      account_id: attempt.account_id,
      password_hash: attempt.password_hash,
    })
    if (opened) {
      renewHash(app, attempt.account_id, attempt.password_hash, request.password)
      return opened
    }
    return { ok: false, reason: 'locked' }
  }
  return refuse(app, request, guardKey, attempt)
}

type Attempt = {
  wait_seconds: number | null
  proof_needed: boolean
  account_id: string | null
  password_hash: string | null
  device_id: string | null
  tries: number
  blocked: boolean
}

async function reserve(app: App, request: SignInRequest, guardKey: Buffer): Promise<Attempt> {
  const { limits, keys, lockStrict, siege } = app.config
  const { proof } = request
  const devices = readDeviceCookie(request.deviceCookie)
  const { rows } = await sql<Attempt>`
    select * from reserve_sign_in(${request.address.key}, ${guardKey}, ${keys.mac('throttle', request.visitor.bucket)},
      ${devices.map(({ id }) => id)}::uuid[], ${devices.map(({ secret }) => sha256(secret))}::bytea[],
      ${limits.forgivenPasswords + 1}, ${limits.forgetAfterHours}, ${limits.deviceDays}, ${lockStrict},
      ${limits.signInsPerMinute}, ${limits.failuresPer10Min}, ${limits.failedAddressesPer10Min},
      ${siege}, ${proof?.id ?? null}, ${proof?.expiresAt ?? null})`.execute(app.db.write)
  return rows[0]!
}

async function openSignIn(
  app: App,
  request: SignInRequest,
  guardKey: Buffer,
  attempt: { account_id: string; password_hash: string; device_id: string | null },
): Promise<SignIn | undefined> {
  const { limits } = app.config
  const token = randomToken()
  const deviceSecret = randomToken()
  const letter: Circumstance = circumstance(request.visitor)
  const { rows } = await sql<{ opened: boolean; device_id: string }>`
    select * from open_sign_in(${attempt.account_id}, ${attempt.password_hash}, ${guardKey}, ${attempt.device_id}, ${limits.forgivenPasswords + 1},
      ${sha256(token)}, ${sha256(deviceSecret)}, ${request.visitor.ip}, ${request.visitor.userAgent.slice(0, 300)},
      ${limits.sessionHours}, ${limits.sessions}, ${JSON.stringify(letter)}::jsonb)`.execute(app.db.write)
  const { opened, device_id: deviceId } = rows[0]!
  if (!opened) return undefined
  const cookie = attempt.device_id
    ? request.deviceCookie!
    : deviceCookie(request.deviceCookie, { id: deviceId, secret: deviceSecret })
  return { ok: true, token, deviceCookie: cookie }
}

async function refuse(app: App, request: SignInRequest, guardKey: Buffer, attempt: Attempt): Promise<SignIn> {
  const { limits, keys } = app.config
  const letter: Circumstance = circumstance(request.visitor)
  const { rows } = await sql<{ locked: boolean; locks: number }>`
    select * from refuse_sign_in(${attempt.account_id}, ${request.address.shown}, ${guardKey}, ${attempt.device_id}, ${limits.forgivenPasswords + 1},
      ${keys.mac('throttle', request.visitor.bucket)}, ${request.visitor.ip}, ${request.visitor.userAgent.slice(0, 300)},
      ${JSON.stringify(letter)}::jsonb, ${limits.locksPerMinute}, ${limits.siegeMinutes})`.execute(
    app.db.write,
  )
  noticeLocks(app, rows[0]!.locks)
  // The one that used up what was forgiven hears so, also when a guess beside it was quicker to lock.
  const isLast = attempt.tries > limits.forgivenPasswords
  if (attempt.blocked || isLast || rows[0]!.locked) return { ok: false, reason: 'locked' }
  return { ok: false, reason: attempt.tries === limits.forgivenPasswords ? 'last_try' : 'wrong' }
}

// A hash of weaker costs than today's is replaced while its password is at hand. Nobody waits for it; a failure only means
// that the next sign-in does it.
function renewHash(app: App, accountId: string, stored: string, password: string): void {
  if (!app.hasher.needsRehash(stored)) return
  app.hasher
    .hash(password, { priority: 'unknown' })
    .then(async (hash) => {
      if (hash === 'overloaded' || hash === 'gone') return
      await sql`update account set password_hash = ${hash} where id = ${accountId} and password_hash = ${stored}`.execute(
        app.db.write,
      )
    })
    .catch((error: unknown) => app.log.warn('hash not renewed', { error }))
}
